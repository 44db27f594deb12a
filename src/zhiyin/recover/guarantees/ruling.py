"""What guarantees say to compensation: which breaches they decide, what letters tell of them, what they are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from zhiyin.recover.compensation.models import Award
from zhiyin.recover.compensation.rulings import Ruling, decides_first, names, tells
from zhiyin.recover.guarantees import policy, wording
from zhiyin.recover.guarantees.models import Version
from zhiyin.recover.guarantees.rules import all_rules, fact_of_breach


@decides_first
def what_we_guaranteed(breaches: Mapping[UUID, Any]) -> dict[UUID, Ruling]:
    """The remedies of the guarantees that these breaches break. Two statements however many they are."""
    rules = [one for one in all_rules() if one.trigger == policy.BREACH]
    found = {}
    for id, breach in breaches.items():
        due = policy.decided(fact_of_breach(breach), rules)
        if due is not None:
            found[id] = Ruling(due.kind, due.amount_minor, due.currency, due.version_id, due.version)
    return found


@tells
def what_a_letter_says(awards: Sequence[tuple[Award, str]]) -> dict[UUID, str]:
    """The promise and the receipt."""
    return wording.paragraphs(awards)


@names
def the_guarantee(version_id: UUID) -> tuple[str, str]:
    """A version in words, and where it stands."""
    version = Version.objects.select_related("guarantee").filter(id=version_id).first()
    if version is None:
        return "", ""
    facts = {"promise": wording.text_of(version), "number": version.number}
    said = _("Guarantee “%(promise)s”, version %(number)s, instead of the general rule") % facts
    return said, f"/guarantees/{version.guarantee.key}"
