"""The policies of following up: whom to ask how it went, and which answers call for a call."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.policies.register import Fact, Outcome, declare

ASK_AFTER = declare(
    "ask_after",
    label=_("Asking how it went"),
    about=_(
        "Whether and when a customer is asked how it went after their case was resolved. Caps on surveys hold all the same."
    ),
    facts=(
        Fact("channel", _("Channel"), choices=(("email", _("E-mail")), ("chat", _("Web chat")), ("api", _("API")))),
        Fact(
            "reason",
            _("Why it was resolved"),
            choices=(
                ("solved", _("Solved")),
                ("no_answer", _("The customer did not answer")),
                ("duplicate", _("The same as another case")),
                ("spam", _("Unwanted mail")),
            ),
        ),
    ),
    outcomes=(
        Outcome("ask", _("Ask"), kind="boolean"),
        Outcome("minutes", _("Minutes after resolving"), kind="integer", minimum=0, maximum=60 * 24 * 7),
    ),
    default=(
        {"when": {"reason": ["duplicate", "spam"]}, "then": {"ask": False, "minutes": 0}},
        {"when": {}, "then": {"ask": True, "minutes": 1}},
    ),
)

CALL_BACK = declare(
    "call_back",
    label=_("Call back after a bad answer"),
    about=_(
        "Which answers reopen the case and ask for a call back, and within how much working time. A poor recommendation "
        "alone does not, when the same customer was satisfied with how this case was handled."
    ),
    facts=(
        Fact(
            "kind",
            _("Question"),
            choices=(("csat", _("Satisfaction (1–5)")), ("nps", _("Recommendation (0–10)")), ("ces", _("Ease (1–7)"))),
        ),
        Fact("score", _("Score"), kind="number"),
    ),
    outcomes=(
        Outcome("act", _("Reopen and call back"), kind="boolean"),
        Outcome("minutes", _("Working minutes"), kind="integer", minimum=1, maximum=60 * 24 * 30),
        Outcome("calendar", _("Calendar"), kind="text"),
    ),
    default=(
        {
            "when": {"kind": ["csat"], "score": {"below": 3}},
            "then": {"act": True, "minutes": 120, "calendar": "office"},
        },
        {
            "when": {"kind": ["nps"], "score": {"below": 7}},
            "then": {"act": True, "minutes": 240, "calendar": "office"},
        },
        {
            "when": {"kind": ["ces"], "score": {"below": 4}},
            "then": {"act": True, "minutes": 240, "calendar": "office"},
        },
        {"when": {}, "then": {"act": False, "minutes": 240, "calendar": "office"}},
    ),
)

FOLLOW_UP = declare(
    "follow_up",
    label=_("Following up resolved cases"),
    about=_(
        "Which resolved cases a person follows up, from when on and by when. Where something went wrong (a broken promise, "
        "a complaint, something given to make good) a person asks; for the rest the survey does."
    ),
    facts=(
        Fact("went_wrong", _("Something went wrong"), kind="boolean"),
        Fact("priority", _("Priority (1 is first)"), kind="number"),
        Fact("channel", _("Channel"), kind="text"),
        Fact(
            "reason",
            _("Why it was resolved"),
            choices=(
                ("solved", _("Solved")),
                ("no_answer", _("The customer did not answer")),
                ("duplicate", _("The same as another case")),
                ("spam", _("Unwanted mail")),
            ),
        ),
    ),
    outcomes=(
        Outcome("follow", _("Follow up"), kind="boolean"),
        Outcome("from_minutes", _("Not before, minutes"), kind="integer", minimum=0, maximum=60 * 24 * 30),
        Outcome("minutes", _("At the latest, working minutes"), kind="integer", minimum=1, maximum=60 * 24 * 60),
        Outcome("calendar", _("Calendar"), kind="text"),
    ),
    default=(
        {
            "when": {"reason": ["duplicate", "spam", "no_answer"]},
            "then": {"follow": False, "from_minutes": 1440, "minutes": 4320, "calendar": "always"},
        },
        {
            "when": {"went_wrong": True},
            "then": {"follow": True, "from_minutes": 1440, "minutes": 4320, "calendar": "always"},
        },
        {"when": {}, "then": {"follow": False, "from_minutes": 1440, "minutes": 4320, "calendar": "always"}},
    ),
)

REVIEW_REPLIES = declare(
    "review_replies",
    label=_("Replying to public reviews"),
    about=_(
        "Which reviews are answered where they stand, and within how much working time. Notes and surveys are not public."
    ),
    facts=(
        Fact("source", _("Source of the feedback"), kind="text"),
        Fact("rating", _("Rating of 1 to 5"), kind="number"),
    ),
    outcomes=(
        Outcome("reply", _("Reply in public"), kind="boolean"),
        Outcome("minutes", _("Working minutes"), kind="integer", minimum=1, maximum=60 * 24 * 30),
        Outcome("calendar", _("Calendar"), kind="text"),
    ),
    default=(
        {
            "when": {"source": ["survey", "note", "person", "system"]},
            "then": {"reply": False, "minutes": 1440, "calendar": "always"},
        },
        {"when": {"rating": {"below": 3}}, "then": {"reply": True, "minutes": 1440, "calendar": "always"}},
        {"when": {}, "then": {"reply": False, "minutes": 1440, "calendar": "always"}},
    ),
)
