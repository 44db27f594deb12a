"""What compensation offers to playbooks: to apologise, to make good, to give. Once, also beside the reactions."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy, gettext_noop

from zhiyin.kernel.playbooks.register import Outcome, Parameter, Situation, step, trigger
from zhiyin.kernel.playbooks.values import Price
from zhiyin.kernel.policies.reads import all_in_force
from zhiyin.recover.compensation import actions, policy
from zhiyin.recover.compensation.events import ApprovalDecided, CompensationAwarded
from zhiyin.recover.compensation.models import Apology, Award
from zhiyin.recover.compensation.register import KINDS

_ALREADY = gettext_noop("Made good already: %(worth)s.")


def _award_of(now: Situation) -> Award | None:
    return Award.objects.filter(breach_id=now.about["breach"]).first()


def _worth(award: Award) -> dict[str, Any]:
    return {"worth": {"minor": award.amount_minor, "currency": award.currency}}


def make_good(now: Situation) -> Outcome:
    """What the policy gives for the breach, within authority. It is given once a breach: what was given before is noted."""
    award = _award_of(now)
    if award is not None:
        return Outcome(_ALREADY, _worth(award), rows=(("compensation.Award", award.id),))
    actions.award_for_breaches({now.about["breach"]: now.because}, by=now.by, at=now.at)
    award = Award.objects.get(breach_id=now.about["breach"])
    rows = (("compensation.Award", award.id),)
    if award.state == policy.WAITING:
        return Outcome(gettext_noop("Waits for an approval: %(worth)s."), _worth(award), rows=rows)
    spent = Price(award.amount_minor, award.currency)
    return Outcome(gettext_noop("Made good: %(worth)s."), _worth(award), rows=rows, spent=spent)


def would_make_good(now: Situation) -> Outcome:
    """What the policy would give; in the past, by the facts as they were and the policy as it is now."""
    if not now.simulated and (award := _award_of(now)) is not None:
        return Outcome(_ALREADY, _worth(award), rows=(("compensation.Award", award.id),))
    table = now.memory.get("compensation") or all_in_force("compensation")["compensation"]
    now.memory["compensation"] = table
    facts = {
        "promise": now.facts.get("promise"),
        "priority": now.facts.get("promise_priority"),
        "value_band": now.facts.get("value_band") or "unknown",
    }
    given = table.decide(facts, unit=now.customer_id).outcome
    price = Price(0 if given["kind"] == "apology" else given["amount_minor"], given["currency"])
    worth = {"worth": {"minor": price.minor, "currency": price.currency}}
    return Outcome(gettext_noop("Would make good: %(worth)s."), worth, spent=price)


def apologise(now: Situation) -> Outcome:
    """The apology for the breach: the one that was made, or one now if there is an award and none yet."""
    award = _award_of(now)
    if award is None:
        actions.award_for_breaches({now.about["breach"]: now.because}, by=now.by, at=now.at)
        award = Award.objects.get(breach_id=now.about["breach"])
    known = Apology.objects.filter(award=award).order_by("at").first()
    if known is not None:
        return Outcome(gettext_noop("We apologised already."), rows=(("compensation.Apology", known.id),))
    actions.apologise({award.id: now.because}, by=now.by, at=now.at)
    made = Apology.objects.filter(award=award).order_by("at").first()
    if made is None:
        return Outcome(gettext_noop("The policy asks for no apology."), skipped=True)
    return Outcome(gettext_noop("We apologised."), rows=(("compensation.Apology", made.id),), contacted=True)


def would_apologise(now: Situation) -> Outcome:
    award = None if now.simulated else _award_of(now)
    known = Apology.objects.filter(award=award).order_by("at").first() if award is not None else None
    if known is not None:
        return Outcome(gettext_noop("We apologised already."), rows=(("compensation.Apology", known.id),))
    return Outcome(gettext_noop("Would apologise."), contacted=True)


def give(now: Situation) -> Outcome:
    """Give an amount in a case, within the authority of whoever is responsible for it; beyond, an approval is asked for."""
    price = now.price("amount")
    assert price is not None
    reason = " / ".join(dict.fromkeys(text for text in (now.words("reason", "zh"), now.words("reason", "en")) if text))
    award = actions.give(
        now.about["case"],
        now.given["kind"],
        price.minor,
        price.currency,
        reason,
        by=now.by,
        because=now.because,
        at=now.at,
    )
    rows = (("compensation.Award", award.id),)
    if award.state == policy.WAITING:
        return Outcome(gettext_noop("Waits for an approval: %(worth)s."), _worth(award), rows=rows)
    return Outcome(gettext_noop("Given: %(worth)s."), _worth(award), rows=rows, spent=price)


def would_give(now: Situation) -> Outcome:
    price = now.price("amount")
    assert price is not None
    worth = {"worth": {"minor": price.minor, "currency": price.currency}}
    return Outcome(gettext_noop("Would give: %(worth)s."), worth, spent=price)


def kinds() -> list[tuple[str, Any]]:
    """The kinds that are worth money."""
    return [(one.key, one.label) for one in KINDS.values() if one.worth == "money"]


trigger(
    "compensation_awarded",
    CompensationAwarded,
    gettext_lazy("A compensation was awarded"),
    gives=("case",),
    about=lambda event: {"case": event.case_id},
)
trigger(
    "approval_decided",
    ApprovalDecided,
    gettext_lazy("An approval was decided"),
    gives=("case",),
    about=lambda event: {"case": event.case_id},
)
step(
    "apologise",
    group="send",
    label=gettext_lazy("Apologise for the broken promise"),
    about=gettext_lazy("Once a breach: what the house has said by itself already is noted."),
    needs=("case", "breach"),
    run=apologise,
    would=would_apologise,
)
step(
    "make_good",
    group="spend",
    label=gettext_lazy("Make the broken promise good"),
    about=gettext_lazy("What the policy “Compensation” gives, within authority, once a breach."),
    needs=("case", "breach"),
    run=make_good,
    would=would_make_good,
)
step(
    "give",
    group="spend",
    label=gettext_lazy("Give something"),
    about=gettext_lazy("Within the authority of an agent; beyond it an approval is asked for."),
    needs=("case",),
    parameters=(
        Parameter("kind", gettext_lazy("Kind"), "choice", choices=kinds),
        Parameter("amount", gettext_lazy("Amount"), "money"),
        Parameter("reason", gettext_lazy("Reason"), "words"),
    ),
    run=give,
    would=would_give,
)
