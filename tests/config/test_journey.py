"""The registry's one journey in a real browser: an editor enters a document, a member finds it."""

import pytest
from playwright.sync_api import Page, expect

from documents.models import Document
from tests.factories import (
    PASSWORD,
    make_document,
    make_document_type,
    make_editor,
    make_member,
    make_organization,
)

pytestmark = pytest.mark.browser

TITLE = "về việc chuẩn bị hội nghị mẫu <b>lần thứ nhất</b>"


def sign_in(page: Page, site: str, username: str) -> None:
    page.goto(f"{site}/dang-nhap/")
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda address: "dang-nhap" not in address)


def choose_body(page: Page, typed: str, name: str) -> None:
    """Pick a body the way an editor does: type a part without accents, take the suggestion."""
    page.click("#id_organization + .select2")
    page.fill(".select2-search__field", typed)
    page.click(f".select2-results__option:has-text('{name}')")


def test_an_editor_enters_a_document_and_a_member_finds_it_by_number(page, live_server):
    make_document_type("Kế hoạch", party_code="KH")
    make_organization("Đảng ủy phường Mẫu", code="ĐU")
    editor, member = make_editor(), make_member()

    sign_in(page, live_server.url, editor.username)
    page.goto(f"{live_server.url}/quan-tri/documents/document/add/")
    page.select_option("[name=document_type]", label="Kế hoạch")
    page.fill("[name=number]", "05")
    page.fill("[name=symbol]", "KH/ĐU")
    choose_body(page, "phuong mau", "Đảng ủy phường Mẫu")
    page.fill("[name=title]", TITLE)

    # A day that does not exist is refused in words, and nothing typed is lost.
    page.fill("[name=issued_on]", "31/02/2024")
    page.click("[name=_save]")
    expect(page.locator("body")).to_contain_text("“31/02/2024” không phải là ngày có thật")
    assert page.input_value("[name=title]") == TITLE
    assert not Document.objects.exists()

    page.fill("[name=issued_on]", "05/04/2024")
    page.click("[name=_save]")
    page.wait_for_url("**/quan-tri/documents/document/")
    document = Document.objects.get()
    assert f"{document.issued_on:%Y-%m-%d}" == "2024-04-05"

    page.context.clear_cookies()
    sign_in(page, live_server.url, member.username)
    page.goto(f"{live_server.url}/van-ban/")
    expect(page.locator("main")).to_contain_text("Kế hoạch 05-KH/ĐU")
    # What was typed is text, never markup.
    expect(page.locator("main")).to_contain_text(TITLE)
    page.fill("[name=q]", "5 kh du")
    page.press("[name=q]", "Enter")
    page.wait_for_url(f"**{document.get_absolute_url()}*")
    expect(page.locator("h1")).to_contain_text("05-KH/ĐU")
    expect(page.locator("main")).to_contain_text("05/04/2024")


def test_the_form_warns_of_a_code_that_exists_while_it_is_typed(page, live_server):
    known = make_document(number="29", symbol="CT/TU")
    sign_in(page, live_server.url, make_editor().username)
    page.goto(f"{live_server.url}/quan-tri/documents/document/add/")
    page.fill("[name=number]", "29")
    page.fill("[name=symbol]", "ct / tu")
    page.press("[name=symbol]", "Tab")
    link = page.get_by_role("link", name="29-CT/TU")
    expect(link).to_be_visible()
    assert f"/{known.pk}/change/" in link.get_attribute("href")
