from django.urls import path

from zhiyin.understand.topics import views

urlpatterns = [
    path("topics", views.topics_page, name="topics"),
    path("topics/new", views.new_topic, name="new-topic"),
    path("topics/labelling", views.labelling, name="labelling"),
    path("topics/<slug:key>", views.topic_page, name="topic"),
    path("labels/<uuid:id>/correction", views.correction, name="label-correction"),
]
