"""Reasons in words, in the language that is active."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhiyin.face.wording import amount, day
from zhiyin.kernel.people.models import in_reader_words


def in_words(reasons: Iterable[Mapping[str, Any]]) -> list[str]:
    """Each reason as a sentence."""
    return [sentence for one in reasons if (sentence := _sentence(one))]


def _sentence(reason: Mapping[str, Any]) -> str:
    key = reason.get("key")
    if key == "bad_answer":
        facts = {"score": reason["score"], "scale": reason["scale"]}
        if reason["kind"] == "nps":
            return _("Would hardly recommend us: %(score)s of %(scale)s.") % facts
        if reason["kind"] == "ces":
            return _("Found it hard to get help: %(score)s of %(scale)s.") % facts
        return _("Was dissatisfied with how we handled a case: %(score)s of %(scale)s.") % facts
    if key == "broken_promises":
        count = reason["count"]
        words = ngettext(
            "We broke %(count)s promise to them within 60 days.",
            "We broke %(count)s promises to them within 60 days.",
            count,
        ) % {"count": count}
        if reason.get("last_on"):
            last = date.fromisoformat(reason["last_on"])
            words = _("%(words)s The last one on %(day)s.") % {"words": words, "day": day(last)}
        return words
    if key == "high_value":
        if reason.get("amount_minor") and reason.get("currency"):
            return ngettext(
                "A customer of high value: %(amount)s in %(count)s order.",
                "A customer of high value: %(amount)s in %(count)s orders.",
                reason.get("orders") or 0,
            ) % {"amount": amount(reason["amount_minor"], reason["currency"]), "count": reason.get("orders") or 0}
        return _("A customer of high value.")
    if key == "words":
        return in_reader_words(reason.get("zh") or reason.get("en", ""), reason.get("en", ""))
    return ""
