"""The pages of a document that much hangs on: ``python -m tests.benchmarks.bench_chain``.

The site as `make run` starts it (gunicorn, two processes) on PostgreSQL, new and empty, with what
`hub_registry` stores: a document with 2,000 descendants, cited by 4,000 others and named in 3,000
bulletin items, beside 100,000 documents. A member, signed in, asks for its chain, for the chain
as it is printed, for who has carried it out, for its own page and for all that cite it. By the
clock of who asks, whole requests over one connection that stays open; fails beyond the promised
time at p95 or the promised number of queries.

PostgreSQL is DATABASE_URL when that is given, and empty; else a server that ends with this program.
"""

import os
import sys
import tempfile
import time
from contextlib import ExitStack
from http.client import HTTPConnection
from math import ceil
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from tests.benchmarks.search_run import SERVER
from tests.benchmarks.timing import report
from tests.config.serving import ROOT, free_port, serving, site_environment
from tests.postgres import running_postgres

RUNS, WARMING_RUNS = 40, 6
# Who asks: the session, and the account with its right and its reach.
QUERIES_OF_ANY_PAGE = 2


class Page(NamedTuple):
    """A page and what it may take: milliseconds at p95, queries beside those of any page."""

    name: str
    path: str
    milliseconds: int
    queries: int


PAGES = (
    Page("chain", "chuoi/", 200, 4),
    Page("chain, last full page", "chuoi/?page=10", 200, 4),
    Page("chain, printed whole", "chuoi/?in=1", 1_000, 4),
    Page("coverage", "trien-khai/", 200, 5),
    Page("the document itself", "", 200, 6),
    Page("all that cite it", "nhac-den/", 200, 6),
)


def prepare() -> tuple[str, str, bool]:
    """Fill the database; return the document's address, a member's cookie, whether queries hold."""
    # Only here: Django must find its settings in this environment.
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from tests import factories as make
    from tests.benchmarks import hub_registry

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    hub = hub_registry.fill().get_absolute_url()
    client = Client(headers={"host": "localhost"})
    client.force_login(make.make_member())
    good = True
    for page in PAGES:
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(hub + page.path)
        own = len(queries) - QUERIES_OF_ANY_PAGE
        line = f"{page.name}: {own} queries, {len(answer.content) // 1024} kB"
        good &= report(line, answer.status_code == 200 and own <= page.queries)
    name = settings.SESSION_COOKIE_NAME
    return hub, f"{name}={client.cookies[name].value}", good


def measure(site: str, hub: str, cookie: str) -> bool:
    """Ask for each page in turn and report its times; return whether the promises hold."""
    good = True
    connection = HTTPConnection(urlsplit(site).netloc, timeout=60)
    for page in PAGES:
        # Each process reads once what it then keeps.
        times = [_seconds(connection, hub + page.path, cookie) for _ in range(WARMING_RUNS + RUNS)]
        times = sorted(times[WARMING_RUNS:])
        p50, p95 = (1000 * times[ceil(share * RUNS) - 1] for share in (0.5, 0.95))
        line = f"{page.name}: p50 {p50:.0f} ms, p95 {p95:.0f} ms"
        good &= report(line, p95 <= page.milliseconds)
    return good


def _seconds(connection: HTTPConnection, address: str, cookie: str) -> float:
    """Return how long the answer takes. Raises RuntimeError when the page is not shown."""
    started = time.perf_counter()
    # As a browser asks: most pages go out compressed.
    connection.request("GET", address, headers={"Accept-Encoding": "gzip", "Cookie": cookie})
    with connection.getresponse() as response:
        response.read()
    if response.status != 200:
        raise RuntimeError(f"{address} answered {response.status}")
    return time.perf_counter() - started


def main() -> int:
    """Return 0 when the site holds what is promised, else 1."""
    with ExitStack() as resources:
        folder = resources.enter_context(tempfile.TemporaryDirectory(prefix="vankien-bench-"))
        url = os.environ.get("DATABASE_URL") or resources.enter_context(running_postgres(SERVER))
        environment = site_environment(
            DATA_DIR=folder, DATABASE_URL=url, DEBUG="0", PORT=str(free_port())
        )
        environment["DJANGO_SETTINGS_MODULE"] = "config.settings"
        os.environ.clear()
        os.environ.update(environment)
        hub, cookie, good = prepare()
        gunicorn = Path(sys.executable).with_name("gunicorn")
        command = [gunicorn, "-c", ROOT / "config" / "gunicorn.py", "config.wsgi"]
        with serving(command, environment, Path(folder) / "gunicorn.log") as site:
            good &= measure(site, hub, cookie)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
