"""In a real browser: what staff do and take back. Pasting is in tests/documents/pasting/."""

import pytest
from playwright.sync_api import Page, expect

from documents.models import Document, ImportedList, Merge
from tests.browsing import sign_in
from tests.documents.importing.lists import a_row, worked, xlsx
from tests.factories import make_document, make_document_type, make_editor, make_organization

pytestmark = [pytest.mark.browser, pytest.mark.any_database]


@pytest.fixture
def site(page: Page, live_server, settings, tmp_path) -> str:
    settings.DATA_DIR = tmp_path
    sign_in(page, live_server.url, make_editor())
    return live_server.url


@pytest.fixture
def body(site):
    make_document_type("Chỉ thị", party_code="CT")
    return make_organization("Tỉnh ủy Mẫu", code="TU")


def the_worker_does_it(page: Page, heading: str) -> None:
    """Let the worker take the only list on; the page that waits turns to what came of it."""
    worked(ImportedList.objects.get())
    expect(page.locator("h1")).to_have_text(heading, timeout=10_000)


def test_a_list_of_excel_is_looked_through_written_and_taken_back(page, site, body):
    make_document(number="24", symbol="CT/TU", organization=body, title="về cháy cũ")
    content = xlsx(a_row(), a_row("25-CT/TU"), a_row("26-CT/TU", "31/2/2023"))
    page.goto(f"{site}/nhap-danh-sach/")
    file = {"name": "Sổ.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    page.set_input_files("input[type=file]", file)
    page.click("text=Đọc tệp và xem trước")
    the_worker_does_it(page, "Xem trước danh sách")
    told = page.inner_text("main")
    assert "Ô C4" in told and "“31/2/2023” không phải ngày có thật" in told
    assert page.inner_text(".imported-update .imported-changes del") == "về cháy cũ"
    assert set(Document.objects.values_list("title", flat=True)) == {"về cháy cũ"}

    page.click("a.imported-next")
    page.click("text=Chỉ ghi các dòng nhập được")
    the_worker_does_it(page, "Đã nhập danh sách")
    assert sorted(Document.objects.values_list("code_key", flat=True)) == ["24/cttu", "25/cttu"]
    page.click("text=Chỉ thị 25-CT/TU")
    expect(page.locator("h1")).to_contain_text("25-CT/TU")

    # Found again where lists are sent, long after.
    page.goto(f"{site}/nhap-danh-sach/")
    page.click("text=Sổ.xlsx, gửi lúc")
    page.click("text=Hoàn tác cả danh sách")
    assert "Trả lại như cũ 1 văn bản đã sửa" in page.inner_text("main")
    page.click("main form button")
    the_worker_does_it(page, "Đã hoàn tác danh sách")
    assert list(Document.objects.values_list("number", "title")) == [("24", "về cháy cũ")]


def test_two_records_are_merged_the_old_address_leads_on_and_they_are_parted(page, site, body):
    kept, gone = (
        make_document(number=number, symbol="CT/TU", organization=body, title=title)
        for number, title in (("24", "về học tập"), ("42", "về việc học tập"))
    )
    page.goto(site + kept.get_absolute_url())
    page.click("text=Hợp nhất với bản ghi khác")
    page.fill("[name=tim]", "42-CT/TU")
    page.click("main button:has-text('Tìm')")
    page.click("text=Chỉ thị 42-CT/TU")
    page.check("fieldset:has(legend:has-text('Trích yếu')) label:has-text('về việc học tập') input")
    page.click("main button:has-text('Hợp nhất')")
    page.wait_for_url("**/hop-nhat/*")
    expect(page.locator("main")).to_contain_text("gộp vào Chỉ thị 24-CT/TU")
    page.goto(site + gone.get_absolute_url())
    assert page.url == site + kept.get_absolute_url()
    expect(page.locator("main")).to_contain_text("về việc học tập")

    page.goto(f"{site}/hop-nhat/")
    page.click("text=Tách lại thành hai bản ghi")
    expect(page.locator("main")).to_contain_text("hoàn tác lúc")
    assert Merge.objects.get().is_undone
    titles = Document.objects.order_by("number").values_list("title", flat=True)
    assert list(titles) == ["về học tập", "về việc học tập"]


def test_a_document_goes_to_the_bin_and_is_found_again_once_restored(page, site, body):
    document = make_document(number="24", symbol="CT/TU", organization=body, title="về học tập")
    page.goto(f"{site}/quan-tri/documents/document/{document.pk}/change/")
    page.click("a.deletelink")
    page.click("input[value='Bỏ vào thùng rác']")
    expect(page.locator(".messagelist")).to_contain_text("vào thùng rác")
    page.goto(f"{site}/van-ban/?q=24-CT/TU")
    expect(page.locator("main")).not_to_contain_text("về học tập")

    page.goto(f"{site}/quan-tri/documents/document/?thung-rac=co")
    page.check("input.action-select")
    page.select_option("select[name=action]", label="Khôi phục từ thùng rác")
    page.click("text=Thực hiện với các mục đã đánh dấu")
    expect(page.locator(".messagelist")).to_contain_text("Đã khôi phục")
    page.goto(f"{site}/van-ban/?q=24-CT/TU")
    expect(page.locator("main")).to_contain_text("về học tập")
    page.goto(f"{site}/quan-tri/documents/document/{document.pk}/history/")
    expect(page.locator("#content")).to_contain_text("Bỏ vào thùng rác")
    expect(page.locator("#content")).to_contain_text("Khôi phục")
