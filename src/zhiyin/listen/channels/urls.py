"""The addresses of the channels' pages, of messages, and of the customers' chat."""

from __future__ import annotations

from django.urls import path

from zhiyin.listen.channels import letters, outbox, serving, views
from zhiyin.listen.channels.chat import saying
from zhiyin.listen.channels.chat import views as chat
from zhiyin.listen.channels.taking import take

app_name = "channels"

urlpatterns = [
    path("channels", views.channels, name="channels"),
    path("channels/new", views.new, name="new"),
    path("channels/failures", views.failures, name="failures"),
    path("channels/failures/rerun", views.rerun_all, name="rerun_all"),
    path("channels/failures/<uuid:id>", views.failure, name="failure"),
    path("channels/failures/<uuid:id>/rerun", views.rerun, name="rerun"),
    path("channels/outbox", outbox.outbox, name="outbox"),
    path("channels/outbox/release", outbox.release_all, name="release_all"),
    path("channels/outbox/<uuid:id>/release", outbox.release_one, name="release"),
    path("channels/outbox/<uuid:id>/sent", outbox.mark_one_sent, name="mark_sent"),
    path("channels/<slug:key>", views.channel, name="channel"),
    path("channels/<slug:key>/arming", views.arming, name="arming"),
    path("in/<slug:key>", take, name="take"),
    path("messages/<uuid:id>", views.message, name="message"),
    path("messages/<uuid:id>/source", views.source, name="source"),
    path("messages/<uuid:id>/html", letters.letter, name="letter"),
    path("pictures/<str:token>", letters.picture, name="picture"),
    path("attachments/<uuid:id>", serving.attachment, name="attachment"),
    path("files/<str:token>", serving.file, name="file"),
    path("chat/<slug:key>", chat.page, name="chat"),
    path("chat/<slug:key>/messages", chat.messages, name="chat_messages"),
    path("chat/<slug:key>/widget.js", chat.widget, name="chat_widget"),
    path("chat/<slug:key>/files/<str:token>", chat.file, name="chat_file"),
    path("chat/<slug:key>/example", chat.example, name="chat_example"),
    path("chat/<slug:key>/message", saying.post, name="chat_post"),
    path("chat/<slug:key>/details", saying.details, name="chat_details"),
    path("chat/<slug:key>/typing", saying.typing, name="chat_typing"),
    path("chat/<slug:key>/seen", saying.seen, name="chat_seen"),
    path("chat/<slug:key>/identity", saying.identity, name="chat_identity"),
    path("chat/<slug:key>/forgetting", saying.forgetting, name="chat_forgetting"),
    path("chat/<slug:key>/transcript", saying.transcript, name="chat_transcript"),
]
