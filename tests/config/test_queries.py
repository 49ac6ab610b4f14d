"""How much each page people read asks of the database: little, and the same for many rows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organizations.audience import Audience
from tests import factories as make

pytestmark = pytest.mark.django_db


def fill(rows):
    """Make one document and one bulletin with `rows` of everything their pages show."""
    numbers = range(100, 100 + rows)
    words = [f"Chỉ thị số {number}-CT/XX" for number in numbers]
    editor = make.make_editor()
    shown = {"audience": Audience.EVERYONE}
    decided = {"state": "confirmed", "decided_by": editor}
    hub = make.make_document(number="9", symbol="CT/XX", text=". ".join(words), **shown)
    bulletin = make.make_bulletin(**shown)
    for number, cited in zip(numbers, words, strict=True):
        body = make.make_organization()
        make.make_term(body)
        fields = {"organization": body, "symbol": "CT/XX", **shown}
        other = make.make_document(number=str(number), text="Theo Chỉ thị số 9-CT/XX.", **fields)
        make.make_document(number="9", **fields)
        make.make_relation(other, hub, **decided)
        make.make_relation(hub, other, **decided)
        make.make_attachment(hub, content=str(number).encode())
        make.make_citation(hub.text, cited, other, **decided)
        make.make_citation(other.text, "Chỉ thị số 9-CT/XX", hub, **decided)
        make.make_mistake_report(hub, reported_by=editor)
        make.make_bulletin(bulletin.publisher, year=1990 + number // 12, month=number % 12 + 1)
        text = make.make_source(f"Nêu {cited}.", **shown)
        item = make.make_item(bulletin, text=text)
        make.make_subject(item, hub, decided_by=editor)
        make.make_citation(text, cited, other, **decided)
    return {
        "home": "/",
        "list": "/van-ban/",
        "document": hub.get_absolute_url(),
        "bulletins": "/ban-tin/",
        "bulletin": bulletin.get_absolute_url(),
    }


@pytest.fixture
def sign_in(client):
    def as_role(role):
        if role != "visitor":
            client.force_login(make.make_editor() if role == "editor" else make.make_member())
        return client

    return as_role


# Of a visitor nothing is asked about who it is; of others their session and their account.
NUMBERS = {
    "visitor": {"home": 4, "list": 3, "document": 6, "bulletins": 2, "bulletin": 6},
    "member": {"home": 6, "list": 5, "document": 8, "bulletins": 4, "bulletin": 8},
    "editor": {"home": 6, "list": 5, "document": 8, "bulletins": 4, "bulletin": 8},
}


@pytest.mark.parametrize("rows", [3, 30])
@pytest.mark.parametrize("role", NUMBERS)
def test_a_page_asks_the_same_few_questions_however_many_rows_it_has(sign_in, role, rows):
    client = sign_in(role)
    asked = {}
    for name, address in fill(rows).items():
        # A process reads once what it then keeps: names, and on PostgreSQL where texts lie.
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        asked[name] = len(queries)
    assert asked == NUMBERS[role]
