"""Opens a type of page as a person would and says what is wrong with it, in sentences.

Several questions are asked of one loaded page, for loading and axe are what takes time.
"""

import io
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from axe_playwright_python.base import AXE_FILE_PATH
from django.urls import resolve
from playwright.sync_api import Error, Page, Response
from pypdf import PdfReader

from tests.pages.page_types import PageType
from tests.pages.touch import SMALL_TARGETS

AXE = Path(AXE_FILE_PATH).read_text("utf-8")
MEASURING = Path(__file__).with_name("measuring.js").read_text("utf-8")
ALL_RULES = {"resultTypes": ["violations"]}
# All that another scheme changes is the colours.
COLOUR_RULES = {**ALL_RULES, "runOnly": ["color-contrast", "link-in-text-block"]}
PHONE, LAPTOP = (390, 800), (1280, 900)
# What the margins of the site's style leave of a sheet of A4, lying and standing, in px.
ACROSS, UPRIGHT = 1009, 624
# Papers of a form of their own, which has a place for where they come from.
OWN_FORM = ".sheet, .pack, .sign-in-paper"
MOST_SHIFT = 0.02
LETTERS, LARGE_LETTERS = 16, 32


class Walker:
    """One window, in which one page type after the other is opened and measured."""

    def __init__(self, page: Page, site: str, words: dict[str, str]) -> None:
        self.page, self.site, self.words = page, site, words
        self._noted: list[str] = []
        self._fonts = page.context.new_cdp_session(page)
        page.add_init_script(MEASURING)
        page.on("request", self._note_request)
        page.on("pageerror", lambda error: self._noted.append(f"a script failed: {error}"))
        page.on("console", self._note_console)

    def ask(self, kind: PageType, size: str) -> list[str]:
        """Return what is wrong with the page on a "phone" or a "laptop"."""
        asked = self._on_phone if size == "phone" else self._on_laptop
        found = []
        try:
            found.extend(asked(kind))
        except Error as error:
            found.append(f"cannot be walked: {str(error)[:300]}")
        return [f"{kind.title}: {wrong}" for wrong in found]

    def _on_phone(self, kind: PageType) -> Iterator[str]:
        """Yield what is wrong with the page on a telephone, also with letters twice as large."""
        yield from self._opened(kind, PHONE)
        yield from self._axe()
        yield from self._axe(scheme="dark")
        small = self.page.evaluate(SMALL_TARGETS)
        yield from (f"too small for a thumb: {one}" for one in small)
        yield from self._with_large_letters()

    def _on_laptop(self, kind: PageType) -> Iterator[str]:
        """Yield what is wrong with the page on a laptop, by its keys and on paper."""
        yield from self._opened(kind, LAPTOP)
        yield from self._axe()
        yield from self._axe(scheme="dark")
        yield from self._with_large_letters()
        yield from self._by_keys()
        yield from self._on_paper(kind)

    def open(self, kind: PageType) -> Response:
        """Go to the page, and type and press what shows it; return the answer of the first."""
        response = self.page.goto(self.site + kind.address.format(**self.words))
        for name, value in kind.typed.items():
            self.page.fill(f"main [name={name}]", value)
        # What the browser would not send is refused by the site as well, and told there.
        self.page.evaluate("for (const form of document.forms) form.noValidate = true")
        if kind.pressed:
            with self.page.expect_navigation():
                self.page.locator(kind.pressed).first.click()
        # What comes after the page takes this link's place; see static/den-sau.js.
        self.page.wait_for_selector(".comes-later > a.more", state="detached")
        return response

    def _opened(self, kind: PageType, size: tuple[int, int]) -> Iterator[str]:
        width, height = size
        self._noted.clear()
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.emulate_media(media="screen", color_scheme="light")
        response = self.open(kind)
        path = self.page.url.removeprefix(self.site).partition("?")[0]
        if kind.is_failure:
            if str(response.status) != kind.title.partition(" ")[0]:
                yield f"answered {response.status}"
        elif (found := resolve(path).view_name) != kind.name:
            yield f"led to {found} ({path})"
        yield from self._noted
        if (shift := self.page.evaluate("window.walk.shift()")) > MOST_SHIFT:
            yield f"jumped while it came: {shift:.3f}"
        yield from self._width("")

    def _width(self, when: str) -> Iterator[str]:
        if self.page.evaluate("window.walk.isTooWide()"):
            yield f"wider than the window{when}"
        yield from (f"cut{when}: {one}" for one in self.page.evaluate("window.walk.cut()"))

    def _axe(self, scheme: str = "light", media: str = "screen") -> Iterator[str]:
        self.page.emulate_media(media=media, color_scheme=scheme)
        if not self.page.evaluate("typeof axe === 'object'"):
            self.page.evaluate(AXE)
        rules = COLOUR_RULES if scheme == "dark" else ALL_RULES
        found = self.page.evaluate("rules => axe.run(document, rules)", rules)["violations"]
        where = f" ({scheme}, {media})" if (scheme, media) != ("light", "screen") else ""
        for one in found:
            yield from (f"{one['id']} at {node['target']}{where}" for node in one["nodes"])

    def _with_large_letters(self) -> Iterator[str]:
        """As for somebody who has set the browser's letters to twice the size (WCAG 1.4.4)."""
        try:
            self._set_letters(LARGE_LETTERS)
            yield from self._width(" with large letters")
        finally:
            self._set_letters(LETTERS)

    def _set_letters(self, size: int) -> None:
        sizes = {"standard": size, "fixed": size * 13 // 16}
        self._fonts.send("Page.setFontSizes", {"fontSizes": sizes})
        found = self.page.evaluate("getComputedStyle(document.documentElement).fontSize")
        if found != f"{size}px":
            raise Error(f"the letters are {found}, not {size}px")

    def _by_keys(self) -> Iterator[str]:
        page = self.page
        page.keyboard.press("Tab")
        if page.evaluate("!document.activeElement.matches('.skip-link')"):
            # A page that shows its chosen part first begins there: from the end it goes on.
            page.evaluate("document.activeElement.blur()")
        for _ in range(page.evaluate("window.walk.stops().length") + 2):
            page.keyboard.press("Tab")
        yield from (f"no key reaches {one}" for one in page.evaluate("window.walk.unreached()"))
        yield from (f"no ring around {one}" for one in page.evaluate("window.walk.unseen()"))

    def _on_paper(self, kind: PageType) -> Iterator[str]:
        """Yield what is wrong with the page in print: measured, by axe, and as a PDF."""
        page = self.page
        width = ACROSS if page.locator(".register").count() else UPRIGHT
        page.set_viewport_size({"width": width, "height": 900})
        yield from self._axe(media="print")
        pressed = page.evaluate("window.walk.pressedOnPaper()")
        yield from (f"on paper stands {one}" for one in pressed)
        yield from (f"cut on paper: {one}" for one in page.evaluate("window.walk.cutOnPaper()"))
        if page.evaluate("window.walk.isTooWide()"):
            yield "wider than the paper"
        printed = _letters_of(page.pdf(prefer_css_page_size=True))
        heading = page.locator("main h1:visible").first.inner_text()
        if _bare(heading) not in printed:
            yield "its heading is not printed"
        yield from self._address_on_paper(kind, printed)

    def _address_on_paper(self, kind: PageType, printed: str) -> Iterator[str]:
        """Whoever holds the sheet finds the page again; what opens a door is not printed."""
        is_printed = _bare(self.page.url.partition("?")[0]) in printed
        if kind.name == "accounts:enter":
            if is_printed:
                yield "its address is a secret and is printed"
        elif not (is_printed or kind.is_failure or self.page.locator(OWN_FORM).count()):
            yield "its address is not printed"

    def _note_request(self, request) -> None:
        if not request.url.startswith((self.site, "data:")):
            self._noted.append(f"asks another site: {request.url}")

    def _note_console(self, message) -> None:
        # That the page itself was refused is known.
        is_answer = message.location["url"] == self.page.url
        if message.type == "error" and not is_answer:
            self._noted.append(f"the browser complains: {message.text}")


def _bare(text: str) -> str:
    """Letters and digits only: a PDF tells nothing of spaces, and of small letters not always."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFC", text).casefold()))


def _letters_of(pdf: bytes) -> str:
    return "".join(_bare(page.extract_text()) for page in PdfReader(io.BytesIO(pdf)).pages)
