from django.urls import path

from zhiyin.understand.metrics import views

urlpatterns = [
    path("metrics", views.board, name="metrics"),
    path("metrics/recovery", views.recovery, name="metrics-recovery"),
    path("metrics.csv", views.export, name="metrics-export"),
    path("metrics/<slug:key>/chart", views.chart, name="metric-chart"),
]
