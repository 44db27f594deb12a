"""The filters that put what is known of a customer into the reader's words."""

from __future__ import annotations

from typing import Any

from django import template

from zhiyin.face import customer_words, wording

register = template.Library()


@register.filter
def language_named(code: str) -> str:
    """A language in the reader's language: "zh" → "Chinese"; "–" for none."""
    return wording.language_name(code)


@register.filter
def trait_name(name: str) -> Any:
    """How a trait is called."""
    return customer_words.trait_name(name)


@register.filter
def trait_value(value: Any) -> str:
    """A trait's value in words."""
    return customer_words.trait_value(value)


@register.filter
def purpose_name(purpose: str) -> Any:
    """What a consent is for."""
    return customer_words.purpose_name(purpose)


@register.filter
def kind_of_customer(kind: str) -> Any:
    """A person or an organisation."""
    return customer_words.kind_of_customer(kind)
