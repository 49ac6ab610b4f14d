"""What the parts of a query say, where no body is registered. No database."""

from dataclasses import replace
from datetime import date

import pytest

from documents.search.parts import Query
from documents.search.query import NoSuchDayError, read_query

NGHI_DINH = frozenset({"nghi dinh"})
CHI_THI = frozenset({"chi thi"})
QUYET_DINH_OR_QUY_DINH = frozenset({"quyet dinh", "quy dinh"})

UNDERSTOOD = [
    # As printed.
    ("24-CT/TU", Query("", number="24", symbol="CT/TU")),
    # A leading zero is print, not number.
    ("04-CT/TU", Query("", number="4", symbol="CT/TU")),
    # Small letters and blanks, as typed on a phone.
    ("24 ct tu", Query("", number="24", symbol="CT/TU")),
    ("04ct tw", Query("", number="4", symbol="CT/TW")),
    # Blanks around the marks, as scanned texts have them.
    ("08 - HD / TU", Query("", number="8", symbol="HD/TU")),
    # A no-break hyphen copied from a PDF file.
    ("24\u2011CT/TU", Query("", number="24", symbol="CT/TU")),
    # The letters before the number.
    ("ct tu 24", Query("", number="24", symbol="CT/TU")),
    # State codes, with a year in the number and a dotted one.
    ("130/2020/NĐ-CP", Query("", number="130", year_in_number="2020", symbol="NĐ-CP")),
    ("66.19/2026/NQ-CP", Query("", number="66.19", year_in_number="2026", symbol="NQ-CP")),
    ("Luật 29/2018/QH14", Query("", number="29", year_in_number="2018", symbol="QH14")),
    # A type word with or without tones, with or without "số".
    ("chỉ thị 24", Query("", number="24", type_names=CHI_THI)),
    ("chi thi 24", Query("", number="24", type_names=CHI_THI)),
    ("Chỉ thị số 24", Query("", number="24", type_names=CHI_THI)),
    ("24 chỉ thị", Query("", number="24", type_names=CHI_THI)),
    # A bare type code is a type, on either side of the number.
    ("ct 24", Query("", number="24", type_names=CHI_THI)),
    ("24-CT", Query("", number="24", type_names=CHI_THI)),
    # QĐ is two types.
    ("qđ 144", Query("", number="144", type_names=QUYET_DINH_OR_QUY_DINH)),
    # The wrong type word beside a full symbol: the symbol decides.
    ("Quyết định 144-QĐ/TW", Query("", number="144", symbol="QĐ/TW")),
    # A State decree by type, number and year.
    (
        "nghị định 130/2020",
        Query("", number="130", year_in_number="2020", type_names=frozenset({"nghi dinh"})),
    ),
    # A number alone.
    ("24", Query("", number="24")),
    ("số 24", Query("", number="24")),
    ("so 04", Query("", number="4")),
    # Four digits outside the years are a number.
    ("2150", Query("", number="2150")),
    # There is no month 13, so this is number 13 of 2023.
    ("13/2023", Query("", number="13", year_in_number="2023")),
    # Full-width digits of an East Asian keyboard.
    ("２４", Query("", number="24")),
    # Days, day first always.
    ("19/5/2023", Query("", day=date(2023, 5, 19))),
    ("05/04/2024", Query("", day=date(2024, 4, 5))),
    ("ngày 19-05-2023", Query("", day=date(2023, 5, 19))),
    ("19 thang 5 nam 2023", Query("", day=date(2023, 5, 19))),
    ("2023-05-19", Query("", day=date(2023, 5, 19))),
    # Months and years.
    ("5/2023", Query("", month=5, year=2023)),
    ("tháng 5 năm 2023", Query("", month=5, year=2023)),
    ("thang 5/2023", Query("", month=5, year=2023)),
    ("2023", Query("", year=2023)),
    ("năm 2023", Query("", year=2023)),
    # A code and its date, as pasted from a bulletin; "của" is in no stored field, and the body
    # that nobody registered must not be demanded.
    (
        "Chỉ thị số 24-CT/TU, ngày 19/5/2023 của Thành ủy",
        Query(
            "",
            number="24",
            symbol="CT/TU",
            day=date(2023, 5, 19),
            optional_words=("Thành", "ủy"),
        ),
    ),
    # The body after a code typed with blanks does not become part of the symbol.
    ("24 ct tu thanh uy", Query("", number="24", symbol="CT/TU", words=("thanh", "uy"))),
    (
        "luật cư trú năm 2020",
        Query("", type_names=frozenset({"luat"}), year=2020, words=("cư", "trú")),
    ),
    # A bare year behind a code, with the letters before or behind the number.
    ("26-CT/TW 2018", Query("", number="26", symbol="CT/TW", year=2018)),
    ("24 ct tu, 2023", Query("", number="24", symbol="CT/TU", year=2023)),
    ("kh 361 2024", Query("", number="361", type_names=frozenset({"ke hoach"}), year=2024)),
    ("nghị định 130 2020", Query("", number="130", type_names=NGHI_DINH, year=2020)),
    ("số 24 2023", Query("", number="24", year=2023)),
    # Of two the later is the year.
    ("chỉ thị 2019 2024", Query("", number="2019", type_names=CHI_THI, year=2024)),
    # A bare year behind a type word, its code or a symbol; the words behind stay.
    ("chỉ thị 2024", Query("", type_names=CHI_THI, year=2024)),
    ("ct 2024", Query("", type_names=CHI_THI, year=2024)),
    ("chỉ thị năm 2024", Query("", type_names=CHI_THI, year=2024)),
    ("CT/TU 2023", Query("", symbol="CT/TU", year=2023)),
    ("chỉ thị 2024 đô thị", Query("", type_names=CHI_THI, year=2024, words=("đô", "thị"))),
    # Four digits outside the years stay a number; a year is one behind words too.
    ("chỉ thị 2150", Query("", number="2150", type_names=CHI_THI)),
    ("đô thị 2023", Query("", year=2023, words=("đô", "thị"))),
    # The type code stuck to the number, with and without the body.
    ("NQ29", Query("", number="29", type_names=frozenset({"nghi quyet"}))),
    ("nq29-tw", Query("", number="29", symbol="NQ/TW")),
    ("ct24/2023", Query("", number="24", year_in_number="2023", type_names=CHI_THI)),
    # That is a National Assembly; "ab" is no type.
    ("QH14", Query("", words=("QH14",))),
    ("ab29", Query("", words=("ab29",))),
    # Terms, by either word, in Roman or Arabic figures, alone or behind a code.
    ("khóa XIII", Query("", term="XIII")),
    ("nhiệm kỳ XIII", Query("", term="XIII")),
    ("nhiem ky khoa 13", Query("", term="XIII")),
    ("26-CT/TW khóa XII", Query("", number="26", symbol="CT/TW", term="XII")),
    ("chỉ thị khóa XIII", Query("", type_names=CHI_THI, term="XIII")),
    # A term by its years; a course is no term.
    ("khóa học", Query("", words=("khóa", "học"))),
    ("nhiệm kỳ 2020-2025", Query("", term_years=(2020, 2025))),
    # Words as typed, each once, tones and case aside.
    ("Học tập học", Query("", words=("Học", "tập"))),
    # Negatives: what looks like a code or a date and is none stays words.
    ("abc/", Query("", words=("abc",))),
    ("30 năm thành lập", Query("", words=("30", "năm", "thành", "lập"))),
    ("19/5", Query("", words=("19/5",))),
    ("giai đoạn 2021-2025", Query("", words=("giai", "đoạn", "2021-2025"))),
    ("24 thành ủy", Query("", words=("24", "thành", "ủy"))),
    # A comma with blanks on both sides is no word.
    ("ct , 24", Query("", number="24", type_names=CHI_THI)),
    # Nothing but marks, or nothing.
    ("!!! … /", Query("")),
    ("", Query("")),
]


@pytest.mark.parametrize(("typed", "expected"), UNDERSTOOD)
def test_a_query_is_read_into_its_parts(typed, expected):
    assert replace(read_query(typed), text="", parts=()) == expected


@pytest.mark.parametrize(
    ("typed", "given"),
    [
        ("31/02/2024", "31/02/2024"),
        # Month and day swapped, the American way.
        ("5/19/2023", "5/19/2023"),
        ("ngày 32 tháng 1 năm 2024", "ngày 32 tháng 1 năm 2024"),
        ("tháng 13 năm 2023", "tháng 13 năm 2023"),
        # A true code does not excuse a false date.
        ("24-CT/TU ngày 30/2/2023", "ngày 30/2/2023"),
        ("2023-02-30", "2023-02-30"),
        ("01/01/0000", "01/01/0000"),
    ],
)
def test_a_day_that_does_not_exist_is_refused_and_named(typed, given):
    with pytest.raises(NoSuchDayError) as caught:
        read_query(typed)
    assert caught.value.given == given


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("24-CT/TU", True), ("24", True), ("5/2023", True), ("2023", True), ("đô thị", False)],
)
def test_only_numbers_and_dates_name_one_document(typed, expected):
    assert read_query(typed).names_a_document is expected


@pytest.mark.parametrize(
    ("typed", "example"),
    [
        ("30/1", "30/1/2024"),
        ("ngày 30-1", "30/1/2024"),
        ("24-CT/TU 19/5", "19/5/2024"),
        ("30/1/24", "30/1/2024"),
        # A month and the end of a year.
        ("1/24", "1/2024"),
        # Neither day nor month, a whole date, a number, words.
        ("45/67", ""),
        ("30/1/2024", ""),
        ("24.1", ""),
        ("đô thị", ""),
    ],
)
def test_a_date_without_its_year_is_completed_as_an_example(typed, example):
    assert read_query(typed).whole_date == example


def test_the_reading_is_told_in_words():
    query = read_query("ct 24, ngày 19/5/2023 đô thị")
    assert query.reading == "số 24, loại Chỉ thị, ngày 19/05/2023, có các chữ “đô thị”"
