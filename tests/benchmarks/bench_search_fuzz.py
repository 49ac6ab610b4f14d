"""Whether the search stands bad input: ``python -m tests.benchmarks.bench_search_fuzz``.

Sends thousands of hostile requests (`search_hostile`) as a member and as a visitor and
indexes a text of 2 MB. Fails on any answer of 500 or above, on a page without the site's
layout, on a request that takes longer than a reader waits.
"""

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from typing import Any

from tests.benchmarks.search_setting import SEED, member, member_client, start

# isort: split
from django.db import transaction
from django.test import Client

from documents.listing.filters import DOCUMENTS
from documents.models import Document
from documents.search.found import Hits, Order
from documents.search.query import read_query
from documents.search.wanted import ask
from documents.texts import store_document_text
from tests.benchmarks.search_hostile import hostile_addresses
from tests.benchmarks.timing import report
from tests.factories import make_document

REQUESTS = 20_000
MOST_SECONDS = 5.0
TEXT_BYTES = 2_000_000
LAST_WORD = "qwxkết"
# What every page of the site has, and no page that Django or a server makes by itself.
_LAYOUT = b'<main id="noi-dung"'
_MOST_SHOWN = 300


def send(clients: Sequence[Client], count: int, seed: int) -> bool:
    """Send requests to the clients in turn; print each bad answer and the sum."""
    statuses: Counter[int] = Counter()
    bad, slowest, slowest_address = 0, 0.0, ""
    for place, address in enumerate(islice(hostile_addresses(random.Random(seed)), count)):
        started = time.perf_counter()
        response = clients[place % len(clients)].get(address)
        seconds = time.perf_counter() - started
        if seconds > slowest:
            slowest, slowest_address = seconds, address
        statuses[response.status_code] += 1
        if response.status_code >= 500 or not _is_ours(address, response):
            bad += 1
            print(f"{response.status_code}: {address[:_MOST_SHOWN]}", flush=True)
    told = ", ".join(f"{status}: {number:,}" for status, number in sorted(statuses.items()))
    good = report(f"{count:,} requests ({told}), {bad} answered badly", not bad)
    line = f"slowest {slowest:.2f} s: {slowest_address[:_MOST_SHOWN]}"
    return report(line, slowest <= MOST_SECONDS) and good


def _is_ours(address: str, response: Any) -> bool:
    """Tell whether the answer is one of the site: JSON below /api/, a page in its layout else."""
    if address.startswith("/api/"):
        return isinstance(json.loads(response.content), dict)
    return response.status_code == 302 or _LAYOUT in response.content


def index_long_text() -> bool:
    """Index a text of 2 MB, find its last word, and leave the database as it was."""
    line = "Thực hiện công tác xây dựng tổ chức đảng ở cơ sở, giai đoạn mới. "
    body = line * (TEXT_BYTES // len(line.encode())) + LAST_WORD
    with transaction.atomic():
        document = make_document()
        started = time.perf_counter()
        store_document_text(document, body)
        seconds = time.perf_counter() - started
        asked = ask(read_query(LAST_WORD))
        found = Hits(DOCUMENTS, Document.objects.all(), asked).records(Order.NEWEST, 0, 2)
        transaction.set_rollback(True)
    return report(
        f"a text of {len(body.encode()):,} bytes stored and indexed in {seconds:.1f} s",
        found == [document.pk],
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--requests", type=int, default=REQUESTS, metavar="N")
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    start()
    clients = [member_client(member()), Client(SERVER_NAME="localhost")]
    for client in clients:
        # A fault is to be counted with its address, not to end the run.
        client.raise_request_exception = False
    good = send(clients, options.requests, options.seed)
    return 0 if index_long_text() and good else 1


if __name__ == "__main__":
    sys.exit(main())
