"""Settings. Every default is the safe one; development opts out through the environment.

There is no cache configuration here on purpose: published pages are kept by ``portal.front``
(docs/decisions/0002-front-layer.md), and Django's site cache is not used.
"""

from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url

from portal.env import env, flag

BASE_DIR = Path(__file__).resolve().parent.parent
STATE_DIR = Path(env("STATE_DIR", str(BASE_DIR / "var")))

SECRET_KEY = env("SECRET_KEY")
DEBUG = flag("DEBUG")

# Absolute URLs are built from this and never from the Host header.
SITE_ORIGIN = env("SITE_ORIGIN", "https://localhost")
ALLOWED_HOSTS = env("ALLOWED_HOSTS", urlsplit(SITE_ORIGIN).hostname or "").split(",")
IS_HTTPS = SITE_ORIGIN.startswith("https://")

# The city is data: another one sets its own names.
SITE_NAME = env("SITE_NAME", "科创年报")
SITE_NAME_EN = env("SITE_NAME_EN", "City Innovation Report")
SITE_TAGLINE = env("SITE_TAGLINE", "上海科技创新年度报告")
SITE_TAGLINE_EN = env("SITE_TAGLINE_EN", "Shanghai, year by year")
# Rivers of the tile map and where its legend stands; the tiles themselves are the districts' own.
CITY_MAP = Path(env("CITY_MAP", str(BASE_DIR / "fixtures" / "tilemap.json")))

# Unless told that the reports are the official text, pages about the data say that they are a demonstration.
IS_DEMONSTRATION = not flag("OFFICIAL_CONTENT")
# Where readers report errors: an e-mail address. Pages say so where there is none.
CONTACT = env("CONTACT", "")

INSTALLED_APPS = [
    "portal",
    "districts",
    "initiatives",
    "editorial",
    "simple_history",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "csp",
    "portal.apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    # The headers first, so that refusals, errors and static files carry them too.
    "csp.middleware.CSPMiddleware",
    "portal.middleware.security_headers",
    "portal.middleware.private_unless_published",
    "django.middleware.security.SecurityMiddleware",
    # The language before the refusals, which speak it.
    "portal.web.language.language_from_path",
    "portal.middleware.refuse_bad_input",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.common.CommonMiddleware",
    "portal.middleware.AdminSession",
    "django.middleware.csrf.CsrfViewMiddleware",
    "portal.middleware.AdminAuthentication",
    "portal.middleware.AdminMessages",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "portal.middleware.ExplainBadParameters",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

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
                "portal.context.site",
            ],
            "builtins": ["portal.templatetags.portal"],
        },
    },
]

DATABASES = {
    "default": dj_database_url.parse(
        env("DATABASE_URL", f"sqlite:///{STATE_DIR / 'portal.sqlite3'}"),
        # A new connection per request costs 2.5 times a cached read.
        conn_max_age=None,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Stock Django loses the race for the write lock (docs/decisions/0003-sqlite-profile.md).
    DATABASES["default"]["ENGINE"] = "portal.sqlite"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# What each worker process may keep of published answers, and how long a shared cache in front may answer
# without asking: 0 seconds shows a publish at once, more takes load off and shows it that much later.
FRONT_LAYER_BYTES = int(env("FRONT_LAYER_MIB", "64")) * 2**20
SHARED_CACHE_SECONDS = int(env("SHARED_CACHE_SECONDS", "0"))

STATIC_URL = "/static/"
STATIC_ROOT = STATE_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": env("STATICFILES_BACKEND", "whitenoise.storage.CompressedManifestStaticFilesStorage")
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

# The header set, answered by every page. Static files and the front layer carry the same.
SECURE_SSL_REDIRECT = False  # the proxy that ends TLS redirects; the app only speaks behind it
SILENCED_SYSTEM_CHECKS = ["security.W008"]  # wants that redirect
SECURE_HSTS_SECONDS = 63072000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS
SECURE_HSTS_PRELOAD = IS_HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_NAME = "__Host-sessionid" if IS_HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if IS_HTTPS else "csrftoken"
CSRF_COOKIE_HTTPONLY = SESSION_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [SITE_ORIGIN]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "upgrade-insecure-requests": IS_HTTPS,
    }
}

# Views of the API say themselves what they need (portal.web.api); nothing here can open one.
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_RENDERER_CLASSES": [],
    "DEFAULT_PARSER_CLASSES": [],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
}
SPECTACULAR_SETTINGS = {
    "OAS_VERSION": "3.1.0",
    "TITLE": f"{SITE_NAME_EN} API",
    "VERSION": "1.0.0",
    "SORT_OPERATION_PARAMETERS": False,
    "SERVERS": [{"url": "/", "description": "This site."}],
    "PREPROCESSING_HOOKS": [],
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "portal.api.describe",
    ],
    "ENUM_NAME_OVERRIDES": {
        "ZoneKind": "districts.choices.ZoneKind",
        "InitiativeKind": "initiatives.choices.InitiativeKind",
        "Status": "initiatives.choices.Status",
        "Qualifier": "initiatives.choices.Qualifier",
        "PlaceBasis": "initiatives.choices.PlaceBasis",
        "EnglishNameStatus": "districts.choices.EnglishNameStatus",
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
