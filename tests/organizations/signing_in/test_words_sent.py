"""A form of staff that is refused shows its words once more, since its page is in no cache."""

import time
from unittest import mock

import pytest
from django.db import OperationalError
from django.http import Http404
from django.test import Client

from organizations.models import SecurityEntry
from tests import factories as make
from tests.admin_page import client_of, editor_client

pytestmark = pytest.mark.django_db

WORDS = "Đã sửa ngày ban hành\nthành 13/5/2023 theo bản giấy."
SENT = {"bao": "1", "xong": "1", "tra-loi": WORDS}
PLACE = "/bao-sai-sot/xu-ly/"
FROM_HERE = {"Referer": "http://testserver/bao-sai-sot/"}


def idle(monkeypatch):
    client = editor_client()
    now = time.time() + 13 * 3600
    monkeypatch.setattr("organizations.signing_in.sessions.time.time", lambda: now)
    return client


def signed_out(monkeypatch):
    return Client()


def in_another_window(monkeypatch):
    client = Client(enforce_csrf_checks=True)
    client.force_login(make.make_editor())
    return client


@pytest.mark.parametrize("ended", [idle, signed_out, in_another_window])
def test_whatever_ended_the_session_the_words_are_there_to_be_copied(monkeypatch, ended):
    answer = ended(monkeypatch).post(PLACE, SENT, headers=FROM_HERE)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert f">\n{WORDS}</textarea>" in page
    # What was no words is not among them.
    assert page.count("<textarea") == 1


def test_a_screen_of_the_staff_shows_them_too():
    sent = {"title": "về công tác thử nghiệm", "note": ""}
    address = "/quan-tri/documents/document/add/"
    here = {"Referer": f"http://testserver{address}"}
    assert "về công tác thử nghiệm" in Client().post(address, sent, headers=here).content.decode()
    # Without words the way in is all there is to show.
    assert Client().post(address, {"number": "24"}, headers=here).status_code == 302


def test_after_a_while_without_use_the_page_leads_to_the_way_in(monkeypatch):
    page = idle(monkeypatch).post(PLACE, SENT, headers=FROM_HERE).content.decode()
    assert "hơn 12 giờ không dùng" in page and "chưa được ghi" in page
    assert 'href="/dang-nhap/?next=%2Fbao-sai-sot%2F"' in page
    assert "Đăng xuất" not in page


@pytest.mark.parametrize(
    ("sent", "headers"),
    [
        # A mark of secrecy, a password, a former value, a choice.
        ({"tra-loi": "TUYỆT MẬT\nvề việc mẫu"}, FROM_HERE),
        ({"new_password1": "bốn chữ rất dài"}, FROM_HERE),
        ({"initial-title": "về công tác thử nghiệm"}, FROM_HERE),
        ({"co-quan": "dang-uy-phuong-mau"}, FROM_HERE),
        # Longer than any box is for.
        ({"tra-loi": "chữ " * 50_001}, FROM_HERE),
        # No page of another site speaks here.
        ({"tra-loi": WORDS}, {"Referer": "https://noi-khac.example/"}),
        ({"tra-loi": WORDS}, {}),
    ],
)
def test_nothing_else_is_said_again(sent, headers):
    page = Client().post(PLACE, sent, headers=headers).content.decode()
    assert "<textarea" not in page


@pytest.mark.parametrize(
    ("error", "status"), [(OperationalError("x"), 503), (ValueError("x"), 500), (Http404(), 404)]
)
def test_what_fails_while_it_is_stored_shows_the_words_too(monkeypatch, error, status):
    monkeypatch.setattr("documents.mistakes.views.close_report", mock.Mock(side_effect=error))
    client = Client(raise_request_exception=False)
    client.force_login(make.make_editor())
    answer = client.post(PLACE, SENT, headers=FROM_HERE)
    assert answer.status_code == status
    assert f">\n{WORDS}</textarea>" in answer.content.decode()


def test_markup_among_the_words_is_text():
    sent = {"tra-loi": "</textarea><script>alert(1)</script> hai chữ"}
    page = Client().post(PLACE, sent, headers=FROM_HERE).content.decode()
    assert "<script>" not in page and "&lt;script&gt;" in page


def test_the_end_of_an_idle_session_is_written_down_with_words_too(monkeypatch):
    idle(monkeypatch).post(PLACE, SENT, headers=FROM_HERE)
    assert SecurityEntry.objects.get(kind="session-ended").details == "lâu không dùng"


def test_whoever_has_no_right_is_told_that_alone():
    answer = client_of(make.make_member()).post(PLACE, SENT, headers=FROM_HERE)
    assert answer.status_code == 403
    assert "không làm được việc này" in answer.content.decode()
