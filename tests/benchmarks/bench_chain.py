"""The chain and the coverage of a large document: ``python -m tests.benchmarks.bench_chain``.

On both databases, new and empty: a document with 2,000 descendants among 20,000 other documents
and 10,000 other relations, half of the descendants directly below it, the rest in chains of
ten. By the clock, whole requests of a member through Django's test client; fails beyond the
promised time at p95 or the promised number of queries.
"""

import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from math import ceil
from typing import Any

from tests.benchmarks.both_databases import measure_both
from tests.benchmarks.timing import report, seconds

DESCENDANTS, OTHERS, CHAIN_LENGTH, BODIES = 2_000, 20_000, 10, 200
RUNS = 20
MOST_SECONDS, MOST_QUERIES, QUERIES_OF_COVERAGE = 0.2, 4, 5
# Who asks: the session, and the account with its right and its reach.
QUERIES_OF_ANY_PAGE = 2


def measure(name: str) -> bool:
    """Measure on the database that the environment names; return whether the promise holds."""
    # Only here: Django must find its settings in this environment.
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client

    from tests import factories as make

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    top = _fill()
    _gather_statistics()
    client = Client(headers={"host": "localhost"})
    client.force_login(make.make_member())
    good = True
    for what, path, queries in (
        ("chain", "chuoi/", MOST_QUERIES),
        ("chain, last full page", "chuoi/?page=10", MOST_QUERIES),
        ("coverage", "trien-khai/", QUERIES_OF_COVERAGE),
    ):
        address = f"{top.get_absolute_url()}{path}"
        good &= _measured(f"{name}: {what}", lambda at=address: client.get(at), queries)
    return good


def _measured(what: str, ask: Callable[[], Any], most_queries: int) -> bool:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        answer = ask()
    if answer.status_code != 200:
        return report(f"{what}: answered {answer.status_code}", False)
    own = len(queries) - QUERIES_OF_ANY_PAGE
    times = sorted(_seconds(ask) for _ in range(RUNS))
    p50, p95 = (times[ceil(share * RUNS) - 1] for share in (0.5, 0.95))
    # Beside the clock, what the site itself computes: that a busy machine changes least.
    computing = seconds(ask)
    line = f"{what}: p50 {p50 * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms, computing "
    line += f"{computing * 1000:.0f} ms, {own} queries, {len(answer.content) // 1024} kB"
    return report(line, p95 <= MOST_SECONDS and own <= most_queries)


def _seconds(ask: Callable[[], Any]) -> float:
    started = time.perf_counter()
    ask()
    return time.perf_counter() - started


def _fill() -> Any:
    """Store the documents and relations in bulk and return the one at the top."""
    from documents.models import Decision, Document, Relation
    from organizations.models import Organization
    from tests import factories as make

    centre = make.make_organization("Trung ương Mẫu", "TW", level=1)
    level = Organization.Level
    bodies = [
        make.make_organization(f"Đảng ủy Mẫu {place}", parent=centre, level=level.COMMUNE)
        for place in range(BODIES)
    ]
    kind = make.make_document_type()
    documents = []
    for place in range(1 + DESCENDANTS + OTHERS):
        document = Document(
            document_type=kind,
            organization=bodies[place % BODIES] if place else centre,
            number=str(1 + place),
            symbol="CT/ĐU",
            title=f"về việc thử nghiệm thứ {place} của sổ văn bản",
            issued_on=date(2020, 1, 1) + timedelta(days=place % 1_500),
            slug=f"{1 + place}-ct-du",
        )
        document.set_keys(None, kind.series)
        documents.append(document)
    made = Document.objects.bulk_create(documents)
    editor = make.make_editor()
    joined = list(_joined(made))
    Relation.objects.bulk_create(
        [_confirmed(child, parent, editor, Decision.CONFIRMED) for child, parent in joined]
    )
    return made[0]


def _joined(made: list[Any]) -> Any:
    """Yield (child, parent): a broad and a deep half below the first, pairs among the others."""
    top, below, others = made[0], made[1 : DESCENDANTS + 1], made[DESCENDANTS + 1 :]
    half = DESCENDANTS // 2
    yield from ((child, top) for child in below[:half])
    for first in range(half, DESCENDANTS, CHAIN_LENGTH):
        chain = [top, *below[first : first + CHAIN_LENGTH]]
        yield from ((child, parent) for parent, child in pairwise(chain))
    yield from zip(others[::2], others[1::2], strict=True)


def _confirmed(child: Any, parent: Any, editor: Any, state: Any) -> Any:
    from django.utils import timezone

    from documents.models import Relation

    facts = {"state": state, "decided_by": editor, "decided_at": timezone.now()}
    return Relation(source=child, target=parent, verb=Relation.Verb.IMPLEMENTS, **facts)


def _gather_statistics() -> None:
    # A running database has them; a new one plans for empty tables.
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    sys.exit(measure_both("tests.benchmarks.bench_chain", measure))
