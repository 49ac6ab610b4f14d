"""How a document is cited the first time in a text: “Chỉ thị số 24-CT/TU, ngày 19/5/2023 của …”.

The other way round from `extract`: values in, words out. Pure text; no Django.
"""

import re
from datetime import date

from organizations.text import fold

# "Về", "V/v" and "Về việc" at the head of a title as printed.
_ABOUT = re.compile(r"(?:v/v|về)(?=\s)", re.IGNORECASE)
# What a paper does to another or to its own annex: "Kế hoạch … thực hiện Chỉ thị …", "Nghị định …
# quy định chi tiết …". Such a title goes on from the issuer without "về" (DOMAIN.md §3.2: most
# mentions stand right behind "thực hiện", "triển khai thực hiện", "tổ chức thực hiện").
_DOING = re.compile(
    r"(?:tiếp tục |tổ chức |triển khai )*(?:thực hiện|triển khai|quán triệt|hướng dẫn|cụ thể hóa"
    r"|cụ thể hoá|quy định|sửa đổi|bổ sung|thay thế|bãi bỏ|hủy bỏ|đính chính|ban hành|phê duyệt"
    r"|sơ kết|tổng kết)(?=\s)"
)


def printed_day(day: date) -> str:
    """Return a day as citations print it: ``06/02/2024``, ``19/5/2023``.

    Two digits for days below 10 and for January and February, other months bare
    (HD 36-HD/VPTW, NĐ 30/2020/NĐ-CP).
    """
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def first_citation(
    named: str,
    *,
    day: date | None = None,
    year: int | None = None,
    issuer: str = "",
    title: str = "",
    is_state: bool = False,
) -> str:
    """Return `named` with its day, issuer and title, in the order and signs of a first citation.

    `named` is “Chỉ thị số 24-CT/TU” or the name of a paper without a number. A Party document
    has a comma before “ngày”, one of the State has none (HD 05-HD/VPTW). What is not known is
    left out, never guessed: without a day the year stands for it, and what the name says
    already (its issuer, its year) is not said twice.
    """
    said = fold(named)
    words = named
    if day is not None:
        words += f"{' ' if is_state else ', '}ngày {printed_day(day)}"
    elif year is not None and str(year) not in said:
        words += f"{' ' if is_state else ', '}năm {year}"
    if issuer and fold(issuer) not in said:
        words += f" của {issuer}"
    return f"{words} {_subject(title)}" if title else words


def _subject(title: str) -> str:
    """Return a title as it goes on a sentence: “về công tác …”, “thực hiện …”, “về “Đẩy mạnh …””.

    What it is about stands behind “về” (DOMAIN.md §1.6); what it does goes on without. A title
    printed with a capital letter is quoted: whether that letter is the sentence's or a name's
    ("Đảng", "Luật") is not to be read off it.
    """
    subject = title.rstrip(" .;")
    if about := _ABOUT.match(subject):
        return f"về{subject[about.end() :]}"
    if _DOING.match(subject):
        return subject
    is_quoted = subject[:1].islower() or subject.startswith(("“", '"'))
    return f"về {subject}" if is_quoted else f"về “{subject}”"
