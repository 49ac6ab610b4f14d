"""How much each page people read asks of the database: little, and the same for many rows."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
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
    ended = make.make_organization(valid_to=date(2020, 1, 1))
    for _ in numbers:
        make.make_succession(ended, make.make_organization())
    # With all of what another document's page shows.
    of_ended = make.make_document(organization=ended, text="Theo Chỉ thị số 9-CT/XX.", **shown)
    make.make_citation(of_ended.text, "Chỉ thị số 9-CT/XX", hub, **decided)
    make.make_attachment(of_ended)
    return {
        "home": "/",
        "list": "/van-ban/",
        "document": hub.get_absolute_url(),
        "document of an ended body": of_ended.get_absolute_url(),
        "bulletins": "/ban-tin/",
        "bulletin": bulletin.get_absolute_url(),
    }


# Of a visitor nothing is asked about who it is; of others their session and their account.
OF_A_VISITOR = {
    **{"home": 4, "list": 3, "document": 6, "document of an ended body": 6},
    **{"bulletins": 2, "bulletin": 6},
}
OF_AN_ACCOUNT = {name: number + 2 for name, number in OF_A_VISITOR.items()}
NUMBERS = {"visitor": OF_A_VISITOR, "member": OF_AN_ACCOUNT, "editor": OF_AN_ACCOUNT}


@pytest.mark.parametrize("rows", [3, 30])
def test_a_page_asks_the_same_few_questions_however_many_rows_it_has(rows):
    addresses = fill(rows)
    # A server that has just looked through tables still empty plans for no rows, and takes minutes.
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    asked = {}
    for role, person in (
        ("visitor", None),
        ("member", make.make_member()),
        ("editor", make.make_editor()),
    ):
        client = Client()
        if person:
            client.force_login(person)
        asked[role] = {name: _questions(client, address) for name, address in addresses.items()}
    assert asked == NUMBERS


def _questions(client, address):
    # A process reads once what it then keeps: names, and on PostgreSQL where texts lie.
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
