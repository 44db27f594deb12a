"""The addresses of the channels' pages, of messages, and of the customers' chat."""

from __future__ import annotations

from django.urls import path

from zhiyin.listen.channels import connect, failures, letters, outbox, serving, views
from zhiyin.listen.channels.chat import saying
from zhiyin.listen.channels.chat import views as chat
from zhiyin.listen.channels.email import consent
from zhiyin.listen.channels.taking import take

app_name = "channels"

urlpatterns = [
    path("channels", views.channels, name="channels"),
    path("channels/new", views.new, name="new"),
    path("channels/failures", failures.failures, name="failures"),
    path("channels/failures/decision", failures.decide, name="decide"),
    path("channels/failures/<uuid:id>", failures.failure, name="failure"),
    path("channels/failures/<uuid:id>/mending", failures.mending, name="mending"),
    path("channels/failures/<uuid:id>/rerun", failures.rerun, name="rerun"),
    path("channels/outbox", outbox.outbox, name="outbox"),
    path("channels/outbox/release", outbox.release_all, name="release_all"),
    path("channels/outbox/<uuid:id>/release", outbox.release_one, name="release"),
    path("channels/outbox/<uuid:id>/sent", outbox.mark_one_sent, name="mark_sent"),
    path("channels/consent", consent.consented, name="consented"),
    path("channels/<slug:key>", views.channel, name="channel"),
    path("channels/<slug:key>/arming", views.arming, name="arming"),
    path("channels/<slug:key>/connect", connect.connect, name="connect"),
    path("channels/<slug:key>/checks/<slug:step>", connect.check, name="check"),
    path("channels/<slug:key>/consent", consent.ask, name="consent"),
    path("channels/<slug:key>/heard", connect.heard, name="heard"),
    path("channels/<slug:key>/test/<uuid:id>", connect.test_message, name="test_message"),
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
