from django.urls import path

from zhiyin.understand.hotspots import views

urlpatterns = [
    path("hotspots", views.hotspots_page, name="hotspots"),
    path("hotspots/<int:number>", views.hotspot_page, name="hotspot"),
    path("hotspots/<int:number>/chart", views.chart, name="hotspot-chart"),
    path("hotspots/<int:number>/decision", views.decision, name="hotspot-decision"),
]
