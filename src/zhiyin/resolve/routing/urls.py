"""The addresses of queues and alarms."""

from django.urls import path

from zhiyin.resolve.routing import views

app_name = "routing"

urlpatterns = [
    path("queues", views.queues, name="queues"),
    path("alarms", views.alarms, name="alarms"),
    path("alarms/<uuid:id>/acknowledgement", views.acknowledgement, name="acknowledgement"),
]
