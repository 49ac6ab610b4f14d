"""An editor at the desk in a real browser, deciding by keys that are counted."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from playwright.sync_api import Page, expect

from bulletins.models import Bulletin
from bulletins.tasks import read_to_the_end


def bring_in_file(page: Page, site: str, publisher: str, month: str, file: Any) -> None:
    """Bring in a bulletin of "2024-01" from a file and have it read; wait for its desk."""
    year, number = month.split("-")
    page.goto(f"{site}/ban-tin/nhap/")
    page.select_option("[name=publisher]", label=publisher)
    page.fill("[name=month]", str(int(number)))
    page.fill("[name=year]", year)
    page.set_input_files("[name=file]", file)
    page.click("main button:has-text('Chia thành các mục')")
    page.wait_for_url("**/muc/")
    page.click("main button:has-text('Đọc trích dẫn')")
    page.wait_for_url("**/doc/")
    # What the worker does, which runs beside no test; the page then leads on by itself.
    read_to_the_end(Bulletin.objects.latest("pk").pk, uuid4())
    page.wait_for_url("**/doi-chieu/**", timeout=30_000)


def open_card(page: Page) -> int:
    """Return the key of the citation whose card lies open."""
    return int(page.locator(".cite[aria-current]").first.get_attribute("id").split("-")[1])


@dataclass
class Keyboard:
    """Presses keys on the desk and counts them."""

    page: Page
    pressed: int = 0

    def press(self, keys: str) -> None:
        """Press these keys one after the other on the card that lies open."""
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1

    def decide(self, keys: str) -> None:
        """Press these keys, of which the last decides, and wait for the next card."""
        self.press(keys[:-1])
        with self.page.expect_navigation():
            self.press(keys[-1])
        expect(self.page.locator(".message").first).to_be_visible()
