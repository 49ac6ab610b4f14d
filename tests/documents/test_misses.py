"""Searches without a hit become a work list: words and counts, no person, no secrets."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from documents import misses
from documents.misses import keep_miss
from documents.models import SearchMiss
from documents.search.query import read_query
from organizations.audience import Audience
from tests import factories as make
from tests.admin_page import editor_client, filled, member_client

pytestmark = pytest.mark.django_db
LIST = "/van-ban/"
WORK = "admin:documents_searchmiss_changelist"


def kept():
    return list(SearchMiss.objects.values_list("words", "times"))


def test_a_search_without_a_hit_is_counted_in_whatever_spelling_it_comes(client):
    for typed in ("vũ trụ", "VŨ  TRỤ ", "vu tru", "vu\u0303 tru\u0323"):
        client.get(LIST, {"q": typed})
    assert kept() == [("vũ trụ", 4)]


def test_the_row_says_the_first_and_the_last_day_and_nothing_of_the_person(client, monkeypatch):
    days = iter([date(2024, 5, 1), date(2024, 6, 2)])
    monkeypatch.setattr(misses.timezone, "localdate", lambda: next(days))
    client.get(LIST, {"q": "vũ trụ"})
    client.get(LIST, {"q": "vũ trụ"})
    miss = SearchMiss.objects.get()
    assert (miss.first_on, miss.last_on) == (date(2024, 5, 1), date(2024, 6, 2))
    fields = {field.name for field in SearchMiss._meta.get_fields()}
    assert fields == {
        "id",
        "words",
        "words_key",
        "times",
        "first_on",
        "last_on",
        "is_handled",
        "note",
    }


@pytest.mark.parametrize(
    "asked",
    [
        # It has a hit, as a list and as the one document.
        {"q": "đô thị"},
        {"q": "24-CT/TU"},
        # Without a hit only because of a filter.
        {"q": "đô thị", "nam": "1999"},
        # Nothing asked; nothing that could be searched; refused.
        {},
        {"q": ""},
        {"q": "!?"},
        {"q": "31/02/2024"},
        {"q": "x" * 601},
        # Behind the last page there is none.
        {"q": "vũ trụ", "page": "2"},
    ],
)
def test_what_is_no_search_without_a_hit_is_not_kept(client, asked):
    make.make_document(number="24", symbol="CT/TU", title="về đô thị", audience=Audience.EVERYONE)
    client.get(LIST, asked)
    assert kept() == []


def test_of_a_long_search_the_first_words_are_kept(client):
    client.get(LIST, {"q": "vũ trụ " * 40})
    assert kept() == [(("vũ trụ " * 40)[:200], 1)]


def test_only_a_page_that_is_read_counts(client):
    client.head(LIST, {"q": "vũ trụ"})
    assert kept() == []


def test_what_the_visitor_may_not_see_counts_as_not_found(client):
    make.make_document(title="về vũ trụ", audience=Audience.MEMBERS)
    client.get(LIST, {"q": "vũ trụ"})
    assert kept() == [("vũ trụ", 1)]


@pytest.mark.parametrize(
    ("typed", "is_kept"),
    [
        ("TỐI MẬT", False),
        ("MẬT", False),
        ("M Ậ T", False),
        # Spelled apart or glued, among other words.
        ("KẾ HOẠCH M Ậ T zyx", False),
        ("tốimật zyx", False),
        ("tuyetmat zyx", False),
        ("T Ố I M Ậ T zyx", False),
        ("kế hoạch mật 24-KH/TU", False),
        ("tuyet mat 12", False),
        ("tài liệu Tối mật", False),
        # What public documents are about, and words that only look alike.
        ("bảo vệ bí mật nhà nước", True),
        ("BẢO VỆ BÍ MẬT NHÀ NƯỚC", True),
        ("mặt trận tổ quốc", True),
        ("mat tran to quoc", True),
        ("mã t 12", True),
    ],
)
def test_what_may_bear_a_secrecy_mark_is_not_kept(typed, is_kept):
    keep_miss(read_query(typed), AnonymousUser())
    assert bool(kept()) is is_kept


@pytest.mark.parametrize("typed", ["a\x00b", "☃ tuyết", "\u202evũ trụ", "ﷺ" * 150, "đ" * 200])
def test_odd_signs_are_kept_or_left_but_never_an_error(client, typed):
    assert client.get(LIST, {"q": typed}).status_code == 200


def test_of_too_many_the_one_asked_longest_ago_goes(monkeypatch):
    monkeypatch.setattr(misses, "MOST_KEPT", 2)
    make.make_search_miss("cũ", first_on=date(2020, 1, 1))
    make.make_search_miss("mới", first_on=date(2021, 1, 1))
    keep_miss(read_query("mới nhất"), AnonymousUser())
    assert {words for words, _ in kept()} == {"mới", "mới nhất"}


def test_a_busy_database_costs_a_count_and_no_answer(client, monkeypatch):
    def busy(words, key):
        raise OperationalError("database is locked")

    monkeypatch.setattr(misses, "_count", busy)
    assert client.get(LIST, {"q": "vũ trụ"}).status_code == 200
    assert kept() == []


# --- The work list -----------------------------------------------------------------------------


def test_the_list_is_for_editors_only():
    make.make_search_miss("vũ trụ")
    assert Client().get(reverse(WORK)).status_code == 302
    assert member_client().get(reverse(WORK), follow=True).status_code == 403
    assert "vũ trụ" in editor_client().get(reverse(WORK)).content.decode()


def test_an_editor_marks_searches_as_handled_and_takes_it_back():
    client, miss = editor_client(), make.make_search_miss()
    for action, is_handled in (("mark_handled", True), ("mark_unhandled", False)):
        page = client.post(
            reverse(WORK), {"action": action, "_selected_action": [miss.pk]}, follow=True
        )
        miss.refresh_from_db()
        assert miss.is_handled is is_handled
        assert "1 câu tìm" in page.content.decode()


def test_a_handled_search_stays_handled_when_it_is_asked_again(client):
    make.make_search_miss("vũ trụ", is_handled=True)
    client.get(LIST, {"q": "vũ trụ"})
    miss = SearchMiss.objects.get()
    assert (miss.times, miss.is_handled) == (2, True)


def test_the_words_cannot_be_changed_and_lead_to_the_search():
    client, miss = editor_client(), make.make_search_miss("24-CT/TU")
    assert "/van-ban/?q=24-CT%2FTU&amp;danh_sach=1" in client.get(reverse(WORK)).content.decode()
    address = reverse("admin:documents_searchmiss_change", args=[miss.pk])
    typed = {"words": "khác", "note": "đã nhập", "is_handled": "on"}
    client.post(address, filled(client.get(address), **typed))
    miss.refresh_from_db()
    assert (miss.words, miss.note, miss.is_handled) == ("24-CT/TU", "đã nhập", True)
