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
    path("customers/<int:number>", views.customer, name="customer"),
    path("customers/<int:number>/consents", views.consents, name="consents"),
    path("customers/<int:number>/merges", views.merges, name="merges"),
    path("customers/<int:number>/merges/<uuid:id>/undoing", views.merge_undoing, name="merge_undoing"),
    path("policies", views.policies, name="policies"),
    path("policies/<slug:key>", views.policy, name="policy"),
    path("policies/<slug:key>/change", views.policy_change, name="policy_change"),
]
