"""A real browser measures the staff site: nothing off the screen, nothing too small to read."""

import pytest

from documents.models import Decision
from tests.factories import (
    PASSWORD,
    make_bulletin,
    make_citation,
    make_document,
    make_editor,
    make_item,
    make_organization,
    make_source,
)

pytestmark = pytest.mark.browser

DOCUMENTS = "/quan-tri/documents/document/"
CITATIONS = "/quan-tri/documents/citation/"
BODY = "Ban Chỉ đạo thử nghiệm tổng kết công tác của tỉnh Thử Nghiệm"


@pytest.fixture
def site(page, live_server):
    """The address of the site, an editor signed in, with records of usual length."""
    words = "Nghị quyết số 1210/2016/UBTVQH13, ngày 25/5/2016 của Ủy ban Thử Nghiệm"
    document = make_document(
        organization=make_organization(BODY), title="về việc thử nghiệm sổ văn bản " * 4
    )
    source = make_source(f"Theo {words}.", label=f"Bản tin tháng 3/2024 – {BODY} – Mục 1")
    make_citation(source, words, document, state=Decision.PROPOSED)
    make_item(make_bulletin(), document)
    editor = make_editor()
    page.goto(f"{live_server.url}/dang-nhap/")
    page.fill("[name=username]", editor.username)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda address: "dang-nhap" not in address)
    return live_server.url


def right_edges(page, selector):
    """Return the right edges, in pixels, of what is shown of `selector`."""
    return page.eval_on_selector_all(
        selector,
        "found => found.filter(e => e.offsetParent).map(e => e.getBoundingClientRect().right)",
    )


@pytest.mark.parametrize("address", [DOCUMENTS, CITATIONS])
def test_every_column_of_a_list_fits_a_laptop(page, site, address):
    page.goto(site + address)
    edges = right_edges(page, "#result_list thead th")
    assert len(edges) >= 6
    assert max(edges) <= 1280


def test_a_phone_shows_the_state_of_a_citation(page, site):
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(site + CITATIONS)
    edges = right_edges(page, "#result_list .field-text, #result_list .field-state")
    assert len(edges) == 2
    assert max(edges) <= 390


@pytest.mark.parametrize("width", [1280, 390])
def test_the_kind_of_an_item_is_wide_enough_to_be_read(page, site, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{site}/quan-tri/bulletins/bulletin/")
    page.click("#result_list tbody th a")
    box = page.locator("#id_items-0-kind").bounding_box()
    assert box["width"] >= 180


def test_what_is_to_be_read_is_no_smaller_than_16_pixels(page, site):
    for address in ("/quan-tri/", DOCUMENTS, f"{DOCUMENTS}add/", CITATIONS):
        page.goto(site + address)
        small = page.eval_on_selector_all(
            "p, li, td, th:not(.visually-hidden *), label, .help, .readonly, select, textarea",
            """found => found.filter(e => e.offsetParent && e.innerText
                && parseFloat(getComputedStyle(e).fontSize) < 16)
                .map(e => `${e.tagName}.${e.className}: ${e.innerText.slice(0, 30)}`)""",
        )
        assert (address, small) == (address, [])
