from django.urls import path

from zhiyin.improve.experiments import views

urlpatterns = [
    path("experiments", views.experiments, name="experiments"),
    path("experiments/new", views.new, name="experiment-new"),
    path("experiments/<int:number>", views.experiment, name="experiment"),
    path("experiments/<int:number>/effect", views.effect_chart, name="experiment-effect"),
    path("experiments/<int:number>/start", views.start, name="experiment-start"),
    path("experiments/<int:number>/withdrawal", views.withdrawal, name="experiment-withdrawal"),
    path("experiments/<int:number>/conclusion", views.conclusion, name="experiment-conclusion"),
]
