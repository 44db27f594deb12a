"""The addresses of the webhooks' pages."""

from __future__ import annotations

from django.urls import path

from zhiyin.listen.webhooks import views

app_name = "webhooks"

urlpatterns = [
    path("webhooks", views.webhooks, name="webhooks"),
    path("webhooks/new", views.new, name="new"),
    path("webhooks/deliveries/<uuid:id>", views.delivery, name="delivery"),
    path("webhooks/deliveries/<uuid:id>/replays", views.replay_one, name="replay"),
    path("webhooks/<uuid:id>", views.webhook, name="webhook"),
    path("webhooks/<uuid:id>/deliveries", views.deliveries, name="deliveries"),
    path("webhooks/<uuid:id>/replays", views.replay_many, name="replays"),
    path("webhooks/<uuid:id>/tests", views.test, name="tests"),
    path("webhooks/<uuid:id>/secrets", views.secret, name="secrets"),
    path("webhooks/<uuid:id>/disabling", views.disabling, name="disabling"),
    path("webhooks/<uuid:id>/removal", views.removal, name="removal"),
]
