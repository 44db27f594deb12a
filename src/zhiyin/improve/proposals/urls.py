from django.urls import path

from zhiyin.improve.proposals import views

urlpatterns = [
    path("proposals", views.proposals, name="proposals"),
    path("proposals/new", views.new, name="proposal-new"),
    path("proposals/<int:number>", views.proposal, name="proposal"),
    path("proposals/<int:number>/review", views.review, name="proposal-review"),
    path("proposals/<int:number>/decision", views.decision, name="proposal-decision"),
]
