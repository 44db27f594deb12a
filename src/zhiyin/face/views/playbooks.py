"""Playbooks: which there are and how they fare, one with its steps and versions, its editor, its switch, its file."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.face.access import needs
from zhiyin.face.pages import cursor_page
from zhiyin.face.playbooks.editor import content_from, edited, fields_of_conditions, fields_of_steps
from zhiyin.face.playbooks.showing import page_of_simulation, rows_of_steps, shown_kinds
from zhiyin.face.playbooks.words import (
    CAP_NAMES,
    DAY_NAMES,
    GROUP_ICONS,
    caps_in_words,
    conditions_in_words,
    in_reader_language,
    trigger_in_words,
)
from zhiyin.kernel.playbooks.actions import ask_simulation, begin_by_hand, keep_version, switch
from zhiyin.kernel.playbooks.content import CannotRead, read, shipped, write
from zhiyin.kernel.playbooks.models import Playbook, Run
from zhiyin.kernel.playbooks.policy import CAPS, KEY, Fault, faults_of, nouns_of
from zhiyin.kernel.playbooks.reads import (
    playbook_known,
    playbooks_known,
    runs_seen_by,
    simulation_for,
    simulations_of,
    steps_to_do,
    switchings_of,
    tallies,
    versions_of,
)
from zhiyin.kernel.playbooks.register import NOUNS, POPULATIONS, TRIGGERS, facts_given

DAYS_COUNTED = 30
MODES = (
    (Playbook.Mode.OFF, "plain", "minus-circle"),
    (Playbook.Mode.DRILL, "info", "beaker"),
    (Playbook.Mode.LIVE, "good", "play"),
    (Playbook.Mode.STOPPED, "late", "stop-circle"),
)
TONES = {mode: (tone, icon) for mode, tone, icon in MODES}


def _shown_mode(mode: str) -> dict[str, Any]:
    tone, icon = TONES[Playbook.Mode(mode)]
    return {"mode": mode, "label": Playbook.Mode(mode).label, "tone": tone, "icon": icon}


@needs("playbook.read")
def playbooks(request: HttpRequest) -> HttpResponse:
    """Every playbook, what waits for somebody, and how the runs of the last days fared."""
    actor = request.actor  # type: ignore[attr-defined]
    counts = tallies(actor, timezone.now() - timedelta(days=DAYS_COUNTED))
    shown = [
        {
            "key": one.key,
            "name": in_reader_language(one.content["name"]),
            "about": in_reader_language(one.content.get("about")),
            "trigger": trigger_in_words(one.content),
            "mode": _shown_mode(one.mode),
            "number": one.number,
            "tally": counts.get(one.key),
        }
        for one in playbooks_known()
    ]
    to_do = [
        {
            "step": step,
            "name": in_reader_language(step.run.version.content["steps"][step.position]["name"]),
            "playbook": in_reader_language(step.run.version.content["name"]),
        }
        for step in steps_to_do(actor)[:10]
    ]
    return render(request, "face/playbooks/list.html", {"playbooks": shown, "to_do": to_do, "days": DAYS_COUNTED})


@needs("playbook.read")
def playbook(request: HttpRequest, key: str) -> HttpResponse:
    """One playbook: what begins it, its steps, its runs, who changed and switched it."""
    known = playbook_known(key)
    actor = request.actor  # type: ignore[attr-defined]
    nouns = nouns_of(known.content)
    context = {
        "known": known,
        "name": in_reader_language(known.content["name"]),
        "about": in_reader_language(known.content.get("about")),
        "trigger": trigger_in_words(known.content),
        "guards": conditions_in_words(known.content.get("guards") or {}, known.content),
        "caps": caps_in_words(known.content.get("caps") or {}),
        "steps": rows_of_steps(known.content),
        "mode": _shown_mode(known.mode),
        "modes": [_shown_mode(mode) for mode, _tone, _icon in MODES if mode != known.mode],
        "versions": versions_of(key)[:20],
        "switchings": switchings_of(key)[:20],
        "runs": runs_seen_by(actor).filter(playbook__key=key).order_by("-started_at", "-id")[:10],
        "simulations": simulations_of(key, actor),
        "broken": faults_of(known.content),
        "noun": NOUNS[nouns[0]] if len(nouns) == 1 else None,
        "shipped": shipped(key) is not None,
    }
    return render(request, "face/playbooks/playbook.html", context)


@needs("playbook.change")
def playbook_change(request: HttpRequest, key: str) -> HttpResponse:
    """The editor. Its buttons send the form back with a step more, less or elsewhere; "keep" makes a new version."""
    known = playbook_known(key)
    return _editor(request, key, dict(known.content), known.number)


@needs("playbook.change")
def playbook_new(request: HttpRequest) -> HttpResponse:
    """The editor for a new playbook."""
    key = request.POST.get("key", "").strip()
    taken = {one.key for one in playbooks_known()}
    if request.method != "POST" or not KEY.fullmatch(key) or key in taken:
        fault = ""
        if request.method == "POST":
            fault = (
                _("Another playbook has this key.") if key in taken else _("Small letters, digits and _, at most 40.")
            )
        context = {"key": key, "fault": fault}
        return render(request, "face/playbooks/new.html", context, status=422 if fault else 200)
    blank = {"playbook": key, "name": {}, "about": {}, "trigger": {"event": next(iter(TRIGGERS), "")}, "steps": []}
    return _editor(request, key, blank, 0)


def _editor(request: HttpRequest, key: str, content: dict[str, Any], number: int) -> HttpResponse:
    sent = request.POST
    note, edit, found = sent.get("note", ""), sent.get("edit", ""), list[Fault]()
    status, fault = 200, ""
    if request.method == "POST" and ("order" in sent or "trigger" in sent):
        content = edited(content_from(sent, key), edit)
        status = 422
        if edit in ("", "look"):
            found = faults_of(content)
        if edit == "" and not found:
            try:
                base = sent.get("base", "")
                version = keep_version(
                    content,
                    note,
                    base=int(base) if base.isdecimal() else None,
                    by=request.actor,  # type: ignore[attr-defined]
                    because=None,
                )
            except ValidationError as refused:
                fault = " ".join(refused.messages)
            else:
                messages.success(request, _("Version %(number)s is kept.") % {"number": version.number})
                return redirect("face:playbook", key)
        elif edit:
            status = 200
    general = [one for one in found if one.step is None]
    guards = [one for one in general if one.place[:1] == ("guards",)]
    context = {
        "key": key,
        "number": number,
        "content": content,
        "name": in_reader_language(content.get("name")) or key,
        "note": note,
        "fault": fault,
        "general": [one for one in general if one not in guards],
        "steps": fields_of_steps(content, found),
        "guards": fields_of_conditions(facts_given(nouns_of(content)), content.get("guards") or {}, "guards", guards),
        "caps": [(name, CAP_NAMES[name], (content.get("caps") or {}).get(name, "")) for name in CAPS],
        "triggers": list(TRIGGERS.values()),
        "populations": list(POPULATIONS.values()),
        "day_names": list(DAY_NAMES.items()),
        "kinds": shown_kinds(nouns_of(content)),
        "icons": GROUP_ICONS,
        "preview": rows_of_steps(content) if edit == "look" and not found else None,
        "looked": edit == "look",
    }
    return render(request, "face/playbooks/change.html", context, status=status)


@needs("playbook.change")
def playbook_mode(request: HttpRequest, key: str) -> HttpResponse:
    """Switch it."""
    if request.method == "POST":
        try:
            row = switch(
                key,
                request.POST.get("mode", ""),
                request.POST.get("reason", ""),
                by=request.actor,  # type: ignore[attr-defined]
                because=None,
            )
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(request, _("It is now: %(mode)s.") % {"mode": row.get_mode_display()})
    return redirect("face:playbook", key)


@needs("playbook.read")
def playbook_file(request: HttpRequest, key: str) -> HttpResponse:
    """The playbook as a YAML file."""
    answer = HttpResponse(write(playbook_known(key).content), content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{key}.yaml"'
    return answer


@needs("playbook.change")
def playbook_import(request: HttpRequest) -> HttpResponse:
    """Take a YAML file in as a new version; what is wrong is said with its line."""
    text, note, faults = request.POST.get("text", ""), request.POST.get("note", ""), list[str]()
    if request.method == "POST":
        if (given := request.FILES.get("file")) is not None:
            text = given.read(200_001).decode("utf-8", "replace")
        try:
            version = keep_version(
                read(text),
                note,
                by=request.actor,  # type: ignore[attr-defined]
                because=None,
            )
        except CannotRead as refused:
            faults = [str(one) for one in refused.faults]
        except ValidationError as refused:
            faults = refused.messages
        else:
            messages.success(request, _("Version %(number)s is kept.") % {"number": version.number})
            return redirect("face:playbook", version.key)
    context = {"text": text, "note": note, "faults": faults}
    return render(request, "face/playbooks/import.html", context, status=422 if faults else 200)


@needs("playbook.run")
def playbook_runs(request: HttpRequest, key: str) -> HttpResponse:
    """The runs of one playbook; POST begins one by hand."""
    known = playbook_known(key)
    if request.method == "POST":
        try:
            run = begin_by_hand(
                known,
                nouns_of(known.content)[0],
                request.POST.get("about", ""),
                request.POST.get("mode", ""),
                by=request.actor,  # type: ignore[attr-defined]
                because=None,
            )
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
            return redirect("face:playbook", key)
        return redirect("face:run", run.number)
    return redirect(f"/playbooks/runs?playbook={key}")


@needs("playbook.read")
def simulations(request: HttpRequest, key: str) -> HttpResponse:
    """Ask for a simulation on the last days."""
    if request.method != "POST":
        return redirect("face:playbook", key)
    days = request.POST.get("days", "")
    try:
        asked = ask_simulation(
            playbook_known(key).content,
            int(days) if days.isdecimal() else 0,
            by=request.actor,  # type: ignore[attr-defined]
            because=None,
        )
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("face:playbook", key)
    return redirect("face:simulation", asked.id)


@needs("playbook.read")
def simulation(request: HttpRequest, id: Any) -> HttpResponse:
    """What a playbook would have done; while it is worked out, how far it is."""
    found = simulation_for(request.actor, id)  # type: ignore[attr-defined]
    part = (
        "face/playbooks/simulation_result.html" if getattr(request, "htmx", False) else "face/playbooks/simulation.html"
    )
    return render(request, part, page_of_simulation(found, request.actor))  # type: ignore[attr-defined]


@needs("playbook.read")
def runs(request: HttpRequest) -> HttpResponse:
    """All runs, newest first; of one playbook, or in one state."""
    found = runs_seen_by(request.actor)  # type: ignore[attr-defined]
    key, state = request.GET.get("playbook", ""), request.GET.get("state", "")
    if key:
        found = found.filter(playbook__key=key)
    if state in Run.State.values:
        found = found.filter(state=state)
    elif state:
        raise Http404
    page = cursor_page(found, request, ("-started_at", "-id"))
    context = {"page": page, "key": key, "state": state, "names": _names(), "states": Run.State.choices}
    return render(request, "face/playbooks/runs.html", context)


def _names() -> list[tuple[str, str]]:
    return [(one.key, in_reader_language(one.content["name"])) for one in playbooks_known()]
