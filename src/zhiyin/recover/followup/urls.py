"""The addresses of follow-up."""

from django.urls import path

from zhiyin.recover.followup import views

app_name = "followup"

urlpatterns = [
    path("call-backs", views.call_backs, name="call_backs"),
    path("call-backs/<uuid:id>", views.call_back, name="call_back"),
    path("call-backs/<uuid:id>/attempts", views.attempts, name="attempts"),
]
