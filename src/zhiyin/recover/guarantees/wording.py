"""What we write to customers about a guarantee, in their language: always the text of the version that paid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from zhiyin.recover.compensation.models import Award
from zhiyin.recover.compensation.register import KINDS
from zhiyin.recover.compensation.wording import worth
from zhiyin.recover.guarantees.models import Version
from zhiyin.recover.guarantees.receipts import address_of, receipts


def text_of(version: Version, language: str | None = None) -> str:
    """The one text of a version in a language, the reader's by default."""
    language = language or translation.get_language() or ""
    return version.text_zh if language.startswith("zh") else version.text_en


def paragraphs(awards: Sequence[tuple[Award, str]]) -> dict[UUID, str]:
    """What letters say of the guarantees behind awards, each in the language beside it: the promise, and the receipt."""
    versions = Version.objects.in_bulk({award.policy_version_id for award, _language in awards})
    made = receipts(award.transaction_id for award, _language in awards if award.transaction_id)
    found = {}
    for award, language in awards:
        version = versions.get(award.policy_version_id)
        if version is None:
            continue
        with translation.override(language):
            words = _("We guarantee: “%(promise)s” That is why you get this without having to ask.") % {
                "promise": text_of(version, language)
            }
            receipt = made.get(award.transaction_id) if award.transaction_id else None
            if receipt:
                words += "\n" + _("Your receipt: %(receipt)s. Check it here: %(address)s") % {
                    "receipt": receipt,
                    "address": address_of(receipt),
                }
        found[award.id] = words
    return found


def letter(awards: Sequence[tuple[Award, str]], customers: Mapping[UUID, Any], signature: str = "") -> dict[UUID, str]:
    """Whole letters about awards that no broken promise of a case brought."""
    beside = paragraphs(awards)
    found = {}
    for award, language in awards:
        name = customers[award.customer_id].name
        with translation.override(language):
            greeting = _("Hello %(name)s,") % {"name": name} if name else _("Hello,")
            sorry = _("Something went wrong for you, and we are sorry.")
            gift = str(KINDS[award.kind].told) % {"amount": worth(award.kind, award.amount_minor, award.currency)}
        found[award.id] = "\n\n".join(
            one for one in (greeting, f"{sorry} {gift}", beside.get(award.id, ""), signature) if one
        )
    return found
