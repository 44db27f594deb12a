"""Pages of experiments: the list, a design, one experiment with its reading and decision."""

from __future__ import annotations

from math import isfinite
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zhiyin.face.access import needs
from zhiyin.face.charts import Table, chart_response, no_data
from zhiyin.face.decision_tables import changes_of, faults_by_cell, grid_of, rows_from
from zhiyin.face.pages import cursor_page
from zhiyin.improve.experiments import actions, policy, wording
from zhiyin.improve.experiments.drawing import effect_drawing
from zhiyin.improve.experiments.forms import ConclusionForm, DesignForm
from zhiyin.improve.experiments.models import Experiment
from zhiyin.improve.experiments.outcomes import measures
from zhiyin.improve.experiments.policy import Reading
from zhiyin.improve.experiments.reads import baseline_kept, experiment_for, experiments_seen_by, readings_of, running_on
from zhiyin.improve.proposals.models import Proposal
from zhiyin.improve.proposals.reads import proposal_for
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.policy import faults_of
from zhiyin.kernel.policies.reads import rows_in_force
from zhiyin.kernel.policies.register import POLICIES


def _actor(request: HttpRequest) -> Actor:
    return cast(Actor, request.actor)  # type: ignore[attr-defined]


@require_GET
@needs("experiment.read")
def experiments(request: HttpRequest) -> HttpResponse:
    """All experiments, newest first."""
    page = cursor_page(experiments_seen_by(_actor(request)), request, order=("-designed_at", "-id"), size=30)
    known = measures()
    rows = [
        {
            "experiment": one,
            "policy": POLICIES[one.policy_key].label if one.policy_key in POLICIES else one.policy_key,
            "metric": known[one.metric_key].label if one.metric_key in known else one.metric_key,
            "winner": wording.arm(one.conclusion.winner) if one.state == policy.ENDED and one.conclusion.winner else "",
        }
        for one in page
    ]
    return render(request, "experiments/experiments.html", {"page": page, "rows": rows})


def _readings(found: Experiment) -> tuple[Reading, Reading | None, str]:
    """Of a running experiment as it is now; of an ended one as it was when it was concluded."""
    if found.state == policy.ENDED:
        result = found.conclusion.result
        guardrail = Reading.from_json(result["guardrail"]) if result.get("guardrail") else None
        return Reading.from_json(result["primary"]), guardrail, found.conclusion.verdict
    primary, guardrail, verdict = readings_of(found, timezone.now())
    return primary, guardrail, verdict.word


@require_GET
@needs("experiment.read")
def experiment(request: HttpRequest, number: int) -> HttpResponse:
    """One experiment: design, arms, lot, effect, decision."""
    return _page(request, experiment_for(_actor(request), number))


def _page(
    request: HttpRequest, found: Experiment, conclusion_form: ConclusionForm | None = None, status: int = 200
) -> HttpResponse:
    actor, known = _actor(request), measures()
    measure = known[found.metric_key]
    guard = known.get(found.guardrail_key)
    declared = POLICIES[found.policy_key]
    baseline = baseline_kept(found)
    detectable = baseline.detectable(found.planned_n, len(found.arms)) if baseline else None
    context: dict[str, Any] = {
        "experiment": found,
        "policy": declared,
        "measure": measure,
        "guardrail": guard,
        "guardrail_margin": wording.difference(guard, found.guardrail_margin) if guard else "",
        "changes": changes_of(declared, found.arms[0]["rows"], found.arms[-1]["rows"]),
        "arms": [(wording.arm(arm["name"]), arm["weight"] / sum(found.weights.values())) for arm in found.arms],
        "baseline": wording.value(measure, baseline.mean) if baseline else "",
        "baseline_n": baseline.customers if baseline else 0,
        "minimum_effect": wording.difference(measure, found.minimum_effect),
        "detectable": wording.difference(measure, detectable)
        if detectable is not None and isfinite(detectable)
        else "",
        "pilot": policy.is_pilot(baseline, found.planned_n, len(found.arms)),
        "may_run": actor.may("experiment.run") and actor.may("policy.change"),
        "conclusion": found.conclusion if found.state == policy.ENDED else None,
        "in_the_way": running_on(found.policy_key) if found.state == policy.DESIGNED else None,
    }
    if found.state in (policy.RUNNING, policy.ENDED):
        primary, guardrail_reading, word = _readings(found)
        context |= {
            "reading": primary,
            "progress": min(1.0, primary.n / found.planned_n) if found.planned_n else 0,
            "groups": [wording.group_row(measure, one) for one in primary.groups],
            "effects": [wording.effect_row(measure, one) for one in primary.effects],
            "guardrail_effects": [wording.effect_row(guard, one) for one in guardrail_reading.effects]
            if guardrail_reading and guard
            else [],
            "advice": wording.advice(word),
            "winner": wording.arm(found.conclusion.winner) if context["conclusion"] and found.conclusion.winner else "",
        }
        if found.state == policy.RUNNING and context["may_run"]:
            context["form"] = conclusion_form or ConclusionForm(arms=_choices(found, primary))
    return render(request, "experiments/experiment.html", context, status=status)


def _choices(found: Experiment, primary: Reading) -> list[tuple[str, Any]]:
    keep = [("", _("Keep things as they are"))]
    put = [(name, _("Put in force: %(arm)s") % {"arm": wording.arm(name)}) for name in found.challengers]
    return keep + put if primary.readable else keep


@require_GET
@needs("experiment.read")
def effect_chart(request: HttpRequest, number: int) -> HttpResponse:
    """The effect with its interval, and what was worth finding."""
    found = experiment_for(_actor(request), number)
    if found.state not in (policy.RUNNING, policy.ENDED):
        return no_data(request)
    measure = measures()[found.metric_key]
    primary, _guardrail, _word = _readings(found)
    drawn = [one for one in primary.effects if isfinite(one.low) and isfinite(one.high)]
    if not drawn:
        return no_data(request)
    rows = [
        {
            "arm": wording.arm(one.arm),
            "estimate": one.estimate * measure.scale,
            "low": one.low * measure.scale,
            "high": one.high * measure.scale,
        }
        for one in drawn
    ]
    sign = 1 if measure.higher_is_better else -1
    unit = _("minutes") if measure.kind == "minutes" else pgettext("percentage", "points")
    return chart_response(
        effect_drawing(rows, sign * found.minimum_effect * measure.scale, unit),
        request=request,
        table=Table(
            (_("Arm"), _("Difference"), _("Low"), _("High")),
            [(row["arm"], row["estimate"], row["low"], row["high"]) for row in rows],
        ),
        unit=_("%(unit)s, challenger minus control") % {"unit": unit},
        n=primary.n,
        interval=_("interval that holds at every look") if drawn[0].early else _("95 % interval"),
        name=f"experiment-{found.number}",
    )


@require_http_methods(["GET", "POST"])
@needs("experiment.run")
def new(request: HttpRequest) -> HttpResponse:
    """Design an experiment, perhaps from a proposal."""
    actor = _actor(request)
    asked = request.POST.get("proposal") or request.GET.get("proposal") or ""
    proposal = proposal_for(actor, int(asked)) if asked.isdecimal() else None
    key = proposal.policy_key if proposal and proposal.policy_key in actions.TRIED else actions.TRIED[0]
    declared = POLICIES[key]
    if request.method == "GET":
        rows: list[Any] = list((proposal.suggested_rows if proposal else None) or rows_in_force(key))
        return _design_page(request, DesignForm(initial=_first_plan(proposal)), declared, rows, proposal)
    form, rows = DesignForm(request.POST), rows_from(declared, request.POST)
    if form.is_valid() and not faults_of(declared, rows):
        try:
            made = actions.design(
                form.cleaned_data["hypothesis"],
                key,
                rows,
                **form.plan(),
                proposal_id=proposal.id if proposal else None,
                by=actor,
                because=None,
            )
        except ValidationError as fault:
            form.add_error(None, fault.messages)
        else:
            return redirect("experiment", made.number)
    return _design_page(request, form, declared, rows, proposal, status=422)


def _first_plan(proposal: Proposal | None) -> dict[str, Any]:
    if proposal is None:
        return {"metric_key": "satisfaction"}
    return {"metric_key": proposal.metric_key, "hypothesis": proposal.idea}


def _design_page(
    request: HttpRequest, form: DesignForm, declared: Any, rows: list[Any], proposal: Proposal | None, status: int = 200
) -> HttpResponse:
    faults = faults_of(declared, rows) if request.method == "POST" else []
    context = {
        "form": form,
        "declared": declared,
        "proposal": proposal,
        "grid": grid_of(declared, rows, faults_by_cell(faults)),
        "blank": grid_of(declared, [{}], {})[0],
        "faults": [str(fault) for fault in faults if not fault.field],
    }
    return render(request, "experiments/new.html", context, status=status)


@require_POST
@needs("experiment.run")
def start(request: HttpRequest, number: int) -> HttpResponse:
    """Start it."""
    found = experiment_for(_actor(request), number)
    try:
        actions.start(found.id, by=_actor(request))
    except ValidationError as fault:
        messages.error(request, " ".join(fault.messages))
    else:
        messages.success(request, _("It runs. The design is frozen from now on."))
    return redirect("experiment", number)


@require_POST
@needs("experiment.run")
def withdrawal(request: HttpRequest, number: int) -> HttpResponse:
    """Take a design back."""
    found = experiment_for(_actor(request), number)
    try:
        actions.withdraw(found.id, request.POST.get("reason", ""), by=_actor(request))
    except ValidationError as fault:
        messages.error(request, " ".join(fault.messages))
    return redirect("experiment", number)


@require_POST
@needs("experiment.run")
def conclusion(request: HttpRequest, number: int) -> HttpResponse:
    """End it and decide."""
    found = experiment_for(_actor(request), number)
    arms = [("", ""), *((name, name) for name in found.weights)]
    form = ConclusionForm(request.POST, arms=arms)
    form.fields["winner"].required = False
    if not form.is_valid():
        return _page(request, found, form, status=422)
    try:
        actions.conclude(found.id, form.cleaned_data["winner"] or None, form.cleaned_data["reason"], by=_actor(request))
    except ValidationError as fault:
        messages.error(request, " ".join(fault.messages))
    return redirect("experiment", number)
