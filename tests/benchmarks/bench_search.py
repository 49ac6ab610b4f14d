"""Speed of the list of documents: ``python -m tests.benchmarks.bench_search``.

Takes the time by the clock of whole pages (view, SQL, template) for a member of one body,
each class of queries on its own: one pass to warm up, one that counts. The same queries are
then answered by Django's plain `icontains` list and by the same page fed from a `tantivy`
index. Fails when a class misses its figure, or was not compared for want of `tantivy`.

Run it on the database the environment names; `make bench-search SIZE=1000000` makes one.
"""

import argparse
import random
import re
import sys
from collections.abc import Callable, Sequence
from typing import Any

from tests.benchmarks.search_setting import (
    COUNTS,
    LIST,
    SEED,
    Times,
    member,
    member_client,
    sample,
    start,
    table,
    timed,
)

# isort: split
from django.conf import settings
from django.test import Client

from organizations.models import User
from tests.benchmarks.search_classes import Drawn, Material, draw_classes
from tests.benchmarks.search_rivals import (
    PlainHits,
    TantivyIndex,
    is_tantivy_installed,
    pages_fed_by,
)
from tests.benchmarks.timing import report

MOST_LIST = (40, 120)  # milliseconds: p50, p95
MOST_COUNTS = (150, 500)
LEAST_QUERIES = 40
SAMPLE = 4_000
# Of each class, as the plain list takes seconds for every page.
PLAIN_QUERIES = 3
LEAST_ADVANTAGE = 20
MOST_BEHIND = 3
_FACET = 'class="facet-count"'
_COUNT = re.compile(r'id="ket-qua"[^>]*>\s*(?P<more>Hơn )?(?P<count>[0-9.]+)? ')


def measure(client: Client, drawn: Drawn, most: tuple[int, int]) -> tuple[bool, list[object]]:
    """Return whether one class is as quick as promised, and its row of the table."""
    for asked in drawn.addresses:
        client.get(asked)
    seconds, hits, missing = [], [], 0
    for asked in drawn.addresses:
        taken, response = timed(client, asked)
        seconds.append(taken)
        hits.append(_hits(response))
        missing += response.status_code not in (200, 302)
    times = Times.of(seconds)
    has_hits = drawn.is_empty and any(hits)
    is_enough = len(set(drawn.addresses)) >= LEAST_QUERIES
    good = times.p50 <= most[0] and times.p95 <= most[1] and is_enough and not (missing or has_hits)
    notes = [
        *(["too few queries"] if not is_enough else []),
        *([f"{missing} not answered"] if missing else []),
        *(["hits where none can be"] if has_hits else []),
    ]
    row = [
        f"{'ok  ' if good else 'FAIL'} {drawn.name}",
        len(drawn.addresses),
        *(f"{value:.1f}" for value in times),
        f"{min(hits)}-{max(hits)}",
        ", ".join(notes),
    ]
    return good, row


def _hits(response: Any) -> int:
    """Return how many documents the page says there are; a redirect is to the only one."""
    if response.status_code == 302:
        return 1
    page = response.content.decode()
    said = _COUNT.search(page)
    if not said or not said["count"]:
        # The part beside the list: how many values have a count.
        return page.count(_FACET)
    return int(said["count"].replace(".", "")) + bool(said["more"])


def measure_classes(client: Client, classes: Sequence[Drawn]) -> bool:
    """Print the table of all classes and of the counts beside the filters."""
    shown = [measure(client, drawn, MOST_LIST) for drawn in classes]
    counts = [drawn.addresses[place] for place in range(4) for drawn in classes]
    asked = tuple(one.replace(LIST, COUNTS, 1) for one in counts)
    shown.append(measure(client, Drawn("filter counts", asked), MOST_COUNTS))
    table(
        ("ms, class by class", "queries", "p50", "p95", "max", "hits", ""),
        (row for _, row in shown),
    )
    return all(good for good, _ in shown)


def compare(client: Client, user: User, classes: Sequence[Drawn]) -> bool:
    """Print the same queries answered in the ways that others would take."""
    if not is_tantivy_installed():
        return report("tantivy is not installed (requirements-bench.txt): not compared", False)
    index = TantivyIndex(settings.DATA_DIR / "bench-tantivy", user.reach)
    print(f"{index.fill():,} documents in the tantivy index", flush=True)
    rows: list[Sequence[object]] = []
    every: list[list[float]] = [[], [], [], []]
    for drawn in classes:
        # Without a search box there is nothing to compare; the list itself, not a redirect.
        queries = [f"{one}&danh_sach=1" for one in drawn.addresses if "?q=" in one]
        few = queries[:PLAIN_QUERIES]
        if not queries:
            continue
        own, fed = _seconds(client, queries), _seconds(client, queries, index.hits)
        plain = _seconds(client, few, PlainHits, is_warmed=False)
        for all_of, seconds in zip(every, (own, fed, own[: len(few)], plain), strict=True):
            all_of += seconds
        rows.append([drawn.name, *_compared(own, fed, own[: len(few)], plain)])
    rows.append(["all classes", *_compared(*every)])
    table(("p95 in ms", "search", "tantivy", "times", "these", "icontains", "times"), rows)
    own95, fed95, few95, plain95 = (Times.of(seconds).p95 for seconds in every)
    good = report(
        f"icontains takes {plain95 / few95:.0f} times as long at p95",
        plain95 / few95 >= LEAST_ADVANTAGE,
    )
    return (
        report(
            f"takes {own95 / fed95:.2f} times as long as tantivy at p95",
            own95 / fed95 <= MOST_BEHIND,
        )
        and good
    )


def _seconds(
    client: Client,
    queries: Sequence[str],
    hits: Callable[[Any], Any] | None = None,
    *,
    is_warmed: bool = True,
) -> list[float]:
    """Return the seconds of each page, fed by `hits` or by the site's own search."""
    if hits is None:
        return [timed(client, one)[0] for turn in (0, 1) for one in queries][len(queries) :]
    with pages_fed_by(hits):
        if is_warmed:
            for one in queries:
                client.get(one)
        return [timed(client, one)[0] for one in queries]


def _compared(
    own: Sequence[float], fed: Sequence[float], few: Sequence[float], plain: Sequence[float]
) -> list[str]:
    figures = [Times.of(seconds).p95 for seconds in (own, fed, few, plain)]
    return [
        f"{figures[0]:.1f}",
        f"{figures[1]:.1f}",
        f"{figures[0] / figures[1]:.2f}",
        f"{figures[2]:.1f}",
        f"{figures[3]:.0f}",
        f"{figures[3] / figures[2]:.0f}",
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--no-rivals", action="store_true", help="leave the comparison out")
    no_rivals = parser.parse_args().no_rivals
    start()
    user = member()
    client = member_client(user)
    source = random.Random(SEED)
    classes = draw_classes(Material(sample(user, SAMPLE, source), source))
    good = measure_classes(client, classes)
    if not no_rivals:
        good &= compare(client, user, classes)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
