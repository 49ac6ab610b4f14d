"""What a thumb cannot hit is told from what stands in a sentence and is read."""

import pytest

from tests.pages.touch import SMALL_TARGETS

pytestmark = [pytest.mark.browser, pytest.mark.any_database]


@pytest.mark.parametrize(
    ("markup", "small"),
    [
        ("<ul><li><a href='/'>Một mình</a></li></ul>", True),
        ("<ul><li><a href='/'>Đứng đầu</a>, từ năm 2020</li></ul>", True),
        ("<p><a href='/'>Một mình</a></p>", True),
        ("<button>Bấm</button>", True),
        # High enough, and narrow.
        ("<p><a href='/' style='display: block; width: 1rem; height: 3rem'>2</a></p>", True),
        # Inside a sentence, and high enough.
        ("<p>Xem <a href='/'>danh sách</a> này.</p>", False),
        ("<ul><li>Muốn đủ thì xem <a href='/'>danh sách</a></li></ul>", False),
        ("<p><a href='/' style='display: inline-block; padding: 1rem'>Một mình</a></p>", False),
        ("<label style='display: block; height: 44px'><input type='checkbox'> Chọn</label>", False),
        ("<a href='/' hidden>Không hiện</a>", False),
    ],
)
def test_what_a_thumb_cannot_hit_is_seen(page, markup, small):
    page.set_content(markup)
    assert bool(page.evaluate(SMALL_TARGETS)) is small
