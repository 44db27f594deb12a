"""What we write to a customer whom we let down. Sincere words: what happened, that it was our fault, what we do now."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from zhiyin.face.wording import amount as money_in_words
from zhiyin.recover.compensation import policy
from zhiyin.recover.compensation.register import KINDS, POINTS


@dataclass(frozen=True, slots=True)
class Situation:
    """What the letter is about. `due` is the promised time in words; `kind` "" while nothing may be named yet."""

    name: str
    subject: str
    promise: str
    due: str
    kind: str
    amount_minor: int
    currency: str
    answered: bool
    signature: str


def language_for(language: str) -> str:
    """The language in which we write to somebody: Chinese to who writes Chinese, English to all others."""
    return "zh-hans" if language.lower().startswith("zh") else "en"


def letter(template: str, language: str, about: Situation, beside: str = "") -> str:
    """The letter in one of the wordings of `policy`, in a language; `beside` is a paragraph more, in that language."""
    with translation.override(language):
        paragraphs = [_opening(template, about), _gift(about)]
        if template in (policy.FIRST, policy.AGAIN, policy.OFTEN) and not about.answered:
            paragraphs.insert(1, _what_now(about))
        paragraphs = [_greeting(about.name), *paragraphs, beside, about.signature]
        return "\n\n".join(one for one in paragraphs if one)


def worth(kind: str, amount_minor: int, currency: str) -> str:
    """What an award is worth, in the active language: ¥20.00, or 200 points."""
    if kind == "points" or currency == POINTS:
        return _("%(count)s points") % {"count": amount_minor}
    return money_in_words(amount_minor, currency)


def _opening(template: str, about: Situation) -> str:
    facts = {"subject": about.subject, "due": about.due}
    if template == policy.GRANTED_LATER:
        return (
            _(
                "When you wrote to us about “%(subject)s” we did not keep our word. We want to make up for it as follows."
            )
            % facts
        )
    if template == policy.GOODWILL:
        return _("We are sorry for the trouble you had with “%(subject)s”, and would like to make up for it.") % facts
    happened = _happened(about.promise) % facts
    if template == policy.FIRST:
        words = _("%(happened)s That is our failing, and we apologise for letting you wait.")
    elif template == policy.AGAIN:
        words = _("%(happened)s This is not the first time that we have let you wait, and we are ashamed of it.")
    else:
        words = _("%(happened)s We have let you down several times now, and know that words alone no longer mend it.")
    return words % {"happened": happened}


def _happened(promise: str) -> str:
    """What we did not do, with places for the subject and the promised time."""
    match promise:
        case "solution":
            return _("We had promised you a solution for “%(subject)s” by %(due)s, and have not delivered it.")
        case "next_update":
            return _("We had promised to tell you by %(due)s how “%(subject)s” is going, and did not.")
        case "told_date":
            return _("We had told you that “%(subject)s” would be done by %(due)s, and it was not.")
        case "follow_up":
            return _("We had promised to ask you by %(due)s whether “%(subject)s” is well again, and did not.")
        case "cut_off":
            return _("What you ordered (“%(subject)s”) was to reach you by %(due)s, and did not.")
    return _("We had promised to answer you about “%(subject)s” by %(due)s, and did not.")


def _greeting(name: str) -> str:
    return _("Hello %(name)s,") % {"name": name} if name else _("Hello,")


def _what_now(about: Situation) -> str:
    if about.promise == "solution":
        return _("Your case now stands at the top of our list. We stay on it until it is solved.")
    return _("Your message now stands at the top of our list. A person will answer you as soon as they can.")


def _gift(about: Situation) -> str:
    kind = KINDS.get(about.kind)
    if kind is None or not kind.told:
        return ""
    return str(kind.told) % {"amount": worth(about.kind, about.amount_minor, about.currency)}
