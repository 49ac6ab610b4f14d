"""In a real browser: paste, look, save. Under a minute, most of it the reading."""

import pytest
from playwright.sync_api import expect

from documents.models import Document
from tests.browsing import sign_in
from tests.factories import make_document, make_document_type, make_editor, make_organization

pytestmark = [pytest.mark.browser, pytest.mark.any_database]

ADD = "/quan-tri/documents/document/add/"
CITATION = (
    "Chỉ thị số 29-CT/TU, ngày 06/02/2024 của Ban Thường vụ Tỉnh ủy Mẫu Sơn về tăng cường công "
    "tác thử nghiệm trên địa bàn"
)
# What a press of Ctrl+V does: the event, then the words.
PASTE = """words => {
  const box = document.getElementById("id_pasted");
  box.dispatchEvent(new ClipboardEvent("paste", { bubbles: true }));
  box.value = words;
}"""


@pytest.fixture
def site(page, live_server):
    make_document_type("Chỉ thị", party_code="CT")
    make_organization("Tỉnh ủy Mẫu Sơn", code="TU")
    sign_in(page, live_server.url, make_editor())
    return live_server.url


@pytest.mark.parametrize("width", [1280, 390])
def test_a_citation_is_pasted_looked_at_and_saved(page, site, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(site + ADD)
    page.evaluate(PASTE, CITATION)
    # No button is pressed: what is pasted is read at once.
    page.wait_for_selector(".paste-result")
    assert page.input_value("#id_number") == "29"
    assert page.input_value("#id_issued_on") == "06/02/2024"
    assert "Tỉnh ủy Mẫu Sơn" in page.inner_text("#select2-id_organization-container")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    small = page.eval_on_selector_all(
        ".paste-box button, .paste-box input[type=file]",
        "all => all.filter(e => e.getBoundingClientRect().height < 44).length",
    )
    assert small == 0
    page.click("text=Lưu văn bản")
    page.wait_for_url("**/documents/document/")
    document = Document.objects.get()
    assert document.title == "về tăng cường công tác thử nghiệm trên địa bàn"


def test_a_code_typed_that_exists_asks_for_a_tick_before_it_is_saved(page, site):
    body = make_organization("Thành ủy Mẫu Sơn", code="TU")
    make_document(number="29", symbol="CT/TU", organization=body)
    page.goto(site + ADD)
    page.evaluate(PASTE, CITATION)
    page.wait_for_selector("form .same-code input[name=confirmed]")
    page.fill("#id_number", "30")
    page.wait_for_selector(".same-code", state="hidden")
    page.fill("#id_number", "29")
    page.wait_for_selector(".same-code >> text=khác cơ quan")
    page.check("input[name=confirmed]")
    page.click("text=Lưu văn bản")
    page.wait_for_url("**/documents/document/")
    assert Document.objects.filter(number="29").count() == 2


def test_who_opens_the_form_can_paste_at_once(page, site):
    page.goto(site + ADD)
    expect(page.locator("#id_pasted")).to_be_focused()
    page.evaluate(PASTE, CITATION)
    page.wait_for_selector(".paste-result")
    assert page.evaluate("document.activeElement.id") != "id_pasted"


def test_what_was_typed_is_not_overwritten_unasked(page, site):
    page.goto(site + ADD)
    page.fill("#id_title", "về việc đã gõ")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.evaluate(PASTE, CITATION)
    page.click("text=Đọc và điền vào các ô bên dưới")
    assert "đã gõ" in asked[0]
    assert page.input_value("#id_title") == "về việc đã gõ"
