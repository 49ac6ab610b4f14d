"""The proof desk with a long bulletin: ``python -m tests.benchmarks.bench_desk``.

On both databases, new and empty, a bulletin of 200 kB with 400 citations is brought in; then its
desk is opened and citations are confirmed one by one. By the clock, whole requests through
Django's test client, middleware to template. Fails beyond the promised times at p95.
"""

import sys
import time
from math import ceil
from typing import Any

from tests.benchmarks.both_databases import measure_both
from tests.benchmarks.timing import report

TEXT_BYTES, CITATIONS = 200_000, 400
OPENED, DECIDED = 20, 60
MOST_OPEN, MOST_DECIDE = 1.5, 0.2
FILLER = "Các chi bộ trong toàn tỉnh đã chủ động triển khai nhiều việc làm cụ thể. "


def bulletin_text() -> str:
    """Return an invented bulletin of about `TEXT_BYTES` with `CITATIONS` citations."""
    cited = [
        f"Thực hiện Chỉ thị số {number}-CT/TU, ngày {1 + number % 28:02}/{1 + number % 12:02}/2023 "
        "của Tỉnh ủy Mẫu Sơn về việc thử nghiệm. "
        for number in range(1, CITATIONS + 1)
    ]
    rest = TEXT_BYTES - sum(len(line.encode()) for line in cited)
    filler = FILLER * max(1, rest // len(FILLER.encode()) // CITATIONS)
    paragraphs = "\n\n".join(line + filler for line in cited)
    return f"NỘI DUNG\n\n1. Việc thử nghiệm trong tháng\n\n{paragraphs}\n"


def measure(name: str) -> bool:
    """Measure on the database that the environment names; return whether the promise holds."""
    # Only here: Django must find its settings in this environment.
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client

    from bulletins.desk.sheet import sheet_of
    from bulletins.importing import import_bulletin
    from tests import factories as make

    # Hashed file names need collectstatic; they are no part of the desk.
    storage = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": storage}
    call_command("migrate", verbosity=0)
    make.make_document_type("Chỉ thị", party_code="CT")
    body = make.make_organization("Tỉnh ủy Mẫu Sơn", "TU")
    started = time.perf_counter()
    bulletin = import_bulletin(bulletin_text(), body, 2024, 3).bulletin
    print(f"{name}: brought in within {time.perf_counter() - started:.1f} s")
    client = Client(SERVER_NAME="localhost")
    client.force_login(make.make_editor())
    desk = f"{bulletin.get_absolute_url()}doi-chieu/"
    cards = sheet_of(bulletin).cards
    opened = [_seconds(client.get, desk) for _ in range(OPENED)]
    decided = [
        _seconds(client.post, f"{desk}{card.citation.pk}/", {"viec": "xac-nhan", "seen": card.seen})
        for card in cards[:DECIDED]
    ]
    confirmed = len(cards) - len(sheet_of(bulletin).open)
    good = report(f"{name}: {len(cards)} citations, {confirmed} confirmed", confirmed == DECIDED)
    good &= _promised(f"{name}: opening the desk", opened, MOST_OPEN)
    return _promised(f"{name}: one decision", decided, MOST_DECIDE) and good


def _seconds(ask: Any, *asked: Any) -> float:
    started = time.perf_counter()
    ask(*asked)
    return time.perf_counter() - started


def _promised(what: str, seconds: list[float], most: float) -> bool:
    ordered = sorted(seconds)
    p50, p95 = (ordered[ceil(share * len(ordered)) - 1] for share in (0.5, 0.95))
    return report(f"{what}: p50 {p50 * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms", p95 <= most)


if __name__ == "__main__":
    sys.exit(measure_both("tests.benchmarks.bench_desk", measure))
