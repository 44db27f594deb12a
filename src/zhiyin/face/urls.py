"""The addresses of the frame and of the kernel's nouns."""

from __future__ import annotations

from django.urls import path

from zhiyin.face import views

app_name = "face"

urlpatterns = [
    path("", views.home, name="home"),
    path("settings", views.preferences, name="preferences"),
    path("settings/look", views.look, name="look"),
    path("settings/language", views.language, name="language"),
    path("live/token", views.live_token, name="live_token"),
    path("search", views.search, name="search"),
    path("why/<uuid:id>", views.why, name="why"),
    path("customers", views.customers, name="customers"),
]
