"""Anybody with a receipt checks it against the ledger; anybody at all reads the signed heads."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from zhiyin.face.access import public
from zhiyin.kernel.ledger.heads import Proof, is_signed, proof_of
from zhiyin.kernel.ledger.models import Head, Transaction
from zhiyin.kernel.ledger.policy import canonical
from zhiyin.recover.compensation.showing import Shown
from zhiyin.recover.guarantees import wording
from zhiyin.recover.guarantees.reads import award_booked_as, head_of, newest_heads, version_with_id
from zhiyin.recover.guarantees.receipts import booking_of
from zhiyin.recover.guarantees.receipts import receipt as receipt_for

#: so many receipts that are none may be tried from one address in ten minutes
TRIES, TRIES_SECONDS = 20, 600
HEADS_SHOWN = 31


@public
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Where a receipt is typed in."""
    typed = request.GET.get("receipt", "").strip().replace("/", "")[:60]
    if typed:
        return redirect("guarantees:receipt", typed)
    return render(request, "guarantees/receipt_asked.html", {})


@public
@require_safe
def receipt(request: HttpRequest, receipt: str) -> HttpResponse:
    """One booking: what it is, its hash, and whether all of it holds up to the signed head of its day."""
    booked = _booking(request, receipt)
    if booked is None:
        return _refused(request)
    found = proof_of(booked)
    award = award_booked_as(booked.id)
    version = version_with_id(award.policy_version_id) if award else None
    context = {
        "proof": found,
        "booked": booked,
        "receipt": receipt_for(booked),
        "award": Shown(award) if award else None,
        "text": wording.text_of(version) if version else "",
        "payload": canonical(booked.payload),
    }
    return _unseen(render(request, "guarantees/receipt.html", context))


@public
@require_safe
def proof(request: HttpRequest, receipt: str) -> HttpResponse:
    """The same as JSON, with all that is needed to check it without us: nobody else's data is in it."""
    booked = _booking(request, receipt)
    if booked is None:
        return _refused(request)
    return _unseen(JsonResponse(_as_json(proof_of(booked)), json_dumps_params={"ensure_ascii": False, "indent": 2}))


def _as_json(found: Proof) -> dict[str, Any]:
    booked, head = found.booked, found.head
    return {
        "number": booked.number,
        "payload": canonical(booked.payload),
        "previous_hash": booked.previous_hash,
        "hash": booked.hash,
        "holds": found.ok,
        "row": found.row,
        "chained": found.chained,
        "included": found.included,
        "signed": found.signed,
        "path": [{"side": side, "hash": neighbour} for side, neighbour in found.path],
        "head": _head_as_json(head) if head else None,
    }


def _head_as_json(head: Head) -> dict[str, Any]:
    return {
        "day": head.day.isoformat(),
        "statement": head.statement,
        "signature": head.signature,
        "algorithm": "Ed25519",
        "public_key": head.key.public,
    }


@public
@require_safe
def heads(request: HttpRequest) -> HttpResponse:
    """The newest heads."""
    found = [(one, is_signed(one)) for one in newest_heads(HEADS_SHOWN)]
    return render(request, "guarantees/heads.html", {"heads": found})


@public
@require_safe
def head(request: HttpRequest, day: str) -> HttpResponse:
    """The head of one day at its lasting address: as a page, or as JSON with `.json` behind the day."""
    found = _head(day.removesuffix(".json"))
    if day.endswith(".json"):
        answer: HttpResponse = JsonResponse(_head_as_json(found))
        answer["Cache-Control"] = "public, max-age=86400"
        return answer
    return render(request, "guarantees/head.html", {"head": found, "signed": is_signed(found)})


@public
@require_safe
def code(request: HttpRequest, day: str) -> HttpResponse:
    """The address and hash of a head as a QR code, to be kept on paper."""
    import qrcode  # type: ignore[import-untyped]
    import qrcode.image.svg  # type: ignore[import-untyped]

    found = _head(day)
    text = f"{settings.PUBLIC_URL}/ledger-heads/{found.day.isoformat()}#{found.hash}"
    drawn = io.BytesIO()
    qrcode.make(text, image_factory=qrcode.image.svg.SvgPathImage, border=2).save(drawn)
    answer = HttpResponse(drawn.getvalue(), content_type="image/svg+xml")
    answer["Cache-Control"] = "public, max-age=86400"
    return answer


def _head(day: str) -> Head:
    try:
        found = head_of(date.fromisoformat(day))
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found


def _booking(request: HttpRequest, receipt: str) -> Transaction | None:
    """The booking that a receipt names; none for a wrong one, nor for whoever has tried too many."""
    key = f"receipts-tried:{request.META.get('REMOTE_ADDR', '')}"
    tries = cache.get(key, 0)
    request.tried_too_often = tries >= TRIES  # type: ignore[attr-defined]
    if tries >= TRIES:
        return None
    found = booking_of(receipt)
    if found is None:
        cache.add(key, 0, TRIES_SECONDS)
        cache.incr(key)
    return found


def _refused(request: HttpRequest) -> HttpResponse:
    often = request.tried_too_often  # type: ignore[attr-defined]
    answer = render(
        request, "guarantees/receipt_asked.html", {"wrong": not often, "often": often}, status=429 if often else 404
    )
    if often:
        answer["Retry-After"] = str(TRIES_SECONDS)
    return _unseen(answer)


def _unseen(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "no-store"
    answer["X-Robots-Tag"] = "noindex"
    answer["Referrer-Policy"] = "no-referrer"
    return answer
