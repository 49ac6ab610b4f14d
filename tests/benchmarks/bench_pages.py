"""What a phone on a slow network has to fetch: ``python -m tests.benchmarks.bench_pages``.

The site with the demo records under gunicorn, opened in Chromium with nothing kept: 1.6 Mbit/s,
150 ms there and back, a processor four times as slow. For the home page, the list and the
documents whose text has at most 10 kB: bytes on the wire, headers and style sheets and scripts
included, on the first visit and on the next, and the first contentful paint. Fails beyond the
promised bytes and time.
"""

import io
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from tests.benchmarks.timing import report
from tests.config.serving import ROOT, free_port, serving, site_environment

MOST_FIRST, MOST_NEXT = 60_000, 15_000
MOST_PAINT = 1_000
# Each page is opened so often; of the times the middle one counts, of the bytes the most.
VISITS = 5
DOCUMENTS = 5
LONGEST_TEXT = 10_000
NETWORK = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
SLOWER = 4


@dataclass(frozen=True, slots=True)
class Visit:
    """Bytes of a first and of a next visit, and milliseconds to the first contentful paint."""

    first: int
    next: int
    paint: float


def prepare() -> list[str]:
    """Fill an empty database with the demo records; returns the addresses to measure."""
    # Only here: Django must find its settings in this environment.
    import django

    django.setup()
    from django.contrib.auth.models import AnonymousUser
    from django.core.management import call_command
    from django.db.models.functions import Length

    from documents.models import Document

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    for command in ("load_reference", "load_demo", "index_search"):
        call_command(command, stdout=io.StringIO())
    documents = Document.objects.visible_to(AnonymousUser()).alias(chars=Length("text__body"))
    longest = documents.exclude(chars__gt=LONGEST_TEXT).order_by("-chars", "pk")[:DOCUMENTS]
    return ["/", "/van-ban/", *(document.get_absolute_url() for document in longest)]


def visit(browser: Browser, address: str) -> Visit:
    """Open a page twice with a browser that has never been there."""
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", NETWORK)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    fetched: list[int] = []

    def note(event: dict[str, Any]) -> None:
        fetched.append(int(event["encodedDataLength"]))

    wire.on("Network.loadingFinished", note)
    page.goto(address, wait_until="networkidle")
    first = sum(fetched)
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    fetched.clear()
    page.goto(address, wait_until="networkidle")
    context.close()
    return Visit(first, sum(fetched), paint)


def measure(site: str, addresses: list[str]) -> bool:
    """Visit every address and tell what it took; returns whether the promises hold."""
    good = True
    program = shutil.which("chromium") or shutil.which("google-chrome")
    arguments = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        for address in addresses:
            visits = [visit(browser, site + address) for _ in range(VISITS)]
            first, later = max(one.first for one in visits), max(one.next for one in visits)
            paint = median(one.paint for one in visits)
            good &= report(
                f"{address}: first {first:,} B, next {later:,} B, paint after {paint:.0f} ms",
                first <= MOST_FIRST and later <= MOST_NEXT and paint <= MOST_PAINT,
            )
        browser.close()
    return good


def main() -> int:
    """Return 0 when every page holds what is promised, else 1."""
    with tempfile.TemporaryDirectory(prefix="vankien-bench-") as folder:
        environment = site_environment(DATA_DIR=folder, DEMO="1", PORT=str(free_port()))
        os.environ.clear()
        os.environ.update(environment, DJANGO_SETTINGS_MODULE="config.settings")
        addresses = prepare()
        gunicorn = Path(sys.executable).with_name("gunicorn")
        command = [gunicorn, "-c", ROOT / "config" / "gunicorn.py", "config.wsgi"]
        with serving(command, environment, Path(folder) / "gunicorn.log") as site:
            return 0 if measure(site, addresses) else 1


if __name__ == "__main__":
    sys.exit(main())
