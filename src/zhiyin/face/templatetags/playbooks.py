"""Tags of the pages of playbooks."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString

from zhiyin.face.playbooks import words
from zhiyin.face.playbooks.showing import RUN_LOOKS
from zhiyin.face.templatetags.face import chip

register = template.Library()


@register.filter
def in_reader_language(both: Any) -> str:
    """A text {"zh", "en"} in the reader's language."""
    return words.in_reader_language(both)


@register.simple_tag
def run_chip(run: Any) -> SafeString:
    """The state of a run."""
    tone, icon = RUN_LOOKS[run.state]
    return chip(run.get_state_display(), tone, icon)


@register.filter
def at_most_of(position: int, steps: Any) -> int:
    """The number of the step at a position, no more than there are."""
    return min(position + 1, len(steps))
