"""Whether any request breaks the site: ``python -m tests.benchmarks.bench_fuzz --requests 100000``.

On both databases with the demo records, a visitor, a member, an editor and an administrator
follow links and send forms bent out of shape (`site_paths`), by every method. What a request
writes is taken back, so that the records stay. Fails on an answer of 500 or above; names the
pages that no link or form led to.
"""

import argparse
import logging
import os
import random
import sys
from collections import Counter
from collections.abc import Iterable
from copy import deepcopy
from typing import Any
from urllib.parse import urlencode

from tests.benchmarks.both_databases import MEASURED, measure_both
from tests.benchmarks.timing import report

REQUESTS = 100_000
SEED = 20261130
# Says to the processes that measure how many; they are started anew (`both_databases`).
ASKED = "VANKIEN_FUZZ_REQUESTS"
START = ("/", "/ban-tin/", "/co-quan/", "/van-ban/", "/theo-doi/", "/thanh-vien/", "/quan-tri/")
DRAFT = """NỘI DUNG

1. Việc thứ nhất của các chi bộ trong tháng

Chi bộ đọc Chỉ thị số 24-CT/TW, ngày 05/6/2023 của Ban Bí thư và Kế hoạch số 361-KH/TU.

2. Việc thứ hai của các chi bộ trong tháng

Thực hiện Nghị quyết số 12-NQ/TU, ngày 31/02/2023 của Tỉnh ủy; Chỉ thị 24 thay thế Chỉ thị 9-CT/TU.
"""
METHODS = ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "HEAD")
TYPES = (
    *("application/json", "text/plain", "multipart/form-data; boundary=x", "multipart/form-data"),
    *("application/x-www-form-urlencoded", "", "image/png; charset=khong-co", "x" * 5000),
)
HEADERS = (
    *("HTTP_ACCEPT", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE", "HTTP_REFERER"),
    *("HTTP_X_FORWARDED_FOR", "HTTP_AUTHORIZATION", "HTTP_COOKIE", "HTTP_ACCEPT_LANGUAGE"),
)
_MOST_SHOWN = 300


def measure(name: str) -> bool:
    """Send the requests on the database that the environment names; print and judge."""
    # The demo records are for a registry that is for trying.
    os.environ["DEMO"] = "1"
    # Only here: Django must find its settings in this environment.
    import django

    django.setup()
    # A refusal is what most of these are for; an error is still written.
    logging.disable(logging.WARNING)
    from django.core.management import call_command
    from django.test import Client

    from bulletins.importing import import_bulletin
    from tests import factories as make
    from tests.permissions.walking import named_patterns

    call_command("collectstatic", interactive=False, verbosity=0)
    for command in ("migrate", "load_reference", "load_demo"):
        call_command(command, verbosity=0)
    # The demo's bulletins are published: one more, to be proofread.
    body = make.make_organization("Ban Tuyên giáo Tỉnh ủy Mẫu", "BTGTU")
    draft = import_bulletin(DRAFT, body, 2025, 1).bulletin
    people = [make.make_member(), make.make_editor(), make.make_administrator()]
    clients = [Client(SERVER_NAME="localhost", raise_request_exception=False)]
    for person in people:
        client = Client(SERVER_NAME="localhost", raise_request_exception=False)
        client.force_login(person, backend="organizations.auth.RegistryBackend")
        clients.append(client)
    fuzz = Fuzz(clients)
    fuzz.walk((draft.get_absolute_url(), *START))
    for _ in range(int(os.environ[ASKED])):
        fuzz.bend_one()
    told = ", ".join(f"{status}: {number:,}" for status, number in sorted(fuzz.statuses.items()))
    # The admin's addresses are named alike; of all others each is told.
    missing = sorted(set(named_patterns()) - set(fuzz.known.pages) - set(fuzz.known.forms))
    shown = [page for page in missing if not page.startswith("admin:")]
    print(f"{name}: pages never led to: {', '.join(shown) or 'none'}")
    total = sum(fuzz.statuses.values())
    return report(f"{name}: {total:,} requests ({told}), {fuzz.bad} of 500", not fuzz.bad)


class Fuzz:
    """Requests of several people, and what came of them."""

    def __init__(self, clients: list[Any]) -> None:
        # Only here: models are ready by now.
        from tests.benchmarks.site_paths import Known

        self.known = Known()
        self.statuses: Counter[int] = Counter()
        self.bad = 0
        self._clients = clients
        self._source = random.Random(SEED)

    def walk(self, start: Iterable[str]) -> None:
        """Let each person look at some pages of every kind that links lead to from `start`."""
        for address in start:
            self.known.learn_address(address)
        for client in self._clients:
            visited: set[str] = set()
            while new := self.known.some_of_each_kind() - visited:
                visited |= new
                for address in sorted(new):
                    self._send(client, "GET", address)

    def bend_one(self) -> None:
        """Send one request that nobody would, as somebody."""
        from tests.benchmarks.site_paths import bent_address, bent_fields, bent_value

        source, known = self._source, self.known
        client, dice = source.choice(self._clients), source.random()
        address = source.choice(known.pages[source.choice(sorted(known.pages))])
        if dice < 0.1:
            self._send(client, "GET", address)
        elif dice < 0.55:
            headers = {source.choice(HEADERS): bent_value(source)[:2000]}
            shown = {} if source.random() < 0.8 else _plain(headers)
            self._send(client, "GET", bent_address(address, source), **shown)
        elif dice < 0.9 and known.forms:
            target, fields = source.choice(known.forms[source.choice(sorted(known.forms))])
            body = urlencode(list(bent_fields(fields, source)), errors="replace")
            kind = "application/x-www-form-urlencoded"
            self._send(client, "POST", target, data=body, content_type=kind)
        else:
            method = source.choice((*METHODS, "POST", "POST"))
            words = bent_value(source).encode("utf-8", "replace")
            self._send(client, method, address, data=words, content_type=source.choice(TYPES))

    def _send(self, client: Any, method: str, address: str, **request: Any) -> None:
        from django.db import transaction

        cookies = deepcopy(client.cookies)
        # As in a test: what is marked so may stand in a transaction of ours.
        around = transaction.atomic()
        around._from_testcase = True
        with around:
            answer = client.generic(method, address, **request)
            body = answer.getvalue() if answer.streaming else answer.content
            transaction.set_rollback(True)
        # Nor is anybody signed out by what was taken back.
        client.cookies = cookies
        self.statuses[answer.status_code] += 1
        if answer.status_code >= 500:
            self.bad += 1
            print(f"{answer.status_code}: {method} {address[:_MOST_SHOWN]} {request}"[:900])
            print(f"   {getattr(answer, 'exc_info', None)}"[:600], flush=True)
        elif answer.status_code == 200 and "html" in answer.headers.get("Content-Type", ""):
            self.known.learn(address.split("?")[0], body.decode("utf-8", "replace"))


def _plain(headers: dict[str, str]) -> dict[str, str]:
    """Return headers as they can be sent at all: without line ends, Latin letters."""
    return {
        name: value.encode("latin-1", "replace").decode("latin-1").replace("\n", " ")
        for name, value in headers.items()
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--requests", type=int, default=REQUESTS, metavar="N")
    options = parser.parse_args()
    if MEASURED not in os.environ:
        os.environ[ASKED] = str(options.requests)
    return measure_both("tests.benchmarks.bench_fuzz", measure)


if __name__ == "__main__":
    sys.exit(main())
