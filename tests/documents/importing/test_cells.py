"""What a cell says: nothing is guessed, and `04` stays `04`."""

from datetime import date, datetime, time

import pytest

from documents.citations.codes import CodeParts
from documents.importing.cells import (
    CellRefusedError,
    Odd,
    SeenDay,
    cell_of,
    mixed_days,
    number_of,
    packed,
    read_code,
    read_day,
    read_number,
    read_text,
    unpacked,
)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (datetime(2023, 5, 19, 0, 0), date(2023, 5, 19)),
        # Excel keeps every number as a decimal one.
        (24.0, 24),
        (66.19, 66.19),
        ("  ", None),
        ("\x00", None),
        ("a\x00b", "ab"),
        (True, "True"),
        ("#REF!", Odd("ô báo lỗi #REF!")),
        # "1E999" in the XML of a sheet, which no database takes.
        (float("inf"), Odd("ô có con số quá lớn")),
        (float("nan"), Odd("ô có con số quá lớn")),
        (time(7, 30), Odd("ô là giờ, không phải ngày hay chữ")),
    ],
)
def test_what_a_file_holds_becomes_one_of_few_kinds(value, expected):
    assert cell_of(value) == expected
    assert unpacked(packed(cell_of(value))) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (date(2023, 5, 4), date(2023, 5, 4)),
        # Day first, always.
        ("04/05/2023", date(2023, 5, 4)),
        ("19.5.2023", date(2023, 5, 19)),
        ("ngày 06 tháng 02 năm 2017", date(2017, 2, 6)),
        ("2023-05-19", date(2023, 5, 19)),
        # Only the year is known.
        ("2023", 2023),
        (2023, 2023),
        (None, None),
    ],
)
def test_days_are_read(cell, expected):
    assert read_day(cell) == expected


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("04/13/2023", "tháng trước ngày"),
        ("31/02/2024", "không phải ngày có thật"),
        ("19/5/23", "hai chữ số"),
        # A day that Excel shows as its number.
        (45065, "là con số"),
        ("hôm qua", "không phải ngày có thật"),
        (Odd("ô báo lỗi #REF!"), "#REF!"),
    ],
)
def test_a_day_that_is_not_sure_is_refused(cell, why):
    with pytest.raises(CellRefusedError, match=why):
        read_day(cell)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("04-CT/TU", CodeParts("04", "", "CT/TU")),
        ("24 - CT/TU", CodeParts("24", "", "CT/TU")),
        ("130/2020/NĐ-CP", CodeParts("130", "2020", "NĐ-CP")),
        ("số 05-KH/TU", CodeParts("05", "", "KH/TU")),
        ("04", CodeParts("04", "", "")),
        (24, CodeParts("24", "", "")),
    ],
)
def test_codes_keep_the_zeros_they_are_written_with(cell, expected):
    assert read_code(cell) == expected


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        # Excel made a day of 12/2020.
        (date(2020, 12, 1), "thành ngày"),
        # 66.20 and 66.2 are one number to Excel.
        (66.2, "thập phân"),
        ("chỉ thị", "không phải số"),
    ],
)
def test_a_number_that_excel_may_have_spoilt_is_refused(cell, why):
    with pytest.raises(CellRefusedError, match=why):
        read_number(cell)
    with pytest.raises(CellRefusedError):
        read_code(cell)


@pytest.mark.parametrize(
    ("number_format", "expected"),
    [
        ("General", 4),
        ("00", 4),
        # A thousand's point, a colour, a currency, a place.
        ('[Red]#,##0\\ [$đ-42A];-0_("-"', 4),
        ('00"-CT/TU"', Odd("ô hiện “-CT/TU” theo định dạng số mà không có chữ ấy")),
        ("0\\a", Odd("ô hiện “a” theo định dạng số mà không có chữ ấy")),
    ],
)
def test_a_number_that_people_see_with_words_is_not_taken_without_them(number_format, expected):
    assert number_of(4.0, number_format) == expected


def test_the_apostrophe_of_our_own_csv_is_no_part_of_the_text():
    assert read_text("'=1+1") == "=1+1"
    assert read_text("'Đổi mới'") == "'Đổi mới'"
    # Only at the beginning; behind it an apostrophe is one.
    assert read_text("về 'Đổi mới' - giai đoạn 2") == "về 'Đổi mới' - giai đoạn 2"


def _days(*cells):
    return [SeenDay(f"C{number}", cell) for number, cell in enumerate(cells, start=2)]


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        # One American day makes the whole column doubtful, and is named.
        (("05/04/2023", "04/13/2023"), "C3"),
        # What Excel could read month first became a day, the rest stayed text.
        ((date(2023, 4, 5), date(2023, 1, 12), "13/04/2023", "25/12/2023"), "đổi chỗ"),
        # One that it could not read among several is enough.
        ((date(2023, 4, 5), date(2023, 1, 12), date(2023, 6, 2), "13/04/2023"), "đổi chỗ"),
        ((date(2023, 4, 5), date(2023, 1, 12), date(2023, 6, 2), "03/04/2023"), ""),
        # A day of Excel behind the 12th was read day first.
        ((date(2023, 4, 5), date(2023, 1, 19), "13/04/2023", "25/12/2023"), ""),
        (("05/04/2023", "13/04/2023"), ""),
        ((date(2023, 4, 5), "13/04/2023"), ""),
        ((), ""),
    ],
)
def test_a_column_that_may_be_month_first_is_not_trusted(cells, why):
    found = mixed_days(_days(*cells))
    assert bool(found) == bool(why)
    assert why in found
