"""One line of the log for each request, and a number by which people can name it."""

import json
import logging
import re

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings

from config import faults
from config.access import AccessMiddleware
from config.logs import JsonFormatter, LineFormatter, request_id
from documents.models import issue_token
from tests import factories as make

NUMBER = r"\d{4}-\d{4}"


class Lines(logging.Handler):
    """Keeps what was logged, as text and as objects."""

    def __init__(self):
        super().__init__()
        self.texts, self.objects = [], []

    def emit(self, record):
        self.texts.append(LineFormatter("%(levelname)s %(message)s").format(record))
        self.objects.append(json.loads(JsonFormatter().format(record)))


@pytest.fixture
def lines(monkeypatch):
    handler = Lines()
    for name in ("vankien.access", "django.request"):
        monkeypatch.setattr(logging.getLogger(name), "handlers", [handler])
    return handler


@pytest.mark.django_db
def test_each_request_is_one_line_with_what_came_of_it(client, lines):
    editor = make.make_editor()
    client.force_login(editor)
    response = client.get("/van-ban/?q=ten-mot-nguoi")
    number = response["X-Request-ID"]
    (line,), (told,) = lines.texts, lines.objects
    assert re.fullmatch(rf"INFO GET /van-ban/ 200 \d+ ms account={editor.pk} \[{number}\]", line)
    assert re.fullmatch(NUMBER, number)
    time, duration = told.pop("time"), told.pop("duration_ms")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]{12}\+00:00", time) and duration >= 0
    assert told == {
        **{"level": "INFO", "logger": "vankien.access", "request_id": number, "method": "GET"},
        **{"path": "/van-ban/", "status": 200, "user_id": editor.pk},
        "message": f"GET /van-ban/ 200 {duration} ms account={editor.pk}",
    }
    # Nobody's name, nobody's words.
    assert editor.username not in line and "ten-mot-nguoi" not in line + json.dumps(told)


@pytest.mark.django_db
def test_a_visitor_has_no_account_and_a_token_names_its_holder(lines):
    Client().get("/van-ban/")
    _, secret = issue_token(member := make.make_member(), "máy đọc")
    Client().get("/api/van-ban/", headers={"authorization": f"Bearer {secret}"})
    assert [told["user_id"] for told in lines.objects] == [None, member.pk]


@pytest.mark.django_db
def test_a_refused_page_is_one_line_and_no_more(client, lines):
    client.get("/khong-co/?q=ten-mot-nguoi")
    assert [told["status"] for told in lines.objects] == [404]
    assert "ten-mot-nguoi" not in lines.texts[0]


@pytest.mark.django_db
def test_a_link_that_signs_somebody_in_stands_in_no_line(client, lines):
    client.get("/vao/bi-mat_1/")
    assert [told["path"] for told in lines.objects] == ["/vao/…/"]
    assert "bi-mat" not in lines.texts[0] + json.dumps(lines.objects)


def test_an_address_cannot_write_a_line_of_its_own(lines):
    AccessMiddleware(lambda request: HttpResponse())(
        RequestFactory().get("/x%0A2026-01-01 INFO gia-mao")
    )
    assert "\n" not in lines.texts[0]


def test_a_number_that_came_with_the_request_is_not_taken_over():
    asked = RequestFactory().get("/", headers={"x-request-id": "1111-2222"})
    answered = AccessMiddleware(lambda request: HttpResponse())(asked)
    assert answered["X-Request-ID"] != "1111-2222"


def test_the_number_is_of_the_request_alone():
    seen = []

    def page(request):
        seen.append(request_id.get())
        return HttpResponse()

    first, second = (AccessMiddleware(page)(RequestFactory().get("/")) for _ in range(2))
    assert [first["X-Request-ID"], second["X-Request-ID"]] == seen
    assert seen[0] != seen[1]
    assert request_id.get() == ""


@pytest.mark.django_db
@override_settings(ROOT_URLCONF="tests.config.test_pages")
def test_a_failure_says_its_number_on_the_page_and_in_the_log(lines):
    for address, status in (("/thu/loi/", 500), ("/thu/nghi/", 400), ("/thu/cam/", 403)):
        response = Client(raise_request_exception=False).get(address)
        assert response.status_code == status
        assert f"Mã lần gọi: {response['X-Request-ID']}." in response.content.decode()
    fault = next(told for told in lines.objects if told["level"] == "ERROR")
    assert fault["traceback"].startswith("Traceback")
    first, *rest = next(text for text in lines.texts if text.startswith("ERROR")).splitlines()
    # On the line that says what, so that who looks for the number sees it.
    assert first.endswith(f"[{fault['request_id']}]") and rest


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "asked"),
    [
        (400, {"path": "/", "headers": {"host": "noi-khac.example"}}),
        (403, {"path": "/dang-nhap/", "data": {}}),
        (404, {"path": "/khong-co/"}),
        (413, {"path": "/dang-nhap/", "data": {"username": "x" * 2000}}),
    ],
)
def test_what_is_refused_says_its_number_on_the_page(settings, status, asked):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    visitor = Client(enforce_csrf_checks=status == 403)
    response = visitor.post(**asked) if "data" in asked else visitor.get(**asked)
    assert response.status_code == status
    assert f"Mã lần gọi: {response['X-Request-ID']}." in response.content.decode()


# A page that is cached by everybody must be the same for everybody.
@pytest.mark.django_db
def test_a_page_that_did_not_fail_does_not_hold_the_number(client):
    response = client.get("/van-ban/")
    assert response["X-Request-ID"] not in response.content.decode()
    again = client.get("/van-ban/", headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304 and again["X-Request-ID"] != response["X-Request-ID"]


def test_the_page_for_a_failure_tells_no_number_where_there_is_none():
    page = faults.server_error(RequestFactory().get("/"))
    assert page.status_code == 500
    assert "Mã lần gọi" not in page.content.decode()


def test_nothing_stands_outside_of_what_writes_the_line():
    assert settings.MIDDLEWARE[0] == "config.access.AccessMiddleware"
