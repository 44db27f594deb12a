"""The tags that every template may use."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from django import template
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.forms import BoundField
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from zhiyin.face import icons, wording
from zhiyin.face.accounts import demo_logins
from zhiyin.face.pages import Page
from zhiyin.face.slots import Cell, offers_for
from zhiyin.face.stylesheets import STYLESHEETS

log = structlog.get_logger()
register = template.Library()

TONES = ("plain", "good", "soon", "late", "info")


@register.simple_tag
def icon(name: str, label: str = "", size: int = 18) -> SafeString:
    """`{% icon "inbox" %}`: an icon from heroicons. Give `label` when no word stands beside it."""
    drawn = icons.drawing(str(name), int(size))
    return format_html('{}<span class="sr-only">{}</span>', drawn, label) if label else drawn


@register.simple_tag(takes_context=True)
def slot(context: Context, name: str, subject: Any) -> SafeString:
    """`{% slot "case.context" case %}`: the panels that later stages offer here.

    A panel that fails is logged and says so in its place: a fault of one room takes no page of another down.
    """
    request = context["request"]
    shown = []
    for offered in offers_for(name, context.get("actor") or request.actor):
        try:
            panel = offered.offer(context.get("actor") or request.actor, subject)
            if panel is not None:
                body = render_to_string(panel.template, panel.context, request)
                shown.append(render_to_string("face/slot_panel.html", {"panel": panel, "body": body}))
        except Exception:
            log.exception("panel_failed", slot=name, offer=f"{offered.offer.__module__}.{offered.offer.__name__}")
            shown.append(render_to_string("face/slot_fault.html"))
    return mark_safe("\n".join(shown))


@register.simple_tag(takes_context=True)
def cells(context: Context, name: str, row: Any) -> SafeString:
    """`{% cells "inbox.row" row %}`: what rooms show in this row, from `cells=cells_for(...)` in the context."""
    offered: Sequence[Cell] = (context.get("cells") or {}).get(row.id, ())
    return format_html_join(
        " ", "{}", ((render_to_string(cell.template, cell.context, context["request"]),) for cell in offered)
    )


@register.simple_tag
def chip(text: object, tone: str = "plain", icon_name: str = "", title: object = "") -> SafeString:
    """`{% chip text tone %}`: a small word that means something. Tones: good, soon, late, info, plain."""
    tone = tone if tone in TONES else "plain"
    return format_html(
        '<span class="chip {}"{}>{}{}</span>',
        tone,
        format_html(' title="{}"', title) if title else "",
        icons.drawing(icon_name, 14) if icon_name else "",
        text,
    )


_RUNNING = ("pending", "warned", "running", "")
_ENDED = {
    "met": ("good", "check-circle"),
    "kept": ("good", "check-circle"),
    "breached": ("late", "exclamation-triangle"),
    "paused": ("plain", "pause-circle"),
    "cancelled": ("plain", "minus-circle"),
    "void": ("plain", "minus-circle"),
}


@register.simple_tag
def clock(
    due_at: datetime | None, started_at: datetime | None = None, state: str = "", label: object = "", title: object = ""
) -> SafeString:
    """`{% clock due_at started_at state label title %}`: one countdown chip a promise.

    `state` is pending, warned, met, breached, paused, cancelled or void. A running one counts down in the browser and
    turns from plain to soon in its last quarter, to late past its time; `title` explains its arithmetic.
    """
    state = str(state)
    if state not in _RUNNING or due_at is None:
        tone, drawn = _ENDED.get(state, ("plain", "clock"))
        words = {
            "met": gettext("kept"),
            "kept": gettext("kept"),
            "breached": gettext("missed"),
            "paused": gettext("paused"),
            "cancelled": gettext("cancelled"),
            "void": gettext("void"),
        }
        return format_html(
            '<span class="chip clock {}"{}>{}{}<span>{}</span></span>',
            tone,
            _explained(title),
            icons.drawing(drawn, 14),
            _named(label),
            words.get(state, "–"),
        )
    now = timezone.now()
    return format_html(
        '<span class="chip clock {}" data-clock data-due="{}" data-started="{}"{}>{}{}<time datetime="{}">{}</time></span>',
        clock_tone(due_at, started_at, now),
        due_at.isoformat(),
        started_at.isoformat() if started_at else "",
        _explained(title or wording.exact(due_at)),
        icons.drawing("clock", 14),
        _named(label),
        due_at.isoformat(),
        (gettext("%s over") if due_at < now else gettext("%s left")) % wording.span(due_at - now),
    )


def clock_tone(due_at: datetime, started_at: datetime | None, now: datetime) -> str:
    """late when past, soon in the last quarter (without a start: the last half hour), else plain."""
    if due_at <= now:
        return "late"
    lead = (due_at - started_at) / 4 if started_at else timedelta(minutes=30)
    return "soon" if due_at - now <= lead else "plain"


def _explained(title: object) -> SafeString:
    return format_html(' title="{}" tabindex="0"', title) if title else mark_safe("")


def _named(label: object) -> SafeString:
    return format_html('<span class="clock-name">{}</span>', label) if label else mark_safe("")


@register.simple_tag
def when(at: datetime | None) -> SafeString:
    """`{% when some_datetime %}`: relative or short, the exact moment on hover. "–" for None."""
    if at is None:
        return mark_safe("–")
    return format_html(
        '<time class="when" data-when datetime="{}" title="{}">{}</time>',
        at.isoformat(),
        wording.exact(at),
        wording.moment(at, timezone.now()),
    )


@register.filter
def counted(n: int) -> str:
    """`{{ n|counted }}`: a whole number with its thousands set apart."""
    return wording.count(n)


@register.filter
def day(on: date | None) -> str:
    """`{{ some_date|day }}`: the day with its year, in the reader's language."""
    if on is None:
        return "–"
    return wording.day(timezone.localtime(on) if isinstance(on, datetime) else on)


@register.filter
def span(length: timedelta | int | float | None) -> str:
    """`{{ seconds|span }}`: a length of time (timedelta, or seconds) in at most two units."""
    if length is None:
        return "–"
    return wording.span(length if isinstance(length, timedelta) else timedelta(seconds=length))


@register.simple_tag
def money(minor: int | None, currency: str = "CNY") -> SafeString:
    """`{% money minor currency %}`: minor units and a currency as money."""
    if minor is None:
        return mark_safe("–")
    return format_html('<span class="money">{}</span>', wording.amount(int(minor), currency))


@register.simple_tag
def share(value: float | None, low: float | None = None, high: float | None = None, n: int = 0) -> SafeString:
    """`{% share value low high n %}`: a share with its interval and its n; greyed below 30, "no data" at 0."""
    if not n or value is None:
        return format_html('<span class="share none">{}</span>', gettext("no data"))
    interval = ""
    if low is not None and high is not None:
        interval = format_html('<span class="interval">{}–{}</span>', wording.percent(low), wording.percent(high))
    return format_html(
        '<span class="share{}"{}><strong>{}</strong> {} <span class="n">n = {}</span></span>',
        " thin" if n < 30 else "",
        format_html(' title="{}"', gettext("Fewer than 30 answers: read with care")) if n < 30 else "",
        wording.percent(value),
        interval,
        wording.count(n),
    )


@register.simple_tag
def avatar(name: object) -> SafeString:
    """`{% avatar name %}`: initials on one of a few quiet tints, the same for the same name."""
    text = str(name or "")
    return format_html(
        '<span class="avatar tint-{}" aria-hidden="true">{}</span>',
        zlib.crc32(text.encode()) % 6,
        wording.initials(text),
    )


@register.inclusion_tag("face/why_link.html")
def why(entry_or_row: Any) -> dict[str, Any]:
    """`{% why entry_or_row_id %}`: a link to the chain of because behind an entry or a row."""
    id = entry_or_row if isinstance(entry_or_row, UUID | str) else getattr(entry_or_row, "id", None)
    return {"id": id}


@register.inclusion_tag("face/empty.html")
def empty(icon: str, text: object, action_url: str = "", action_text: object = "") -> dict[str, Any]:
    """`{% empty icon text action_url action_text %}`: what will stand here, and the first step."""
    return {"icon": icon, "text": text, "action_url": action_url, "action_text": action_text}


@register.inclusion_tag("face/chart.html")
def chart(spec_url: str, title: object) -> dict[str, Any]:
    """`{% chart spec_url title %}`: a chart whose address answers with `face.charts.chart_response`."""
    return {"spec_url": spec_url, "title": title}


@register.inclusion_tag("face/pagination.html")
def pagination(page: Page) -> dict[str, Any]:
    """`{% pagination page %}`: newer and older, for a page from `face.pages.cursor_page`."""
    return {"page": page}


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """`{% field form.name %}`: one field with its label, help and errors."""
    return bound.as_field_group()


@register.filter
def tone_of(level: str) -> str:
    """The chip's tone of a message level."""
    return {"success": "good", "warning": "soon", "error": "late", "info": "info"}.get(level.split(" ")[-1], "plain")


@register.filter
def json_of(value: Any) -> str:
    """A value as JSON, for a `content` or `data-` attribute (escaped by the template)."""
    return json.dumps(value, ensure_ascii=False, cls=DjangoJSONEncoder)


@register.simple_tag
def fault_stylesheets() -> tuple[str, ...]:
    """The style sheets, for pages that are drawn without a request."""
    return STYLESHEETS


@register.simple_tag
def cast() -> list[dict[str, str]]:
    """In a demonstration (`settings.DEMO`), who may come in with one click: name, role, e-mail and password."""
    if not getattr(settings, "DEMO", False):
        return []
    return demo_logins()


@register.filter
def exact(at: datetime) -> str:
    """The whole moment, to the second."""
    return wording.exact(at)


@register.filter
def may(actor: Any, permission: str) -> bool:
    """`{% if actor|may:"case.read" %}`: whether the actor holds a permission."""
    return bool(actor) and actor.may(permission)


@register.filter
def percent(value: float) -> str:
    """A share between 0 and 1 as "83.2%"."""
    return wording.percent(value)


@register.filter
def in_texts(value: Any, chosen: Any) -> bool:
    """Whether a choice's value is the chosen text, or among the chosen texts."""
    return str(value) == chosen if isinstance(chosen, str) else str(value) in (chosen or ())
