"""Named citations: plenum, congress, session, law with its year. All sentences invented."""

import pytest

from documents.citations import find_citations
from tests.documents.citations.cases import assert_reads

# (text, issuer phrase or date, ordinal, terms)
ISSUANCES = [
    # plenums
    ("⟦Nghị quyết Trung ương 5 khoá X⟧ về", "Trung ương 5 khoá X", "5", ("X",)),
    ("⟦Nghị quyết Trung ương 4⟧ về", "Trung ương 4", "4", ()),
    # a plenum that sat twice
    ("⟦Nghị quyết Trung ương 6 (lần 2) khóa VIII⟧ về", None, "6", ("VIII",)),
    # one span with two terms: one citation, two documents
    (
        "⟦Nghị quyết Trung ương 4 (khóa XI, XII)⟧ và",
        "Trung ương 4 (khóa XI, XII)",
        "4",
        ("XI", "XII"),
    ),
    ("⟦Nghị quyết Trung ương 4 khóa XI và khóa XII⟧ về", None, "4", ("XI", "XII")),
    ("⟦Nghị quyết Hội nghị Trung ương 6 (khóa XIII)⟧ về", None, "6", ("XIII",)),
    ("⟦Kết luận Hội nghị Trung ương 4 khóa XIII⟧ về", None, "4", ("XIII",)),
    (
        "⟦Nghị quyết Hội nghị lần thứ sáu Ban Chấp hành Trung ương Đảng khóa XIII⟧ về",
        "Hội nghị lần thứ sáu Ban Chấp hành Trung ương Đảng khóa XIII",
        "6",
        ("XIII",),
    ),
    # the committee named, with or without "Hội nghị"
    ("⟦Nghị quyết Hội nghị Ban Chấp hành Trung ương lần thứ 6 khóa XII⟧ về", None, "6", ("XII",)),
    ("⟦Nghị quyết BCH Trung ương lần thứ 8 khóa XI⟧ về", None, "8", ("XI",)),
    ("⟦Nghị quyết lần thứ tư Ban Chấp hành Trung ương Đảng khóa XII⟧.", None, "4", ("XII",)),
    ("⟦Nghị quyết Hội nghị lần thứ tư khóa XIII⟧ về", None, "4", ("XIII",)),
    # abbreviations
    ("⟦Nghị quyết ĐH XIII của Đảng⟧ về", "ĐH XIII của Đảng", None, ("XIII",)),
    ("⟦NQTW4 khóa XII⟧ về", "TW4 khóa XII", "4", ("XII",)),
    ("⟦NQ TW 4⟧ về", "TW 4", "4", ()),
    # a plenum of a provincial committee
    (
        "⟦Nghị quyết Hội nghị lần thứ 19 Ban Chấp hành Đảng bộ tỉnh khóa XIX⟧ về",
        "Hội nghị lần thứ 19 Ban Chấp hành Đảng bộ tỉnh khóa XIX",
        "19",
        ("XIX",),
    ),
    # congresses of the Party
    ("⟦Nghị quyết Đại hội XIII⟧.", "Đại hội XIII", None, ("XIII",)),
    ("⟦Nghị quyết Đại hội XIII của Đảng⟧.", "Đại hội XIII của Đảng", None, ("XIII",)),
    (
        "⟦Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng⟧ và",
        "Đại hội đại biểu toàn quốc lần thứ XIII của Đảng",
        None,
        ("XIII",),
    ),
    ("⟦Nghị quyết Đại hội Đảng toàn quốc lần thứ XII⟧ và", None, None, ("XII",)),
    ("⟦NGHỊ QUYẾT ĐẠI HỘI XIII CỦA ĐẢNG⟧", "ĐẠI HỘI XIII CỦA ĐẢNG", None, ("XIII",)),
    # congresses below
    ("⟦Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XIX⟧ và", None, None, ("XIX",)),
    ("⟦Nghị quyết Đại hội XI Đảng bộ tỉnh⟧, các", "Đại hội XI Đảng bộ tỉnh", None, ("XI",)),
    ("⟦Nghị quyết Đại hội lần thứ XIX Đảng bộ tỉnh⟧ và", None, None, ("XIX",)),
    # the term of years belongs to the name
    (
        "⟦nghị quyết Đại hội Đảng bộ Thành phố khoá XVIII nhiệm kỳ 2020-2025⟧;",
        "Đại hội Đảng bộ Thành phố khoá XVIII nhiệm kỳ 2020-2025",
        None,
        ("XVIII",),
    ),
    (
        "⟦Nghị quyết Đại hội Đảng bộ huyện Sông Trà lần thứ XX, nhiệm kỳ 2020 - 2025⟧.",
        None,
        None,
        ("XX",),
    ),
    # the level alone tells which committee
    (
        "⟦Nghị quyết Đại hội đại biểu Đảng bộ Thành phố⟧ và",
        "Đại hội đại biểu Đảng bộ Thành phố",
        None,
        (),
    ),
    # mass organisations
    ("⟦Nghị quyết Đại hội Đoàn toàn quốc lần thứ XII⟧.", None, None, ("XII",)),
    ("⟦Nghị quyết Đại hội Công đoàn Việt Nam lần thứ XIII⟧.", None, None, ("XIII",)),
    # sessions
    (
        "⟦Nghị quyết kỳ họp thứ 12, Hội đồng nhân dân\n\nThành phố nhiệm kỳ 2021-2026⟧.",
        "kỳ họp thứ 12, Hội đồng nhân dân Thành phố nhiệm kỳ 2021-2026",
        "12",
        (),
    ),
    ("⟦Nghị quyết Kỳ họp thứ tám Quốc hội khóa XV⟧.", None, "8", ("XV",)),
    # the council before its session
    ("⟦Nghị quyết HĐND tỉnh kỳ họp thứ 15⟧ về", "HĐND tỉnh kỳ họp thứ 15", "15", ()),
    ("⟦Nghị quyết của HĐND tỉnh khóa XVI, kỳ họp thứ 5⟧ về", None, "5", ("XVI",)),
    ("⟦Nghị quyết Quốc hội khóa XV tại kỳ họp thứ tám⟧.", None, "8", ("XV",)),
    # Roman numerals in small letters
    ("⟦Nghị quyết Đại hội xiii của Đảng⟧.", "Đại hội xiii của Đảng", None, ("XIII",)),
    # the ordinal of a term in Arabic figures
    ("⟦Nghị quyết Đại hội Đảng bộ xã lần thứ 23⟧.", None, None, ("XXIII",)),
]


@pytest.mark.parametrize(("marked", "issuer", "ordinal", "terms"), ISSUANCES)
def test_one_issuance_is_told_by_its_assembly(
    marked: str, issuer: str | None, ordinal: str | None, terms: tuple[str, ...]
) -> None:
    text = marked.replace("⟦", "").replace("⟧", "")
    (citation,) = find_citations(text)
    assert text.replace(citation.text, f"⟦{citation.text}⟧") == marked
    assert (citation.kind, citation.number, citation.symbol) == ("named", None, None)
    assert (citation.ordinal, citation.terms) == (ordinal, terms)
    assert issuer is None or citation.issuer == issuer


LAWS = [
    ("theo ⟦Luật cư trú năm 2020⟧ đối với", "Luật", "2020", "Luật cư trú"),
    ("theo ⟦Luật Đất đai 2013⟧,", "Luật", "2013", "Luật Đất đai"),
    ("⟦Luật Viên chức (năm 2010)⟧.", "Luật", "2010", "Luật Viên chức"),
    ("⟦Luật Phòng, chống ma túy năm 2021⟧.", "Luật", "2021", "Luật Phòng, chống ma túy"),
    ("⟦Bộ luật Hình sự năm 2015⟧.", "Bộ luật", "2015", "Bộ luật Hình sự"),
    ("⟦Hiến pháp năm 2013⟧.", "Hiến pháp", "2013", "Hiến pháp"),
    ("⟦Pháp lệnh Dân quân tự vệ năm 2004⟧.", "Pháp lệnh", "2004", "Pháp lệnh Dân quân tự vệ"),
    (
        "⟦Luật Thực hiện dân chủ ở cơ sở năm 2022⟧.",
        "Luật",
        "2022",
        "Luật Thực hiện dân chủ ở cơ sở",
    ),
    ("⟦Luật Đất đai (sửa đổi) năm 2024⟧ có", "Luật", "2024", "Luật Đất đai"),
    # "năm" inside a name in figures of another kind does not end it; a day does
    ("Căn cứ ⟦Luật Thủ đô ngày 21/11/2012⟧;", "Luật", "2012-11-21", "Luật Thủ đô"),
    ("⟦Luật Phòng, chống ma túy ngày 5/6/2021⟧;", "Luật", "2021-06-05", "Luật Phòng, chống ma túy"),
    # the second law has the year
    ("Luật Cán bộ, công chức và ⟦Luật Viên chức năm 2010⟧.", "Luật", "2010", "Luật Viên chức"),
]


@pytest.mark.parametrize(("marked", "kind", "date", "name"), LAWS)
def test_a_law_is_told_by_its_year(marked: str, kind: str, date: str, name: str) -> None:
    text = marked.replace("⟦", "").replace("⟧", "")
    (citation,) = find_citations(text)
    assert text.replace(citation.text, f"⟦{citation.text}⟧") == marked
    assert (citation.kind, citation.type, citation.date) == ("named", kind, date)
    assert citation.name == name


def test_a_year_in_brackets_belongs_to_the_plenum() -> None:
    assert_reads(
        "⟦Nghị quyết Trung ương 5 khóa X (năm 2007)⟧ về",
        "named|Nghị quyết|||2007|Trung ương 5 khóa X",
    )


def test_plenums_in_a_list_have_a_span_each() -> None:
    assert_reads(
        "các ⟦Nghị quyết Trung ương 4⟧, ⟦5⟧, ⟦6 khóa XII⟧ về",
        "named|Nghị quyết||||Trung ương 4",
        "named|Nghị quyết||||",
        "named|Nghị quyết||||",
    )


def test_a_congress_inside_a_full_citation_is_not_read_twice() -> None:
    assert_reads(
        "⟦Nghị quyết Hội nghị Trung ương 6 khóa XII số 18-NQ/TW⟧.",
        "full|Nghị quyết|18|NQ/TW||Hội nghị Trung ương 6 khóa XII",
    )


def test_a_law_of_two_councils_is_named_by_its_day() -> None:
    law = "Luật Ban hành văn bản quy phạm pháp luật của Hội đồng nhân dân, Ủy ban nhân dân"
    assert_reads(f"Căn cứ ⟦{law} ngày 03 tháng 12 năm 2004⟧;", "named|Luật|||2004-12-03|")
