"""Print, scan and mark-up: the same citation under every disguise. All sentences invented."""

import unicodedata

import pytest

from documents.citations import find_citations
from tests.documents.citations.cases import assert_reads

PLAIN = "Chỉ thị số 24-CT/TU, ngày 19/5/2023 của Tỉnh ủy"
CT = "full|Chỉ thị|24|CT/TU|2023-05-19|Tỉnh ủy"

DISGUISES = [
    # dashes: hyphen, non-breaking hyphen, figure dash, en dash, em dash, minus, soft hyphen
    *(PLAIN.replace("-", dash) for dash in "\u2010\u2011\u2012\u2013\u2014\u2212\u00ad"),
    # blanks: no-break, narrow no-break, thin, tab, two of them, zero-width beside
    *(PLAIN.replace(" ", blank) for blank in ("\u00a0", "\u202f", "\u2009", "\t", "  ", " \u200b")),
    # slashes other than the usual one
    PLAIN.replace("CT/TU", "CT\u2044TU"),
    # a line end between any two pieces, with and without blank line, in any system
    *(PLAIN.replace(" ", f"{end}") for end in ("\n", "\n\n", " \n\n ", "\r\n", "\u2028")),
    PLAIN.replace("24-CT", "24-\n\nCT"),
    PLAIN.replace("24-CT", "24\n\n-CT"),
    PLAIN.replace("CT/TU", "CT/\n\nTU"),
    # inside the type code, the body code, the number, the date
    PLAIN.replace("CT/TU", "C\n\nT/TU"),
    PLAIN.replace("CT/TU", "CT/T\n\nU"),
    PLAIN.replace("24-CT", "2\n\n4-CT"),
    PLAIN.replace("19/5/2023", "1\n9/5/2023"),
    PLAIN.replace("19/5/2023", "19/5/20\n23"),
    # page numbers alone on their line
    PLAIN.replace("số ", "số\n\n16\n\n"),
    PLAIN.replace(" ngày ", "\n\n- 16 -\n\nngày "),
    PLAIN.replace("của ", "của\n\nTrang 16/20\n\n"),
    PLAIN.replace("24-CT", "24-\n\n\n\n16 \n\n \n\nCT"),
    # pieces that touch
    PLAIN.replace("số 24", "số24"),
    PLAIN.replace(", ngày 19", "ngày19"),
    PLAIN.replace("2023 của", "2023của"),
    PLAIN.replace("Chỉ thị", "Chỉthị"),
    # pieces that are torn apart
    PLAIN.replace("24-CT/TU", "24 - CT / TU"),
    PLAIN.replace("19/5/2023", "19 / 5 / 2023"),
    # Markdown and tags
    PLAIN.replace("số 24-CT/TU", "**số 24-CT/TU**"),
    PLAIN.replace("số 24-CT/TU", "số *24-CT/TU*"),
    PLAIN.replace("24-CT/TU", "24\\-CT/TU"),
    PLAIN.replace("24-CT/TU", "[24-CT/TU](https://vi-du.vn/24)"),
    PLAIN.replace("số", "<b>số</b>"),
    PLAIN.replace("của Tỉnh", "của <i>Tỉnh</i>"),
    PLAIN.replace("số 24", "số<br>24"),
    PLAIN.replace("số 24", "số&nbsp;24"),
    PLAIN.replace("của ", "của\n> "),
    # footnote marks
    PLAIN.replace("TU,", "TU¹,"),
    PLAIN.replace("TU,", "TU(1),"),
    PLAIN.replace("TU,", "TU[12],"),
    PLAIN.replace("TU,", "TU1,"),
    # tone signs lost or wrong, as scanners do
    PLAIN.replace("Chỉ thị", "Chi thi"),
    PLAIN.replace("ngày", "ngảy"),
]


@pytest.mark.parametrize("text", DISGUISES)
def test_a_citation_is_read_under_every_disguise(text: str) -> None:
    (citation,) = find_citations(f"theo {text} về đọc sách")
    assert (citation.kind, citation.type, citation.number) == ("full", "Chỉ thị", "24")
    assert (citation.symbol, citation.date, citation.issuer) == ("CT/TU", "2023-05-19", "Tỉnh ủy")
    assert citation.text == text


def test_tone_placement_is_printed_as_it_stands() -> None:
    assert_reads(f"⟦{PLAIN.replace('ủy', 'uỷ')}⟧.", CT.replace("ủy", "uỷ"))


@pytest.mark.parametrize(
    ("printed", "line"),
    [
        # Ð is not Đ, though it looks the same; Ƣ is a Ư of another keyboard
        ("Nghị quyết số 05-NQ/ÐU", "full|Nghị quyết|5|NQ/ĐU||"),
        ("Quyết định 12/Q\u0189-UBND", "full|Quyết định|12|QĐ-UBND||"),
        ("Kết luận 12-KL/TƢ", "full|Kết luận|12|KL/TƯ||"),
        # a scanner's error stays
        ("Kết luận 12-KL/TƯ", "full|Kết luận|12|KL/TƯ||"),
        ("Quyết định 12/QĐ-ƯBND", "full|Quyết định|12|QĐ-ƯBND||"),
        # a body code broken by a line is joined, …
        ("Quyết định 12/QĐ-UB\n\nND", "full|Quyết định|12|QĐ-UBND||"),
    ],
)
def test_look_alikes_are_folded_and_misprints_stay(printed: str, line: str) -> None:
    assert_reads(f"theo ⟦{printed}⟧ về", line)


def test_a_next_line_in_capitals_is_no_part_of_the_code() -> None:
    # … but a word of the next line is not
    assert_reads("⟦Kế hoạch số 12-KH/TU⟧\nVỀ VIỆC", "full|Kế hoạch|12|KH/TU||")
    assert_reads("⟦Kế hoạch số 12-KH/TU⟧ - BAN", "full|Kế hoạch|12|KH/TU||")
    assert_reads("⟦Kế hoạch số 12-KH/TU⟧.\nIII. TIN TỨC", "full|Kế hoạch|12|KH/TU||")
    assert_reads("⟦Công văn số 12/UBND.VX⟧.\nIV. TIN TỨC", "full|Công văn|12|UBND.VX||")


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_the_reading_does_not_depend_on_the_normal_form(form: str) -> None:
    text = unicodedata.normalize(
        form,
        f"theo {PLAIN}; Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XIX; Chỉ thị 05 của Bộ Chính trị",
    )
    full, named, short = find_citations(text)
    assert (full.type, full.symbol, full.issuer) == ("Chỉ thị", "CT/TU", "Tỉnh ủy")
    assert named.issuer == "Đại hội Đảng bộ tỉnh lần thứ XIX"
    assert (short.type, short.issuer) == ("Chỉ thị", "Bộ Chính trị")
    # the marks of the last letter belong to the span
    assert unicodedata.normalize("NFC", short.text) == "Chỉ thị 05 của Bộ Chính trị"


def test_mixed_forms_in_one_text_are_read() -> None:
    mixed = unicodedata.normalize("NFD", "Chỉ thị") + " số 24-CT/TU của Tỉnh ủy"
    assert_reads(f"⟦{mixed}⟧ về", "full|Chỉ thị|24|CT/TU||Tỉnh ủy")


def test_a_table_cell_ends_a_citation() -> None:
    assert_reads("| ⟦Chỉ thị số 24-CT/TU⟧ | 19/5/2023 | Tỉnh ủy |", "full|Chỉ thị|24|CT/TU||")


def test_a_chasm_of_blanks_ends_a_citation() -> None:
    # nobody prints a page of blanks inside a code; the bound keeps reading linear
    assert_reads("⟦Chỉ thị số 24⟧" + " " * 5000 + "-CT/TU", "short|Chỉ thị|24|||")


# dashes and blanks as pages of the web write them
ENTITIES = [
    ("⟦Kết luận 01&ndash;KL/TW⟧ về", "full|Kết luận|1|KL/TW||"),
    ("⟦Nghị quyết số 18&#8211;NQ/TW⟧ về", "full|Nghị quyết|18|NQ/TW||"),
    ("⟦Chỉ&#160;thị số&nbsp;05-CT/TW⟧ về", "full|Chỉ thị|5|CT/TW||"),
    # a name that stands for no dash parts number and symbol
    ("Kết luận 01&rarr;KL/TW",),
]


@pytest.mark.parametrize("row", ENTITIES)
def test_entities_read_as_the_signs_they_stand_for(row: tuple[str, ...]) -> None:
    assert_reads(*row)


# a blank that a scanner put into the number, behind "số" only: a row number stands so too
PARTED_NUMBERS = [
    ("⟦Chỉ thị số 2 4-CT/TU⟧ về", "full|Chỉ thị|24|CT/TU||"),
    ("⟦Chỉ thị số 0 5-CT/TW⟧ về", "full|Chỉ thị|5|CT/TW||"),
    ("bảng 2 ⟦4-CT/TU⟧ về", "full|Chỉ thị|4|CT/TU||"),
]


@pytest.mark.parametrize("row", PARTED_NUMBERS)
def test_a_blank_inside_a_number_is_passed_over(row: tuple[str, ...]) -> None:
    assert_reads(*row)
