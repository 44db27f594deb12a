"""The addresses of follow-up."""

from django.urls import path

from zhiyin.recover.followup.views import calling, fairness, following, rebounding, reviewing

app_name = "followup"

urlpatterns = [
    path("call-backs", calling.call_backs, name="call_backs"),
    path("call-backs/<uuid:id>", calling.call_back, name="call_back"),
    path("call-backs/<uuid:id>/attempts", calling.attempts, name="attempts"),
    path("follow-ups", following.follow_ups, name="follow_ups"),
    path("follow-ups/<uuid:id>", following.follow_up, name="follow_up"),
    path("follow-ups/<uuid:id>/outcome", following.outcome, name="outcome"),
    path("felt-fairness", fairness.felt_fairness, name="felt_fairness"),
    path("rebounds", rebounding.rebounds, name="rebounds"),
    path("rebounds/<uuid:id>/plans", rebounding.plans, name="plans"),
    path("review-replies", reviewing.reviews, name="reviews"),
    path("review-replies/<uuid:id>/<slug:step>", reviewing.step, name="review_step"),
]
