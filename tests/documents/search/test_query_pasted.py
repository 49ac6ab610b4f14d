"""Whole citations pasted into the search box, row by row. No database."""

import pytest

from documents.search.query import read_query
from tests.documents.search.bodies import BODIES, CENTRE, CITY, told

PASTED = [
    # With another citation in its title.
    (
        "Kế hoạch số 361-KH/TU, ngày 30/01/2024 của Ban Thường vụ Thành ủy Sơn Thủy về thực "
        "hiện Kết luận số 69-KL/TW",
        "code: 361-KH/TU | day: ngày 30/01/2024 | collective: Ban Thường vụ | body: Thành ủy "
        "Sơn Thủy | word: về thực hiện | word: Kết luận số 69-KL/TW",
    ),
    # A year in its title.
    (
        "Kế hoạch số 361-KH/TU, ngày 30/01/2024 của Ban Thường vụ Thành ủy Sơn Thủy về công "
        "tác năm 2024",
        "code: 361-KH/TU | day: ngày 30/01/2024 | collective: Ban Thường vụ | body: Thành ủy "
        "Sơn Thủy | word: về công tác năm 2024",
    ),
    # Without accents.
    (
        "ke hoach so 361-kh/tu ngay 30/01/2024 cua ban thuong vu thanh uy",
        "code: 361-KH/TU | day: ngày 30/01/2024 | collective: Ban Thường vụ | body: Thành ủy",
    ),
    # A heading.
    (
        "KẾ HOẠCH SỐ 361-KH/TU NGÀY 30/01/2024 CỦA BAN THƯỜNG VỤ THÀNH ỦY",
        "code: 361-KH/TU | day: ngày 30/01/2024 | collective: Ban Thường vụ | body: Thành ủy",
    ),
    # Blanks of a scan.
    (
        "Kế hoạch số 361 - KH/TU ngày 30 /01 /2024 của Ban Thường vụ Thành uỷ",
        "code: 361-KH/TU | day: ngày 30/01/2024 | collective: Ban Thường vụ | body: Thành ủy",
    ),
    # A footnote mark.
    (
        "Kế hoạch số 361-KH/TU1, ngày 30/01/2024 của Thành ủy Sơn Thủy",
        "code: 361-KH/TU | day: ngày 30/01/2024 | body: Thành ủy Sơn Thủy",
    ),
    # A line of a list.
    (
        "- Kế hoạch số 361-KH/TU, ngày 30/01/2024 của Thành ủy Sơn Thủy;",
        "code: 361-KH/TU | day: ngày 30/01/2024 | body: Thành ủy Sơn Thủy",
    ),
    # In brackets.
    ("(Kế hoạch số 361-KH/TU, ngày 30/01/2024)", "code: 361-KH/TU | day: ngày 30/01/2024"),
    # A word before it.
    (
        "theo Kế hoạch số 361-KH/TU, ngày 30/01/2024 của Thành ủy Sơn Thủy",
        "word: theo | code: 361-KH/TU | day: ngày 30/01/2024 | body: Thành ủy Sơn Thủy",
    ),
    # A decree, the date in words.
    (
        "Nghị định số 130/2020/NĐ-CP ngày 30 tháng 10 năm 2020 của Chính phủ về đô thị",
        "code: 130/2020/NĐ-CP | day: ngày 30/10/2020 | body: Chính phủ | word: về đô thị",
    ),
    # A body that nobody registered.
    (
        "Luật số 29/2018/QH14 ngày 15/11/2018 của Quốc hội",
        "code: 29/2018/QH14 | day: ngày 15/11/2018 | word: Quốc hội",
    ),
    # A letter without type code.
    (
        "Công văn số 640/TCT-TCCB ngày 30/01/2024 về việc đô thị",
        "code: 640/TCT-TCCB | day: ngày 30/01/2024 | word: về việc đô thị",
    ),
    # A collective of the centre.
    (
        "Chỉ thị số 26-CT/TW, ngày 09/11/2018 của Bộ Chính trị về đô thị",
        "code: 26-CT/TW | day: ngày 09/11/2018 | collective: Bộ Chính trị | word: về đô thị",
    ),
    # A title that names another body, a type and a day of its own.
    (
        "Công văn số 15-CV/ĐU, ngày 22/9/2025 của Thành ủy về rà soát các kết luận của Bộ Chính "
        "trị tháng 5 năm 2023",
        "code: 15-CV/ĐU | day: ngày 22/09/2025 | body: Thành ủy | word: về rà soát các kết luận "
        "Bộ Chính trị tháng 5 năm 2023",
    ),
    # The committee itself.
    (
        "Quy định 37-QĐ/TW, ngày 25/10/2021 của Ban Chấp hành Trung ương",
        "code: 37-QĐ/TW | day: ngày 25/10/2021 | collective: Ban Chấp hành | body: Trung ương",
    ),
    # With its term.
    (
        "Chỉ thị 05-CT/TW ngày 15 tháng 5 năm 2016 của Bộ Chính trị khóa XII",
        "code: 5-CT/TW | day: ngày 15/05/2016 | collective: Bộ Chính trị | term: khóa XII",
    ),
]


@pytest.mark.parametrize(("typed", "expected"), PASTED)
def test_a_pasted_citation_is_its_code_date_and_issuer(typed, expected):
    query = read_query(typed, BODIES)
    assert told(query) == expected
    # The registered title may be another: its words rank, nothing demands them.
    assert query.words == ()


def test_a_short_query_demands_every_word_of_it():
    query = read_query("24-CT/TU đô thị 2023", BODIES)
    assert (query.words, query.optional_words) == (("đô", "thị"), ())


def test_a_citation_that_a_plan_carries_out_is_words_to_be_found_in_its_title():
    typed = "Kế hoạch thực hiện Chỉ thị số 24-CT/TU ngày 19/5/2023 của Thành ủy"
    query = read_query(typed, BODIES)
    assert (query.type_names, query.number, query.day) == (
        {"ke hoach", "ke hoach lien tich"},
        "",
        None,
    )
    assert "24-CT/TU" in query.words


@pytest.mark.parametrize(
    ("typed", "bodies", "collective"),
    [
        # What the collective does is the body's, who is told behind it.
        ("Ban Thường vụ Thành ủy Sơn Thủy", {CITY}, "standing_committee"),
        ("bch trung ương", {CENTRE}, "committee"),
        ("thường trực thành ủy", {CITY}, "standing_board"),
        # These two are of one body only.
        ("bộ chính trị", {CENTRE}, "politburo"),
        ("bbt", {CENTRE}, "secretariat"),
        # The first of two counts.
        ("bộ chính trị, ban bí thư", {CENTRE}, "politburo"),
        # No collective at all.
        ("thành ủy", {CITY}, ""),
        ("đô thị", set(), ""),
    ],
)
def test_a_collective_is_told_apart_from_its_body(typed, bodies, collective):
    query = read_query(typed, BODIES)
    assert (query.bodies, query.collective) == (bodies, collective)
