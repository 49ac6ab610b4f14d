"""Walks the steps of the editors' guide on a demo registry and takes the pictures of its chapters.

    make run      # in another terminal; it prints the editor's password
    .venv/bin/python -m tests.guide_pictures http://127.0.0.1:8000 bientap PASSWORD

Each step is done as the guide tells it, and what is brought in is taken back at the end. It stops
at the first step that a page does not offer. Chapters 1, 2 and 5 have pictures taken by hand.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

PICTURES = Path(__file__).parents[1] / "docs" / "anh"
WIDTH, MOST_HEIGHT, QUALITY = 1000, 760, 32
WAIT_MS = 60_000
# One is new, one differs from the demo record in its signer, one cannot be read, and one is a demo
# record once more with a misprinted number.
LIST = """STT;Số ký hiệu;Ngày ban hành;Loại văn bản;Cơ quan ban hành;Trích yếu
1;412-KH/TU;15/04/2024;Kế hoạch;Thành ủy Cao Bằng;về tổ chức Hội thi tìm hiểu Điều lệ Đảng
2;339-KH/TU;27/11/2023;Kế hoạch;Thành ủy Cao Bằng;về xây dựng mô hình “Đảng bộ 4 tốt”
3;413-KH/TU;31/02/2024;Kế hoạch;Thành ủy Cao Bằng;về kiểm tra, giám sát năm 2024
4;316-KH/TU;30/01/2024;Kế hoạch;Thành ủy Cao Bằng;về phát triển đảng viên năm 2024
"""
MISPRINTED = "316-KH/TU"
WARDS = "Đảng ủy phường Mẫu (cơ quan minh họa)\nĐảng ủy phường Ví Dụ (cơ quan minh họa)"


class Walk:
    """An editor at a registry, and the pictures of what they see."""

    def __init__(self, page: Page, site: str) -> None:
        self.page, self.site = page, site

    def open(self, path: str) -> None:
        self.page.goto(self.site + path)

    def press(self, name: str) -> None:
        """Press the button of the page's form, or follow the link, that has these words."""
        named = self.page.locator("#content, main").get_by_role("button", name=name)
        (named if named.count() else self.page.get_by_role("link", name=name)).first.click()

    def take(self, name: str, under: str = "main") -> None:
        """Keep a picture of the page from the top of `under` on."""
        self.page.locator(under).first.scroll_into_view_if_needed()
        box = self.page.locator(under).first.bounding_box()
        top = (box["y"] if box else 0) + self.page.evaluate("scrollY")
        height = min(MOST_HEIGHT, self.page.evaluate("document.body.scrollHeight") - top)
        self.page.screenshot(
            path=PICTURES / f"{name}.jpg",
            type="jpeg",
            quality=QUALITY,
            full_page=True,
            clip={"x": 0, "y": top, "width": WIDTH, "height": height},
        )


def sign_in(walk: Walk, user: str, password: str) -> None:
    walk.open("/dang-nhap/")
    walk.page.fill("[name=username]", user)
    walk.page.fill("[name=password]", password)
    walk.page.click("main button[type=submit]")


def bring_a_list_in(walk: Walk) -> str:
    """Send the list, look at the preview, do the good rows; return the list's address."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "van-ban.csv"
        file.write_text(LIST, "utf-8")
        walk.open("/nhap-danh-sach/")
        walk.page.set_input_files("input[type=file]", file)
        walk.page.click("main form button[type=submit]")
        walk.page.wait_for_selector("h1:has-text('Xem trước danh sách')", timeout=WAIT_MS)
    address = walk.page.url.removeprefix(walk.site)
    walk.take("danh-sach-xem-truoc")
    walk.press("Ghi ")
    walk.page.click("main form button[type=submit]")
    walk.page.wait_for_selector("h1:has-text('Đã nhập danh sách')", timeout=WAIT_MS)
    return address


def take_the_list_back(walk: Walk, address: str) -> None:
    walk.open(address)
    walk.press("Hoàn tác cả danh sách")
    walk.take("danh-sach-hoan-tac")
    walk.press("Hoàn tác")
    walk.page.wait_for_selector("h1:has-text('Đã hoàn tác')", timeout=WAIT_MS)


def take_a_list_out(walk: Walk) -> None:
    walk.open("/van-ban/?q=KH/TU&danh_sach=1")
    walk.take("lay-danh-sach-ra", under="p:has(> a[href*='danh-sach.xlsx'])")


def merge_and_split(walk: Walk) -> None:
    walk.open("/van-ban/361-kh-tu-2024/")
    walk.press("Hợp nhất với bản ghi khác")
    walk.page.fill("[name=tim]", MISPRINTED)
    walk.press("Tìm")
    walk.press("Kế hoạch 316-KH/TU")
    walk.take("hop-nhat")
    walk.open("/van-ban/10-qd-tu-2019/tach/?sang=2150-qd-tu-2019")
    walk.take("tach-bot")


def reorganise(walk: Walk) -> None:
    walk.open("/co-quan/sap-xep/")
    walk.page.check("input[name=kind][value=merge]")
    walk.page.fill("[name=day]", "01/01/2026")
    walk.page.fill("[name=basis]", "Nghị quyết số 12-NQ/TU ngày 20/12/2025")
    walk.page.fill("[name=before]", WARDS)
    walk.page.fill("[name=after]", "Đảng ủy phường Mẫu Mới")
    walk.press("Xem trước")
    walk.press("Xem trước")
    walk.take("sap-xep-co-quan", under="#xem-truoc")


def bin_and_history(walk: Walk) -> None:
    walk.open("/quan-tri/documents/document/?thung-rac=co")
    walk.take("thung-rac", under="#content")
    walk.open("/van-ban/01-nq-du-2025/go-noi-dung/")
    walk.take("go-noi-dung")
    walk.open("/van-ban/339-kh-tu-2023/")
    walk.press("Sửa trong phần biên tập")
    walk.press("Lịch sử")
    walk.take("lich-su", under="#content")


def main(site: str, user: str, password: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
            args=["--no-sandbox", "--disable-background-networking"],
        )
        page = browser.new_page(viewport={"width": WIDTH, "height": MOST_HEIGHT}, locale="vi-VN")
        walk = Walk(page, site.rstrip("/"))
        sign_in(walk, user, password)
        take_a_list_out(walk)
        address = bring_a_list_in(walk)
        merge_and_split(walk)
        reorganise(walk)
        take_the_list_back(walk, address)
        # What the list added lies in the bin now.
        bin_and_history(walk)
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
