"""Addresses are read in one way: which document, and which page of rows."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.test import RequestFactory

from documents.addressed import document_asked_for, page_asked_for, visible_document
from organizations.audience import Audience
from tests import factories as make


def asking(reader=None, **parameters):
    request = RequestFactory().get("/", parameters)
    request.user = reader or AnonymousUser()
    return request


@pytest.mark.parametrize(
    ("asked", "expected"), [({}, [0, 1]), ({"page": "1"}, [0, 1]), ({"page": "3"}, [4])]
)
def test_a_page_is_found_by_its_number(asked, expected):
    assert list(page_asked_for(asking(**asked), range(5), 2)) == expected


@pytest.mark.django_db
@pytest.mark.parametrize("beside", ["chuoi/", "trien-khai/", "luoc-do/", "nhac-den/"])
def test_a_page_behind_the_last_says_how_many_there_are(client, beside):
    client.force_login(make.make_member())
    address = f"{make.make_document().get_absolute_url()}{beside}"
    answer = client.get(f"{address}?in=1&page=7")
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "không có trang “7”" in page and "có 1 trang" in page
    assert 'href="?in=1"' in page


@pytest.mark.parametrize("typed", ["", "0", "-1", "x", "1.0", " 1", "٣", "9" * 30, "last", "4"])
def test_what_is_no_page_is_not_found(typed):
    with pytest.raises(Http404):
        page_asked_for(asking(page=typed), range(5), 2)


def test_of_a_list_that_got_shorter_the_last_page_is_shown():
    page = page_asked_for(asking(page="9"), range(5), 2, is_last_behind=True)
    assert (page.number, list(page)) == (3, [4])
    with pytest.raises(Http404):
        page_asked_for(asking(page="x"), range(5), 2, is_last_behind=True)


def test_an_empty_list_has_a_first_page():
    assert list(page_asked_for(asking(), [], 2)) == []


@pytest.mark.django_db
def test_a_document_is_found_by_whoever_may_see_it_and_by_nobody_else():
    shown = make.make_document(audience=Audience.EVERYONE)
    hidden = make.make_document(audience=Audience.MEMBERS)
    assert visible_document(asking(), shown.slug) == shown
    assert document_asked_for(asking(**{"van-ban": shown.slug})) == shown
    assert document_asked_for(asking()) is None
    for slug in (hidden.slug, "khong-co", "\0"):
        with pytest.raises(Http404):
            visible_document(asking(), slug)
    assert visible_document(asking(make.make_member()), hidden.slug) == hidden
