"""Policies: what is in force, who changed it and why, and the editor of its decision table."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from zhiyin.face.access import needs
from zhiyin.face.decision_tables import changes_of, faults_by_cell, grid_of, rows_from, table_of
from zhiyin.kernel.policies.actions import put_in_force
from zhiyin.kernel.policies.policy import faults_of
from zhiyin.kernel.policies.reads import all_in_force, history, trial_on, version_in_force
from zhiyin.kernel.policies.register import POLICIES, Declared

VERSIONS_SHOWN = 30


@needs("policy.read")
def policies(request: HttpRequest) -> HttpResponse:
    """Every policy that a room declared, with its version and whether a trial runs on it."""
    return render(request, "face/policies/list.html", {"policies": list(all_in_force(*POLICIES).values())})


def _declared(key: str) -> Declared:
    if key not in POLICIES:
        raise Http404
    return POLICIES[key]


@needs("policy.read")
def policy(request: HttpRequest, key: str) -> HttpResponse:
    """One policy: its table, a running trial, and its history with what each version changed."""
    declared = _declared(key)
    versions = list(history(key)[: VERSIONS_SHOWN + 1])
    tables = [*(version.rows for version in versions), list(declared.default)]
    trial = trial_on(key)
    context = {
        "declared": declared,
        "table": table_of(declared, tables[0]),
        "version": versions[0] if versions else None,
        "history": [
            (version, changes_of(declared, before, version.rows))
            for version, before in zip(versions[:VERSIONS_SHOWN], tables[1:], strict=False)
        ],
        "trial": trial,
        "arms": _arms(declared, trial, tables[0]) if trial else (),
    }
    return render(request, "face/policies/policy.html", context)


def _arms(declared: Declared, trial: Any, in_force: Any) -> list[dict[str, Any]]:
    total = sum(arm["weight"] for arm in trial.arms) or 1
    return [
        {
            "name": {"control": _("As it is"), "challenger": _("Challenger")}.get(arm["name"], arm["name"]),
            "share": arm["weight"] / total,
            "changes": [] if arm["rows"] is None else changes_of(declared, in_force, arm["rows"]),
        }
        for arm in trial.arms
    ]


@needs("policy.change")
def policy_change(request: HttpRequest, key: str) -> HttpResponse:
    """The editor. POST puts the table in force, unless something is wrong or somebody was quicker."""
    declared = _declared(key)
    newest = version_in_force(key)
    number = newest.number if newest else 0
    rows = list(newest.rows if newest else declared.default)
    faults: list[str] = []
    note, by_cell, status = "", {}, 200
    if request.method == "POST":
        rows, note, status = rows_from(declared, request.POST), request.POST.get("note", ""), 422
        found = faults_of(declared, rows)
        by_cell, faults = faults_by_cell(found), [str(fault) for fault in found if not fault.field]
        if request.POST.get("base") != str(number):
            faults.append(_("Somebody put another version in force meanwhile. Compare it with yours, then send again."))
        elif not found:
            try:
                version = put_in_force(key, rows, note, by=request.actor, because=None)  # type: ignore[attr-defined]
            except ValidationError as fault:
                faults += fault.messages
            else:
                messages.success(request, _("Version %(number)s is in force.") % {"number": version.number})
                return redirect("face:policy", key)
    context = {"declared": declared, "grid": grid_of(declared, rows, by_cell), "blank": grid_of(declared, [{}], {})[0]}
    context |= {"number": number, "note": note, "faults": faults}
    return render(request, "face/policies/change.html", context, status=status)
