"""The addresses of calls."""

from __future__ import annotations

from django.urls import path

from zhiyin.listen.phone import views

app_name = "phone"

urlpatterns = [
    path("calls", views.calls, name="calls"),
    path("calls/now", views.now, name="now"),
    path("calls/<uuid:id>", views.call, name="call"),
    path("calls/<uuid:id>/steps", views.steps, name="steps"),
]
