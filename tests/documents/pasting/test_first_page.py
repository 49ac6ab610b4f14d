"""First pages as they are printed, and as they come out of Word, PDF and a browser.

The texts are made up in the forms of Guidance 36-HD/VPTW and Decree 30/2020/NĐ-CP.
"""

import time
from datetime import date

import pytest

from documents.pasting.first_page import read_first_page

WORD = """TỈNH ỦY MẪU SƠN
*
Số 24-CT/TU
ĐẢNG CỘNG SẢN VIỆT NAM

Mẫu Sơn, ngày 19 tháng 5 năm 2023
CHỈ THỊ
của Ban Thường vụ Tỉnh ủy
về tăng cường công tác thử nghiệm
trên địa bàn tỉnh
-----
Thời gian qua, công tác thử nghiệm có nhiều tiến bộ.

Nơi nhận:
- Các huyện ủy, thành ủy,
- Lưu Văn phòng Tỉnh ủy.\tT/M BAN THƯỜNG VỤ
BÍ THƯ



Hoàng Văn Thử
"""
# One line of the letterhead holds both columns, with one blank between; every line is followed
# by a blank one.
PDF = """THÀNH ỦY MẪU SƠN ĐẢNG CỘNG SẢN VIỆT NAM

BAN TUYÊN GIÁO

* Mẫu Sơn, ngày 05 tháng 02 năm 2024

Số 04-HD/BTGTU

HƯỚNG DẪN

tuyên truyền kỷ niệm ngày thành lập

tổ chức thử nghiệm

*

Thực hiện Kế hoạch số 76-KH/TU, ngày 05/5/2021, Ban hướng dẫn như sau:

K/T TRƯỞNG BAN

PHÓ TRƯỞNG BAN

(Đã ký)

Nông Thị Mẫu
"""
STATE = """ỦY BAN NHÂN DÂN                    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH MẪU SƠN                              Độc lập - Tự do - Hạnh phúc
Số: 281/KH-UBND                       Mẫu Sơn, ngày 26 tháng 10 năm 2021

KẾ HOẠCH
Thực hiện Chỉ thị số 24-CT/TU ngày 19/5/2023 về thử nghiệm

Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ;

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Lê Mẫu
"""
LETTER = """THÀNH ỦY MẪU SƠN\tĐẢNG CỘNG SẢN VIỆT NAM
*\tMẪU SƠN, ngày 3/10/2022
Số 868-CV/TU
V/v đẩy mạnh quán triệt kết luận
về thử nghiệm
Kính gửi: Các chi bộ, đảng bộ trực thuộc
"""
DECREE = """CHÍNH PHỦ|CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
|Độc lập – Tự do – Hạnh phúc
Số: 130/2020/NĐ-CP|Hà Nội, ngày 30 tháng 10 năm 2020

NGHỊ ĐỊNH
VỀ KIỂM SOÁT VIỆC THỬ NGHIỆM

Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;
"""


def printed(code):
    """Return the parts of a code in a row, None for one that was not read."""
    return code.parts and f"{code.parts.number}|{code.parts.year_in_number}|{code.parts.symbol}"


def read(text):
    """Return what is compared: code, day, type, issuer, title, signer and position."""
    page = read_first_page(text)
    assert page is not None
    signed = page.signature
    return {
        "code": printed(page.code),
        "bodies": [words.value for words in page.bodies],
        "day": page.day and page.day.day,
        "type": page.type and page.type.value,
        "issuer": page.issuer and page.issuer.value,
        "title": page.title and page.title.value,
        "acting": signed and signed.acting and signed.acting.value,
        "position": signed and signed.position and signed.position.value,
        "signer": signed and signed.signer and signed.signer.value,
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Cells of a Word table one below the other, the issuer below the type, a rule of dashes,
        # the signature beside the receivers.
        (
            WORD,
            {
                "code": "24||CT/TU",
                "bodies": ["TỈNH ỦY MẪU SƠN"],
                "day": date(2023, 5, 19),
                "type": "Chỉ thị",
                "issuer": "Ban Thường vụ Tỉnh ủy",
                "title": "về tăng cường công tác thử nghiệm trên địa bàn tỉnh",
                "acting": "Ban thường vụ",
                "position": "Bí thư",
                "signer": "Hoàng Văn Thử",
            },
        ),
        # Both columns on one line, blank lines between all; two bodies; "(Đã ký)"; K/T.
        (
            PDF,
            {
                "code": "4||HD/BTGTU",
                "bodies": ["THÀNH ỦY MẪU SƠN", "BAN TUYÊN GIÁO"],
                "day": date(2024, 2, 5),
                "type": "Hướng dẫn",
                "issuer": None,
                "title": "tuyên truyền kỷ niệm ngày thành lập tổ chức thử nghiệm",
                "acting": None,
                "position": "Phó trưởng ban",
                "signer": "Nông Thị Mẫu",
            },
        ),
        # The State's form; the title cites another document, whose number and day are not its own.
        (
            STATE,
            {
                "code": "281||KH-UBND",
                "bodies": ["ỦY BAN NHÂN DÂN", "TỈNH MẪU SƠN"],
                "day": date(2021, 10, 26),
                "type": "Kế hoạch",
                "issuer": None,
                "title": "Thực hiện Chỉ thị số 24-CT/TU ngày 19/5/2023 về thử nghiệm",
                "acting": "Ủy ban nhân dân",
                "position": "Phó chủ tịch",
                "signer": "Lê Mẫu",
            },
        ),
        # A letter has no word for its type; the place in capitals is no body.
        (
            LETTER,
            {
                "code": "868||CV/TU",
                "bodies": ["THÀNH ỦY MẪU SƠN"],
                "day": date(2022, 10, 3),
                "type": None,
                "issuer": None,
                "title": "về việc đẩy mạnh quán triệt kết luận về thử nghiệm",
                "acting": None,
                "position": None,
                "signer": None,
            },
        ),
        # A year in the number; a title in capitals; table bars; no signature pasted.
        (
            DECREE,
            {
                "code": "130|2020|NĐ-CP",
                "bodies": ["CHÍNH PHỦ"],
                "day": date(2020, 10, 30),
                "type": "Nghị định",
                "issuer": None,
                "title": "về kiểm soát việc thử nghiệm",
                "acting": None,
                "position": None,
                "signer": None,
            },
        ),
    ],
)
def test_a_first_page_says_what_is_printed_on_it(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Số 05-NQ/ĐU", "5||NQ/ĐU"),
        # With a colon and blanks around the dash: the wrong forms the Guidance names.
        ("Số: 01 - BC/CB", "1||BC/CB"),
        # No dash at all.
        ("Số 08 HD/TU", "8||HD/TU"),
        # En dash and no-break hyphen as Word puts them.
        ("Số 36–HD/VPTW", "36||HD/VPTW"),
        ("Số 36‑HD/VPTW", "36||HD/VPTW"),
        ("SỐ 30a/2008/NQ-CP", "30a|2008|NQ-CP"),
        ("Số: 5764/QĐ-BCA-V05", "5764||QĐ-BCA-V05"),
        # The place run into the number's line is no part of the symbol.
        ("Số 12-KH/TU Mẫu Sơn, ngày 01 tháng 3 năm 2024", "12||KH/TU"),
        # A draft: the number is left open.
        ("Số     -CT/TU", None),
    ],
)
def test_a_number_is_read_in_every_printed_form(line, code):
    page = read_first_page(f"TỈNH ỦY MẪU SƠN\n*\n{line}\n\nKẾ HOẠCH\nvề thử nghiệm\n")
    assert page is not None
    assert printed(page.code) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        # A citation is no first page.
        "Chỉ thị số 24-CT/TU, ngày 19/5/2023 của Ban Thường vụ Tỉnh ủy về thử nghiệm",
        # Running text that happens to begin a line with a number.
        "Trong tháng đã làm tốt.\nSố 24-CT/TU được nhắc nhiều lần.",
        "Số lượng đảng viên là 24.",
        "*\n" * 5000,
        "Số " * 5000,
        " ngày" * 5000,
    ],
)
def test_other_texts_are_no_first_page(text):
    assert read_first_page(text) is None


@pytest.mark.parametrize("day", ["ngày     tháng 5 năm 2024", "ngày 31 tháng 02 năm 2024"])
def test_a_day_left_open_or_that_does_not_exist_is_seen_and_not_guessed(day):
    page = read_first_page(f"TỈNH ỦY MẪU SƠN\nSố 24-CT/TU\nMẫu Sơn, {day}\nCHỈ THỊ\nvề thử nghiệm")
    assert page.day is not None
    assert page.day.day is None


def test_every_value_says_where_it_stands():
    page = read_first_page(WORD)
    assert WORD[page.code.start : page.code.end] == "24-CT/TU"
    assert WORD[page.day.start : page.day.end] == "ngày 19 tháng 5 năm 2023"
    assert WORD[page.type.start : page.type.end] == "CHỈ THỊ"
    signer = page.signature.signer
    assert WORD[signer.start : signer.end] == "Hoàng Văn Thử"


def test_a_stamp_is_no_body():
    text = "DỰ THẢO\nTỈNH ỦY MẪU SƠN\nSố 24-CT/TU\nCHỈ THỊ\nvề thử nghiệm"
    assert [words.value for words in read_first_page(text).bodies] == ["TỈNH ỦY MẪU SƠN"]


@pytest.mark.parametrize(
    "text",
    [
        # A name in the text, no signature.
        "Đồng chí Nguyễn Văn Mẫu phát biểu.",
        # Receivers only.
        "Nơi nhận:\n- Ban Thường vụ Tỉnh ủy,\n- Lưu.",
        # A heading with a word of a position in it.
        "TỔNG KẾT CÔNG TÁC\nNguyễn Văn Mẫu",
    ],
)
def test_no_signer_is_made_of_other_names(text):
    head = "TỈNH ỦY MẪU SƠN\nSố 24-CT/TU\nCHỈ THỊ\nvề thử nghiệm\n-----\n"
    assert read_first_page(head + text).signature is None


@pytest.mark.parametrize(
    "piece", ["T/M BAN THƯỜNG VỤ\n", "BÍ THƯ\n", "- Mẫu, Mẫu; ", "A ngày ", "\t|   ", "*\n\n"]
)
def test_a_hostile_page_takes_no_longer_than_its_length(piece):
    head = "TỈNH ỦY MẪU SƠN\nSố 24-CT/TU\nCHỈ THỊ\nvề thử nghiệm\n-----\n"

    def seconds(text):
        start = time.process_time()
        read_first_page(text)
        return time.process_time() - start

    # A quadratic reading of these would take minutes.
    assert seconds(head + piece * (200_000 // len(piece))) < 2
