"""Short citations: a type word and a number without symbol. Pure text; no Django.

"Chỉ thị 05 của Bộ Chính trị", "(Nghị quyết 15)", "NĐ 193/2025". Numbers follow type words
for many other reasons ("Kế hoạch 5 năm", "thông báo 02 trường hợp"), so the words around
decide, and doubt means no citation.
"""

import re

from documents.citations import grammar
from documents.citations.leads import Lead
from documents.citations.lists import MAX_ITEMS, SEPARATOR
from documents.citations.reading import Reading
from documents.citations.skeleton import Skeleton, spaced
from documents.citations.tail import Tail, read_tail

# Numbered components and options, not documents: "Dự án 2", "Phương án 1", "Quy hoạch 1/500".
_NEVER = frozenset(
    (
        *("Dự án", "Phương án", "Quy hoạch", "Chiến lược", "Tuyên bố", "Lời kêu gọi", "Cương lĩnh"),
        *(
            "Điều lệ",
            "Hiến pháp",
            "Hợp đồng",
            "Bản ghi nhớ",
            "Bản thỏa thuận",
            "Thư công",
            "Văn bản",
            "",
        ),
    )
)
# Words that count things more often than they name a document: read with "số" only, or with
# date or issuer behind the number.
_WEAK = frozenset(
    (
        *("Báo cáo", "Tờ trình", "Thông cáo", "Biên bản", "Giấy mời", "Giấy giới thiệu", "Lệnh"),
        *("Luật", "Bộ luật", "Pháp lệnh", "Công điện", "Quy chế", "Chương trình"),
        *("Chương trình hành động", "Chương trình phối hợp", "Giấy ủy quyền", "Thông tri"),
    )
)
# In small letters and without "số" these need date, issuer or a year in the number.
_YEARED = frozenset(
    (
        *("Nghị định", "Thông tư", "Thông tri", "Thông tư liên tịch", "Quyết định", "Nghị quyết"),
        *("Luật", "Bộ luật", "Pháp lệnh", "Lệnh", "Chỉ thị"),
    )
)
# Abbreviations that mean nothing else before a number.
_CLEAR_SHORT = frozenset(("Nghị quyết", "Nghị định", "Quyết định", "Quy định", "Kết luận"))

# "15", "05", "30a", "193/2025"; not "5/2024" of a month, "15.000", "5%", "2021-2025", "5K"
_ITEM = re.compile(
    r"(?P<number>[0-9]{1,5}[a-c]?)(?:[ \n]?/[ \n]?(?P<year>(?:19|20)[0-9]{2}))?"
    r"(?![A-Za-z0-9%/])(?![-.,:][0-9])(?![ \n]?-(?:[ \n]?[0-9]|[A-Z]))(?![ \n][0-9])"
    r"(?![ \n]?-[ \n][A-Z][A-Za-z]{0,9}[ \n]?[/-])"
)
# What goes on after a document's number: the end of a phrase, or a word that takes the
# document as subject or object; not a noun that is counted
_PHRASE_ENDS = re.compile(
    spaced(
        r" ?(?:[.;,()\]\"'!?]|- |$)|(?<=[0-9]{2}) ?:"
        r"| (?:cua|ve|va|do|duoc|tai|trong|da|den|voi|la|hay|hoac|neu|gom"
        r"|yeu cau|quy dinh|de ra|ban hanh|thi|cung|nay|theo|nhu|tu khi|nham|doi voi|gan voi|se"
        r"|con|can|phai|khoa|vao|trung uong|bo chinh tri|ban bi thu|chinh phu|thu tuong|tren|cho"
        r"|de|tren dia ban|chi ro|xac dinh|khang dinh|giao|cu the|co|ra doi|ngay [0-9]"
        r"|sau|tu (?:nam|ngay|thang)|bang|dat|khong|chua|vi|giup|lan nay)\b"
    ),
    re.IGNORECASE,
)
# What is counted: "Kế hoạch số 5 năm", "báo cáo số 3 nội dung"
_COUNTED = re.compile(
    spaced(
        r" (?:nam|thang|tuan|quy|dong chi|noi dung|truong hop|vu|ho|nguoi|diem|nhiem vu|km|ha"
        r"|giai phap|chi tieu|ty|trieu|nghin|lan|tap the|ca nhan|dang vien|to chuc|co so|xa"
        r"|phuong|thon|don vi|cong trinh|mo hinh)\b"
    ),
    re.IGNORECASE,
)
_LABEL = re.compile(r"[.)][ \n]")
_PLURAL_BEFORE = re.compile(spaced(r"(?:^|[^a-z])(?:cac|nhung|hai|ba|bon|0?[2-9]) $"))
# Numbers a year could be; "Kế hoạch 2024" is the plan of a year.
_YEARS = range(1990, 2046)


def read_short(skeleton: Skeleton, start: int, lead: Lead) -> list[Reading]:
    """Return the short citations that begin with the number at `start`, [] for none.

    A list ("các Nghị quyết 18, 19") is read behind "số" or a plural word, or where an issuer
    ends it ("Nghị quyết 18, 19 của Trung ương").
    """
    if lead.word in _NEVER:
        return []
    item = _ITEM.match(skeleton.text, start)
    if not item or not item["number"].strip("0abc") or _is_label(skeleton.text, item, lead):
        return []
    tail = read_tail(skeleton.text, item.end())
    if not _is_citation(skeleton, item, lead, tail):
        return []
    first = _reading(item, lead, tail)
    more = _read_more(skeleton, first, lead.word)
    before = skeleton.lower[max(0, lead.start - 8) : lead.start]
    is_list = lead.said or _PLURAL_BEFORE.search(before) is not None
    if not is_list and more and more[-1].issuer:
        issuer_start = more[-1].issuer[0]
        is_list = skeleton.lower[issuer_start - 4 : issuer_start - 1] == "cua"
    return [first, *more] if is_list else [first]


def _read_more(skeleton: Skeleton, first: Reading, word: str) -> list[Reading]:
    more: list[Reading] = []
    position = first.end
    while len(more) < MAX_ITEMS:
        separator = SEPARATOR.match(skeleton.text, position)
        item = _ITEM.match(skeleton.text, separator.end()) if separator else None
        if not item or _looks_like_year(item):
            break
        tail = read_tail(skeleton.text, item.end())
        if not (tail.date or tail.issuer or _PHRASE_ENDS.match(skeleton.text, item.end())):
            break
        more.append(_reading(item, Lead(item.start(), word), tail))
        position = tail.end
    return more


def _reading(item: re.Match[str], lead: Lead, tail: Tail) -> Reading:
    word = "Thông tư" if item["year"] and lead.word == "Thông tri" else lead.word
    return Reading(
        start=lead.start,
        end=tail.end,
        kind="short",
        type=word,
        type_code=grammar.usual_code(word),
        rule="short-year" if item["year"] else "short-number",
        number=item["number"],
        year=item["year"],
        date=tail.date,
        issuer=tail.issuer,
    )


def _is_citation(skeleton: Skeleton, item: re.Match[str], lead: Lead, tail: Tail) -> bool:
    if item["year"]:
        return lead.said or lead.word in _YEARED
    told = tail.date is not None or tail.issuer is not None
    if lead.said:
        return told or not _COUNTED.match(skeleton.text, item.end())
    if _looks_like_year(item):
        return False
    if told:
        return True
    if lead.word in _WEAK or not skeleton.text[lead.start].isupper():
        return False
    if lead.short and lead.word not in _CLEAR_SHORT:
        return False
    return _PHRASE_ENDS.match(skeleton.text, item.end()) is not None


def _is_label(text: str, item: re.Match[str], lead: Lead) -> bool:
    """Tell whether the number heads a line of its own: "kế hoạch\\n4. Tổ chức".

    Not so behind "số", with a year or a leading zero ("NĐ\n168/2024."), or where its bracket
    was opened before the type word: "(Nghị quyết\\n54)".
    """
    if lead.said or item["year"] or item["number"].startswith("0"):
        return False
    if text[item.start() - 1 : item.start()] != "\n" or not _LABEL.match(text, item.end()):
        return False
    opened = text.rfind("(", max(0, item.start() - grammar.TYPE_WINDOW), item.start())
    return text[item.end()] != ")" or opened < 0 or ")" in text[opened : item.start()]


def _looks_like_year(item: re.Match[str]) -> bool:
    return item["number"].isdigit() and int(item["number"]) in _YEARS
