from django.urls import path

from zhiyin.assure.audits import views

urlpatterns = [
    path("assurance", views.assurance, name="assurance"),
    path("assurance/trail", views.trail, name="assurance-trail"),
    path("assurance/ledger-check", views.ledger_check, name="ledger-check"),
]
