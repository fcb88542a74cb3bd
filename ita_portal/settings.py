"""Settings of the portal, read from the environment (docs/settings.md lists them).

With `PORTAL_ALLOWED_HOSTS` and `PORTAL_TRUSTED_PROXIES` the portal runs on one machine: SQLite, a folder queue and
a database cache, all in `PORTAL_DATA_DIR`. `DATABASE_URL`, `CELERY_BROKER_URL` and `CACHE_URL` let it grow.
"""

import hashlib
import secrets
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from celery.schedules import crontab
from environ import Env

from ita_portal import env as environment

env = Env()
BASE_DIR = environment.BASE_DIR
DATA_DIR = environment.data_dir(env)

# A clone that names no host serves its own machine alone and shows debug pages; naming a host turns them off.
ALLOWED_HOSTS = env.list("PORTAL_ALLOWED_HOSTS", default=[])
DEBUG = environment.flag(env, "DEBUG", default=not ALLOWED_HOSTS)
if not DEBUG:
    environment.required(env, "PORTAL_ALLOWED_HOSTS", "the host names under which the portal is reached")
ALLOWED_HOSTS = ALLOWED_HOSTS or ["127.0.0.1", "localhost"]
SECRET_KEY = env.str("SECRET_KEY", default="") or environment.kept_secret(
    DATA_DIR / "secrets/secret-key", partial(secrets.token_urlsafe, 50)
)
# Behind plain HTTP (make run on one's own machine) secure cookies would never come back: PORTAL_HTTPS=false.
HTTPS = environment.flag(env, "PORTAL_HTTPS", default=not DEBUG)
# How many proxies in front of the portal may be believed about a visitor's address and about HTTPS; None where
# nobody has said it (ita_portal.checks asks for it).
TRUSTED_PROXIES = environment.count(env, "PORTAL_TRUSTED_PROXIES")
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES or 0

INSTALLED_APPS = [
    "ita_portal.apps.PortalConfig",
    "reports",
    "measures",
    "assessments",
    "accounts",
    "allauth",
    "allauth.account",
    "ita_portal.apps.HistoryConfig",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "csp",
    "ita_portal.apps.SuperuserConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "ita_portal.middleware.RequestReference",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    # Before CSRF protection, which reads the whole body to find its token.
    "ita_portal.middleware.UploadLimit",
    "ita_portal.middleware.PublicAnswer",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "ita_portal.middleware.HtmxLogin",
    "ita_portal.middleware.PostAddress",
    "auditlog.middleware.AuditlogMiddleware",
]

ROOT_URLCONF = "ita_portal.urls"
WSGI_APPLICATION = "ita_portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["accounts.templatetags.portal"],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = ["bootstrap5"]
CRISPY_TEMPLATE_PACK = "bootstrap5"

DATABASES: dict[str, dict[str, Any]] = {
    "default": environment.address(
        env,
        "DATABASE_URL",
        schemes=("postgresql", "postgres", "sqlite"),
        default=f"sqlite:///{DATA_DIR / 'portal.sqlite3'}",
        parse=env.db_url_config,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # WAL lets readers go on while one writes; IMMEDIATE takes the write lock at once, so that two writers wait
    # for each other instead of failing in the middle (docs/decisions/0002-sqlite-and-folder-queue.md).
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728; "
            "PRAGMA journal_size_limit=27103364; PRAGMA cache_size=-20000; PRAGMA temp_store=MEMORY;"
        ),
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES: dict[str, dict[str, Any]] = {
    "default": environment.address(
        env,
        "CACHE_URL",
        schemes=("redis", "rediss", "dbcache"),
        default="dbcache://portal_cache",
        parse=env.cache_url_config,
    )
}

# A folder has no host, but kombu warns at every start where none is named.
CELERY_BROKER_URL = environment.address(
    env, "CELERY_BROKER_URL", schemes=("redis", "rediss", "filesystem"), default="filesystem://localhost//", parse=str
)
if CELERY_BROKER_URL.startswith("filesystem"):
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(DATA_DIR / "queue/messages"),
        "data_folder_out": str(DATA_DIR / "queue/messages"),
        "control_folder": str(DATA_DIR / "queue/control"),
        "store_processed": False,
        "polling_interval": 0.1,
    }
# The result of a job is its own row (reports.Job); the queue carries only its number.
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# WeasyPrint keeps a little of every document it draws: a fresh process now and then.
CELERY_WORKER_MAX_TASKS_PER_CHILD = 200
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a worker whose broker is away waits for it, however long that takes
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "Asia/Bangkok"
# No broker survives the kill of its worker unaided: every minute silent jobs are put on the queue again.
CELERY_BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "sweep": {"task": "reports.tasks.sweep_jobs", "schedule": 60.0},
    # What was kept long enough goes at night. A run that was missed, the machine being off, comes at its start.
    "files": {"task": "reports.tasks.sweep_files", "schedule": crontab(minute="30", hour="3")},
    # 08:00 on weekdays. The later runs make up for one that was missed and for mail that did not go; what was told is
    # not told again.
    "reminders": {
        "task": "measures.tasks.send_reminders",
        "schedule": crontab(minute="0", hour="8-16/2", day_of_week="mon-fri"),
    },
}
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "queue/schedule")

# How many days a file that was made on order is kept; 0 keeps all. Files of editions are not among them.
KEEP_FILES_DAYS = environment.count(env, "PORTAL_KEEP_FILES_DAYS", default=90)

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"accounts.passwords.{name}"}
    for name in ("SimilarityValidator", "LengthValidator", "CommonValidator", "NumericValidator")
]
ACCOUNT_ADAPTER = "accounts.adapter.ClosedSignupAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"

LANGUAGE_CODE = "th"
TIME_ZONE = "Asia/Bangkok"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "build/static"
STATICFILES_DIRS = [folder for folder in (BASE_DIR / "static", BASE_DIR / "build/assets") if folder.is_dir()]
WHITENOISE_ROOT = BASE_DIR / "static/root"  # what browsers ask for unasked: /favicon.ico
# Only names with a hash are asked for, and a browser fetches the maps when it debugs: the rest need not be made.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["map", "woff2", "png", "jpg", "gz", "br"]
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "media/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        # Bootstrap draws its small pictures (ticks, arrows) from data: addresses.
        "img-src": ["'self'", "data:"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
# Cookies know no ports: two portals on one machine must not take each other's.
COOKIE_MARK = hashlib.sha256(SECRET_KEY.encode()).hexdigest()[:8]
SESSION_COOKIE_NAME = f"session_{COOKIE_MARK}"
CSRF_COOKIE_NAME = f"csrf_{COOKIE_MARK}"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
CSRF_COOKIE_HTTPONLY = True
if HTTPS:
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    if TRUSTED_PROXIES:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    CSRF_TRUSTED_ORIGINS = [f"https://{host.strip('.')}" for host in ALLOWED_HOSTS if host != "*"]

# Fields of a form; Django does not count files here: ita_portal.middleware.UploadLimit refuses the whole body by its
# length, before it is read. What a file may weigh, its form says in words.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# Ten files of a report may come at once: what is larger waits on the disk, and on the one where it is to be kept, for
# /tmp may be memory too.
FILE_UPLOAD_MAX_MEMORY_SIZE = 512 * 1024
FILE_UPLOAD_TEMP_DIR = DATA_DIR / "uploads"

# Mail goes to the worker's log unless a server is named. `vars()`: one address holds all EMAIL_* settings.
vars().update(
    environment.address(
        env,
        "EMAIL_URL",
        schemes=("smtp", "smtp+tls", "smtp+ssl", "filemail", "consolemail"),
        default="consolemail://",
        parse=env.email_url_config,
    )
)
EMAIL_TIMEOUT = 20
# Where the links of a mail lead: it is written without a request that would know.
PORTAL_URL = environment.address(
    env,
    "PORTAL_URL",
    schemes=("https", "http"),
    default=f"https://{ALLOWED_HOSTS[0].strip('.*')}" if HTTPS else "http://127.0.0.1:8000",
    parse=lambda text: text.rstrip("/"),
)
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", default="") or f"noreply@{urlsplit(PORTAL_URL).hostname or 'localhost'}"
AUDITLOG_DISABLE_REMOTE_ADDR = True

LOG_LEVEL = environment.choice(
    env, "PORTAL_LOG_LEVEL", choices=("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"), default="INFO"
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"reference": {"()": "ita_portal.middleware.ReferenceFilter"}},
    "formatters": {"line": {"format": "{asctime} {levelname} [{reference}] {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["reference"]}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    # Django's own set-up would log a second time, and only to the console when DEBUG is on.
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "weasyprint": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
    },
}
