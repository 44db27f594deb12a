"""The addresses of promises."""

from django.urls import path

from zhiyin.resolve.promises import views

app_name = "promises"

urlpatterns = [
    path("promises", views.board, name="board"),
    path("promises/<uuid:id>/voiding", views.voiding, name="voiding"),
    path("promises/calendars", views.calendars, name="calendars"),
    path("promises/calendars/days", views.marked_days, name="marked_days"),
    path("promises/calendars/news", views.news, name="news"),
    path("promises/feeds", views.feeds, name="feeds"),
    path("promises/feeds/<uuid:id>/removal", views.feed_removal, name="feed_removal"),
]
