"""What the benchmarks of the search share: the site in this process, a member, one clock.

They run on the database that the environment names (DATA_DIR or DATABASE_URL), which holds
generated documents already: `tests.benchmarks.search_run` makes them. Importing this starts
Django; so a script imports it before any model.
"""

# isort: off
from tests.benchmarks import search_site  # noqa: F401 - Models can be imported only behind it.

# isort: on
import os
import random
import sys
import time
from collections.abc import Iterable, Sequence
from math import ceil
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.db.models import Count, Max
from django.test import Client

from documents.generating.bodies import SLUG_PREFIX
from documents.models import Document
from organizations.models import Organization, User

LIST, COUNTS = "/van-ban/", "/van-ban/bo-loc/"
MEMBER = "do-toc-do"
# From here on other programs take part of the two cores and the figures are theirs as well.
BUSY_LOAD = 1.5
SEED = 4


class Times(NamedTuple):
    """Milliseconds of some requests: the middle one, the one that 95 of 100 do not exceed."""

    p50: float
    p95: float
    slowest: float

    @classmethod
    def of(cls, seconds: Iterable[float]) -> "Times":
        """Return the figures of `seconds`, each percentile being the nearest rank."""
        ordered = sorted(1000 * one for one in seconds)
        p50, p95 = (ordered[ceil(share * len(ordered)) - 1] for share in (0.5, 0.95))
        return cls(p50, p95, ordered[-1])


def address(path: str = LIST, **parameters: str) -> str:
    return f"{path}?{urlencode(parameters)}"


def start() -> None:
    """Say where the figures come from; end the program when there is nothing to measure."""
    if not Organization.all_objects.filter(slug__startswith=SLUG_PREFIX).exists():
        sys.exit(
            "This database holds no generated documents. Run `make bench-search`, or "
            "`manage.py generate_documents N` with the DATA_DIR or DATABASE_URL to measure."
        )
    # Hashed file names need collectstatic and are looked up in a dict; that is no part of a search.
    storage = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": storage}
    load = os.getloadavg()[0]
    print(
        f"{connection.vendor}, {Document.objects.count():,} documents, load {load:.1f}"
        + (" - busy machine: the figures are not the search's alone" if load > BUSY_LOAD else ""),
        flush=True,
    )


def member() -> User:
    """Return the account of a member of the generated commune that has the most documents."""
    communes = Organization.objects.filter(
        slug__startswith=SLUG_PREFIX, level=Organization.Level.COMMUNE
    )
    body = communes.annotate(issued=Count("documents")).order_by("-issued", "pk")[0]
    user, _ = User.objects.get_or_create(username=MEMBER)
    user.organizations.set([body])
    return user


def member_client(user: User) -> Client:
    """Return a browser in which `user` is signed in; a fault of the site is raised, not shown."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    return client


def timed(client: Client, asked: str) -> tuple[float, Any]:
    """Return the seconds by the clock that a page takes, and the answer."""
    started = time.perf_counter()
    response = client.get(asked)
    return time.perf_counter() - started, response


def sample(user: User, size: int, source: random.Random) -> list[Document]:
    """Return generated documents that `user` may see, drawn evenly, fewer if there are fewer."""
    shown = Document.objects.visible_to(user).filter(slug__startswith=SLUG_PREFIX).with_names()
    last = Document.objects.aggregate(last=Max("pk"))["last"]
    drawn: dict[int, Document] = {}
    # A few draws miss: what is not visible, and the same number twice.
    for _ in range(8):
        # SQLite takes no more than some thousand values in one question.
        keys = {source.randint(1, last) for _ in range(min(2 * size, 5_000))}
        drawn |= {document.pk: document for document in shown.filter(pk__in=keys)}
        if len(drawn) >= size:
            break
    documents = sorted(drawn.values(), key=lambda document: document.pk)
    return source.sample(documents, min(size, len(documents)))


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows under their heads, the first column to the left, numbers to the right."""
    written = [[str(cell) for cell in row] for row in (head, *rows)]
    widths = [max(map(len, column)) for column in zip(*written, strict=True)]
    for row in written:
        cells = zip(row[1:], widths[1:], strict=True)
        print("  ".join([row[0].ljust(widths[0]), *(c.rjust(w) for c, w in cells)]), flush=True)
