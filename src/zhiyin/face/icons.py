"""The one set of icons: heroicons, drawn into the page."""

from __future__ import annotations

from functools import cache

import structlog
from django.utils.safestring import SafeString, mark_safe
from heroicons import IconDoesNotExist
from heroicons.templatetags.heroicons import heroicon_outline

log = structlog.get_logger()

_CIRCLE = (
    '<svg fill="none" viewBox="0 0 24 24" stroke-width="1.5" stroke="currentColor" aria-hidden="true" width="{size}" '
    'height="{size}" class="icon"><circle cx="12" cy="12" r="5"/></svg>'
)


@cache
def drawing(name: str, size: int = 18) -> SafeString:
    """The icon as inline SVG, hidden from screen readers; an unknown name gives a circle and a line in the log."""
    if name != "circle":
        try:
            return mark_safe(heroicon_outline(name, size=size, **{"class": "icon", "aria-hidden": "true"}))
        except IconDoesNotExist:
            log.warning("icon_unknown", icon=name)
    return mark_safe(_CIRCLE.format(size=size))
