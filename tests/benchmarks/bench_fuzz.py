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
from copy import deepcopy
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
    from django.db import transaction
    from django.test import Client

    from bulletins.importing import import_bulletin
    from tests import factories as make
    from tests.benchmarks import site_paths
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
    known = site_paths.Known()
    statuses: Counter[int] = Counter()
    source, bad = random.Random(SEED), 0

    def send(client: Client, method: str, address: str, **request: object) -> None:
        nonlocal bad
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
        statuses[answer.status_code] += 1
        if answer.status_code >= 500:
            bad += 1
            print(f"{answer.status_code}: {method} {address[:_MOST_SHOWN]} {request}"[:900])
            print(f"   {getattr(answer, 'exc_info', None)}"[:600], flush=True)
        elif answer.status_code == 200 and "html" in answer.headers.get("Content-Type", ""):
            known.learn(address.split("?")[0], body.decode("utf-8", "replace"))

    for address in (draft.get_absolute_url(), *START):
        known.learn_address(address)
    for client in clients:
        visited: set[str] = set()
        while new := known.some_of_each_kind() - visited:
            visited |= new
            for address in sorted(new):
                send(client, "GET", address)
    for _ in range(int(os.environ[ASKED])):
        client, dice = source.choice(clients), source.random()
        names = sorted(known.pages)
        address = source.choice(known.pages[source.choice(names)])
        if dice < 0.1:
            send(client, "GET", address)
        elif dice < 0.55:
            headers = {source.choice(HEADERS): site_paths.bent_value(source)[:2000]}
            shown = {} if source.random() < 0.8 else _plain(headers)
            send(client, "GET", site_paths.bent_address(address, source), **shown)
        elif dice < 0.9 and known.forms:
            target, fields = source.choice(known.forms[source.choice(sorted(known.forms))])
            body = urlencode(list(site_paths.bent_fields(fields, source)), errors="replace")
            kind = "application/x-www-form-urlencoded"
            send(client, "POST", target, data=body, content_type=kind)
        else:
            method = source.choice((*METHODS, "POST", "POST"))
            body = site_paths.bent_value(source).encode("utf-8", "replace")
            send(client, method, address, data=body, content_type=source.choice(TYPES))
    told = ", ".join(f"{status}: {number:,}" for status, number in sorted(statuses.items()))
    met = set(known.pages) | set(known.forms)
    # The admin's addresses are named alike; of all others each is told.
    missing = sorted(n for n in set(named_patterns()) - met if not n.startswith("admin:"))
    print(f"{name}: pages never led to: {', '.join(missing) or 'none'}")
    return report(f"{name}: {sum(statuses.values()):,} requests ({told}), {bad} of 500", not bad)


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
