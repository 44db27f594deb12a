"""The start: where everyone is sent, and the token for live updates."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from zhiyin.face.access import signed_in
from zhiyin.face.context import pages_open_to
from zhiyin.face.live import token_for


@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """To the first page that the person may open; whoever may open none reads why."""
    open_to = pages_open_to(request.actor, request.path)  # type: ignore[attr-defined]
    return redirect(open_to[0].address) if open_to else render(request, "face/no_page.html", status=403)


@signed_in
def live_token(request: HttpRequest) -> HttpResponse:
    """A new token, when the one of a page that stood open long has grown old."""
    response = JsonResponse({"token": token_for(request.actor)})  # type: ignore[attr-defined]
    response["Cache-Control"] = "no-store"
    return response
