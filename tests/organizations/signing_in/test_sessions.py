"""An editor's session that nobody uses ends, and says so; a member's phone stays signed in."""

import time

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bulletins.file_tasks import sweep_regularly
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


def test_what_a_page_asks_for_by_itself_keeps_no_session_from_ending(after):
    bulletin = make.make_bulletin()
    make.make_item(bulletin)
    client, poll = editor_client(), f"{bulletin.get_absolute_url()}doi-chieu/thay-doi/?tu-dong=1"
    for hours in range(1, 12):
        after(hours)
        assert client.get(poll).status_code == 200
    after(12.1)
    assert client.get(poll).status_code == 302
    assert SecurityEntry.objects.get(kind="session-ended").details == "lâu không dùng"


def test_a_clock_that_was_ahead_does_not_keep_a_session_from_ending(after):
    after(24 * 365)
    client = editor_client()
    after(0)
    assert client.get(DESK).status_code == 200
    after(12.1)
    assert client.get(DESK).status_code == 302


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


def test_a_session_that_is_over_leaves_the_database_with_the_next_round():
    address = f"{make.make_document(audience='everyone').get_absolute_url()}bao-sai-sot/"
    Client().post(address, {"words": "Ngày ghi 15/3, bản giấy là 13/5."})
    kept = Session.objects.get()
    # What a visitor typed waits for half an hour, not for two weeks.
    assert (kept.expire_date - timezone.now()).total_seconds() <= 30 * 60
    member_client()
    sweep_regularly()
    assert Session.objects.count() == 2
    Session.objects.filter(pk=kept.pk).update(expire_date=timezone.now())
    sweep_regularly()
    assert Session.objects.exclude(pk=kept.pk).count() == Session.objects.count() == 1


def test_who_signs_in_after_typing_signed_out_stays_signed_in():
    make.make_member("ba-tam")
    client = Client()
    address = f"{make.make_document(audience='everyone').get_absolute_url()}bao-sai-sot/"
    client.post(address, {"words": "Ngày ghi 15/3, bản giấy là 13/5."})
    client.post("/dang-nhap/", {"username": "ba-tam", "password": make.PASSWORD})
    (kept,) = Session.objects.filter(expire_date__gt=timezone.now())
    assert (kept.expire_date - timezone.now()).days >= 13
