"""The page about feedback."""

from __future__ import annotations

from django.urls import path

from zhiyin.listen.feedback import views

app_name = "feedback"

urlpatterns = [
    path("feedback", views.feedback, name="feedback"),
    path("feedback/new", views.new, name="new"),
    path("feedback/<uuid:id>", views.one, name="one"),
]
