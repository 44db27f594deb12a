"""The policies of complaints: what a form asks for, times, where to turn to outside, words of danger, the law's times."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.policies.register import Fact, Outcome, declare
from zhiyin.recover.complaints.models import Complaint
from zhiyin.recover.complaints.words_of_danger import DEFAULT_EXCEPTIONS, DEFAULT_WORDS, fault_of_words
from zhiyin.resolve.promises.actions import type_of_cases

KIND = Fact("kind", _("Kind of complaint"), choices=tuple(Complaint.Kind.choices))
#: what a form may ask for beside the story and the wish, which every form asks for
ASKED = ("product", "happened_on", "place", "evidence")


def _asks(*names: str) -> dict[str, Any]:
    return {name: name in names for name in ASKED}


FORM = declare(
    "complaint_form",
    label=_("Complaint form"),
    about=_(
        "What must be known of a complaint before it is assessed, beside what happened and what the customer wants. What "
        "is missing stands on the complaint as a thing to do."
    ),
    facts=(KIND,),
    outcomes=(
        Outcome("product", _("Product or service"), kind="boolean"),
        Outcome("happened_on", _("Day it happened"), kind="boolean"),
        Outcome("place", _("Where it happened"), kind="boolean"),
        Outcome("evidence", _("A piece of evidence"), kind="boolean"),
    ),
    default=(
        {"when": {"kind": ["product"]}, "then": _asks("product")},
        {"when": {"kind": ["delivery"]}, "then": _asks("happened_on")},
        {"when": {"kind": ["billing"]}, "then": _asks("evidence")},
        {"when": {"kind": ["staff", "safety"]}, "then": _asks("happened_on", "place")},
        {"when": {}, "then": _asks()},
    ),
)

TIMES = declare(
    "complaint_times",
    label=_("Times of complaints"),
    about=_(
        "Within how many hours, by day and night, a person answers a complaint in substance, which the customer is told; "
        "and how many days a proposal waits for a silent customer, who is reminded twice meanwhile."
    ),
    facts=(KIND,),
    outcomes=(
        Outcome("answer_hours", _("Hours until an answer in substance"), kind="integer", minimum=1, maximum=24),
        Outcome("silent_days", _("Days that a proposal waits"), kind="integer", minimum=7, maximum=60),
    ),
    default=(
        {"when": {"kind": ["safety"]}, "then": {"answer_hours": 2, "silent_days": 7}},
        {"when": {}, "then": {"answer_hours": 24, "silent_days": 7}},
    ),
)

PATH = declare(
    "external_path",
    label=_("Where customers can turn to outside"),
    about=_("Stands in every closing letter, word by word: a complaint cannot be closed without it."),
    facts=(Fact("language", _("Language"), choices=(("zh", _("Chinese")), ("en", _("English")))), KIND),
    outcomes=(Outcome("path", _("What the letter says"), kind="text"),),
    default=(
        {
            "when": {"language": ["en"]},
            "then": {
                "path": "If you are not content with this, you can turn to the consumer hotline 12315 (www.12315.cn), or "
                "ask the consumers' association where you live to mediate. Both are free of charge."
            },
        },
        {
            "when": {},
            "then": {
                "path": "如果您对处理结果仍不满意，可以拨打12315热线或登录全国12315平台（www.12315.cn）投诉，"
                "也可以请当地消费者协会调解，均不收费。"
            },
        },
    ),
)

SAFETY_WORDS = declare(
    "safety_words",
    label=_("Words of danger"),
    about=_(
        "A message with one of these words is a report of danger to people: priority 1 at once, before every queue, and "
        "those in charge are called. Words are separated by commas; the exceptions contain such a word and mean something "
        "else."
    ),
    outcomes=(
        Outcome("words", _("Words of danger"), kind="text", check=fault_of_words),
        Outcome("exceptions", _("Exceptions"), kind="text", required=False),
    ),
    default=({"when": {}, "then": {"words": DEFAULT_WORDS, "exceptions": DEFAULT_EXCEPTIONS}},),
)

STATUTORY = declare(
    "statutory_times",
    label=_("Times set by law for complaints"),
    about=_(
        "When an authority hands us a complaint: within how many working days we say that we take it on, and within how "
        "many days it is concluded. A change holds for complaints handed over later; what runs is locked."
    ),
    outcomes=(
        Outcome("accept_working_days", _("Working days to take it on"), kind="integer", minimum=1, maximum=60),
        Outcome("conclude_days", _("Days to conclude it"), kind="integer", minimum=1, maximum=365),
        Outcome("calendar", _("Calendar of working days"), kind="text"),
    ),
    default=({"when": {}, "then": {"accept_working_days": 7, "conclude_days": 60, "calendar": "office"}},),
)


@type_of_cases("complaint", _("Complaint"))
def complaints_among(case_ids: Sequence[UUID]) -> set[UUID]:
    """Which of these cases are complaints: tables of promises may ask for them."""
    return set(Complaint.objects.filter(case__in=list(case_ids)).values_list("case_id", flat=True))
