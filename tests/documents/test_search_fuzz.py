"""Nothing a visitor can put into an address makes the search fail; on both databases.

The long run with the same requests is `tests.benchmarks.bench_search_fuzz`.
"""

import random
from itertools import islice

import pytest

from documents.listing.filters import DOCUMENTS
from documents.models import Document
from documents.search.found import Hits, Order
from documents.search.query import read_query
from documents.search.wanted import ask
from documents.texts import store_document_text
from tests.benchmarks.search_hostile import KINDS, PATHS, hostile_addresses
from tests.factories import make_document, make_member

pytestmark = pytest.mark.django_db
ROUNDS = 8


@pytest.fixture
def clients(client):
    """A member and a visitor, with a document for their queries to run into."""
    make_document(number="24", symbol="CT/TU", text="Thực hiện công tác năm 2023.")
    member = type(client)()
    member.force_login(make_member())
    return member, client


@pytest.mark.parametrize("kind", dict.fromkeys(KINDS), ids=lambda kind: kind.__name__.strip("_"))
def test_hostile_requests_are_answered_with_a_page_or_a_refusal(clients, kind):
    source = random.Random(kind.__name__)
    for turn in range(ROUNDS):
        for path in PATHS[:3]:
            address = f"{path}?{kind(source)}"
            response = clients[turn % 2].get(address)
            assert response.status_code in (200, 302, 400, 404), address
            is_page = b'<main id="noi-dung"' in response.content
            assert response.status_code == 302 or is_page, address


def test_hostile_requests_are_the_same_for_the_same_seed():
    first, again = (islice(hostile_addresses(random.Random(1)), 40) for _ in range(2))
    assert [*first] == [*again]


def test_a_text_of_two_megabytes_is_indexed_to_its_last_word():
    line = "Thực hiện công tác xây dựng tổ chức đảng ở cơ sở, giai đoạn mới. "
    document = make_document()
    store_document_text(document, line * (2_000_000 // len(line.encode())) + "qwxkết")
    asked = ask(read_query("qwxkết"))
    found = Hits(DOCUMENTS, Document.objects.all(), asked).records(Order.NEWEST, 0, 2)
    assert found == [document.pk]
