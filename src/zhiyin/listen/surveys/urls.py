"""The page about surveys, and the customers' form behind its signed link."""

from __future__ import annotations

from django.urls import path

from zhiyin.listen.surveys import form_views, views

app_name = "surveys"

urlpatterns = [
    path("surveys", views.surveys, name="surveys"),
    path("f/<str:token>", form_views.form, name="form"),
    path("f/<str:token>/thanks", form_views.thanks, name="thanks"),
    path("f/<str:token>/refusal", form_views.refusal, name="refusal"),
]
