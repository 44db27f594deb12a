"""The customers' postbox as a page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zhiyin.demo.postbox import newest
from zhiyin.face.access import public


@public
def postbox(request: HttpRequest) -> HttpResponse:
    """The newest mails that customers got, with their links to click."""
    return render(request, "demo/postbox.html", {"mails": newest(30)})
