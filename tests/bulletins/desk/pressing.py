"""An editor at the desk in a real browser, deciding by keys that are counted."""

from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.factories import PASSWORD


def sign_in(page: Page, site: str, username: str) -> None:
    page.goto(f"{site}/dang-nhap/")
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda address: "dang-nhap" not in address)


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
        expect(self.page.locator(".message")).to_be_visible()
