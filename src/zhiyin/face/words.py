"""Words that the ES modules show, in the reader's language: `import { word } from "./words.js"`."""

from __future__ import annotations

from functools import cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _


def words() -> dict[str, str]:
    """Key to translated text; `%s` stands for the part that the module fills in."""
    return _in(get_language())


@cache
def _in(language: str | None) -> dict[str, str]:
    """The words in the language that is spoken now, put together once for all pages."""
    return {
        "left": _("%s left"),
        "over": _("%s over"),
        "ago": _("%s ago"),
        "in": _("in %s"),
        "now": _("just now"),
        "days": _("%s d"),
        "hours": _("%s h"),
        "minutes": _("%s min"),
        "seconds": _("%s s"),
        "lost": _("Connection lost. Trying again …"),
        "back": _("Connected again"),
        "much": _("Much happened meanwhile. Load the page anew."),
        "offline": _("You are offline. What you type stays here."),
        "failed": _("That did not work: the server gave no answer. Try again."),
        "broken": _("That did not work. The fault was logged; try again, or reload the page."),
        "forbidden": _("You may not do this. Ask your administrator for a role that allows it."),
        "expired": _("Your session ended. Sign in again; what you typed stays here."),
        "copied": _("Copied"),
        "search_for": _("Search for “%s”"),
        "nothing": _("Nothing found"),
        "pages": _("Pages"),
        "actions": _("Actions"),
        "close": _("Close"),
        "chart_failed": _("The chart could not be drawn. The table below has its numbers."),
        "everywhere": _("Everywhere"),
        "here": _("On this page"),
    }
