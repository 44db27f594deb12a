"""The addresses of compensation."""

from django.urls import path

from zhiyin.recover.compensation import views

app_name = "compensation"

urlpatterns = [
    path("compensation", views.awards, name="awards"),
    path("compensation/<uuid:id>", views.award, name="award"),
    path("compensation/<uuid:id>/reversal", views.reversal, name="reversal"),
    path("cases/<int:number>/gifts", views.gifts, name="gifts"),
    path("approvals", views.approvals, name="approvals"),
    path("approvals/<uuid:id>/decision", views.decision, name="decision"),
]
