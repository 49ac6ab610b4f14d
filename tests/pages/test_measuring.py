"""What the walk measures is seen where it is wrong, and not where it is right."""

import pytest

from tests.pages.walking import MEASURING

pytestmark = [pytest.mark.browser, pytest.mark.any_database]


@pytest.fixture
def show(page):
    """Return what shows a piece of markup, and then what is asked of it."""
    page.add_init_script(MEASURING)

    def shown(markup, asked, keys=0):
        # Loaded, not written into the window: that would take what listens with it.
        page.route(
            "**/*",
            lambda route: route.fulfill(
                body=f"{HEAD}<main>{markup}</main>", content_type="text/html"
            ),
        )
        page.goto("http://trang.test/")
        for _ in range(keys):
            page.keyboard.press("Tab")
        return page.evaluate(f"window.walk.{asked}()")

    return shown


HEAD = "<!DOCTYPE html><meta charset='utf-8'><style>:focus-visible { outline: 3px solid }</style>"
WIDE = "<p style='width: 3000px'>Rộng</p>"
SCROLLED = "<div style='width: 100px; overflow-x: {}'><table><td><p style='width: 300px'>"


@pytest.mark.parametrize(
    ("markup", "asked", "is_found"),
    [
        (WIDE, "isTooWide", True),
        ("<p>Hẹp</p>", "isTooWide", False),
        ("<p style='width: 9px; overflow: hidden; white-space: nowrap'>Bị cắt</p>", "cut", True),
        ("<p style='overflow: hidden'>Đủ chỗ</p>", "cut", False),
        # A field scrolls what is typed into it.
        ("<input style='width: 40px; overflow: hidden' value='dài hơn ô'>", "cut", False),
        ("<nav>Trang sau</nav>", "pressedOnPaper", True),
        ("<form><button>Gửi</button></form>", "pressedOnPaper", True),
        ("<nav hidden>Trang sau</nav><p>Chữ</p>", "pressedOnPaper", False),
        # On a screen it scrolls, on paper its end is lost.
        (SCROLLED.format("auto"), "cutOnPaper", True),
        ("<table><td>Vừa giấy</td></table>", "cutOnPaper", False),
    ],
)
def test_what_is_wrong_is_found_and_nothing_else(show, markup, asked, is_found):
    assert bool(show(markup, asked)) is is_found


@pytest.mark.parametrize(
    ("markup", "asked", "is_found"),
    [
        ("<a href='/'>Tới được</a>", "unreached", False),
        # One of a group of rounds stands for all of it.
        ("<input type=radio name=a checked><input type=radio name=a>", "unreached", False),
        ("<a href='/' style='outline: none'>Không viền</a>", "unseen", True),
        ("<a href='/' style='outline: 3px solid'>Có viền</a>", "unseen", False),
    ],
)
def test_where_the_tab_key_stops_is_told(show, markup, asked, is_found):
    assert bool(show(markup, asked, keys=3)) is is_found


def test_what_no_key_reaches_is_told(show):
    assert show("<a href='/'>Một</a><a href='/'>Hai</a>", "unreached", keys=1) == ["a “Hai”"]


def test_what_jumps_is_seen(show, page):
    show("<p id='sau'>Chữ ở dưới, đang được đọc</p>", "shift")
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    page.evaluate("document.getElementById('sau').style.marginTop = '400px'")
    page.evaluate("new Promise(done => setTimeout(done, 200))")
    assert page.evaluate("window.walk.shift()") > 0
