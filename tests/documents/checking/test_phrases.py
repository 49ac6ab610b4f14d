"""What stands around a citation, read without a database."""

import pytest

from documents.checking.phrases import (
    issuer_before,
    printed_code,
    printed_title,
    sentence_around,
    standard_code,
    title_after,
)


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("Văn phòng đã trình Ban Thường vụ Tỉnh ủy ban hành ", "Ban Thường vụ Tỉnh ủy"),
        ("Ngày 25 tháng 10 Thành uỷ Mẫu Sơn đã ban hành ", "Thành uỷ Mẫu Sơn"),
        ("Bộ Chính trị ban hành\n\n", "Bộ Chính trị"),
        # Decomposed letters are one letter each all the same.
        ("BTV Ti\u0309nh u\u0309y ký ban hành ", "BTV Tỉnh ủy"),
        # Negatives: another verb, another object between, another sentence, no committee.
        ("Thành ủy triển khai ", ""),
        ("Tỉnh ủy ban hành nhiều văn bản như ", ""),
        ("Tỉnh ủy ban hành. ", ""),
        ("Sở Y tế ban hành ", ""),
        # A place is written in capitals; these words are not.
        ("Thành ủy cùng các ngành ban hành ", ""),
    ],
)
def test_who_the_words_before_a_citation_name(before, expected):
    assert issuer_before(f"{before}Chỉ thị số 1-CT/TU", len(before)) == expected


@pytest.mark.parametrize(
    ("text", "parts", "printed", "standard"),
    [
        ("Hướng dẫn số 08 -HD/TU ngày 1/1/2022", ("8", "", "HD/TU"), "08 -HD/TU", "8-HD/TU"),
        ("Chỉ thị số\n\n04-CT/TU", ("4", "", "CT/TU"), "04-CT/TU", "4-CT/TU"),
        ("Kế hoạch số 76- \n\nKH/TU", ("76", "", "KH/TU"), "76-KH/TU", "76-KH/TU"),
        ("130 / 2020/NĐ-CP", ("130", "2020", "NĐ-CP"), "130 / 2020/NĐ-CP", "130/2020/NĐ-CP"),
        ("281/KH-UBND", ("281", "", "KH-UBND"), "281/KH-UBND", "281/KH-UBND"),
        # No symbol printed beside this number.
        ("số 18, 19-NQ/TW", ("18", "", "NQ/TW"), "", "18-NQ/TW"),
        ("Chỉ thị 05", ("5", "", ""), "", "5/"),
    ],
)
def test_how_a_code_is_printed_and_how_it_should_be(text, parts, printed, standard):
    assert printed_code(text, *parts) == printed
    assert standard_code(*parts) == standard


def test_a_sentence_ends_at_a_full_stop_before_a_blank():
    body = "Câu một. Theo số 66.19/2026 thì CÂU HAI dừng! Câu ba."
    start, end = sentence_around(body, body.index("CÂU"), body.index("CÂU") + 3)
    assert body[start:end] == " Theo số 66.19/2026 thì CÂU HAI dừng!"


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        (" về việc trồng rừng mới. Sau", ("trồng", "rừng", "mới")),
        (", v/v trồng rừng mới; sau", ("trồng", "rừng", "mới")),
        (" “về trồng rừng mới. Giữ rừng”, sau", ("trồng", "rừng", "mới", "Giữ", "rừng")),
        # A number before the end: a citation in a title counts as one word.
        (" về rà soát Chỉ thị số 5-CT/TU. Sau", ("rà", "soát", "Chỉ thị số 5-CT/TU")),
        (" về trồng rừng năm 2024. Sau", ("trồng", "rừng", "năm", "2024")),
        (" của Tỉnh ủy về trồng rừng mới", None),
        ("", None),
    ],
)
def test_the_title_behind_a_citation(behind, expected):
    title = title_after(f"x{behind}", 1)
    assert (title and title.printed) == expected


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        (" về việc trồng rừng mới, giữ rừng. Sau", "về việc trồng rừng mới, giữ rừng"),
        (", v/v trồng rừng mới; sau", "v/v trồng rừng mới"),
        (" “về trồng rừng mới. Giữ rừng”, sau", "về trồng rừng mới. Giữ rừng"),
        # A line that goes on, and one that begins another paragraph.
        (" về trồng rừng\n\nmới năm 2024", "về trồng rừng mới năm 2024"),
        (" về trồng rừng mới\n\nCác chi bộ đọc", "về trồng rừng mới"),
        (" về trồng rừng mới\n\nĐảng viên đọc", "về trồng rừng mới"),
        # Unlike the words that are compared, it keeps the code of a document it names.
        (" về rà soát Chỉ thị số 5-CT/TU. Sau", "về rà soát Chỉ thị số 5-CT/TU"),
        (" về Thành ủy trước ngày 25", ""),
        ("", ""),
    ],
)
def test_the_title_behind_a_citation_as_it_is_printed(behind, expected):
    assert printed_title(f"x{behind}", 1) == expected
