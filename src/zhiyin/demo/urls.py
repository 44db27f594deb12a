"""The customers' postbox, while the demo runs."""

from django.conf import settings
from django.urls import path

from zhiyin.demo.views import postbox

urlpatterns = [path("demo/postbox", postbox, name="demo-postbox")] if getattr(settings, "DEMO", False) else []
