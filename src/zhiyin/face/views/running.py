"""One run of a playbook: its steps, and what a person does about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from zhiyin.face.access import needs
from zhiyin.face.playbooks.showing import RUN_LOOKS, rows_of_run, subject_of
from zhiyin.face.playbooks.words import CAP_NAMES, in_reader_language, shown
from zhiyin.kernel.playbooks.actions import complete_step, skip_step, take_up_again
from zhiyin.kernel.playbooks.reads import run_for, steps_of


@needs("playbook.read")
def run(request: HttpRequest, number: int) -> HttpResponse:
    """One run: what began it, each step with when, who, what came of it; and what waits for a person."""
    actor = request.actor  # type: ignore[attr-defined]
    found = run_for(actor, number)
    tone, icon = RUN_LOOKS[found.state]
    noun, address = subject_of(found)
    context = {
        "run": found,
        "name": in_reader_language(found.version.content["name"]),
        "tone": tone,
        "icon": icon,
        "steps": rows_of_run(found, steps_of(found), actor),
        "noun": noun,
        "address": address,
        "awaits": shown({"trigger": found.awaits}) if found.awaits else "",
        "held_by": CAP_NAMES.get(found.held_by, ""),
    }
    return render(request, "face/playbooks/run.html", context)


def _act(request: HttpRequest, number: int, act: Callable[[Any], object], done: str) -> HttpResponse:
    found = run_for(request.actor, number)  # type: ignore[attr-defined]
    if request.method == "POST":
        try:
            act(found)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(request, done)
    return redirect("face:run", number)


@needs("playbook.run")
def step_completion(request: HttpRequest, number: int, position: int) -> HttpResponse:
    """Say that a step is done, and how."""
    words = request.POST.get("words", "")
    actor = request.actor  # type: ignore[attr-defined]
    return _act(
        request, number, lambda one: complete_step(one.id, position, words, by=actor, because=None), _("Noted.")
    )


@needs("playbook.run")
def step_skipping(request: HttpRequest, number: int, position: int) -> HttpResponse:
    """Skip a step, with a reason."""
    reason = request.POST.get("reason", "")
    actor = request.actor  # type: ignore[attr-defined]
    return _act(request, number, lambda one: skip_step(one.id, position, reason, by=actor, because=None), _("Skipped."))


@needs("playbook.run")
def run_resumption(request: HttpRequest, number: int) -> HttpResponse:
    """Take a stuck run up again."""
    actor = request.actor  # type: ignore[attr-defined]
    return _act(request, number, lambda one: take_up_again(one.id, by=actor, because=None), _("It is tried again."))
