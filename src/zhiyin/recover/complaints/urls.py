"""The addresses of complaints, problems and reports of danger. A new verb is a new resource."""

from django.urls import path

from zhiyin.recover.complaints.views import complaints, customers, problems, safety

app_name = "complaints"

urlpatterns = [
    path("complaints", complaints.complaints, name="complaints"),
    path("complaints/<int:number>", complaints.complaint, name="complaint"),
    path("complaints/<int:number>/form", complaints.form, name="form"),
    path("complaints/<int:number>/steps", complaints.steps, name="steps"),
    path("complaints/<int:number>/authority", complaints.authority, name="authority"),
    path("complaints/<int:number>/statutory-clocks/<uuid:id>", complaints.fulfilment, name="fulfilment"),
    path("cases/<int:number>/complaint", complaints.intake, name="intake"),
    path("problems", problems.problems, name="problems"),
    path("problems/<int:number>", problems.problem, name="problem"),
    path("problems/<int:number>/corrections", problems.corrections, name="corrections"),
    path("problems/<int:number>/proofs", problems.proofs, name="proofs"),
    path("problems/<int:number>/ending", problems.ending, name="ending"),
    path("safety-reports", safety.reports, name="reports"),
    path("safety-reports/words", safety.words, name="words"),
    path("safety-reports/<uuid:id>", safety.report, name="report"),
    path("safety-reports/<uuid:id>/answer", safety.answer, name="report_answer"),
    path("my-complaint/<str:token>", customers.mine, name="mine"),
    path("my-complaint/<str:token>/confirmation", customers.confirmation, name="confirmation"),
    path("my-complaint/<str:token>/answer", customers.answer, name="answer"),
]
