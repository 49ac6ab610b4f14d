"""The pure text rules: every comparison in the registry stands on them."""

import unicodedata
from datetime import date

import pytest

from organizations.text import (
    fold,
    normalize,
    normalize_body,
    parse_date,
    slug,
    sort_key,
    spelling,
)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Chỉ thị", "chi thi"),
        ("Thành Uỷ", "thanh uy"),  # old tone placement
        ("Thành Ủy", "thanh uy"),  # new tone placement
        ("HOÀ  hoá\n", "hoa hoa"),  # capitals, runs of blanks, line ends
        ("QĐ/ĐU", "qd/du"),  # đ does not decompose in Unicode
        ("QÐ", "qd"),  # U+00D0 looks like Đ
        ("24–CT/TU", "24-ct/tu"),  # en dash
        ("24\u2011CT/TU", "24-ct/tu"),  # no-break hyphen
        ("số\u00a05", "so 5"),  # no-break space
        ("ươ ƯƠ", "uo uo"),
    ],
)
def test_folding_joins_spellings_of_one_word(written, folded):
    assert fold(written) == folded
    assert fold(unicodedata.normalize("NFD", written)) == folded


def test_folding_letter_by_letter_drops_what_decomposing_the_whole_text_shows_to_be_signs():
    # Hangul and ideographs lie beyond the letters that are kept once they are worked out.
    letters = "".join(
        chr(code) for code in [*range(0x250), *range(0x300, 0x370), *range(0x1E00, 0x2000)]
    )
    text = f"{letters} 가 豈 Ủ\u0323\u0301y"
    decomposed = unicodedata.normalize("NFD", normalize(text).casefold())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    assert fold(text) == bare.replace("đ", "d")


def test_folding_keeps_different_words_apart():
    assert fold("hoàn") != fold("hoài")
    assert fold("Đề án") == "de an"
    assert fold("CT") != fold("CTr")


def test_spelling_joins_the_places_of_a_tone_and_nothing_else():
    assert spelling("Hoà An") == spelling("HÒA AN") == spelling("ho\u0300a  an")
    assert spelling("Đảng uỷ phường 1") == spelling("đảng ủy phường 1")
    for one, other in (("Thử", "Thứ"), ("Tân Lập", "Tân Lạp"), ("Hòa An", "Hòa Ân"), ("Đa", "Da")):
        assert fold(one) == fold(other)
        assert spelling(one) != spelling(other)
    assert spelling("dang uy") == fold("Đảng ủy")


def test_normalising_keeps_tones_and_case():
    assert normalize("  Thành  uỷ Ðảng ") == "Thành uỷ Đảng"
    # Blanks without width, which Python does not count among its blanks.
    assert normalize("\ufeffThành\u200bủy\u2060 \xa0số\t24–CT ") == "Thành ủy số 24-CT"


def test_a_body_keeps_its_lines_and_blanks():
    composed = unicodedata.normalize("NFC", "Chỉ thị")
    written = unicodedata.normalize("NFD", "Chỉ thị") + "\r\n  dòng hai\rba\x00"
    assert normalize_body(written) == f"{composed}\n  dòng hai\nba"


def test_addresses_are_plain_ascii_words():
    assert slug("26-CT/TW 2023") == "26-ct-tw-2023"
    assert slug("Đảng ủy phường Thục Phán") == "dang-uy-phuong-thuc-phan"


def test_sorting_follows_the_vietnamese_alphabet():
    names = ["Ủy ban", "Đảng ủy", "Dân vận", "An", "Ấn", "Ăn", "Bằng 2", "Bằng 10", "Dạ", "Da"]
    assert sorted(names, key=sort_key) == [
        "An",
        "Ăn",
        "Ấn",
        "Bằng 10",
        "Bằng 2",
        "Da",
        "Dạ",
        "Dân vận",
        "Đảng ủy",
        "Ủy ban",
    ]


@pytest.mark.parametrize(
    "written",
    [
        "5/4/2024",
        "05/04/2024",
        "05-04-2024",
        "5.4.2024",
        "05 /04 /2024",  # as typed in real bulletins
        "ngày 05 tháng 4 năm 2024",
        "2024-04-05",
    ],
)
def test_dates_are_read_day_first(written):
    assert parse_date(written) == date(2024, 4, 5)


@pytest.mark.parametrize("written", ["31/02/2024", "5/13/2024", "2024", "5/4/24", "hôm qua", ""])
def test_what_is_no_date_is_refused(written):
    with pytest.raises(ValueError, match=r"."):
        parse_date(written)
