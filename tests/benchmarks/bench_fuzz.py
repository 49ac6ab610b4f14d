"""Whether any request breaks the site: ``python -m tests.benchmarks.bench_fuzz --requests 100000``.

On both databases with the demo records and some of everything else (`fuzz_registry`), a visitor, a
member, an editor, an administrator and one who owes a code follow links and send forms bent out of
shape (`site_paths`), by every method. What a request writes is taken back, so that the records
stay. Fails on an answer of 500 or above, and where a kind of address was never asked for.
"""

import argparse
import json
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
# For whoever watches the machine, and for other systems: no page leads there.
START += ("/healthz", "/readyz", "/so-do/", "/api/van-ban/", "/api/trich-dan/", "/api/khong-co/")
START += ("/quan-tri/password_change/", "/dang-nhap/ma/")
METHODS = ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "HEAD")
TYPES = (
    *("application/json", "text/plain", "multipart/form-data; boundary=x", "multipart/form-data"),
    *("application/x-www-form-urlencoded", "", "image/png; charset=khong-co", "x" * 5000),
)
HEADERS = (
    *("HTTP_ACCEPT", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE", "HTTP_REFERER"),
    *("HTTP_X_FORWARDED_FOR", "HTTP_AUTHORIZATION", "HTTP_COOKIE", "HTTP_ACCEPT_LANGUAGE"),
)
# What a file begins with, and what it is called.
HEADS = (
    b"",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"\xff\xd8\xff",
    b"\xd0\xcf\x11\xe0",
    b"{\\rtf",
    b"\xff\xfe",
)
NAMES = (
    "a.pdf",
    "a.docx",
    "a.xlsx",
    "a.xls",
    "a.csv",
    "a.txt",
    "a.doc",
    "a",
    "a\\b.txt",
    "ạ.PDF",
    "=1.csv",
)
API = "/api/trich-dan/"
# Another address of the site stands before it and leads to the site's own page.
LED_ELSEWHERE = {"admin:password_change"}
_MOST_SHOWN = 300


def measure(name: str) -> bool:
    """Send the requests on the database that the environment names; print and judge."""
    # The demo records are for a registry that is for trying.
    os.environ["DEMO"] = "1"
    # The records are made by the tests' client, among others.
    os.environ["ALLOWED_HOSTS"] = "localhost,testserver"
    # Only here: Django must find its settings in this environment.
    import django

    django.setup()
    # A refusal is what most of these are for; an error is still written.
    logging.disable(logging.WARNING)
    from django.core.management import call_command
    from django.test import Client

    from tests.benchmarks import fuzz_registry
    from tests.permissions.walking import admin_addresses, named_patterns

    call_command("collectstatic", interactive=False, verbosity=0)
    for command in ("migrate", "load_reference", "load_demo"):
        call_command(command, verbosity=0)
    people, addresses = fuzz_registry.lay_down()
    # A visitor, one who has given the password and owes a code, and the people.
    clients = [Client(SERVER_NAME="localhost", raise_request_exception=False) for _ in range(5)]
    clients[1].post("/dang-nhap/", fuzz_registry.OWES_A_CODE)
    for client, person in zip(clients[2:], people, strict=True):
        client.force_login(person, backend="organizations.auth.RegistryBackend")
    # The member has a device that came by a link.
    clients[2].post(fuzz_registry.way_in(people[0], people[1]))
    fuzz = Fuzz(clients)
    fuzz.walk((*addresses, *START, *(address for _, address in admin_addresses())))
    for target, fields in fuzz_registry.buttons_behind_others():
        fuzz.known.learn_form(target, fields)
    fuzz.send_each_form()
    for _ in range(int(os.environ[ASKED])):
        fuzz.bend_one()
    told = ", ".join(f"{status}: {number:,}" for status, number in sorted(fuzz.statuses.items()))
    # What has no name leads from an address of before to the present one.
    kinds = {kind for kind in named_patterns() if ":?" not in f":{kind}"} - LED_ELSEWHERE
    missing = sorted(kinds - fuzz.asked)
    total = sum(fuzz.statuses.values())
    good = report(f"{name}: {total:,} requests ({told}), {fuzz.bad} of 500", not fuzz.bad)
    line = f"{name}: {len(kinds) - len(missing)} of {len(kinds)} kinds of addresses asked for"
    return good & report(f"{line} {', '.join(missing)}", not missing)


class Fuzz:
    """Requests of several people, and what came of them."""

    def __init__(self, clients: list[Any]) -> None:
        # Only here: models are ready by now.
        from tests.benchmarks.site_paths import Known

        self.known = Known()
        self.statuses: Counter[int] = Counter()
        self.asked: set[str] = set()
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

    def send_each_form(self) -> None:
        """Let each person send a form of every kind once as it stands."""
        for kind in sorted(self.known.forms):
            target, fields = self.known.forms[kind][0]
            for client in self._clients:
                self._send_form(client, target, list(fields))

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
        elif dice < 0.58:
            asked = {"text": bent_value(source), "date": bent_value(source)[:20]}
            self._send(client, "POST", API, data=json.dumps(asked), content_type="application/json")
        elif dice < 0.9 and known.forms:
            target, fields = source.choice(known.forms[source.choice(sorted(known.forms))])
            self._send_form(client, target, list(bent_fields(fields, source)))
        else:
            method = source.choice((*METHODS, "POST", "POST"))
            words = bent_value(source).encode("utf-8", "replace")
            self._send(client, method, address, data=words, content_type=source.choice(TYPES))

    def _send_form(self, client: Any, target: str, fields: list[tuple[str, str]]) -> None:
        """Send a form; one with files as browsers send those, the files bent too."""
        from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

        from tests.benchmarks.site_paths import FILE

        if all(value != FILE for _, value in fields):
            body: Any = urlencode(fields, errors="replace")
            kind = "application/x-www-form-urlencoded"
        else:
            told: dict[str, Any] = {}
            for name, value in fields:
                sent = self._bent_file() if value == FILE else value
                told.setdefault(name, []).append(sent)
            body, kind = encode_multipart(BOUNDARY, told), MULTIPART_CONTENT
        self._send(client, "POST", target, data=body, content_type=kind)

    def _bent_file(self) -> Any:
        """Return an upload that is not what it is called."""
        from django.core.files.uploadedfile import SimpleUploadedFile

        from tests.benchmarks.site_paths import bent_value

        words = bent_value(self._source).encode("utf-8", "replace")
        return SimpleUploadedFile(self._source.choice(NAMES), self._source.choice(HEADS) + words)

    def _send(self, client: Any, method: str, address: str, **request: Any) -> None:
        from django.db import transaction

        from tests.benchmarks.site_paths import name_of

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
        self.asked.add(name_of(address))
        # Where no worker runs this is what has to be answered.
        is_not_ready = answer.status_code == 503 and name_of(address) == "ready"
        if answer.status_code >= 500 and not is_not_ready:
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
