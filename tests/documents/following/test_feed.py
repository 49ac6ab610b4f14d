"""A feed of what a person follows: whoever holds its address sees what its owner may see."""

from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse

from documents.following.follows import follow, followed_in
from documents.models import Follower, Relation
from organizations.audience import Audience
from tests import factories as make
from tests.documents.following.asking import asked

pytestmark = pytest.mark.django_db
PAGE = "following:feed_address"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def body():
    return make.make_organization("Đảng ủy phường Mẫu")


@pytest.fixture
def member(client, body):
    user = make.make_member("nguoi-doc")
    client.force_login(user)
    follow(user, followed_in(asked(co_quan=body.slug), user))
    return user


def given(client) -> str:
    """Press the button, and return the path of the address on the answer."""
    answer = client.post(reverse(PAGE), {"tao": "1"})
    address = answer.context["address"]
    assert address in answer.content.decode()
    return address.removeprefix("http://testserver")


def entries(response) -> list[ElementTree.Element]:
    assert response.status_code == 200
    return ElementTree.fromstring(response.content).findall(f"{ATOM}entry")


def test_a_program_without_a_session_reads_the_feed(client, member, body):
    address = given(client)
    document = make.make_document(organization=body, title="về <việc> & mới")
    response = Client().get(address)
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    (entry,) = entries(response)
    assert document.label in entry.findtext(f"{ATOM}title")
    assert entry.findtext(f"{ATOM}summary") == "về <việc> & mới"
    link = entry.find(f"{ATOM}link").get("href")
    assert link == f"http://testserver{document.get_absolute_url()}"


def test_a_sign_that_no_feed_can_bear_stops_none(client, member, body):
    address = given(client)
    make.make_document(organization=body, title="về vi\x02ệc\x0b mới")
    (entry,) = entries(Client().get(address))
    assert entry.findtext(f"{ATOM}summary") == "về việc mới"


def test_an_entry_keeps_its_identity(client, member, body):
    address = given(client)
    document = make.make_document(organization=body)
    (before,) = entries(Client().get(address))
    document.title = "về việc khác"
    document.save()
    (after,) = entries(Client().get(address))
    assert before.findtext(f"{ATOM}id") == after.findtext(f"{ATOM}id")
    assert before.findtext(f"{ATOM}id").startswith("urn:uuid:")


def test_what_was_looked_at_stays_in_the_feed(client, member, body):
    address = given(client)
    make.make_document(organization=body)
    Follower.objects.update(seen_place=10**6)
    assert len(entries(Client().get(address))) == 1


@pytest.mark.parametrize("is_empty", [True, False])
def test_where_nothing_changed_nothing_is_sent(client, member, body, is_empty):
    address = given(client)
    if not is_empty:
        make.make_document(organization=body)
    first = Client().get(address)
    again = Client().get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    make.make_document(organization=body)
    assert Client().get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_nobody_else_keeps_a_copy(client, member):
    assert "private" in Client().get(given(client))["Cache-Control"]


def test_only_the_hash_is_kept_and_the_address_shown_once(client, member):
    address = given(client)
    secret = address.split("/")[2]
    follower = Follower.objects.get()
    assert secret not in (follower.feed_hash, str(follower.__dict__))
    assert secret not in client.get(reverse(PAGE)).content.decode()


def test_a_new_address_ends_the_former_one_and_the_button_ends_both(client, member):
    first, second = given(client), given(client)
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    client.post(reverse(PAGE), {"huy": "1"})
    assert Client().get(second).status_code == 404


@pytest.mark.parametrize("secret", ["x", "them", "None", "%00", "a" * 500])
def test_a_wrong_secret_opens_nothing(client, member, secret):
    assert Client().get(f"/theo-doi/{secret}/atom.xml").status_code == 404


@pytest.mark.parametrize("closing", [{"is_active": False}, {"is_demo": True}])
def test_the_feed_ends_with_the_account(client, member, closing):
    address = given(client)
    type(member).objects.filter(pk=member.pk).update(**closing)
    assert Client().get(address).status_code == 404


def test_the_feed_opens_no_page_and_no_api(client, member):
    secret = given(client).split("/")[2]
    answer = Client().get("/api/van-ban/", headers={"Authorization": f"Bearer {secret}"})
    assert answer.status_code == 401
    assert Client().get(reverse("following:own")).status_code == 302


def test_rights_are_those_of_the_owner_when_it_is_read(client, member, body):
    address = given(client)
    shown = make.make_document(organization=body, title="việc chung")
    make.make_document(organization=body, title="việc kín", audience=Audience.EDITORS)
    follow(member, followed_in(asked(van_ban=shown.slug), member))
    hidden = make.make_document(title="thay thế kín", audience=Audience.EDITORS)
    make.make_relation(hidden, shown, Relation.Verb.REPLACES)
    text = Client().get(address).content.decode()
    assert "việc chung" in text
    assert "việc kín" not in text
    assert hidden.code not in text
    # Whoever reads it with a session of their own sees no more by it.
    editor = Client()
    editor.force_login(make.make_editor())
    assert "việc kín" not in editor.get(address).content.decode()
    shown.audience = Audience.EDITORS
    shown.save()
    assert entries(Client().get(address)) == []


def test_the_feed_asks_as_much_for_many_entries_as_for_few(
    client, member, body, django_assert_num_queries
):
    address = given(client)
    for number in (2, 8):
        for _ in range(number):
            make.make_document(organization=body)
        with django_assert_num_queries(6):
            assert entries(Client().get(address))


def test_the_log_does_not_keep_the_address(client, member, caplog):
    from config.logs import LineFormatter

    address = given(client)
    client.post(reverse(PAGE), {"huy": "1"})
    caplog.handler.setFormatter(LineFormatter("%(message)s"))
    Client().get(address)
    lines = [caplog.handler.format(record) for record in caplog.records]
    assert any("/theo-doi/…/atom.xml" in line for line in lines)
    assert not any(address.split("/")[2] in line for line in lines)
