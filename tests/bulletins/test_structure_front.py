"""Cover, table of contents and warnings of invented bulletins."""

import pytest

from bulletins.structure import read_structure
from tests.bulletins.invented import BODY, DIRECTIVE, PLAN, POINTS, joined, labels, outline

COVER = joined("HUYỆN ỦY NÀ ĐỒI\nBAN TUYÊN GIÁO", "*", "TÀI LIỆU SINH HOẠT CHI BỘ\nTháng 5/2024")
CONTENTS = [
    # A table whose cells are separated by tabs, without dots after the numbers.
    f"Stt\tNội dung\n1\t{DIRECTIVE}\n2\tKết quả thi đua\n3\tTin hoạt động\n",
    # A Markdown table.
    f"| TT | Nội dung |\n|---|---|\n| 1 | {DIRECTIVE} |\n| 2 | Kết quả thi đua |\n| 3 | Tin |\n",
    # Leaders and page numbers; one number slipped to its own line.
    f"MỤC LỤC\n1. {DIRECTIVE} ........\n3\n2. Kết quả thi đua ..... 7\n3. Tin hoạt động … … … 9\n",
    # Nothing but the headings, twice.
    f"NỘI DUNG\n1. {DIRECTIVE}\n2. Kết quả thi đua\n3. Tin hoạt động\n",
]


@pytest.mark.parametrize("contents", CONTENTS)
def test_the_table_of_contents_is_front_matter(contents: str) -> None:
    body = joined(f"1. {DIRECTIVE}", POINTS, "2. Kết quả thi đua", BODY, "3. Tin hoạt động", BODY)
    structure = read_structure(COVER + contents + "\n" + body)
    assert [item.label for item in structure.items] == ["", "1.", "2.", "3."]
    front, first = structure.items[:2]
    assert (front.kind, front.start, first.start) == ("front", 0, len(COVER + contents) + 1)


def test_headings_without_labels_are_found_by_the_table_of_contents() -> None:
    text = COVER + f"Stt\tNội dung\n1\tKết quả thi đua\n2\t{DIRECTIVE}\n3\tTin hoạt động\n\n"
    text += joined("KẾT QUẢ THI ĐUA", BODY, POINTS, DIRECTIVE, BODY, "TIN HOẠT ĐỘNG", BODY)
    assert [kind for _, kind, _, _ in outline(text)] == ["topic", "document", "news"]


def test_a_table_inside_an_item_is_no_table_of_contents() -> None:
    text = joined(f"1. {DIRECTIVE}", BODY, f"2. {PLAN}", "1\tXã Nà Lo\n2\tXã Nà Khoang", BODY)
    text += joined("Xã Nà Lo", BODY, "Xã Nà Khoang", BODY, "3. Tin tức", BODY)
    assert labels(text) == ["1.", "2.", "3."]


def test_a_table_on_the_cover_that_promises_no_heading_hides_no_item() -> None:
    text = COVER + "1\tBan biên tập\n2\tTin hoạt động\n3\tNơi nhận bản tin\n\n"
    text += joined(f"1. {DIRECTIVE}", BODY, "2. Tin hoạt động", BODY)
    assert labels(text) == ["1.", "2."]


COVERS = [
    ("TÀI LIỆU SINH HOẠT CHI BỘ\nTháng 11 năm 2022\n", (11, 2022)),
    ("BẢN TIN\n(Tháng 03-2024)\n", (3, 2024)),
    ("TÀI LIỆU PHỤC VỤ SINH HOẠT CHI BỘ THÁNG 5/2024 TRONG TOÀN ĐẢNG BỘ HUYỆN\n", (5, 2024)),
    # Two months in one bulletin: the first.
    ("BẢN TIN\nTháng 01+02/2024\n", (1, 2024)),
    # The day of printing is not the month of the bulletin.
    ("BẢN TIN\nNà Đồi, ngày 25 tháng 10 năm 2022\n", (None, None)),
    # A month told in a sentence is something else's.
    ("Lời nói đầu: dịch bệnh xảy ra từ tháng 4 năm 2023 trên đàn lợn của huyện\n", (None, None)),
    ("BẢN TIN\nTháng 13 năm 2022\n", (None, None)),
]


@pytest.mark.parametrize(("cover", "month"), COVERS)
def test_month_and_year_are_read_from_the_cover_only(
    cover: str, month: tuple[int | None, int | None]
) -> None:
    body = joined(f"1. {DIRECTIVE}", BODY, "2. Kết quả tháng 9 năm 2021", BODY)
    structure = read_structure(cover + "\n" + body)
    assert (structure.month, structure.year) == month


PUBLISHERS = [
    ("HUYỆN ỦY NÀ ĐỒI\nBAN TUYÊN GIÁO\n*\nTÀI LIỆU\n", "HUYỆN ỦY NÀ ĐỒI / BAN TUYÊN GIÁO"),
    # Two columns: the motto on the right is nobody's name.
    ("TỈNH UỶ NÀ SƠN\tĐẢNG CỘNG SẢN VIỆT NAM\nBAN TUYÊN GIÁO\n", "TỈNH UỶ NÀ SƠN / BAN TUYÊN GIÁO"),
    # A name printed over two lines.
    ("BAN TUYÊN GIÁO\nVÀ DÂN VẬN TỈNH ỦY\n*\n", "BAN TUYÊN GIÁO VÀ DÂN VẬN TỈNH ỦY"),
    ("TÀI LIỆU SINH HOẠT\n", ""),
]


@pytest.mark.parametrize(("cover", "publisher"), PUBLISHERS)
def test_the_publisher_is_read_as_printed(cover: str, publisher: str) -> None:
    text = cover + "\n" + joined(f"1. {DIRECTIVE}", BODY, "2. Tin tức", BODY)
    assert read_structure(text).publisher_printed == publisher


def test_irregular_numbering_is_told_in_words() -> None:
    text = joined(f"1. {DIRECTIVE}", POINTS, f"2. {PLAN}", "3.1. Mục đích", BODY)
    text += joined("4. Tin tức", "4.1. Ra quân", BODY, "4.3. Khánh thành cầu", BODY)
    assert read_structure(text).warnings == (
        "Số mục nhảy từ “2.” sang “4.”.",
        "Trong mục “2.” có mục con mang số khác: “3.1.”.",
        "Số mục nhảy từ “4.1.” sang “4.3.”.",
        "Trong mục “1.” có 3 dòng đánh số giống đầu mục; được hiểu là các ý bên trong mục.",
    )


def test_regular_numbering_gives_no_warning() -> None:
    text = joined(f"1. {DIRECTIVE}", BODY, "2. Tin tức", "2.1. Ra quân", BODY, "2.2. Hội thi", BODY)
    assert read_structure(text).warnings == ()


def test_the_title_over_a_table_of_contents_is_no_row_of_it() -> None:
    table = (
        "I- ĐỊNH HƯỚNG SINH HOẠT\n\nStt\tNội dung\n1\tKết quả thi đua quý một\n2\tTin tức chi bộ\n"
    )
    body = joined("1. Kết quả thi đua quý một", BODY, "2. Tin tức chi bộ", BODY)
    assert read_structure(table + "\n" + body).warnings == ()


def test_a_row_that_no_heading_repeats_is_told() -> None:
    table = "1\tKết quả thi đua quý một\n2\tTrồng cây đầu xuân\n3\tTin tức chi bộ\n"
    body = joined("1. Kết quả thi đua quý một", BODY, "3. Tin tức chi bộ", BODY)
    assert (
        "Mục lục có 3 dòng, trong bài tìm thấy 2 mục."
        in read_structure(table + "\n" + body).warnings
    )


def test_a_text_without_items_is_all_front_matter_with_a_warning() -> None:
    structure = read_structure(BODY)
    assert [(item.kind, item.start, item.end) for item in structure.items] == [
        ("front", 0, len(BODY))
    ]
    assert structure.warnings == (
        "Không tìm thấy mục nào có đánh số (dòng bắt đầu bằng “1.”, “2.”…).",
    )


@pytest.mark.parametrize("blank", ["", " \n\n\t\n"])
def test_a_blank_text_has_no_items(blank: str) -> None:
    assert read_structure(blank).items == ()
