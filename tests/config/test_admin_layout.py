"""A real browser measures the staff site: nothing off the screen, nothing too small to read."""

import pytest

from documents.models import Decision
from tests.browsing import sign_in
from tests.factories import (
    make_bulletin,
    make_citation,
    make_document,
    make_editor,
    make_item,
    make_organization,
    make_relation,
    make_source,
)

pytestmark = [pytest.mark.browser, pytest.mark.any_database]

DOCUMENTS = "/quan-tri/documents/document/"
CITATIONS = "/quan-tri/documents/citation/"
LISTS = (
    DOCUMENTS,
    CITATIONS,
    "/quan-tri/documents/relation/",
    "/quan-tri/bulletins/bulletin/",
    "/quan-tri/bulletins/bulletinitem/",
    "/quan-tri/bulletins/itemsubject/",
    "/quan-tri/organizations/organization/",
)
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
    make_relation(document, evidence="Câu chứng minh dài của một quan hệ thử nghiệm. " * 3)
    make_item(make_bulletin(), document)
    editor = make_editor()
    sign_in(page, live_server.url, editor)
    return live_server.url


def right_edges(page, selector):
    """Return the right edges, in pixels, of what is shown of `selector`."""
    return page.eval_on_selector_all(
        selector,
        "found => found.filter(e => e.offsetParent).map(e => e.getBoundingClientRect().right)",
    )


def test_every_column_of_a_list_fits_a_laptop(page, site):
    for address in (DOCUMENTS, CITATIONS, "/quan-tri/documents/relation/"):
        page.goto(site + address)
        edges = right_edges(page, "#result_list thead th")
        assert len(edges) >= 6, address
        assert max(edges) <= 1280, address


def test_a_phone_shows_a_record_as_a_card_with_the_names_of_its_columns(page, site):
    page.set_viewport_size({"width": 390, "height": 800})
    for address in LISTS:
        page.goto(site + address)
        edges = right_edges(page, "#result_list td, #result_list tbody th")
        assert len(edges) >= 3, address
        assert max(edges) <= 390, address
        frame = page.locator(".results").first
        assert frame.evaluate("e => e.scrollWidth - e.clientWidth") == 0, address
        cells = page.locator("#result_list tbody tr").first.locator("td[data-name]")
        names = cells.evaluate_all("cells => cells.map(cell => cell.dataset.name)")
        assert names, address
        assert all(names), address


@pytest.mark.parametrize("width", [1280, 390])
def test_the_head_is_tidy(page, site, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{site}/quan-tri/")
    lines = page.eval_on_selector_all(
        "#site-name, #user-tools > *:not(.theme-toggle)",
        "found => [...new Set(found.map(e => Math.round("
        "e.getBoundingClientRect().top + e.getBoundingClientRect().height / 2)))]",
    )
    # One line on a laptop; on a phone the name of the site and below it everything else.
    assert max(lines) - min(lines) <= (4 if width == 1280 else 44), lines
    edges = right_edges(page, "#header *")
    assert max(edges) <= width


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
