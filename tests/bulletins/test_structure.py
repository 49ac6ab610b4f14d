"""Which lines of a bulletin are its items, on invented bulletins: each guards one irregularity.

Real bulletins are in ``tests/gold``.
"""

import unicodedata

import pytest

from tests.bulletins.invented import BODY, DIRECTIVE, PLAN, POINTS, joined, labels, outline

ITEMS = [
    (
        "A directive's own points look like items and are not: the sequence tells.",
        joined(
            f"1. {DIRECTIVE}",
            f"Huyện ủy yêu cầu thực hiện tốt một số nhiệm vụ sau:\n\n{POINTS}",
            f"2. {PLAN}",
            BODY,
            "3. Tin hoạt động",
            BODY,
        ),
        ["1.", "2.", "3."],
    ),
    (
        "Points that are short headings, without a verb to give them away.",
        joined(
            *("1. Ý nghĩa Ngày thành lập huyện", BODY, "1. Bối cảnh lịch sử", BODY),
            *("2. Diễn biến", BODY, "3. Bài học", BODY),
            *("2. Tình hình kinh tế quý I", BODY, "3. Kết quả xây dựng nông thôn mới", BODY),
        ),
        ["1.", "2.", "3."],
    ),
    (
        "A list of cited documents inside an item: each opens like an item's heading.",
        joined(
            *("1. Kết quả phát triển đảng viên", "Căn cứ các văn bản sau:"),
            *("1. Nghị quyết số 21-NQ/TW ngày 16/6/2022", "2. Kết luận số 5-KL/HU ngày 3/3/2024"),
            *(f"3. {PLAN}", BODY, f"2. {DIRECTIVE}", BODY, "3. Tin hoạt động", BODY),
        ),
        ["1.", "2.", "3."],
    ),
    (
        "A number skipped: 3. is followed by 5.",
        joined(f"1. {DIRECTIVE}", BODY, f"2. {PLAN}", BODY, "3. Công tác thú y", BODY)
        + joined("5. Tin hoạt động", BODY),
        ["1.", "2.", "3.", "5."],
    ),
    (
        "A number printed twice by mistake: both are items.",
        joined(f"1. {DIRECTIVE}", BODY, f"2. {PLAN}", BODY)
        + joined("2. Quy định số 7-QĐ/HU ngày 5/5/2024", BODY, "3. Tin tức", BODY),
        ["1.", "2.", "2.", "3."],
    ),
    (
        "Items numbered 1), their points 1.: the form of the label tells.",
        joined("1) Công tác thú y", BODY, "1. Đàn trâu", BODY, "2. Đàn bò", BODY)
        + joined("3. Đàn lợn", BODY, "2) Công tác khuyến nông", BODY, "3) Tin tức", BODY),
        ["1)", "2)", "3)"],
    ),
    (
        "Labels alone on their lines, as tables come out of a PDF file.",
        joined("1.", DIRECTIVE, BODY, "2.", "Kết quả thi đua", BODY, "3.", "Tin tức", BODY),
        ["1.", "2.", "3."],
    ),
    (
        "Labels glued to the words, and one with a leading zero.",
        joined(f"01.{DIRECTIVE}", BODY, "02.Kết quả thi đua", BODY, "03.Tin tức", BODY),
        ["01.", "02.", "03."],
    ),
    (
        "Bold headings of a Markdown text.",
        joined(f"**1. {DIRECTIVE}**", BODY, "**2.** **Kết quả thi đua**", BODY, "## 3. Tin tức"),
        ["1.", "2.", "3."],
    ),
    (
        "Roman numerals above Arabic ones; a document inside brings Roman numerals of its own.",
        joined("I. HỌC TẬP VÀ LÀM THEO BÁC", BODY, "II. VĂN BẢN MỚI", f"1. {DIRECTIVE}", POINTS)
        + joined(f"2. {PLAN}", "I. Mục đích", BODY, "II. Nội dung", BODY)
        + joined("III. THÔNG TIN THỜI SỰ", "1. Tin trong nước", BODY, "2. Tin thế giới", BODY),
        ["I.", "II.", "III."],
    ),
    (
        "Roman numerals only inside the documents, with points of their own.",
        joined(f"1. {DIRECTIVE}", "I- Tình hình", "1. Ưu điểm", BODY, "2. Hạn chế", BODY)
        + joined("II- Mục tiêu", "1. Mục tiêu chung", BODY, "2. Mục tiêu cụ thể", BODY)
        + joined("2. Kết quả thi đua", BODY, "3. Tin tức", BODY),
        ["1.", "2.", "3."],
    ),
    (
        "Parts written in words, numbering that restarts in each.",
        joined("PHẦN THỨ NHẤT", "VĂN BẢN MỚI", f"1. {DIRECTIVE}", BODY, f"2. {PLAN}", BODY)
        + joined("PHẦN THỨ HAI", "TIN TRONG HUYỆN", "1. Hội thi dân vận khéo", BODY),
        ["PHẦN THỨ NHẤT", "PHẦN THỨ HAI"],
    ),
    (
        "Two documents with the same parts: the repeated headings are no table of contents.",
        joined("I. KẾ HOẠCH THI ĐUA", "1. Mục đích", BODY * 3, "2. Yêu cầu", BODY * 3)
        + joined("II. KẾ HOẠCH THÚ Y", "1. Mục đích", BODY * 3, "2. Yêu cầu", BODY * 3),
        ["I.", "II."],
    ),
    (
        "A heading that opens in small letters, because the document's type does.",
        joined("1. chỉ thị số 33-CT/HU ngày 02/4/2024", BODY, "2. Tin tức", BODY),
        ["1.", "2."],
    ),
]


@pytest.mark.parametrize(("trap", "text", "expected"), ITEMS, ids=[row[0] for row in ITEMS])
def test_items_of_the_bulletin_are_told_from_what_looks_like_them(
    trap: str, text: str, expected: list[str]
) -> None:
    assert labels(text) == expected, trap


NOT_LABELS = [
    # A thousands mark, not item 5.800.
    "5.800 tỷ đồng là tổng thu của huyện.",
    # A date.
    "15/2 là ngày ra quân. Các đoàn thể đều tham gia.",
    # A symbol broken over two lines leaves its number at the start of one.
    "35-CT/TW đã được quán triệt.",
    "35- CT/TW đã được quán triệt.",
    # A year.
    "2024. Các chi bộ đã hoàn thành.",
    # Initials look like a Roman numeral with a dot.
    "V.I. Lê-nin đã viết về việc này.",
    # One letter and a dot, without the letter before it in the alphabet.
    "C. Mác đã viết về việc này.",
    # Figures of a phone number or an amount.
    "10.000 cây xanh đã được trồng.",
    # A part of another document, in a sentence.
    "Phần 2 của đề án nêu rõ thực trạng.",
]


@pytest.mark.parametrize("line", NOT_LABELS)
def test_a_line_that_only_looks_numbered_makes_no_item(line: str) -> None:
    text = joined(f"1. {DIRECTIVE}", BODY, line, BODY, "2. Tin tức", BODY)
    assert labels(text) == ["1.", "2."]
    assert labels(text, level=1) == []


def printed(text: str, width: int = 70) -> str:
    """Return `text` as a PDF file gives it: full lines, a blank one after each."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            if line and len(line) + 1 + len(word) > width:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}".strip()
        lines += [line] if line else []
    return " \n\n".join(lines) + " \n"


LONG_TITLE = (
    "Chương trình hành động số 19-CTr/HU, ngày 12/01/2024 của Huyện ủy Nà Đồi thực hiện Nghị"
    " quyết số 29-NQ/TW, ngày 17/11/2022 về tiếp tục đẩy mạnh công nghiệp hóa"
)


def test_a_heading_printed_over_several_lines_is_read_whole() -> None:
    text = printed("\n".join([f"1. {LONG_TITLE}", BODY, BODY, "2. Tin hoạt động", BODY]))
    assert [title for _, _, _, title in outline(text)] == [LONG_TITLE, "Tin hoạt động"]


def test_a_page_number_inside_a_heading_is_not_part_of_it() -> None:
    text = printed("\n".join([f"1. {LONG_TITLE}", BODY, BODY, "2. Tin hoạt động", BODY]))
    first_line, rest = text.split("\n", 1)
    assert outline(f"{first_line}\n13 \n \n{rest.lstrip()}")[0][3] == LONG_TITLE


def test_a_page_break_ends_no_paragraph_where_blank_lines_do() -> None:
    paragraphs = [f"1. {LONG_TITLE}", BODY, BODY, "2. Tin hoạt động", BODY]
    text = "\n\n".join(printed(paragraph).replace("\n\n", "\n") for paragraph in paragraphs)
    first_line, rest = text.split("\n", 1)
    assert outline(f"{first_line}\n\n13\n\n{rest}")[0][3] == LONG_TITLE


def test_a_number_broken_off_its_sentence_is_no_item() -> None:
    line = "Các công trình trọng điểm của huyện phải hoàn thành ngay trong tháng"
    text = printed("\n".join([f"1. {DIRECTIVE}", BODY, BODY])) + (
        f"{line} \n\n12. Các đồng chí phụ trách báo cáo kết quả trước ngày cuối \n\ncùng. \n"
    )
    assert labels(text + printed(f"2. Tin tức\n{BODY}")) == ["1.", "2."]


def test_a_full_heading_line_does_not_swallow_the_body() -> None:
    heading = "3.1. Hội thi dân vận khéo của các xã, thị trấn trong huyện Nà Đồi nay"
    text = printed(
        "\n".join(["3. Tin hoạt động", heading, f"Sáng 12/3, hội thi đã diễn ra. {BODY}", BODY])
    )
    assert outline(text)[1][3] == heading.removeprefix("3.1. ")


def test_sub_items_belong_where_they_stand_whatever_their_numbers() -> None:
    text = joined(
        *(f"3. {DIRECTIVE}", "4.1. Mục đích", BODY, "4. 2. Yêu cầu", BODY),
        *(f"4. {PLAN}", "4.1. Nội dung", BODY, "4.1.1. Đối tượng", BODY, "4.1. Kinh phí", BODY),
    )
    assert outline(text) == [
        (0, "document", "3.", DIRECTIVE),
        (1, "section", "4.1.", "Mục đích"),
        (1, "section", "4. 2.", "Yêu cầu"),
        (0, "document", "4.", PLAN),
        (1, "section", "4.1.", "Nội dung"),
        (2, "section", "4.1.1.", "Đối tượng"),
        (1, "section", "4.1.", "Kinh phí"),
    ]


def test_a_document_keeps_its_own_parts_as_sections() -> None:
    text = joined(f"1. {PLAN}", "Phần 1: Thực trạng", "I- Kết quả", BODY, "II- Hạn chế", BODY)
    # "V." follows no "IV.": a name or a misprint, not a section.
    text += joined("V. Nguyễn chủ biên", BODY)
    text += joined("Phần 2: Nhiệm vụ", "1. Nhiệm vụ chung", BODY, "2. Tin tức", BODY)
    assert outline(text) == [
        (0, "document", "1.", PLAN),
        (1, "section", "Phần 1:", "Thực trạng"),
        (2, "section", "I-", "Kết quả"),
        (2, "section", "II-", "Hạn chế"),
        (1, "section", "Phần 2:", "Nhiệm vụ"),
        (0, "news", "2.", "Tin tức"),
    ]


def test_sub_items_of_a_topic_are_topics_and_of_news_are_news() -> None:
    text = joined("1. Kết quả hai kỳ họp", "1.1. Kỳ họp của tỉnh", BODY, "1.2. Kỳ họp huyện", BODY)
    text += joined("2. Tin hoạt động của huyện", "2.1. Chỉ thị số 3-CT/HU được sơ kết", BODY)
    text += joined("2.3. Trao Huy hiệu Đảng cho 25 đảng viên", BODY)
    assert [(level, kind, label) for level, kind, label, _ in outline(text)] == [
        (0, "topic", "1."),
        (1, "topic", "1.1."),
        (1, "topic", "1.2."),
        (0, "news", "2."),
        # The heading names a directive, but the item is a piece of news about it.
        (1, "news", "2.1."),
        (1, "news", "2.3."),
    ]


def test_news_may_be_numbered_like_the_items() -> None:
    text = joined(f"1. {DIRECTIVE}", BODY, f"2. {PLAN}", BODY, "3. Tin hoạt động")
    text += joined("1. Khánh thành cầu treo bản Nà Lo", BODY, "2. Ra quân trồng cây", BODY)
    assert labels(text) == ["1.", "2.", "3."]
    assert labels(text, level=1) == ["1.", "2."]


KINDS = [
    # The subject opens the heading.
    (DIRECTIVE, "document"),
    # Only introducing words stand before the subject.
    ("Một số nội dung cơ bản của Quy định số 7-QĐ/HU ngày 5/5/2024", "document"),
    # The document is only mentioned.
    ("Kết quả một năm thực hiện Chỉ thị số 33-CT/HU ngày 02/4/2024", "topic"),
    ("Kết quả Hội nghị Ban Chấp hành Đảng bộ huyện lần thứ 20", "topic"),
    ("Tin tưởng vào sự lãnh đạo của Đảng", "topic"),
    ("Thông tin về dịch bệnh trên đàn lợn", "topic"),
    ("Tin hoạt động", "news"),
    ("TIN TRONG HUYỆN", "news"),
    ("Thông tin thời sự", "news"),
    ("Một số hoạt động nổi bật trong tháng", "news"),
]


@pytest.mark.parametrize(("title", "kind"), KINDS)
def test_the_heading_tells_the_kind_of_an_item(title: str, kind: str) -> None:
    text = joined("1. Công tác thú y", BODY, f"2. {title}", BODY)
    assert outline(text)[1] == (0, kind, "2.", title)


@pytest.mark.parametrize(("trap", "text", "expected"), ITEMS, ids=[row[0] for row in ITEMS])
def test_the_reading_does_not_depend_on_normal_form_or_line_ends(
    trap: str, text: str, expected: list[str]
) -> None:
    for other in (unicodedata.normalize("NFD", text), text.replace("\n", "\r\n")):
        assert outline(other) == outline(text), trap
