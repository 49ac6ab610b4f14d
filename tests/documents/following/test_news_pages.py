"""What the news costs, however much there is, and what stands there when there is none."""

import pytest
from django.urls import reverse

from organizations.audience import Audience
from tests import factories as make
from tests.documents.following.asking import begin

pytestmark = pytest.mark.django_db
NEWS = "following:news"


@pytest.mark.parametrize("rows", [2, 8])
def test_the_number_of_queries_does_not_grow_with_events(
    client, member, rows, django_assert_num_queries
):
    document, body = make.make_document(), make.make_organization()
    begin(member, van_ban=document.slug)
    begin(member, co_quan=body.slug)
    begin(member, danh_sach="q=thử nghiệm")
    for month in range(1, rows + 1):
        make.make_document(organization=body)
        make.make_document()
        make.make_relation(make.make_document(title="khác"), document)
        make.make_item(make.make_bulletin(body, month=month), document)
    client.get(reverse(NEWS))
    client.get("/")
    with django_assert_num_queries(18):
        # A bulletin is one event, and that it is later said to introduce the document another.
        assert client.get(reverse(NEWS)).context["count"] == 6 * rows
    # Of which four only where a search is followed, and something came that may fit it.
    with django_assert_num_queries(10):
        assert client.get("/").context["news"].count == 6 * rows


def test_the_first_page_costs_who_follows_no_more_than_others(
    client, member, django_assert_num_queries
):
    body = make.make_organization()
    begin(member, co_quan=body.slug)
    make.make_document(organization=body)
    client.get("/")
    with django_assert_num_queries(6):
        assert client.get("/").context["news"].count == 1
    # A search costs nothing more while everything that came is told of otherwise.
    begin(member, danh_sach="q=thử nghiệm")
    with django_assert_num_queries(6):
        assert client.get("/").context["news"].count == 1


def test_more_than_anybody_reads_is_not_counted_to_the_end(client, member, monkeypatch):
    monkeypatch.setattr("documents.following.news.COUNTED", 2)
    monkeypatch.setattr("documents.following.views.COUNTED", 2)
    body = make.make_organization()
    begin(member, co_quan=body.slug)
    for _ in range(3):
        make.make_document(organization=body)
    assert "Có hơn 2 việc mới" in client.get("/").content.decode()
    page = client.get(reverse(NEWS))
    assert page.context["count"] == 2
    text = page.content.decode()
    assert "Hơn 2 việc" in text
    # The button takes the rest along, and says so.
    assert "Bỏ qua hết, kể cả việc cũ hơn" in text and "Đã xem hết" not in text


def test_long_news_come_in_pages_and_each_event_on_one_of_them(client, member, monkeypatch):
    monkeypatch.setattr("documents.following.views.PAGE_ROWS", 3)
    first, second = make.make_organization(), make.make_organization()
    for body in (first, second):
        begin(member, co_quan=body.slug)
    made = [make.make_document(organization=body) for body in (first, first, second, second)]
    told = []
    for number in (1, 2):
        page = client.get(f"{reverse(NEWS)}?page={number}")
        for group in page.context["groups"]:
            told += [(group.followed.name, notice.address) for notice in group.notices]
    # The group with the newest event first, and on the second page named again.
    rows = [made[3], made[2], made[1], made[0]]
    assert told == [(row.organization.name, row.get_absolute_url()) for row in rows]
    assert client.get(f"{reverse(NEWS)}?page=x").status_code == 404


def test_who_follows_nothing_is_told_how_to_begin(client, member):
    assert "Cách theo dõi" in client.get("/").content.decode()
    make.make_document()
    assert "Cách theo dõi" in client.get("/").content.decode()
    begin(member, co_quan=make.make_organization().slug)
    page = client.get("/").content.decode()
    assert "Chưa có gì mới trong những gì bạn theo dõi." in page
    assert "Cách theo dõi" not in page


def test_a_visitor_is_told_of_no_news(client):
    make.make_document(audience=Audience.EVERYONE)
    assert "Mới từ lần trước" not in client.get("/").content.decode()
