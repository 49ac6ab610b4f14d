"""Requests a second beside plain Django: ``python -m tests.benchmarks.bench_throughput``.

The site as `make run` starts it (gunicorn, two processes) on PostgreSQL with 100,000 generated
documents. A member, signed in, opens documents and lists over a few connections that stay open;
then the same rows as plain views of Django show them (`plain_site`), in turns, so that what else
the machine does falls on both. Fails where the site answers less than half as many requests.

PostgreSQL is DATABASE_URL when that is given, else a server that ends with this program.
"""

import argparse
import os
import random
import re
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import ExitStack
from http.client import HTTPConnection, RemoteDisconnected
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

from tests.benchmarks.search_run import SERVER, make_documents
from tests.benchmarks.timing import report
from tests.config.serving import ROOT, free_port, serving, site_environment
from tests.postgres import running_postgres

SIZE = 100_000
# So many documents are drawn; of those that have a text so many are opened.
DRAWN, SAMPLE = 4_000, 300
CONNECTIONS, ROUNDS, ROUND_SECONDS = 4, 6, 5.0
LEAST_RATIO = 0.5
# What people decided on of each document in the sample.
CITATIONS, RELATIONS = 6, 4
PLAIN = "/tran"
# Both answer as to a browser: most pages go out compressed.
HEADERS = {"Accept-Encoding": "gzip"}


class Asked(NamedTuple):
    """What a member asks for: pages of documents, lists, and the cookie that tells who it is."""

    documents: list[str]
    lists: list[str]
    cookie: str


def prepare() -> Asked:
    """Read citations and relations into a sample of the documents, and sign a member in."""
    # Only here: Django must find its settings in this environment.
    from django.conf import settings
    from django.core.management import call_command

    from tests.benchmarks import search_setting as setting

    call_command("collectstatic", interactive=False, verbosity=0)
    member = setting.member()
    drawn = setting.sample(member, DRAWN, random.Random(setting.SEED))
    documents = [document for document in drawn if document.text_id][:SAMPLE]
    _decide_on(documents, drawn)
    client = setting.member_client(member)
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    lists = [setting.LIST, f"{setting.LIST}?page=3"]
    for document in documents[: SAMPLE // 6]:
        words = document.title.split()
        lists.append(setting.LIST)
        lists.append(f"{setting.LIST}?{urlencode({'q': ' '.join(words[2:5])})}")
        lists.append(f"{setting.LIST}?{urlencode({'q': document.code, 'danh_sach': 1})}")
    print(f"{len(documents)} documents and {len(lists)} lists are asked for", flush=True)
    return Asked([document.get_absolute_url() for document in documents], lists, cookie)


def _decide_on(documents: Sequence[Any], others: Sequence[Any]) -> None:
    """Give each document what people decided on: citations in its text, relations, a file."""
    from django.utils import timezone

    from documents.models import Attachment, Citation, CitationTarget, Decision, Relation
    from organizations.models import User

    # A database that is measured again has them already.
    done = set(Relation.objects.filter(source__in=documents).values_list("source", flat=True))
    documents = [document for document in documents if document.pk not in done]
    editor, _ = User.objects.get_or_create(username="do-toc-do-bien-tap")
    decided = {
        "state": Decision.CONFIRMED,
        "decided_by": editor,
        "decided_at": timezone.now(),
    }
    citations, relations, files = [], [], []
    for place, document in enumerate(documents):
        for start, end in _stretches(document.text.body):
            words = document.text.body[start:end]
            citations.append(
                Citation(source=document.text, start=start, end=end, text=words, **decided)
            )
        for step in range(1, RELATIONS + 1):
            other = others[(place + 7 * step) % len(others)]
            if other.pk != document.pk:
                relations.append(
                    Relation(source=document, target=other, verb="implements", **decided)
                )
        files.append(
            Attachment(document=document, file=f"{place}", name="van-ban.pdf", kind="pdf", size=1)
        )
    CitationTarget.objects.bulk_create(
        CitationTarget(citation=citation, document=others[place % len(others)])
        for place, citation in enumerate(Citation.objects.bulk_create(citations))
    )
    Relation.objects.bulk_create(relations)
    Attachment.objects.bulk_create(files)


def _stretches(body: str) -> list[tuple[int, int]]:
    """Return where some whole words stand in a text, spread over it."""
    words = [match.span() for match in re.finditer(r"\S+", body)]
    step = max(1, len(words) // (CITATIONS + 1))
    return [(words[at][0], words[at + 2][1]) for at in range(step, len(words) - 2, step)][
        :CITATIONS
    ]


class Load:
    """Some connections to one site that stay open, each asking one address after the other."""

    def __init__(self, site: str, cookie: str) -> None:
        self._netloc = urlsplit(site).netloc
        self._headers = {**HEADERS, "Cookie": cookie}
        self._connections = [self._connection() for _ in range(CONNECTIONS)]

    def rate(self, addresses: Sequence[str], seconds: float) -> float:
        """Return how many requests a second are answered for `seconds` of all connections."""
        until = time.perf_counter() + seconds
        counts = [0] * CONNECTIONS
        faults: list[Exception] = []

        def ask(number: int) -> None:
            try:
                turn = number
                while time.perf_counter() < until:
                    self._get(number, addresses[turn * 7 % len(addresses)])
                    counts[number] += 1
                    turn += CONNECTIONS
            except Exception as error:
                faults.append(error)

        started = time.perf_counter()
        threads = [threading.Thread(target=ask, args=(one,)) for one in range(CONNECTIONS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if faults:
            raise faults[0]
        return sum(counts) / (time.perf_counter() - started)

    def _get(self, number: int, address: str) -> None:
        """Ask for one page. Raises RuntimeError when it is not shown."""
        try:
            answer = self._answer(number, address)
        except (ConnectionError, RemoteDisconnected):
            # A process was replaced, or closed what was idle during the other's turn.
            self._connections[number] = self._connection()
            answer = self._answer(number, address)
        if answer != 200:
            raise RuntimeError(f"{address} answered {answer}")

    def _answer(self, number: int, address: str) -> int:
        connection = self._connections[number]
        connection.request("GET", address, headers=self._headers)
        with connection.getresponse() as response:
            response.read()
        return response.status

    def _connection(self) -> HTTPConnection:
        return HTTPConnection(self._netloc, timeout=60)


def measure(site: str, asked: Asked, rounds: int, seconds: float) -> bool:
    """Print the requests a second of both in turns; return whether the promise holds."""
    load, good = Load(site, asked.cookie), True
    for what, own in (("document page", asked.documents), ("list", asked.lists)):
        plain = [f"{PLAIN}{address}" for address in own]
        for addresses in (own, plain):
            # Each process reads once what it then keeps.
            load.rate(addresses, seconds / 2)
        turns = [(load.rate(own, seconds), load.rate(plain, seconds)) for _ in range(rounds)]
        for number, (mine, other) in enumerate(turns, start=1):
            print(f"{what}, round {number}: {mine:.1f} requests/s, plain {other:.1f}", flush=True)
        mine, other = (median(rates) for rates in zip(*turns, strict=True))
        ratio = median(one / two for one, two in turns)
        line = f"{what}: {mine:.1f} requests/s, plain Django {other:.1f}, ratio {ratio:.2f}"
        good &= report(line, ratio >= LEAST_RATIO)
    return good


def main() -> int:
    """Return 0 when the site holds what is promised, else 1."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=SIZE, metavar="N")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--seconds", type=float, default=ROUND_SECONDS)
    options = parser.parse_args()
    with ExitStack() as resources:
        folder = resources.enter_context(tempfile.TemporaryDirectory(prefix="vankien-bench-"))
        url = os.environ.get("DATABASE_URL") or resources.enter_context(running_postgres(SERVER))
        environment = site_environment(
            DATA_DIR=folder, DATABASE_URL=url, DEMO="1", DEBUG="0", PORT=str(free_port())
        )
        make_documents(environment, options.size)
        os.environ.clear()
        os.environ.update(environment)
        asked = prepare()
        environment["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.plain_settings"
        gunicorn = Path(sys.executable).with_name("gunicorn")
        command = [gunicorn, "-c", ROOT / "config" / "gunicorn.py", "config.wsgi"]
        log = Path(folder) / "gunicorn.log"
        with serving(command, environment, log) as site:
            return 0 if measure(site, asked, options.rounds, options.seconds) else 1


if __name__ == "__main__":
    sys.exit(main())
