"""Which variables of the environment the site reads. Alone here: importing `tests.conftest` sets
them for a run of tests, and a benchmark or a site started as a process must keep its own."""

# Every variable that config/ reads; tests/test_repository.py keeps this list complete.
SETTINGS_VARIABLES = (
    "ALLOWED_HOSTS",
    "CSRF_TRUSTED_ORIGINS",
    "DATABASE_REPLICA_URLS",
    "DATABASE_URL",
    "DATA_DIR",
    "DEBUG",
    "DEMO",
    "EDITOR_IDLE_HOURS",
    "EMAIL_FROM",
    "EMAIL_HOST",
    "EMAIL_OPERATORS",
    "EMAIL_PASSWORD",
    "EMAIL_PORT",
    "EMAIL_SECURITY",
    "EMAIL_USER",
    "HTTPS",
    "LEAST_FREE_MB",
    "LISTEN",
    "LOG_FORMAT",
    "OTHER_DISKS",
    "PORT",
    "REPLICA_MAX_LAG",
    "REQUIRE_SECOND_STEP",
    "SECRET_KEY",
    "SITE_ADDRESS",
    "TRUSTED_PROXIES",
    "WEB_CONCURRENCY",
)
