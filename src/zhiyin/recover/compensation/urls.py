"""The addresses of compensation."""

from django.urls import path

from zhiyin.recover.compensation import views

app_name = "compensation"

urlpatterns = [
    path("compensation", views.awards, name="awards"),
    path("compensation/<uuid:id>", views.award, name="award"),
    path("compensation/<uuid:id>/reversal", views.reversal, name="reversal"),
    path("cases/<int:number>/gifts", views.gifts, name="gifts"),
    path("cases/<int:number>/proposal", views.proposal, name="proposal"),
    path("compensation/budgets", views.budgets, name="budgets"),
    path("signals", views.suspicions, name="signals"),
    path("signals/<uuid:id>/judgement", views.judgement, name="judgement"),
    path("approvals/deputies", views.deputies, name="deputies"),
    path("approvals/deputies/<uuid:id>/end", views.deputy_end, name="deputy_end"),
    path("approvals", views.approvals, name="approvals"),
    path("approvals/<uuid:id>/decision", views.decision, name="decision"),
]
