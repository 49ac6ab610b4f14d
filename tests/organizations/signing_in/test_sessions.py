"""An editor's session that nobody uses ends, and says so; a member's phone stays signed in."""

import time

import pytest
from django.test import Client
from django.urls import reverse

from organizations.models import SecurityEntry
from tests import factories as make
from tests.admin_page import client_of, editor_client, member_client

pytestmark = pytest.mark.django_db
DESK = "/thanh-vien/?q=ba"


@pytest.fixture
def after(monkeypatch):
    """Let so many hours go by."""
    began = time.time()

    def let(hours: float) -> None:
        now = began + hours * 3600
        monkeypatch.setattr("organizations.signing_in.sessions.time.time", lambda: now)

    return let


def test_an_editor_who_was_away_is_told_and_comes_back_to_the_same_page(after):
    client = client_of(make.make_editor("bien-tap"))
    assert client.get(DESK).status_code == 200
    after(12.1)
    answer = client.get(DESK)
    assert answer.url == "/dang-nhap/?next=%2Fthanh-vien%2F%3Fq%3Dba"
    assert "hơn 12 giờ không dùng" in client.get(answer.url).content.decode()
    named = {"username": "bien-tap", "password": make.PASSWORD, "next": DESK}
    assert client.post("/dang-nhap/", named).url == DESK
    entry = SecurityEntry.objects.get(kind="session-ended")
    assert (entry.by, entry.details) == ("bien-tap", "lâu không dùng")


def test_an_editor_at_work_stays_signed_in(after):
    client = editor_client()
    for hours in (0, 11, 22, 33):
        after(hours)
        assert client.get(DESK).status_code == 200


def test_of_a_form_that_was_sent_the_page_it_stood_on_is_come_back_to(after):
    client = editor_client()
    after(13)
    stood_on = {"Referer": "http://testserver/thanh-vien/them/?a=1"}
    answer = client.post("/thanh-vien/them/", {"namesakes": "1"}, headers=stood_on)
    assert answer.url == "/dang-nhap/?next=%2Fthanh-vien%2Fthem%2F%3Fa%3D1"
    assert "chưa được ghi" in client.get(answer.url).content.decode()


def test_no_other_site_is_come_back_to(after):
    client = editor_client()
    after(13)
    elsewhere = {"Referer": "https://noi-khac.example/bay"}
    answer = client.post("/thanh-vien/them/", {}, headers=elsewhere)
    assert answer.url == "/dang-nhap/?next=%2F"


def test_a_member_stays_signed_in(after):
    client = member_client()
    after(24 * 80)
    assert client.get(reverse("accounts:devices")).status_code == 200


def test_the_setting_says_how_long(after, settings):
    settings.EDITOR_IDLE_HOURS = 1
    client = editor_client()
    after(1.1)
    assert client.get(DESK).status_code == 302


@pytest.mark.parametrize("make_client", [Client, editor_client])
def test_whether_the_server_lives_is_told_without_the_database(
    make_client, django_assert_num_queries
):
    client = make_client()
    with django_assert_num_queries(0):
        assert client.get("/healthz").status_code == 200


def test_signing_out_is_written_down():
    client = client_of(make.make_member("thanh-vien"))
    client.post(reverse("logout"))
    assert SecurityEntry.objects.get(kind="signed-out").by == "thanh-vien"
