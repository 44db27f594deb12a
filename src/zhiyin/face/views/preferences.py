"""A person's own settings: language, theme, density; and the quick switches of the top bar."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhiyin.face.access import public, signed_in
from zhiyin.face.preferences import DENSITIES, THEMES, choose_language, remember


@signed_in
def preferences(request: HttpRequest) -> HttpResponse:
    """The page of a person's own settings."""
    if request.method != "POST":
        return render(request, "face/preferences.html")
    response = redirect("face:preferences")
    _keep_look(request, response)
    choose_language(request, response, request.POST.get("language", ""))
    messages.success(request, _("Your settings are kept."))
    return response


@public
@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Theme and density of this device. A script that has changed the page already sends no `next`."""
    response = redirect(_next(request)) if "next" in request.POST else HttpResponse(status=204)
    _keep_look(request, response)
    return response


@public
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """The language of this device, and of the person."""
    response = redirect(_next(request))
    choose_language(request, response, request.POST.get("language", ""))
    return response


def _keep_look(request: HttpRequest, response: HttpResponse) -> None:
    for name, choices in (("theme", THEMES), ("density", DENSITIES)):
        if request.POST.get(name) in choices:
            remember(response, name, request.POST[name])


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "/")
    return wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()) else "/"
