"""The site's settings with two plain pages beside its own, for `bench_throughput`."""

from config.settings import *  # noqa: F403 - All of them, with two changes.
from config.settings import BASE_DIR, TEMPLATES

ROOT_URLCONF = "tests.benchmarks.plain_site"
TEMPLATES[0]["DIRS"] = [*TEMPLATES[0]["DIRS"], BASE_DIR / "tests" / "benchmarks" / "templates"]
