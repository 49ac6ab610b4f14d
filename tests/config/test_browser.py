"""A real browser opens the site: the security headers stop nothing the pages need."""

import pytest
from playwright.sync_api import Page

from tests.factories import PASSWORD, make_document, make_editor

pytestmark = pytest.mark.browser


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser complains of while the test runs: scripts, styles and files it refused.

    A browser asks for /favicon.ico of its own accord where a page names no icon; that says
    nothing of the page and is left out.
    """
    found: list[str] = []

    def note(address: str, complaint: str) -> None:
        if not address.endswith("/favicon.ico"):
            found.append(f"{complaint} ({address})")

    page.on("console", lambda message: note(message.location["url"], message.text))
    page.on("pageerror", lambda error: note(page.url, str(error)))
    page.on("requestfailed", lambda request: note(request.url, "not loaded"))
    return found


def test_a_browser_shows_the_login_page_without_a_complaint(page, complaints, live_server):
    response = page.goto(f"{live_server.url}/dang-nhap/", wait_until="networkidle")
    assert response.status == 200
    # A style sheet was really applied, not only named.
    assert page.evaluate("[...document.styleSheets].some(sheet => sheet.cssRules.length > 0)")
    assert page.get_attribute("html", "lang") == "vi"
    assert complaints == []


def test_a_browser_shows_an_editor_every_kind_of_page_without_a_complaint(
    page, complaints, live_server
):
    document = make_document()
    editor = make_editor()
    page.goto(f"{live_server.url}/dang-nhap/")
    page.fill("[name=username]", editor.username)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda address: "dang-nhap" not in address, wait_until="networkidle")
    for address in (
        "/",
        "/van-ban/",
        document.get_absolute_url(),
        "/ban-tin/",
        "/quan-tri/",
        "/quan-tri/documents/document/",
        "/quan-tri/documents/document/add/",
        "/quan-tri/bulletins/bulletin/add/",
    ):
        # Idle: a picture still under way when the next page is opened would count as refused.
        response = page.goto(live_server.url + address, wait_until="networkidle")
        assert (address, response.status, complaints) == (address, 200, [])
