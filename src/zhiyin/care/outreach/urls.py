"""The addresses of outreach."""

from django.urls import path

from zhiyin.care.outreach import views

app_name = "outreach"

urlpatterns = [
    path("outreach", views.outreach_list, name="list"),
    path("outreach/<uuid:id>", views.one, name="one"),
    path("outreach/<uuid:id>/taking", views.taking, name="taking"),
    path("outreach/<uuid:id>/outcome", views.outcome, name="outcome"),
]
