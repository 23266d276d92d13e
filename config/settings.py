"""All settings, read from the environment with types. `.env.example` names and explains each one.

Without any variable this is a private demo-less site on SQLite: safe by default, so DEBUG and the demo are off.
"""

import base64
import binascii
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")


def yes_or_no(name: str, *, default: bool) -> bool:
    """environ reads any word that it doesn't know as no: HTTPS=treu would take the locks off."""
    word = env.str(name, default=str(default)).strip().lower()
    if word not in {"true", "yes", "on", "1", "false", "no", "off", "0"}:
        raise ImproperlyConfigured(f"{name} is neither true nor false: {word!r}")
    return word in {"true", "yes", "on", "1"}


def key_of(name: str, text: str) -> bytes:
    """32 bytes, written as base64; nothing where nothing is written."""
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        key = b"?"
    if len(key) not in (0, 32):
        raise ImproperlyConfigured(f"{name} is not the base64 of 32 bytes")
    return key


# What kind of site this is -------------------------------------------------------------------------------------------
DEBUG = yes_or_no("DEBUG", default=False)
# Demo mode: demo accounts with one printed password, and a clock that the demo may move. Never on a real site.
DEMO = yes_or_no("DEMO", default=False)
DEMO_PASSWORD = env.str("DEMO_PASSWORD", default="weegschaal-demo-2026")
# True only for the process that loads the demo, and in tests.
CLOCK_MAY_MOVE = yes_or_no("CLOCK_MAY_MOVE", default=False)
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var")))

# From the environment, else from the file that scripts/secret_key makes once. Django refuses an empty key where one is
# needed; `manage.py rank` needs none and must work without.
SECRET_KEY_FILE = DATA_DIR / "secret_key"
SECRET_KEY = env.str("SECRET_KEY", default="") or (SECRET_KEY_FILE.read_text() if SECRET_KEY_FILE.exists() else "")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# Off only where the site is reached over plain http on this machine (make run, tests).
HTTPS = yes_or_no("HTTPS", default=True)
# "X-Forwarded-Proto" is believed only where a proxy that sets it stands in front.
BEHIND_PROXY = yes_or_no("BEHIND_PROXY", default=False)

INSTALLED_APPS = [
    "audit",
    "accounts.apps.AccountsConfig",
    "jobs",
    "documents",
    "outbox",
    "tenders",
    "suppliers",
    "candidates",
    "scoring",
    "accounts.apps.SiteAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.forms",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.PrivatePages",
    "accounts.middleware.PostedPages",
    "accounts.middleware.Refusals",
    "accounts.middleware.FullDisks",
    "accounts.middleware.PlainAddresses",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"

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
                "accounts.context.site",
            ],
            "builtins": ["accounts.templatetags.references", "accounts.templatetags.weegschaal"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False

# Data ----------------------------------------------------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'weegschaal.sqlite3'}")}
if "sqlite" in DATABASES["default"]["ENGINE"]:
    # IMMEDIATE: a writing transaction takes its lock at once, so two never deadlock half-way; WAL: readers don't wait.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # recursive_triggers: what INSERT OR REPLACE pushes aside counts as deleted, also for the log's triggers;
        # secure_delete: what is deleted is overwritten, so that an erased bid's rows leave nothing in the file.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON; "
            "PRAGMA secure_delete=ON;"
        ),
    }
# Opening a connection is a third of what a small page takes, on SQLite too: its pragmas, and the schema read anew.
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)

CACHES = {"default": env.cache("CACHE_URL", default="locmemcache://")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Files: never under a web root; documents/ has no URLs of its own ----------------------------------------------------
FILES_DIR = Path(env.str("FILES_DIR", default=str(DATA_DIR / "files")))
UPLOAD_MAX_BYTES = env.int("UPLOAD_MAX_BYTES", default=10 * 1024 * 1024)
PDF_READ_SECONDS = env.int("PDF_READ_SECONDS", default=20)
PDF_READ_MEGABYTES = env.int("PDF_READ_MEGABYTES", default=512)
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["documents.uploads.InMemory"]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000

# The vault's keys: what is sealed opens with both the wrapped keys in KEYS_DIR and the master key, so they are never in
# one backup (docs/vault.md). scripts/secret_key makes the file once, for a site on one machine.
KEYS_DIR = Path(env.str("KEYS_DIR", default=str(DATA_DIR / "keys")))
KEYS_BACKUP_DAYS = env.int("KEYS_BACKUP_DAYS", default=7)
MASTER_KEY_FILE = DATA_DIR / "master_key"
MASTER_KEY = key_of(
    "MASTER_KEY",
    env.str("MASTER_KEY", default="") or (MASTER_KEY_FILE.read_text() if MASTER_KEY_FILE.exists() else ""),
)
# Only while the master key is replaced: the one from before (`manage.py rewrap_keys`).
FORMER_MASTER_KEY = key_of("FORMER_MASTER_KEY", env.str("FORMER_MASTER_KEY", default=""))

# Who -----------------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "accounts.passwords.NotYourName", "OPTIONS": {"user_attributes": ["name", "email"]}},
    {"NAME": "accounts.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "suppliers.adapter.SupplierAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {"signup": "suppliers.forms.sign_up.SignUpForm"}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True  # in the browser that signed up
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_RATE_LIMITS = {"signup": "20/h/ip"}
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_SESSION_REMEMBER = False
SESSION_COOKIE_AGE = 12 * 3600

# Language and time ---------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"

# Mail ----------------------------------------------------------------------------------------------------------------
vars().update(env.email("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Weegschaal <noreply@localhost>")
# How long a page may spend on sending the mail of its act; what is left is sent by the worker.
MAIL_SECONDS = env.float("MAIL_SECONDS", default=3)
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=5)
# Where the links in mails lead.
SITE_URL = env.str("SITE_URL", default=f"http://localhost:{env.str('PORT', default='8000')}")

# Work in the background: `manage.py work` ---------------------------------------------------------------------------
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# A worker says that it lives four times in this many seconds; what it had in hand is taken up again when it doesn't.
JOB_LEASE_SECONDS = env.float("JOB_LEASE_SECONDS", default=60)

# Static files --------------------------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(DATA_DIR / "static")))
# A real site runs collectstatic and serves hashed names; `make run` and the tests serve the folders as they are.
STATIC_MANIFEST = yes_or_no("STATIC_MANIFEST", default=HTTPS)
WHITENOISE_USE_FINDERS = not STATIC_MANIFEST
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # every page names them so; plain copies would be compressed for nobody
STORAGES = {
    "default": {"BACKEND": "documents.storage.PrivateStorage"},
    "staticfiles": {
        "BACKEND": (
            "whitenoise.storage.CompressedManifestStaticFilesStorage"
            if STATIC_MANIFEST
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}

# Browser security: nothing inline, nothing from a third party --------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],  # Bootstrap's icons in its style sheet are data: addresses
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-sessionid" if HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS else "csrftoken"
LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# What is told of an error quotes nothing that was typed (config/errors.py); who develops sees it all.
if not DEBUG:
    DEFAULT_EXCEPTION_REPORTER = "config.errors.Report"
    DEFAULT_EXCEPTION_REPORTER_FILTER = "config.errors.NoValues"
LINE = {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": LINE if DEBUG else LINE | {"class": "config.errors.WithoutWords"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django.request": {"level": "ERROR"},
        # pdfminer and fontTools tell every table they meet
        "fontTools": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
        # each task's begin and end; the jobs say themselves what went wrong
        "django_tasks": {"level": "WARNING"},
        "django_tasks_db": {"level": "WARNING"},
    },
}
