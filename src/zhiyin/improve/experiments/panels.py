"""What experiments offer to other pages: where they are, and the next step of an accepted proposal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhiyin.face.links import links
from zhiyin.face.slots import Panel, panel
from zhiyin.improve.experiments import policy
from zhiyin.improve.experiments.actions import TRIED
from zhiyin.improve.experiments.models import Experiment
from zhiyin.improve.experiments.reads import experiments_of_proposal
from zhiyin.kernel.people.actor import Actor


@links("experiments.Experiment")
def addresses(ids: Sequence[UUID]) -> dict[UUID, str]:
    numbers = Experiment.objects.filter(id__in=ids).values_list("id", "number")
    return {id: reverse("experiment", args=[number]) for id, number in numbers}


@panel("proposal.next", order=10, permission="experiment.read")
def next_step(actor: Actor, proposal: Any) -> Panel | None:
    """The experiments that try an accepted proposal, and the way to start one."""
    if proposal.state != "accepted":
        return None
    experiments = experiments_of_proposal(proposal.id)
    goes_on = any(one.state in (policy.DESIGNED, policy.RUNNING) for one in experiments)
    context = {
        "proposal": proposal,
        "experiments": experiments,
        "may_start": actor.may("experiment.run") and proposal.policy_key in (*TRIED, "") and not goes_on,
        "other_policy": proposal.policy_key if proposal.policy_key not in (*TRIED, "") else "",
    }
    return Panel("experiments/next_step.html", context, title=_("Next step"))
