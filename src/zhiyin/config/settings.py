"""Settings. Everything an operator may set comes from the environment; `zhiyin doctor` lists what is in force."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.utils.translation import gettext_lazy as _

from zhiyin.config.embedded import Embedded, data_home
from zhiyin.config.logs import structlog
from zhiyin.demo.company import PASSWORD as CAST_PASSWORD

PACKAGE = Path(__file__).resolve().parent.parent
DATA = data_home()

DEBUG = os.environ.get("ZHIYIN_DEBUG") == "1"
SECRET_KEY = os.environ.get("ZHIYIN_SECRET_KEY", "")
if not SECRET_KEY:
    secret_file = DATA / "secret_key"
    # `zhiyin up` writes the file before it starts the parts; tools that only look need no lasting secret
    SECRET_KEY = secret_file.read_text().strip() if secret_file.exists() else "not-set-" + os.urandom(16).hex()
#: the simulated company is at work: its pages say so, and mail goes to its own catcher
DEMO = os.environ.get("ZHIYIN_DEMO") == "1"
DEMO_PASSWORD = CAST_PASSWORD if DEMO else ""

#: where customers and staff reach the pages, and where their browsers find the live updates
PUBLIC_URL = os.environ.get("ZHIYIN_URL", "http://localhost:8000").rstrip("/")
#: what looks into files: `clamd:` and a socket, or a command; blank: nothing does. See listen/channels/scanning.py
SCANNER = os.environ.get("ZHIYIN_SCANNER", "")
#: where files that customers sent are given out: an origin of its own that leads to the same server; blank: no other
FILES_URL = os.environ.get("ZHIYIN_FILES_URL", "").rstrip("/")
LIVE_URL = os.environ.get("ZHIYIN_LIVE_URL", "http://localhost:8001").rstrip("/")
_OWN_HOST = urlsplit(PUBLIC_URL).hostname or "localhost"
ALLOWED_HOSTS = [*os.environ.get("ZHIYIN_HOSTS", "localhost,127.0.0.1,[::1]").split(","), _OWN_HOST]
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("ZHIYIN_ORIGINS", "").split(",") if o]
if PUBLIC_URL.startswith("https://"):
    CSRF_TRUSTED_ORIGINS.append(PUBLIC_URL)
LIVE_ORIGIN = "{0.scheme}://{0.netloc}".format(urlsplit(LIVE_URL)) if "://" in LIVE_URL else "'self'"

KERNEL = ["jobs", "people", "customers", "timeline", "policies", "playbooks", "ledger", "search", "imports"]
STAGES = {
    "listen": ["channels", "surveys", "feedback", "orders", "phone", "webhooks", "outside"],
    "resolve": ["cases", "promises", "conversations", "routing"],
    "recover": ["compensation", "complaints", "guarantees", "followup"],
    "understand": ["topics", "value", "metrics", "hotspots"],
    "care": ["outreach"],
    "improve": ["proposals", "experiments"],
    "assure": ["fairness", "audits"],
}
ROOMS = [f"zhiyin.kernel.{room}" for room in KERNEL] + ["zhiyin.face"]
ROOMS += [f"zhiyin.{stage}.{room}" for stage, rooms in STAGES.items() for room in rooms]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "procrastinate.contrib.django",
    *ROOMS,
    "zhiyin.demo",
]

MIDDLEWARE = [
    "zhiyin.config.health.HealthMiddleware",
    "zhiyin.face.safety.SafetyMiddleware",
    "zhiyin.face.problems.ProblemMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "zhiyin.face.middleware.ReaderMiddleware",
]

ROOT_URLCONF = "zhiyin.config.urls"
WSGI_APPLICATION = "zhiyin.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "face" / "templates"],  # before the apps' own, so that the sign-in pages are ours
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "zhiyin.face.context.frame",
            ],
            "builtins": ["zhiyin.face.templatetags.face", "zhiyin.face.templatetags.customer_words"],
        },
    }
]

FORM_RENDERER = "zhiyin.face.forms.FormRenderer"


def database_from(url: str) -> dict[str, object]:
    """Django's setting for a PostgreSQL URL; query parameters (`host`, `sslmode` …) become connection options."""
    parts = urlsplit(url)
    options: dict[str, object] = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    host = str(options.pop("host", "") or parts.hostname or "")
    threshold = str(options.pop("prepare_threshold", 3))
    options["prepare_threshold"] = int(threshold) if threshold.isdecimal() else None
    return {
        "ENGINE": "zhiyin.config.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


DATABASE_URL = os.environ.get("DATABASE_URL", "")
if not DATABASE_URL and (DATA / "password").exists():
    DATABASE_URL = Embedded(DATA).url()
DATABASES = {"default": database_from(DATABASE_URL or "postgresql:///zhiyin")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "zhiyin.face.accounts.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_HTTPONLY = True
if PUBLIC_URL.startswith("https://"):
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

#: what a page may load, from where; `face.safety` sends it with every answer
CONTENT_SECURITY_POLICY = {
    "default-src": ["'self'"],
    "connect-src": ["'self'", LIVE_ORIGIN],
    "img-src": ["'self'", "data:", *([FILES_URL] if FILES_URL else [])],
    "style-src": ["'self'"],
    "script-src": ["'self'"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "config" / "locale"]
TIME_ZONE = os.environ.get("ZHIYIN_TIME_ZONE", "Asia/Shanghai")
USE_I18N = USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.AppDirectoriesFinder", "zhiyin.face.vega.VegaFinder"]
WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = DATA / "files"

# Mail out: `EMAIL_URL`-free, plain settings. The demo delivers to its own SMTP door.
EMAIL_BACKEND = os.environ.get("ZHIYIN_EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
EMAIL_HOST = os.environ.get("ZHIYIN_SMTP_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("ZHIYIN_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("ZHIYIN_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("ZHIYIN_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("ZHIYIN_SMTP_TLS") == "1"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("ZHIYIN_MAIL_FROM", "care@zhiyin.example")

#: the product's own SMTP door
SMTP_DOOR_HOST = os.environ.get("ZHIYIN_DOOR_HOST", "127.0.0.1")
SMTP_DOOR_PORT = int(os.environ.get("ZHIYIN_DOOR_PORT", "8025"))
#: the same for LMTP, on the same host; 0: not open
LMTP_DOOR_PORT = int(os.environ.get("ZHIYIN_LMTP_PORT", "0"))
#: with a certificate (PEM, and its key if that is a file of its own) the SMTP door offers STARTTLS
DOOR_CERTIFICATE = os.environ.get("ZHIYIN_DOOR_CERTIFICATE", "")
DOOR_KEY = os.environ.get("ZHIYIN_DOOR_KEY", "")
#: where the demo catches the mail that Zhiyin sends
CATCHER_PORT = int(os.environ.get("ZHIYIN_CATCHER_PORT", "8026"))

#: who is asked about domains when a mailbox is connected: comma list of host or host:port; blank: whom the system asks
NAME_SERVERS = os.environ.get("ZHIYIN_NAME_SERVERS", "")

#: receivers inside our own network that we may send to all the same: comma list of host:port or networks
PRIVATE_RECEIVERS = os.environ.get("ZHIYIN_PRIVATE_RECEIVERS", "")

#: where WeChat, WeCom and Telegram are asked; only tests, and who has a Telegram Bot API server, say otherwise
WECOM_API = os.environ.get("ZHIYIN_WECOM_API", "https://qyapi.weixin.qq.com").rstrip("/")
WECHAT_API = os.environ.get("ZHIYIN_WECHAT_API", "https://api.weixin.qq.com").rstrip("/")
TELEGRAM_API = os.environ.get("ZHIYIN_TELEGRAM_API", "https://api.telegram.org").rstrip("/")

NINJA_PAGINATION_MAX_LIMIT = 200
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20

structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso"),
        structlog.processors.format_exc_info,
        structlog.processors.JSONRenderer(ensure_ascii=False),
    ],
    logger_factory=structlog.PrintLoggerFactory(),
    cache_logger_on_first_use=True,
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}},
}
TEST_RUNNER = "django.test.runner.DiscoverRunner"
