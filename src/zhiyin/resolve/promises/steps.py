"""What promises are to playbooks: what begins one, and what is known of a breach."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.playbooks.register import About, Found, facts, noun, trigger
from zhiyin.kernel.policies.register import Fact
from zhiyin.resolve.promises.events import PromiseBreached, PromiseWarned
from zhiyin.resolve.promises.models import Breach


def no_breach(actor: Actor, text: str) -> Found | None:
    """A breach has no number: nobody begins a playbook about one by hand."""
    return None


def what_was_broken(abouts: Sequence[About]) -> list[dict[str, Any]]:
    """The promise of each breach: its name, its priority and the value of its customer, as they were when it was made."""
    rows = {
        id: {"promise": name, "promise_priority": priority, "value_band": band or "unknown"}
        for id, name, priority, band in Breach.objects.filter(id__in=[one["breach"] for one in abouts]).values_list(
            "id", "promise__name", "promise__priority", "promise__value_band"
        )
    }
    return [rows.get(one["breach"], {}) for one in abouts]


noun("breach", _("Broken promise"), model="promises.Breach", find=no_breach)
trigger(
    "promise_breached",
    PromiseBreached,
    _("A promise was broken"),
    gives=("case", "breach"),
    about=lambda event: {"case": event.case_id, "breach": event.breach_id},
)
trigger(
    "promise_warned",
    PromiseWarned,
    _("A promise is running out of time"),
    gives=("case",),
    about=lambda event: {"case": event.case_id},
)
facts(
    (
        Fact("promise", _("Promise"), kind="text"),
        Fact("promise_priority", _("Priority of the broken promise"), kind="number"),
        Fact("value_band", _("Value of the customer"), kind="text"),
    ),
    needs=("breach",),
    read=what_was_broken,
)
