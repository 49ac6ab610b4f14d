"""One line for a refused request, a traceback for an error, no query of anybody."""

import json
import logging
import sys

import pytest
from django.db import IntegrityError, OperationalError
from django.test import Client

from config.logs import JsonFormatter, LineFormatter, without_query


def record_of(level: int, message: str, *arguments: object) -> logging.LogRecord:
    """A record as Django makes it while it handles an exception."""
    try:
        raise ValueError("bí ẩn")
    except ValueError:
        return logging.LogRecord("x", level, __file__, 1, message, arguments, sys.exc_info())


@pytest.mark.parametrize("level", [logging.WARNING, logging.INFO])
def test_below_an_error_the_traceback_is_left_out(level):
    record = record_of(level, "Forbidden: %s", "/quan-tri/")
    assert LineFormatter("%(message)s").format(record) == "Forbidden: /quan-tri/"
    # Whoever else listens still gets it.
    assert record.exc_info


def test_an_error_keeps_its_traceback():
    text = LineFormatter("%(message)s").format(record_of(logging.ERROR, "Server Error"))
    assert text.startswith("Server Error\nTraceback")
    assert text.endswith("ValueError: bí ẩn")


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (
            'duplicate key value violates unique constraint "document_key"\n'
            "DETAIL:  Key (title)=(lời lẽ riêng\ncủa họ) already exists.",
            'duplicate key value violates unique constraint "document_key" …',
        ),
        (
            "Field 'id' expected a number but got 'lời lẽ riêng'.",
            "Field 'id' expected a number but got '…'.",
        ),
        ("Không có cơ quan “lời lẽ riêng”", "Không có cơ quan “…”"),
    ],
)
def test_what_an_error_quotes_of_somebodys_words_is_left_out(said, kept):
    try:
        try:
            raise ValueError(said)
        except ValueError as error:
            raise IntegrityError(said) from error
    except IntegrityError:
        record = logging.LogRecord("x", logging.ERROR, __file__, 1, "Fault", (), sys.exc_info())
    text = LineFormatter("%(message)s").format(record)
    assert text.endswith(f"IntegrityError: {kept}")
    assert f"ValueError: {kept}\n" in text
    assert "lời lẽ" not in text and "của họ" not in text
    record.exc_text = None
    assert json.loads(JsonFormatter().format(record))["traceback"].endswith(kept)


def test_a_name_the_site_does_not_know_is_one_line_that_says_what_to_do(caplog):
    Client(raise_request_exception=False).get("/", headers={"host": "so.tinh.example"})
    (record,) = (one for one in caplog.records if one.name.startswith("django.security"))
    text = LineFormatter("%(message)s").format(record)
    assert text.startswith("Invalid HTTP_HOST header: 'so.tinh.example'.")
    assert "ALLOWED_HOSTS" in text and "\n" not in text


def test_a_database_that_is_away_is_one_line_though_every_request_meets_it():
    try:
        raise OperationalError("connection refused\n\tIs the server running?")
    except OperationalError:
        record = logging.LogRecord("x", logging.ERROR, __file__, 1, "100%% at %s", ("/",), None)
        record.exc_info = sys.exc_info()
    text = LineFormatter("%(message)s").format(record)
    assert text == "100% at /: OperationalError: connection refused"
    told = json.loads(JsonFormatter().format(record))
    assert told["message"] == text and "traceback" not in told


def test_a_link_that_signs_somebody_in_is_not_written_down():
    record = record_of(logging.WARNING, "Forbidden (%s): %s", "CSRF", "/vao/bi-mat_1/")
    assert LineFormatter("%(message)s").format(record) == "Forbidden (CSRF): /vao/…/"


@pytest.mark.parametrize(
    ("message", "arguments", "kept"),
    [
        ("Error handling request %s", ("/van-ban/?q=ai",), "Error handling request /van-ban/…"),
        # What makes a request line malformed is often a blank in its query; the rest is quoted.
        (
            "Invalid request from ip=127.0.0.1: Bad: 'b c HTTP/1.1'",
            (),
            "Invalid request from ip=127.0.0.1: Bad: …",
        ),
        # Elsewhere quotes are no sign of a request.
        ("Worker 'w' ended", (), "Worker 'w' ended"),
        # Nothing to cut; a percent sign is no place for an argument.
        ("Worker (pid:%s) was at 100%%", (7,), "Worker (pid:7) was at 100%"),
    ],
)
def test_the_web_servers_lines_are_cut_at_the_query(message, arguments, kept):
    record = record_of(logging.WARNING, message, *arguments)
    assert without_query(record) is True
    assert record.getMessage() == kept
