"""Settings of the whole site, read from the environment; docs/settings.md lists every variable."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config.environment import (
    PATIENCE,
    data_folder,
    database_url,
    env_bool,
    env_choice,
    env_folders,
    env_list,
    env_networks,
    env_number,
    env_origins,
    own_folder,
    replica_urls,
    secret_key,
    sqlite_file,
)
from config.logs import FORMATS
from config.mail import mail

BASE_DIR = Path(__file__).resolve().parent.parent

# --- What the environment decides ------------------------------------------------------------

DATA_DIR = data_folder("DATA_DIR", BASE_DIR / "var")
DEBUG = env_bool("DEBUG")
DEMO = env_bool("DEMO")
HTTPS = env_bool("HTTPS")
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env_origins("CSRF_TRUSTED_ORIGINS")
TRUSTED_PROXIES = env_networks("TRUSTED_PROXIES")
REQUIRE_SECOND_STEP = env_bool("REQUIRE_SECOND_STEP")
EDITOR_IDLE_HOURS = env_number("EDITOR_IDLE_HOURS", default=12, smallest=1, largest=720)
# Folders whose disks hold what the site needs too: PostgreSQL's own on this machine.
OTHER_DISKS = env_folders("OTHER_DISKS")
# Less room on one of the disks, in megabytes, and the site is not ready (`config.health`).
LEAST_FREE_MB = env_number("LEAST_FREE_MB", default=500, smallest=0, largest=1_000_000)
SECRET_KEY = secret_key(DATA_DIR / "secret_key")

LOCAL_HOSTS = {"127.0.0.1", "localhost", "[::1]", "testserver"}
# ".example.vn" stands for every name below example.vn, also one that somebody else gave away.
if any("*" in host or host.startswith(".") for host in ALLOWED_HOSTS):
    raise ImproperlyConfigured(
        f"ALLOWED_HOSTS={','.join(ALLOWED_HOSTS)} nhận mọi tên. Ghi rõ từng tên của trang."
    )
# Django would compare such a word with what a browser asks for and answer nobody.
if wrong := [host for host in ALLOWED_HOSTS if "/" in host or " " in host]:
    raise ImproperlyConfigured(
        f"ALLOWED_HOSTS có {wrong[0]!r} không phải là một tên. Ghi tên trang không có https://, "
        "nhiều tên cách nhau bằng dấu phẩy."
    )
if DEBUG and not set(ALLOWED_HOSTS) <= LOCAL_HOSTS:
    raise ImproperlyConfigured(
        f"DEBUG=1 cùng ALLOWED_HOSTS={','.join(ALLOWED_HOSTS)} sẽ cho người ngoài xem mã nguồn. "
        "Bỏ DEBUG, hoặc chỉ dùng 127.0.0.1 và localhost."
    )
if DEMO and not set(ALLOWED_HOSTS) <= LOCAL_HOSTS:
    raise ImproperlyConfigured(
        f"DEMO=1 cùng ALLOWED_HOSTS={','.join(ALLOWED_HOSTS)} sẽ cho tài khoản dùng thử vào từ "
        "ngoài. Bỏ DEMO, hoặc chỉ dùng 127.0.0.1 và localhost."
    )

# --- Applications ----------------------------------------------------------------------------

INSTALLED_APPS = [
    "config.apps.RegistryAdminConfig",
    "config.apps.SiteConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django_filters",
    "adminsortable2",
    "simple_history",
    "csp",
    "axes",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "organizations",
    "documents",
    "bulletins",
    # Behind the bulletins, whose `db_worker` stands in for its own.
    "django_tasks_db",
]

MIDDLEWARE = [
    # Outermost: of what fails further in there is a line and a number too.
    "config.access.AccessMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "config.shell.ShellMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Above all that asks the database.
    "config.replicas.middleware.ReplicaMiddleware",
    # Above the one that compares: a page that has not changed is not sent at all.
    "config.compression.TextGZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "organizations.refusals.RefusalMiddleware",
    "organizations.signing_in.sessions.EditorSessionMiddleware",
    "config.methods.MethodMiddleware",
    # Last, as its makers ask: it puts the page about a lock in the place of the form.
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

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
                "config.context_processors.site",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Data ------------------------------------------------------------------------------------

_DATABASE_URL = database_url(
    default=f"sqlite:///{quote((DATA_DIR / 'van-kien.sqlite3').as_posix())}"
)
_CONNECTIONS = {"conn_max_age": 60, "conn_health_checks": True}
DATABASES = {"default": dj_database_url.parse(_DATABASE_URL, **_CONNECTIONS)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["NAME"] = sqlite_file(DATABASES["default"]["NAME"])
    # Writers wait for one another instead of failing, and readers go on while one writes.
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
else:
    DATABASES["default"]["OPTIONS"] = PATIENCE | DATABASES["default"].get("OPTIONS", {})
# Copies that PostgreSQL keeps; pages are read there where they have caught up (config/replicas).
REPLICAS = []
REPLICA_MAX_LAG = env_number("REPLICA_MAX_LAG", default=5, smallest=1, largest=300)
for _place, _url in enumerate(replica_urls(_DATABASE_URL), start=1):
    REPLICAS.append(f"replica{_place}")
    DATABASES[REPLICAS[-1]] = dj_database_url.parse(_url, **_CONNECTIONS)
    # One that cannot be reached must not hold up a page.
    _given = DATABASES[REPLICAS[-1]].get("OPTIONS", {})
    DATABASES[REPLICAS[-1]]["OPTIONS"] = PATIENCE | {"connect_timeout": 2} | _given
if REPLICAS:
    DATABASE_ROUTERS = ["config.replicas.router.ReplicaRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MEDIA_ROOT = DATA_DIR / "files"
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
# The pictures of the editors' guide (config/guide.py) lie beside its text.
STATICFILES_DIRS = [BASE_DIR / "static", ("huong-dan", BASE_DIR / "docs" / "anh")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
FILE_UPLOAD_HANDLERS = [
    "documents.files.receiving.LimitedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "documents.files.receiving.RoomUploadHandler",
]
# Not where the system keeps its own: what a killed process left is found and removed here.
FILE_UPLOAD_TEMP_DIR = own_folder(DATA_DIR / "incoming", "DATA_DIR")
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o750
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# --- People ----------------------------------------------------------------------------------

AUTH_USER_MODEL = "organizations.User"
AUTHENTICATION_BACKENDS = [
    # First: of an account that is locked no password is looked at.
    "axes.backends.AxesStandaloneBackend",
    "organizations.auth.RegistryBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "documents:home"
LOGOUT_REDIRECT_URL = "login"

# Wrong passwords (organizations/throttling.py). An account is locked for one address only: by the
# account alone, anybody could keep the secretary out.
AXES_HANDLER = "organizations.throttling.SignInGuard"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
# The moment that the page names stays true, however often somebody tries before.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "organizations.throttling.locked_page"
AXES_CLIENT_IP_CALLABLE = "organizations.throttling.counted_address"
AXES_USERNAME_CALLABLE = "organizations.throttling.counted_name"
# The security log says who came and went, and its screens are in Vietnamese.
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# --- Letters -----------------------------------------------------------------------------------

_MAIL = mail()
EMAIL_BACKEND = _MAIL.backend
EMAIL_HOST, EMAIL_PORT = _MAIL.host, _MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.user, _MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL.security == "starttls", _MAIL.security == "tls"
# A server that does not answer must not hold up the letters of all others.
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = _MAIL.sender
# Not Django's ADMINS, who would be sent the traceback of every error.
EMAIL_OPERATORS = _MAIL.operators
SITE_ADDRESS = _MAIL.site

# --- Language, dates: Vietnamese, day first ---------------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["config.formats"]
LOCALE_PATHS = [BASE_DIR / "config/locale"]
USE_THOUSAND_SEPARATOR = False

# --- Hard shell ------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
# A machine that watches the server asks over plain HTTP and follows no redirect.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
# No script of ours reads a cookie, and no other site's form may bring one along.
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if HTTPS:
    # Browsers take a cookie so named from this very host alone, and over HTTPS alone.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "config.logs.formatter",
            "kind": env_choice("LOG_FORMAT", FORMATS),
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # What was refused has its line already (`config.access`).
        "django.request": {"level": "ERROR"},
        "vankien": {"handlers": ["console"], "level": "INFO", "propagate": False},
        # With DEBUG the server of `make dev` writes its own.
        "vankien.access": {"level": "WARNING" if DEBUG else "INFO"},
        # Of a damaged file it quotes pieces, and a refused text must not reach the log.
        "pypdf": {"level": "CRITICAL"},
    },
}
