"""The addresses of the desk. A new verb is a new resource."""

from __future__ import annotations

from django.urls import path

from zhiyin.resolve.conversations import views

app_name = "conversations"

urlpatterns = [
    path("inbox", views.inbox, name="inbox"),
    path("inbox/set-aside", views.set_aside, name="set_aside"),
    path("inbox/set-aside/<uuid:id>/case", views.set_aside_case, name="set_aside_case"),
    path("inbox/set-aside/<uuid:id>/dismissal", views.dismissal, name="dismissal"),
    path("calls/<uuid:id>/case", views.call_case, name="call_case"),
    path("cases/<int:number>", views.case, name="case"),
    path("cases/<int:number>/replies", views.replies, name="replies"),
    path("cases/<int:number>/replies/<uuid:id>", views.withdrawal, name="withdrawal"),
    path("cases/<int:number>/notes", views.notes, name="notes"),
    path("cases/<int:number>/draft", views.draft, name="draft"),
    path("cases/<int:number>/typing", views.typing, name="typing"),
    path("cases/<int:number>/seen", views.seen, name="seen"),
    path("cases/<int:number>/closure", views.closure, name="closure"),
    path("cases/<int:number>/reopening", views.reopening, name="reopening"),
    path("cases/<int:number>/status", views.status, name="status"),
    path("cases/<int:number>/priority", views.priority, name="priority"),
    path("cases/<int:number>/assignment", views.assignment, name="assignment"),
]
