"""Forms of the topics pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhiyin.understand.topics.policy import WordsUnreadable, words_from


class TopicForm(forms.Form):
    """Names and words of a topic; `key` only while it is new."""

    key = forms.SlugField(
        label=pgettext_lazy("topic", "Key"),
        max_length=40,
        help_text=_("Short, in Latin letters, for the API. It never changes."),
    )
    name = forms.CharField(label=_("Name in Chinese"), max_length=80)
    name_en = forms.CharField(label=_("Name in English"), max_length=80)
    words = forms.CharField(
        label=pgettext_lazy("topic", "Words"),
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text=_(
            "Chinese and English words and phrases, separated by commas or lines. A weight may follow: “refund=3”. "
            "Without one a word weighs 2. The longest word that fits wins."
        ),
    )
    active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def __init__(self, *args: Any, known: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if known:
            del self.fields["key"]

    def clean_words(self) -> dict[str, float]:
        try:
            return words_from(self.cleaned_data["words"])
        except WordsUnreadable as error:
            raise forms.ValidationError(
                _("“%(entry)s” cannot be read. Write a word, or a word and its weight from 0.1 to 10: “refund=3”."),
                params={"entry": error.args[0]},
            ) from error
