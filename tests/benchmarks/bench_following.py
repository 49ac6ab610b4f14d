"""What 100,000 events cost followers: ``python -m tests.benchmarks.bench_following``.

On both databases, new and empty, as after an import of 100,000 documents that nobody has looked at
yet. Pages are asked for through Django's test client, by the clock: by who looks first, which gives
the events their places; then by who follows one document, all documents of a type, and searches.
Then letters are written to 100 people. Fails where something takes longer than promised.
"""

import logging
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from math import ceil
from typing import Any

from tests.benchmarks.both_databases import measure_both
from tests.benchmarks.timing import report

DOCUMENTS, BODIES, AT_ONCE = 100_000, 100, 5_000
SEARCHES, READERS_OF_LETTERS = 20, 100
# Of the newest documents, which alone are compared with searches.
INDEXED = 400
RUNS = 10
# The first look gives all events their places, once after an import.
MOST_SECONDS_FIRST, MOST_SECONDS, MOST_SECONDS_A_LETTER = 10.0, 0.5, 0.5
PAGES = {"home": "/", "news": "/theo-doi/moi/", "all news": "/theo-doi/moi/?tat_ca=1"}


def measure(name: str) -> bool:
    """Fill the database that the environment names, and measure; return if the promises hold."""
    # Only here: Django must find its settings in this environment.
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client

    # A line for each request would hide the figures.
    logging.disable(logging.INFO)
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    followers = _fill()
    client = Client(headers={"host": "localhost"})
    client.force_login(followers["a type"])
    took = _seconds(lambda: client.get("/theo-doi/moi/"))
    line = f"{name}: the first look at {DOCUMENTS:,} events {took:.2f} s"
    good = report(line, took <= MOST_SECONDS_FIRST)
    for what, person in followers.items():
        good &= _asked_by(name, what, person)
    return good & _letters(name)


def _asked_by(name: str, what: str, person: Any) -> bool:
    """Report how long each page takes for one who follows `what`, p95, and the feed."""
    from django.test import Client

    from documents.following.feed import give_address

    client = Client(headers={"host": "localhost"})
    client.force_login(person)
    good = True
    for page, address in {**PAGES, "feed": f"/theo-doi/{give_address(person)}/atom.xml"}.items():
        client.get(address)
        times = sorted(_seconds(lambda at=address: client.get(at)) for _ in range(RUNS))
        p95 = times[ceil(0.95 * RUNS) - 1]
        good &= report(f"{name}: {page} of who follows {what} {p95:.3f} s", p95 <= MOST_SECONDS)
    return good


def _letters(name: str) -> bool:
    from django.conf import settings

    from documents.following.digest import send_letters
    from documents.models import Document, Follow, Follower
    from tests import factories as make

    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    followed = Document.objects.order_by("pk").first()
    for _ in range(READERS_OF_LETTERS):
        reader = make.make_member(email="nguoi-doc@vi-du.vn")
        Follow.objects.create(user=reader, document=followed)
        Follower.objects.create(user=reader, digest=Follower.Digest.DAILY)
    _before_everything(Follow)
    took = _seconds(send_letters) / READERS_OF_LETTERS
    return report(f"{name}: {took:.3f} s for each letter", took <= MOST_SECONDS_A_LETTER)


def _seconds(done: Callable[[], Any]) -> float:
    started = time.perf_counter()
    done()
    return time.perf_counter() - started


def _fill() -> dict[str, Any]:
    """Store documents, an event of each, and three followers; return these by what they follow."""
    from django.db import connection

    from documents.models import Document, Event, Follow, Follower
    from documents.search.indexing import index_document
    from tests import factories as make

    documents = Document.objects.bulk_create(_documents(), batch_size=AT_ONCE)
    for document in documents[-INDEXED:]:
        index_document(document)
    kind = Event.Kind.REGISTERED
    Event.objects.bulk_create(
        (Event(kind=kind, document=one, key=f"registered:{one.pk}") for one in documents),
        batch_size=AT_ONCE,
    )
    words = [{"search": f"q=th%E1%BB%A9+{at}"} for at in range(DOCUMENTS - SEARCHES, DOCUMENTS)]
    followed: dict[str, list[dict[str, Any]]] = {
        "a type": [{"document_type": documents[0].document_type}],
        "one document": [{"document": documents[0]}],
        f"{SEARCHES} searches": words,
    }
    followers = {}
    for what, rows in followed.items():
        followers[what] = make.make_member()
        Follower.objects.create(user=followers[what])
        for row in rows:
            Follow.objects.create(user=followers[what], **row)
    _before_everything(Follow)
    with connection.cursor() as cursor:
        # A running database has statistics; a new one plans for empty tables.
        cursor.execute("ANALYZE")
    return followers


def _before_everything(follows: Any) -> None:
    """Let what is followed have been followed before anything happened."""
    from django.utils import timezone

    follows.objects.update(created_at=timezone.now() - timedelta(days=30))


def _documents() -> Iterator[Any]:
    from documents.models import Document
    from tests import factories as make

    kind = make.make_document_type()
    bodies = [make.make_organization(f"Đảng ủy phường Mẫu {place}") for place in range(BODIES)]
    for place in range(DOCUMENTS):
        document = Document(
            document_type=kind,
            organization=bodies[place % BODIES],
            number=str(1 + place),
            symbol="CT/ĐU",
            title=f"về việc thử nghiệm thứ {place} của sổ văn bản",
            issued_on=date(2020, 1, 1) + timedelta(days=place % 1_500),
            slug=f"{1 + place}-ct-du",
        )
        document.set_keys(None, kind.series)
        yield document


def main() -> int:
    """Return 0 when the promises hold on both databases, else 1."""
    return measure_both("tests.benchmarks.bench_following", measure)


if __name__ == "__main__":
    sys.exit(main())
