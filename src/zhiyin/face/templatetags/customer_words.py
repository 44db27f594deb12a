"""The filters that put what is known of a customer into the reader's words."""

from __future__ import annotations

from django import template

from zhiyin.face import customer_words, wording

register = template.Library()
register.filter("language_named", wording.language_name)
register.filter(customer_words.trait_name)
register.filter(customer_words.trait_value)
register.filter(customer_words.purpose_name)
register.filter(customer_words.kind_of_customer)
