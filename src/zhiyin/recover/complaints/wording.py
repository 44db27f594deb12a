"""What we write to a customer about their complaint, in their language: restatement, proposal, reminder, closing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext as _

from zhiyin.recover.complaints.links import address_of
from zhiyin.recover.complaints.models import Complaint, Solution


def language_for(complaint: Complaint) -> str:
    """The language of the letters: Chinese to who writes Chinese, English to all others."""
    code = complaint.case.language or complaint.customer.language
    return "zh-hans" if code.lower().startswith("zh") else "en"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter about a complaint: its paragraphs between greeting and signature."""

    complaint: Complaint

    def _whole(self, *paragraphs: str) -> str:
        complaint = self.complaint
        name = complaint.customer.name
        greeting = _("Hello %(name)s,") % {"name": name} if name else _("Hello,")
        return "\n\n".join(one for one in (greeting, *paragraphs, str(complaint.unit)) if one)

    def restatement(self) -> str:
        """ "You told us that … and want …", by when we answer, and where to confirm it."""
        complaint = self.complaint
        with translation.override(language_for(complaint)):
            facts = {"story": complaint.story.strip(), "wish": complaint.wish.strip()}
            told = _("You told us: “%(story)s”") % facts
            wanted = (
                _("You want: “%(wish)s”") % facts
                if facts["wish"]
                else _("Please tell us what you would like us to do about it.")
            )
            until = _("A person answers you in substance by %(when)s.") % {
                "when": self._moment(complaint.answer_due_at)
            }
            number = _("We have received your complaint. It has the number %(number)s.") % {"number": complaint.number}
            link = _("Did we understand you? Please confirm it or correct us here: %(address)s") % {
                "address": address_of(complaint.id)
            }
            return self._whole(number, f"{told}\n{wanted}", until, link)

    def proposal(self, words: str) -> str:
        """What we propose, and where to accept, change or refuse it."""
        with translation.override(language_for(self.complaint)):
            link = _("Please tell us here whether you accept this, want it changed, or refuse it: %(address)s") % {
                "address": address_of(self.complaint.id)
            }
            return self._whole(_("We have looked into your complaint. This is what we propose:"), words.strip(), link)

    def reminder(self, solution: Solution, until: datetime) -> str:
        """That a proposal still waits, and until when."""
        with translation.override(language_for(self.complaint)):
            waits = _("Our proposal about your complaint %(number)s still waits for your answer:") % {
                "number": self.complaint.number
            }
            link = _(
                "You can answer until %(when)s: %(address)s. If we hear nothing we close the complaint as unanswered; that "
                "does not mean that you have accepted."
            ) % {"when": self._moment(until), "address": address_of(self.complaint.id)}
            return self._whole(waits, solution.words.strip(), link)

    def closing(self, solution: Solution | None, path: str) -> str:
        """How it ended, and where the customer can turn to outside of us."""
        with translation.override(language_for(self.complaint)):
            how = {
                Solution.State.ACCEPTED: _("You accepted our proposal, and we do as we said:"),
                Solution.State.REFUSED: _("You did not accept our last proposal, which was:"),
                Solution.State.NO_REPLY: _(
                    "We have heard nothing from you about our proposal. We do not take that for consent. It was:"
                ),
            }.get(Solution.State(solution.state) if solution else Solution.State.PROPOSED, "")
            closed = _("We close your complaint %(number)s today.") % {"number": self.complaint.number}
            return self._whole(closed, f"{how}\n{solution.words.strip()}" if solution and how else "", path.strip())

    def _moment(self, at: datetime) -> str:
        here = at.astimezone(ZoneInfo(self.complaint.unit.time_zone))
        if (translation.get_language() or "").startswith("zh"):
            return f"{here.month}月{here.day}日 {here:%H:%M}"
        return f"{here.day} {here:%B} {here:%H:%M}"
