"""A document's page in a browser: cards of citations, copying, and both without a script."""

import pytest
from playwright.sync_api import expect

from documents.models import Document
from organizations.audience import Audience
from tests import factories as make

pytestmark = pytest.mark.browser

WORDS = "Chỉ thị số 24-CT/TU"
LINK, CARD = ".running-text a", ".cite-card"


@pytest.fixture
def citing(live_server) -> Document:
    """A document for everyone whose text cites another, far from the end of its page."""
    target = make.make_document(
        number="24", symbol="CT/TU", title="về đô thị", audience=Audience.EVERYONE
    )
    source = make.make_source(f"Thực hiện {WORDS}.", audience=Audience.EVERYONE)
    document = make.make_document(text=source, audience=Audience.EVERYONE)
    make.make_citation(source, WORDS, target, state="confirmed")
    return document


def test_a_card_tells_by_pointer_and_by_key_what_is_cited_and_escape_closes_it(
    page, live_server, citing
):
    page.goto(live_server.url + citing.get_absolute_url())
    height = page.evaluate("document.documentElement.scrollHeight")
    page.hover(LINK)
    words = page.inner_text(CARD)
    assert "Chỉ thị 24-CT/TU" in words
    assert "về đô thị" in words
    assert "19/05/2023" in words
    assert page.evaluate("document.documentElement.scrollHeight") == height
    page.keyboard.press("Escape")
    assert page.locator(CARD).count() == 0
    page.mouse.move(0, 0)
    page.focus(".on-this-page a:last-child")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate(f"document.activeElement.matches('{LINK}')"):
            break
    assert page.locator(CARD).count() == 1
    page.keyboard.press("Tab")
    page.wait_for_selector(CARD, state="detached")


def test_a_finger_sees_the_card_first_and_goes_on_with_the_second_tap(
    chromium, live_server, citing
):
    context = chromium.new_context(viewport={"width": 390, "height": 800}, has_touch=True)
    page = context.new_page()
    address = live_server.url + citing.get_absolute_url()
    page.goto(address)
    page.tap(LINK)
    page.wait_for_selector(CARD)
    assert page.url == address
    box = page.locator(CARD).bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    page.tap(f"{CARD} a")
    page.wait_for_url("**/24-ct-tu-2023/")
    context.close()


def test_one_button_copies_the_citation(page, live_server, citing):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(live_server.url + citing.get_absolute_url())
    page.click("[data-copy=chu-trich-dan]")
    expect(page.locator("[data-copy=chu-trich-dan] + .copied")).to_have_text("Đã chép.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.inner_text("#chu-trich-dan")
    assert copied.startswith("Chỉ thị số ")


def test_without_a_script_links_work_and_no_dead_button_is_shown(chromium, live_server, citing):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + citing.get_absolute_url())
    assert "về đô thị" in page.get_attribute(LINK, "title")
    assert "về đô thị" in page.inner_text("[data-cited]")
    assert page.locator("[data-copy]:visible").count() == 0
    page.click(LINK)
    assert page.url.endswith("/24-ct-tu-2023/")
    context.close()
