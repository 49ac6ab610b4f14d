"""A database or disk that is away for now: people are told when to come back."""

import errno
import sqlite3
import time
from unittest import mock

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.test import Client

from documents import views
from documents.models import issue_token
from tests import factories as make
from tests.config.test_pages import is_in_the_layout


def locked():
    cause = sqlite3.OperationalError("database is locked")
    cause.sqlite_errorcode = sqlite3.SQLITE_BUSY
    error = OperationalError("database is locked")
    error.__cause__ = cause
    return error


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


@pytest.fixture
def failing(monkeypatch):
    """Let the list of documents fail in this way, before it has asked the database."""

    def fail(error):
        monkeypatch.setattr(views, "DocumentFilter", mock.Mock(side_effect=error))

    return fail


# No database mark: neither the page nor the answer around it may ask for one.
@pytest.mark.parametrize(
    ("error", "wait", "sentence", "when"),
    [
        (OperationalError("connection refused"), "30", "Cơ sở dữ liệu đang dừng", "Chờ 30 giây"),
        (locked(), "5", "Nhiều người đang ghi cùng một lúc", "Chờ 5 giây"),
        (OSError(errno.ENOSPC, "x"), "300", "Ổ đĩa của máy chủ đã đầy", "Chờ 5 phút"),
    ],
)
def test_what_is_away_is_a_page_that_says_when_to_come_back(
    visitor, failing, error, wait, sentence, when
):
    failing(error)
    response = visitor.get("/van-ban/")
    assert (response.status_code, response["Retry-After"]) == (503, wait)
    page = response.content.decode()
    assert is_in_the_layout(page)
    assert sentence in page and when in page
    # What the database said of itself is for the log.
    assert "refused" not in page


def test_a_name_that_the_site_was_not_told_is_a_page_that_says_so(visitor):
    response = visitor.get("/", headers={"host": "so.tinh.example"})
    assert response.status_code == 400
    page = response.content.decode()
    assert is_in_the_layout(page)
    assert "Sổ không được mở bằng tên này" in page and "ALLOWED_HOSTS" in page
    assert "so.tinh.example" not in page


def test_a_fault_of_ours_is_no_outage(visitor, failing):
    failing(ValueError("x"))
    response = visitor.get("/van-ban/")
    assert response.status_code == 500
    assert "Retry-After" not in response


@pytest.mark.django_db
def test_a_session_that_cannot_be_written_is_an_outage_too(visitor, monkeypatch):
    """Django takes the session for deleted then, and would say that the request was wrong."""
    make.make_member("can-bo")
    # It is saved at the end, in the middleware: where signing in begins another one.
    monkeypatch.setattr(SessionStore, "save", mock.Mock(side_effect=locked()))
    form = {"username": "can-bo", "password": make.PASSWORD}
    assert visitor.post("/dang-nhap/", form).status_code == 503


@pytest.mark.django_db
def test_a_session_that_cannot_be_brought_up_to_date_is_an_outage_too(visitor, monkeypatch):
    """Django says of it that it was deleted meanwhile, and that the request was wrong (400)."""
    visitor.force_login(make.make_editor())
    session = visitor.session
    # So long ago that the next page notes that somebody is there.
    session["seen_at"] = int(time.time()) - 1000
    session.save()
    monkeypatch.setattr(Session, "save", mock.Mock(side_effect=locked()))
    response = visitor.get("/")
    assert (response.status_code, response["Retry-After"]) == (503, "5")


@pytest.mark.django_db
def test_other_systems_are_told_as_json(visitor, monkeypatch):
    _, secret = issue_token(make.make_member(), "máy đọc")
    monkeypatch.setattr("documents.api.views.document_list", mock.Mock(side_effect=locked()))
    monkeypatch.setattr("documents.api.answering.identify", mock.Mock(side_effect=locked()))
    response = visitor.get("/api/van-ban/", headers={"authorization": f"Bearer {secret}"})
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert response.json() == {
        "detail": "Nhiều người đang ghi cùng một lúc nên lần này chưa ghi được. "
        "Hãy thử lại sau 5 giây."
    }
