"""An item's text is set again: its heading apart, broken lines joined, no word changed."""

import pytest

from bulletins.printing.paragraphs import Block, blocks, paragraphs, split_heading

# The printed lines of a PDF, each on its own, with a page's number among them.
BROKEN = """Các chi bộ trong toàn Đảng bộ phường tổ chức cho đảng viên đọc chỉ thị về công
tác phòng cháy, chữa cháy và cứu nạn, cứu hộ trong tháng, gắn với việc kiểm tra các
tổ dân phố, cơ quan, trường học đóng trên địa bàn phường và báo cáo kết quả về Ban
Thường vụ Đảng ủy.

12

Đảng viên phụ trách hộ gia đình nhắc từng hộ xem lại đường điện, bếp ga, nơi thờ
cúng trước Tết.
"""


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # A line is a paragraph where lines are whole; blank ones part them and are not printed.
        ("Một câu.\n\nHai câu.\nba", ["Một câu.", "Hai câu.", "ba"]),
        # What looks like a page's number stays where no page was broken: it may be a table's.
        ("Số hộ\n12\n", ["Số hộ", "12"]),
        # Word opens no file with a control character; a page break parts paragraphs.
        ("Một\x0cHai\x00", ["Một", "Hai"]),
        # The row of a table stays a line, its cells apart.
        ("1\tĐọc  sách\tChi bộ\n2\tTrồng cây\tĐoàn", ["1\tĐọc sách\tChi bộ", "2\tTrồng cây\tĐoàn"]),
        ("", []),
        (" \n\n", []),
    ],
)
def test_paragraphs_are_as_the_text_has_them(body, expected):
    assert paragraphs(body) == expected


def test_the_broken_lines_of_a_paragraph_are_joined_and_no_word_is_lost():
    found = paragraphs(BROKEN)
    assert [one.split()[0] for one in found] == ["Các", "Đảng"]
    assert found[0].endswith("báo cáo kết quả về Ban Thường vụ Đảng ủy.")
    assert " ".join(found).split() == BROKEN.replace("12", "").split()


@pytest.mark.parametrize(
    ("label", "title", "body", "expected"),
    [
        # The usual case: the body begins with its heading, broken as it may be.
        ("1.", "Phòng cháy", "1. Phòng\ncháy\n\nCác chi bộ", (True, "Các chi bộ")),
        # Case and a mark behind the heading make no difference.
        ("1.", "Phòng cháy", "1. PHÒNG CHÁY:\nCác chi bộ", (True, "Các chi bộ")),
        # A bracket that closes in the heading opens no text; one that opens does.
        ("1.", "Kỳ họp (khóa XX)", "1. Kỳ họp (khóa XX)\n(Trích)", (True, "(Trích)")),
        # A typed text without its heading is printed whole below it.
        ("1.", "Phòng cháy", "Các chi bộ đọc.", (True, "Các chi bộ đọc.")),
        # Named by an editor: the text has its number and other words, and keeps them.
        ("4.1.", "[Quán triệt]", "4.1. Tiếp tục học", (False, "4.1. Tiếp tục học")),
        # A longer word or number is another one.
        ("1.", "Phòng chá", "1. Phòng cháy rừng", (False, "1. Phòng cháy rừng")),
        ("1", "Phòng cháy", "12 hộ dân", (True, "12 hộ dân")),
        # An item without a text, one without a number.
        ("1.", "Phòng cháy", "", (True, "")),
        ("", "Phòng cháy", "Phòng cháy\nCác chi bộ", (True, "Các chi bộ")),
    ],
)
def test_the_heading_is_printed_once(label, title, body, expected):
    assert split_heading(label, title, body) == expected


def test_among_broken_lines_the_row_of_a_table_runs_on_with_nothing():
    rows = (
        "1\tĐánh giá kết quả học tập của chi bộ trong quý\tThành ủy\n2\tBồi dưỡng cán bộ\tKế hoạch"
    )
    found = paragraphs(f"{BROKEN}\n{rows}\n{BROKEN}")
    assert rows.split("\n") == [one for one in found if "\t" in one]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Một", "Hai"], [Block("Một"), Block("Hai")]),
        # Rows together are a table; a merged cell leaves its row shorter.
        (
            ["Trước", "STT\tViệc\tAi", "1\tĐọc sách\tChi bộ", "2\tTrồng cây", "Sau"],
            [
                Block("Trước"),
                Block(
                    rows=[
                        ["STT", "Việc", "Ai"],
                        ["1", "Đọc sách", "Chi bộ"],
                        ["2", "Trồng cây", ""],
                    ]
                ),
                Block("Sau"),
            ],
        ),
        # One line with a tab, and a list whose marks stand before tabs, are words.
        (["Nơi nhận:\tChi bộ"], [Block("Nơi nhận:\tChi bộ")]),
        (["1.\tĐọc sách", "2.\tTrồng cây"], [Block("1.\tĐọc sách"), Block("2.\tTrồng cây")]),
    ],
)
def test_rows_that_follow_one_another_are_a_table(lines, expected):
    assert blocks(lines) == expected
