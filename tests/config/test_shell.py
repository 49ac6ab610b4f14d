"""What every answer of the site says to the browser that gets it."""

import re

import pytest
from django.conf import settings as site_settings
from django.test import Client

from config.checks import reasons_to_worry
from tests import factories as make
from tests.admin_page import administrator_client

pytestmark = pytest.mark.django_db

SAID = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# What a browser would run or draw although it stands in the page itself.
INLINE = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|<style|\sstyle=|\son\w+=")
STAFF_PAGES = (
    "/quan-tri/",
    "/quan-tri/documents/document/",
    "/quan-tri/documents/document/add/",
    "/quan-tri/organizations/user/",
    "/quan-tri/organizations/securityentry/",
)


@pytest.mark.parametrize("address", ["/", "/dang-nhap/", "/khong-co/", "/api/van-ban/", "/healthz"])
def test_every_answer_is_in_the_shell(address):
    answer = Client().get(address)
    assert {name: answer[name] for name in SAID} == SAID
    assert "camera=()" in answer["Permissions-Policy"]


@pytest.mark.parametrize("address", ["/", "/dang-nhap/", *STAFF_PAGES])
def test_no_page_may_run_or_draw_what_stands_in_itself_and_none_wants_to(address):
    client = administrator_client()
    make.make_document()
    page = client.get(address)
    assert page.status_code == 200
    policy = page["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "object-src 'none'" in policy
    assert "unsafe" not in policy
    assert INLINE.findall(page.content.decode()) == []


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("<script>alert(1)</script>", 1),
        ('<p style="color: red">', 1),
        ('<a onclick="go()">', 1),
        # Negatives: a file, data that is not run, a word that only begins alike.
        ('<script src="/static/a.js"></script>', 0),
        ('<script id="x" type="application/json">{}</script>', 0),
        ("<p>một = hai, on = off</p>", 0),
    ],
)
def test_what_stands_in_a_page_is_seen(page, found):
    assert len(INLINE.findall(page)) == found


def test_cookies_are_kept_from_scripts_and_from_other_sites(settings):
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    make.make_member("thanh-vien")
    client = Client()
    client.get("/dang-nhap/")
    client.post("/dang-nhap/", {"username": "thanh-vien", "password": make.PASSWORD})
    names = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
    assert names <= client.cookies.keys()
    for name in names:
        cookie = client.cookies[name]
        kept = (cookie["httponly"], cookie["samesite"], cookie["secure"], cookie["path"])
        assert kept == (True, "Lax", True, "/"), name
        # The browser refuses a cookie named __Host-… that says for which domain it is.
        assert cookie["domain"] == "", name


@pytest.mark.parametrize(
    ("hosts", "https", "proxies", "told"),
    [
        (["127.0.0.1", "localhost"], False, [], []),
        (["127.0.0.1", "so.example"], False, [], ["config.W002"]),
        (["so.example"], True, [], ["config.W003"]),
        (["so.example"], True, ["127.0.0.1"], []),
    ],
)
def test_an_open_way_to_the_site_is_told_when_it_starts(settings, hosts, https, proxies, told):
    settings.ALLOWED_HOSTS, settings.HTTPS, settings.TRUSTED_PROXIES = hosts, https, proxies
    assert [worry.partition(":")[0] for worry in reasons_to_worry()] == told


def test_static_files_are_in_the_shell_too():
    order = [name.rpartition(".")[2] for name in site_settings.MIDDLEWARE]
    inner = order.index("WhiteNoiseMiddleware")
    assert order.index("ShellMiddleware") < inner
    assert order.index("SecurityMiddleware") < inner
