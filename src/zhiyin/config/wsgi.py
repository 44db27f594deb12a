"""The WSGI application: pages and the API."""

import os

from django.core.wsgi import get_wsgi_application

from zhiyin.config.parents import stop_without_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhiyin.config.settings")
if os.environ.get("ZHIYIN_WEB_WORKER"):
    stop_without_parent()
application = get_wsgi_application()
