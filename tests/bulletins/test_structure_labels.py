"""Which lines start with a label, and where the heading after it ends."""

import pytest

from bulletins.structure.headings import read_heading
from bulletins.structure.labels import find_candidates, roman_value
from documents.printed_lines import Lines

LABELS = [
    ("1. Mục tiêu", "arabic", "1.", (1,)),
    ("01. Mục tiêu", "arabic", "01.", (1,)),
    ("2) Mục tiêu", "arabic", "2)", (2,)),
    ("3/ Mục tiêu", "arabic", "3/", (3,)),
    ("4- Mục tiêu", "arabic", "4-", (4,)),
    ("5\\. Mục tiêu", "arabic", "5.", (5,)),
    ("**6. Mục tiêu**", "arabic", "6.", (6,)),
    # A heading may open with a figure.
    ("7. 49 đảng viên nhận Huy hiệu", "arabic", "7.", (7,)),
    ("5.1. Mục tiêu", "dotted", "5.1.", (5, 1)),
    ("5.1 Mục tiêu", "dotted", "5.1", (5, 1)),
    ("4. 8. Mục tiêu", "dotted", "4. 8.", (4, 8)),
    ("4.2.3. Mục tiêu", "dotted", "4.2.3.", (4, 2, 3)),
    ("II- Mục tiêu", "roman", "II-", (2,)),
    ("IX. MỤC TIÊU", "roman", "IX.", (9,)),
    ("B. MỤC TIÊU", "letter", "B.", (2,)),
    ("Phần 3: Mục tiêu", "part", "Phần 3:", (3,)),
    ("PHẦN THỨ HAI MỤC TIÊU", "part", "PHẦN THỨ HAI", (2,)),
    ("Chuyên đề IV. Mục tiêu", "part", "Chuyên đề IV.", (4,)),
]


@pytest.mark.parametrize(("line", "family", "label", "numbers"), LABELS)
def test_labels_are_read_as_printed(
    line: str, family: str, label: str, numbers: tuple[int, ...]
) -> None:
    (candidate,) = find_candidates(Lines(line), frozenset())
    assert (candidate.family, candidate.label, candidate.numbers) == (family, label, numbers)
    assert line[candidate.title_start :].rstrip("*")[-8:] in ("Mục tiêu", "MỤC TIÊU", "Huy hiệu")


REFUSED = [
    # Thousands, decimals, dates, years, times.
    *("5.800 tỷ đồng", "2.5 triệu lượt khách", "15/2 ra quân", "2024. Các chi bộ", "7.30 phút"),
    # The number of a symbol at the start of a line.
    *("35-CT/TW của Bộ Chính trị", "35- CT/TW của Bộ Chính trị", "76. QĐ-UBND ngày 3/3"),
    # A sentence goes on in small letters.
    *("3. và các chi bộ", "II. của đề án", "Phần 2 của đề án", "Mục 3, Điều 5 của Quy định"),
    # Initials, and Roman numerals that are none.
    *("V. I. Lê-nin", "IIII. Mục tiêu", "VX. Mục tiêu"),
    # There is no item 0.
    *("0. Mục tiêu", "3.0. Mục tiêu"),
    # Marks of lists below the items.
    *("- Mục tiêu", "(1) Mục tiêu", "a) Mục tiêu", "*** Mục tiêu"),
]


@pytest.mark.parametrize("line", REFUSED)
def test_what_only_looks_like_a_label_is_refused(line: str) -> None:
    assert find_candidates(Lines(line), frozenset()) == []


def test_a_full_line_that_wants_a_number_keeps_it() -> None:
    filled = "Toàn huyện phấn đấu hoàn thành các chỉ tiêu của nghị quyết trước tháng"
    broken = Lines(f"{filled}\n" * 3 + "12. Các đồng chí phụ trách địa bàn tổ chức thực hiện ngay")
    assert find_candidates(broken, frozenset()) == []
    ended = Lines(f"{filled}\n" * 3 + "Hết quý này.\n12. Các đồng chí phụ trách địa bàn chỉ đạo")
    assert [one.label for one in find_candidates(ended, frozenset())] == ["12."]


@pytest.mark.parametrize(
    ("written", "value"), [("I", 1), ("IV", 4), ("VIII", 8), ("IX", 9), ("XIV", 14), ("", 0)]
)
def test_roman_numerals_have_their_value(written: str, value: int) -> None:
    assert roman_value(written) == value


FULL = "Toàn huyện phấn đấu hoàn thành các chỉ tiêu của nghị quyết đại hội đã đề"
HEADINGS = [
    # A short line ends the heading.
    ("1. Kết quả thi đua", "Huyện Nà Đồi đã về đích.", "Kết quả thi đua"),
    # A word that needs another after it does not, however short the line.
    ("1. Kế hoạch về", "Xây dựng nông thôn mới", "Kế hoạch về Xây dựng nông thôn mới"),
    # Small letters go on.
    ("1. Kết quả thi đua", "của các xã", "Kết quả thi đua của các xã"),
    # A list mark does not, nor bold after plain text.
    ("1. Kết quả thi đua và", "- Xã Nà Lo", "Kết quả thi đua và"),
    ("1. Kết quả thi đua và", "**Xã Nà Lo**", "Kết quả thi đua và"),
    # Bold ends the heading inside its line.
    ("**1. Mục tiêu** Toàn huyện về đích.", "Hết.", "Mục tiêu"),
    # A short first sentence stands for the heading of a paragraph.
    ("1. Mục tiêu chung. Toàn huyện về đích. Dân giàu.", "Hết.", "Mục tiêu chung."),
    # "TP." ends no sentence.
    ("1. Công tác thú y ở TP. Nà Đồi năm nay", "Hết.", "Công tác thú y ở TP. Nà Đồi năm nay"),
    # Capitals end where ordinary letters begin, however full the line.
    (f"1. {FULL[:50].upper()}", "Huyện ủy họp.", FULL[:50].upper()),
    # A full line goes on in a name …
    (f"1. {FULL[:66]}", "Nà Đồi năm 2024", f"{FULL[:66]} Nà Đồi năm 2024"),
    # … not in a sentence, and not after the end of one.
    (f"1. {FULL[:66]}", "Các xã đã họp.", FULL[:66]),
    (f"1. {FULL}.", "Nà Đồi đã họp.", f"{FULL}."),
]


@pytest.mark.parametrize(("line", "after", "title"), HEADINGS)
def test_a_heading_ends_where_its_words_do(line: str, after: str, title: str) -> None:
    lines = Lines("\n".join([line, after, *[FULL] * 4]))
    candidate = find_candidates(lines, frozenset())[0]
    heading = read_heading(lines, candidate, {candidate.line}, [])
    assert heading.title == title
    assert lines.text[: heading.end].rstrip("*").endswith(title.split()[-1])


def test_a_paragraph_without_heading_lends_its_first_clause() -> None:
    paragraph = (
        "4.1. Các trạm thú y xã lập sổ theo dõi đàn gia súc của từng bản, tiêm phòng đủ hai đợt"
        " trong năm, phun khử trùng chuồng trại trước mùa mưa, giữ lại mẫu bệnh phẩm để xét"
        " nghiệm, gửi số liệu về huyện mỗi tuần một lần vào sáng thứ sáu."
    )
    lines = Lines(paragraph)
    heading = read_heading(lines, find_candidates(lines, frozenset())[0], {0}, [])
    assert heading.runs_on
    assert heading.title == "Các trạm thú y xã lập sổ theo dõi đàn gia súc của từng bản"
