"""The addresses of promises."""

from django.urls import path

from zhiyin.resolve.promises import views

app_name = "promises"

urlpatterns = [
    path("promises", views.board, name="board"),
    path("promises/<uuid:id>/voiding", views.voiding, name="voiding"),
]
