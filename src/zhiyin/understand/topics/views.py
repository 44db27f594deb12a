"""The pages of topics: all with their counts, one with its words and newest texts, and corrections."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages as notices
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhiyin.face.access import needs
from zhiyin.face.pages import cursor_page
from zhiyin.kernel.jobs.actions import defer
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.reads import last_entry_of
from zhiyin.lib.stats import wilson
from zhiyin.resolve.cases.reads import cases_seen_by
from zhiyin.understand.topics.actions import change_topic, correct
from zhiyin.understand.topics.forms import TopicForm
from zhiyin.understand.topics.models import Label, Topic
from zhiyin.understand.topics.panels import panel_context
from zhiyin.understand.topics.policy import judge, words_written
from zhiyin.understand.topics.reads import (
    TopicCount,
    counts_by_topic,
    label_for,
    labels_of_case,
    labels_seen_by,
    lexicon_in_force,
    outdated_since,
    texts_of,
    told_of,
    topic_for,
    topic_name,
    topics,
)

WINDOW_DAYS = 28
RELABEL_DAYS = 90


@needs("topic.read")
def topics_page(request: HttpRequest) -> HttpResponse:
    """All topics with their counts of the last four weeks; a text may be tried against the words in force."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    now = timezone.now()
    counts = counts_by_topic(now - timedelta(days=WINDOW_DAYS), now, actor.units)
    known = topics()
    lexicon = lexicon_in_force()
    rows: list[tuple[Topic | None, str, dict[str, Any]]] = [
        (topic, str(topic), _told(counts.get(key))) for key, topic in known.items()
    ]
    rows.append((None, topic_name("other", known), _told(counts.get("other"))))
    tried = request.GET.get("text", "")[:2000]
    judged = judge(tried, lexicon.lexicon) if tried else None
    context = {
        "rows": rows,
        "days": WINDOW_DAYS,
        "version": lexicon.number,
        "outdated": outdated_since(now - timedelta(days=RELABEL_DAYS), lexicon.number).exists(),
        "relabel_days": RELABEL_DAYS,
        "may_edit": actor.may("topic.edit"),
        "tried": tried,
        "judged": judged,
        "judged_topic": topic_name(judged.topic, known) if judged else "",
        "judged_mood": Label.Mood(judged.mood_label).label if judged else "",
    }
    return render(request, "topics/topics.html", context)


def _told(count: TopicCount | None) -> dict[str, Any]:
    """The counts of a topic, and the negative share among texts whose mood is known, with its interval."""
    if count is None:
        return {"texts": 0, "customers": 0, "told": 0, "share": None}
    low, high = wilson(count.negative, count.told)
    share = count.negative / count.told if count.told else None
    return {
        "texts": count.texts,
        "customers": count.customers,
        "told": count.told,
        "share": share,
        "low": low,
        "high": high,
    }


@needs("topic.read")
def topic_page(request: HttpRequest, key: str) -> HttpResponse:
    """One topic: its newest texts, and its words to read or to edit."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    topic = topic_for(actor, key)
    form = TopicForm(
        request.POST or None,
        known=True,
        initial={
            "name": topic.name,
            "name_en": topic.name_en,
            "words": words_written(topic.words),
            "active": topic.active,
        },
    )
    if request.method == "POST":
        actor.require("topic.edit")
        if form.is_valid():
            return _saved(request, topic.key, form)
    page = cursor_page(labels_seen_by(actor).filter(topic=topic.key), request, order=("-at", "-id"), size=25)
    said = texts_of(page.rows, actor)
    known = topics()
    context = {
        "topic": topic,
        "form": form,
        "page": page,
        "rows": [(label, said.get(label.id)) for label in page.rows],
        "told": told_of(page.rows, actor),
        "topics": [("other", topic_name("other", known)), *((key, str(one)) for key, one in known.items())],
        "mood_choices": Label.Mood.choices,
        "may_edit": actor.may("topic.edit"),
        "may_correct": actor.may("label.correct"),
        "words": words_written(topic.words),
    }
    return render(request, "topics/topic.html", context)


@needs("topic.edit")
def new_topic(request: HttpRequest) -> HttpResponse:
    """A new topic."""
    form = TopicForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["key"] not in topics():
            return _saved(request, form.cleaned_data["key"], form)
        form.add_error("key", _("There is a topic with this key already."))
    return render(request, "topics/new.html", {"form": form})


def _saved(request: HttpRequest, key: str, form: TopicForm) -> HttpResponse:
    values = {name: value for name, value in form.cleaned_data.items() if name != "key"}
    try:
        lexicon = change_topic(key, **values, by=request.actor, because=None)  # type: ignore[attr-defined]
    except ValidationError as error:
        form.add_error(None, error)
        return render(request, "topics/new.html", {"form": form})
    if lexicon is None:
        notices.success(request, _("Saved."))
    else:
        notices.success(
            request, _("Saved. New texts are judged with version %(number)d of the words.") % {"number": lexicon.number}
        )
    return redirect("topic", key=key)


@needs("topic.edit")
@require_POST
def labelling(request: HttpRequest) -> HttpResponse:
    """Judge the texts of the last months again with the words in force, as a job."""
    since = timezone.now() - timedelta(days=RELABEL_DAYS)
    defer("topics.label_anew", once="topics.label_anew", since=since.isoformat())
    notices.success(request, _("The texts are being judged again. You can leave this page."))
    return redirect("topics")


@needs("label.correct")
@require_POST
def correction(request: HttpRequest, id: UUID) -> HttpResponse:
    """A person corrects a label, from a case's panel or from a topic's page."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    label = label_for(actor, id)
    case = cases_seen_by(actor).filter(id=request.POST["case"]).first() if request.POST.get("case") else None
    correct(
        label.id,
        topic=request.POST.get("topic", label.topic),
        mood_label=request.POST.get("mood", label.mood_label),
        case_id=case.id if case else None,
        by=actor,
        because=last_entry_of(label.id),
    )
    if case is not None and request.htmx:  # type: ignore[attr-defined]
        return render(request, "topics/panel.html", panel_context(actor, labels_of_case(case.id), case.id))
    notices.success(request, _("Corrected. The machine's label is kept beside yours."))
    back = request.POST.get("back", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}):
        back = reverse("topics")
    return HttpResponseRedirect(back)
