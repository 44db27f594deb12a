"""The addresses of promises."""

from django.urls import path

from zhiyin.resolve.promises import views

app_name = "promises"

urlpatterns = [
    path("promises", views.board, name="board"),
    path("promises/<uuid:id>/voiding", views.voiding, name="voiding"),
    path("promises/<uuid:id>/notice", views.notice, name="notice"),
    path("promises/<uuid:id>/fulfilment", views.fulfilment, name="fulfilment"),
    path("promises/<uuid:id>/cancellation", views.cancellation, name="cancellation"),
    path("promises/cases/<int:number>/dates", views.dates, name="dates"),
    path("promises/cases/<int:number>/handovers", views.handovers, name="handovers"),
    path("promises/cases/<int:number>/handback", views.handback, name="handback"),
    path("promises/reviews/<uuid:id>/decision", views.reviewing, name="reviewing"),
    path("promises/tries", views.tries, name="tries"),
    path("promises/tries/<uuid:id>", views.trying, name="trying"),
    path("promises/tries/<uuid:id>/in-force", views.in_force, name="in_force"),
    path("promises/calendars", views.calendars, name="calendars"),
    path("promises/calendars/days", views.marked_days, name="marked_days"),
    path("promises/calendars/news", views.news, name="news"),
    path("promises/feeds", views.feeds, name="feeds"),
    path("promises/feeds/<uuid:id>/removal", views.feed_removal, name="feed_removal"),
]
