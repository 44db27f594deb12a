"""The WSGI application: pages and the API, all of them loaded, so that no visitor waits for that."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhiyin.config.settings")
application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018  reading them loads every room's pages
