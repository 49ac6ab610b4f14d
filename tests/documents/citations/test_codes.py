"""Codes as people type them, and the key by which two spellings are one code."""

import pytest

from documents.citations import CodeParts, code_key, parse_code


@pytest.mark.parametrize(
    ("typed", "number", "year", "symbol"),
    [
        ("24-CT/TU", "24", "", "CT/TU"),  # the plain Party form
        ("số 24-CT/TU", "24", "", "CT/TU"),  # the word "số" before it
        ("24 ct tu", "24", "", "CT/TU"),  # no separators, small letters
        ("24cttu", "24", "", "CT/TU"),  # all glued
        ("04ct tw", "4", "", "CT/TW"),  # a leading zero does not count
        ("08 - HD / TU", "8", "", "HD/TU"),  # blanks round each separator; HD is not HĐ
        ("24–CT/TU", "24", "", "CT/TU"),  # en dash out of a word processor
        ("09/CT-TTg", "9", "", "CT-TTg"),  # State order, the one mixed-case body
        ("38 ct ttg", "38", "", "CT-TTg"),  # a State body without separators
        ("281 kh ubnd", "281", "", "KH-UBND"),
        ("130/2020/NĐ-CP", "130", "2020", "NĐ-CP"),  # the year inside the code
        ("130/2020/nd-cp", "130", "2020", "NĐ-CP"),  # typed without đ
        ("NĐ-CP 130/2020", "130", "2020", "NĐ-CP"),  # the symbol first
        ("1210/2016/UBTVQH13", "1210", "2016", "UBTVQH13"),  # a body with its term number
        ("66.19/2026/NQ-CP", "66.19", "2026", "NQ-CP"),  # dotted number of 2026
        ("5764/QĐ-BCA-V05", "5764", "", "QĐ-BCA-V05"),  # a unit under the body
        ("640/TCT-TCCB", "640", "", "TCT-TCCB"),  # State công văn: no type code
        ("16915-CV/VPTW/nb", "16915", "", "CV/VPTW/nb"),  # second level in small letters
        ("CT/TU 24", "24", "", "CT/TU"),  # number after symbol
        ("24a-CT/TU", "24a", "", "CT/TU"),  # a number with a letter is another number
        ("kh 24", "24", "", "KH"),  # a type code alone is a part of a code
        ("2 qđi/tw", "2", "", "QĐi/TW"),  # the code of 2018-2019
        ("đa/tu 03", "3", "", "ĐA/TU"),
        ("12 kh btg", "12", "", "KH/BTG"),  # a body nobody listed, behind its type
        ("06-KH/BCĐ 138", "6", "", "KH/BCĐ-138"),  # a committee with its programme's number
        ("06/KH-BCĐ-389", "6", "", "KH-BCĐ-389"),
    ],
)
def test_a_code_is_read_in_any_common_spelling(
    typed: str, number: str, year: str, symbol: str
) -> None:
    assert parse_code(typed) == CodeParts(number, year, symbol)


@pytest.mark.parametrize(
    "typed",
    [
        "",  # nothing
        "24",  # a bare number may be anything
        "abc/",  # no number
        "24/",  # no symbol
        "19/5/2023",  # a date
        "2021-2025",  # a period
        "22/24",  # a ratio
        "chỉ thị 24",  # a type word: the search reads it, it is no code
        "24 tháng 5",  # prose after a number
        "tổ 10",  # prose before a number
        "phường 2",
        "tu 2",  # a body without a type
        "0-CT/TU",  # numbering starts at 1
        "24-CT/TU " * 20,  # longer than any code
        "24-CT/TU ngày 19/5/2023",  # a code with its day, as many lists have it in one cell
        "24-CT/TU nga\u0300y 19/5/2023",  # the same with the tone behind its letter
        "24-CT/TU ngay 19/5/2023",  # the same without tones
        "24-CT/TU, 19/5/2023",
        "Số 24-CT/TU - 19/5/2023",
        "24-CT/TU 2023",
        "24-CT/TU-2023",
        "24 CT TU 19 5 2023",
        "640/TCT-TCCB 19/5/2023",  # a body nobody listed
        "24-CT/TU của Tỉnh ủy",
        "24-KH/TU cua TU",
        "24-KH/TU về cháy",
        "24-KH/TU-về cháy",
        "24-KH/TU thuc hien",  # words without tones
        "CT/TU ngày 24",  # no number behind a symbol: a day
    ],
)
def test_what_is_no_code_is_refused(typed: str) -> None:
    assert parse_code(typed) is None


@pytest.mark.parametrize(
    ("number", "year", "symbol", "key"),
    [
        ("24", "", "CT/TU", "24/cttu"),
        ("04", "", "CT/TU", "4/cttu"),  # the zero is print, not number
        ("1210", "2016", "UBTVQH13", "1210/2016/ubtvqh13"),
        ("5764", "", "QĐ-BCA-V05", "5764/qdbcav05"),  # đ becomes d, separators go
        ("66.19", "2026", "NQ-CP", "66.19/2026/nqcp"),
        ("024A", "", "CT/TU", "24a/cttu"),
        ("8", "", "HD/TƯ", "8/hdtu"),  # a misread TU is compared as TU
        ("15", "", "", "15"),  # a short form has no symbol
        ("", "", "CT/TU", ""),  # no number: nothing to compare by
    ],
)
def test_the_key_drops_print_and_keeps_the_code(
    number: str, year: str, symbol: str, key: str
) -> None:
    assert code_key(number, year, symbol) == key


def test_the_key_does_not_depend_on_normal_form_or_look_alike_letters() -> None:
    assert code_key("5", "", "NQ/ĐU") == code_key("05", "", "NQ/\u00d0U") == "5/nqdu"
    assert code_key("4", "", "QĐ/TƯ") == code_key("4", "", "QĐ/TU\u031b")
