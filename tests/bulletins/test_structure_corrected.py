"""How a text cut off as an item opens, and what is odd in items as editors left them."""

import pytest

from bulletins.structure.corrected import (
    CorrectedItem,
    Opening,
    line_starts,
    oddities_of,
    read_opening,
)

CITED = "Chỉ thị số 24-CT/TU"


@pytest.mark.parametrize(
    ("body", "parent", "expected"),
    [
        # A label and a heading; the body below is no part of it.
        ("3. Trồng cây\n\nSáng nay, chi bộ trồng cây.", None, ("3.", "Trồng cây", "topic")),
        # A citation opens the heading, so the item introduces that document.
        (f"4. {CITED}\nNội dung.", None, ("4.", CITED, "document")),
        # The same inside a piece of news is news, inside a document a section.
        ("4.1. Trồng cây\nNội dung.", "news", ("4.1.", "Trồng cây", "news")),
        ("4.1. Trồng cây\nNội dung.", "document", ("4.1.", "Trồng cây", "section")),
        # No label: the first line is the title.
        ("Tin hoạt động\n\n1. Trồng cây\n", None, ("", "Tin hoạt động", "news")),
        # Blank lines above, spaces before, a label on a line of its own.
        ("\n  \n  5.\nTrồng cây\nNội dung.", None, ("5.", "Trồng cây", "topic")),
        # A numbered line further down is no label of this item.
        ("Trồng cây\n2. Chăm cây\nNội dung.", None, ("", "Trồng cây", "topic")),
        # A page number is no line of the text, and may be all there is.
        ("13", None, ("", "13", "topic")),
    ],
)
def test_an_item_cut_off_is_called_by_its_first_line(body, parent, expected):
    assert read_opening(body, parent) == Opening(*expected)


def test_a_paragraph_without_a_heading_is_called_by_its_first_words():
    opening = read_opening("Sáng nay, " + "chi bộ trồng cây " * 200, None)
    assert opening.title.startswith("Sáng nay, chi bộ")
    assert len(opening.title) < 500


def test_lines_start_where_there_is_a_word():
    assert line_starts("\n*\n  Một hai\n\n---\nBa") == [3, 18]


def item(label, level=0, title="Tên mục", body="Nội dung.\n", kind="topic"):
    return CorrectedItem(label, title, kind, level, body)


def said(*items):
    return [(oddity.sentence, oddity.place) for oddity in oddities_of(items)]


def test_what_is_odd_is_said_of_the_item_it_shows_in():
    assert said(item("1."), item("3.")) == [("Số mục nhảy từ “1.” sang “3.”.", 1)]
    ((sentence, place),) = said(item("1."), item("2."), item("4.1.", level=1))
    assert ("“4.1.”" in sentence, place) == (True, 1)
    points = item("2.", body="2. Tên mục\n1. Điều này\n2. Điều kia\n")
    ((sentence, place),) = said(item("1."), points)
    assert ("2 dòng đánh số" in sentence, place) == (True, 1)


@pytest.mark.parametrize(
    "items",
    [
        [item("1."), item("2."), item("2.1.", level=1), item("2.2.", level=1), item("3.")],
        # A label in words of one's own, and none at all, are not counted.
        [item("Mở đầu"), item("1."), item(""), item("2.")],
        # Front matter is no item; nothing promises a number.
        [item("", kind="front", body="1. Một\n2. Hai\n"), item("1."), item("2.")],
    ],
)
def test_items_in_order_are_not_odd(items):
    assert said(*items) == []


def test_a_bulletin_without_items_says_so():
    assert "Không tìm thấy mục nào" in said(item("", kind="front"))[0][0]


def test_the_table_of_contents_is_counted_against_the_items_of_the_bulletin():
    contents = "1. Trồng cây ........ 2\n2. Chăm cây ........ 3\n"
    front = item("", kind="front", body=f"MỤC LỤC\n{contents}")
    first = item("1.", body="1. Trồng cây\n\nTrồng hàng cây.\n\n2. Chăm cây\n\nChăm.\n")
    assert ("Mục lục có 2 dòng, trong bài tìm thấy 1 mục.", None) in said(front, first)
    second = item("2.", body="2. Chăm cây\n\nChăm.\n")
    first = item("1.", body="1. Trồng cây\n\nTrồng hàng cây.\n\n")
    assert said(front, first, second) == []
