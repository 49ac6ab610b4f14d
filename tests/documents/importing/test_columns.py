"""Headings are recognised by name, in any order and accent."""

import pytest

from documents.exporting.list_table import COLUMNS
from documents.exporting.register import INCOMING, OUTGOING
from documents.importing.columns import (
    Field,
    field_of,
    heading_row,
    letter,
    match_columns,
    numbers_columns,
)


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Số, ký hiệu", Field.CODE),
        ("SỐ KÝ HIỆU VĂN BẢN", Field.CODE),
        ("so ki hieu", Field.CODE),
        ("Số/Ký hiệu", Field.CODE),
        ("Số", Field.NUMBER),
        ("Ký hiệu", Field.SYMBOL),
        ("Ngày", Field.DAY),
        ("Ngày, tháng, năm ban hành", Field.DAY),
        ("Ngày ban hành (dd/mm/yyyy)", Field.DAY),
        ("Tên loại", Field.TYPE),
        ("Cơ quan\nban hành", Field.ISSUER),
        ("Trích yếu nội dung", Field.TITLE),
        ("Tên loại và trích yếu nội dung văn bản", Field.TYPED_TITLE),
        ("Độ mật", Field.SECRECY),
        # Of the register, but of no document.
        ("STT", Field.IGNORED),
        ("Ngày đến", Field.IGNORED),
        ("Số đến", Field.IGNORED),
        ("Ngày chuyển", Field.IGNORED),
        ("Số lượng bản", Field.IGNORED),
        ("Văn bản", Field.IGNORED),
        (None, Field.IGNORED),
    ],
)
def test_a_heading_says_what_its_column_holds(heading, expected):
    assert field_of(heading) == expected


def test_our_own_exports_are_recognised():
    assert set(match_columns(list(COLUMNS))) == {
        *(Field.CODE, Field.DAY, Field.TYPE, Field.ISSUER, Field.NAMED_TITLE, Field.SIGNER),
        *(Field.TERM, Field.NOTE, Field.ADDRESS),
    }
    of_register = {Field.CODE, Field.DAY, Field.TYPED_TITLE, Field.NOTE}
    assert of_register <= set(match_columns(list(OUTGOING)))
    assert of_register | {Field.ISSUER} <= set(match_columns(list(INCOMING)))


def test_titles_and_blank_lines_may_stand_above_the_headings():
    rows = [["DANH SÁCH VĂN BẢN"], [], ["Ngày", "Số ký hiệu", "Trích yếu"], ["1/1/2023", "1-CT/TU"]]
    assert heading_row(rows) == 2
    # One known word is no heading, and headings that name no document are none.
    assert heading_row([["Số"], ["Ngày", "Người ký"]]) is None


def test_of_two_columns_of_one_name_the_first_counts():
    assert match_columns(["Số ký hiệu", "Trích yếu", "Trích yếu"]) == {
        Field.CODE: 0,
        Field.TITLE: 1,
    }


def test_a_row_that_numbers_the_columns_is_known():
    assert numbers_columns(["(1)", "(2)", "(3)", "(4)"])
    assert numbers_columns([1, 2, 3])
    assert not numbers_columns([1, "24-CT/TU", "19/5/2023"])
    assert not numbers_columns([1, 2])


def test_columns_are_lettered_as_a_spreadsheet_does():
    assert [letter(place) for place in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
