"""Laws named with their year or day: "Luật Cư trú năm 2020". Pure text; no Django.

Laws with a number are full citations, see `full`. A law without number, year or day is any
edition of it, so it names no document.
"""

import re
from collections.abc import Iterator

from documents.citations import grammar
from documents.citations.reading import Reading
from documents.citations.skeleton import Skeleton, spaced
from documents.citations.tail import read_tail

_FLAGS = re.IGNORECASE | re.ASCII

# A word of a law's name: not one that opens a clause, nor the beginning of another law
_WORD = (
    r"(?:(?:cua|dieu) (?-i:Luat)"
    r"|(?!(?-i:da|duoc|vao|ngay|tren|nam|thang|Luat|Phap lenh|Bo luat)\b)[A-Za-z]{1,8})"
)
# ", chống", " - xã hội": what goes on in small letters behind a comma
_MORE = r"(?:(?:,| -) (?!nam\b|ngay\b)(?-i:[a-z]{1,8}|Uy ban|UBND)(?![a-z]))?"
# " Cư trú năm 2020", " Phòng, chống ma túy năm 2021", " 2013" of Hiến pháp; not " Đất đai năm
# 2021 - 2025", " sư năm 2020"
_WITH_YEAR = re.compile(
    spaced(
        rf"(?P<name>(?! (?:su|gia)\b)(?: {_WORD}{_MORE}){{0,14}}?)"
        r"(?: \(sua doi(?:, bo sung)?\))?"
        r"(?:(?: |,? ?\()(?:sua doi,? ?)?(?:bo sung,? ?)?(?:phat trien )?nam | ?\(| )"
        r"(?P<year>(?:19|20)[0-9]{2})\)?(?![0-9]|[/.][0-9]| ?- ?[0-9])"
    ),
    _FLAGS,
)
# " Thủ đô ngày 21/11/2012"
_WITH_DAY = re.compile(
    spaced(rf"(?P<name>(?! (?:su|gia)\b)(?: {_WORD}{_MORE}){{1,17}}?)(?= ngay [0-9])"), _FLAGS
)
# Fixed beginnings, searched on the lower-case skeleton at full speed.
_HEADS = tuple(
    re.compile(spaced(pattern)) for pattern in ("luat", "hien phap", "phap lenh", "cuong linh")
)
# The longest name of a law with its year; without a digit so near there is nothing to read.
_NAME_CHARS = 170
_DIGIT = re.compile(r"[0-9]")
# "Pháp luật", "Kỷ luật", "Hội Luật gia", "Đại học Luật", "dự thảo Luật"
_NOT_A_LAW = re.compile(spaced(r"(?:phap|ky|hoi|hoc|khoa|bo|du thao|du an) $"))
_NAMELESS = frozenset(("Hiến pháp", "Cương lĩnh"))


def read_laws(skeleton: Skeleton) -> Iterator[Reading]:
    """Yield the laws of one block that are named with year or day, in no order."""
    text = skeleton.text
    for heads in _HEADS:
        for head in heads.finditer(skeleton.lower):
            start, end = head.span()
            if start and text[start - 1].isalnum():
                continue
            if not _DIGIT.search(text, end, end + _NAME_CHARS):
                continue
            before = skeleton.lower[max(0, start - 10) : start]
            if before.endswith(("bo ", "bo\n")) and text[start - 3] == "B":
                start -= 3
            elif text[start].islower() or _NOT_A_LAW.search(before):
                continue
            reading = _read_law(skeleton, start, end)
            if reading:
                yield reading


def _read_law(skeleton: Skeleton, start: int, end: int) -> Reading | None:
    word = grammar.name_of_word(skeleton.lower[start:end])
    match = _WITH_YEAR.match(skeleton.text, end)
    if match and (match["name"] or word in _NAMELESS):
        name = (start, end + len(match["name"]))
        return _reading(word, (start, match.end()), "law-year", match["year"], name)
    match = _WITH_DAY.match(skeleton.text, end) if word not in _NAMELESS else None
    tail = read_tail(skeleton.text, match.end()) if match else None
    if not match or not tail or not tail.date:
        return None
    reading = _reading(word, (start, tail.end), "law-date", tail.date, (start, match.end()))
    reading.issuer = tail.issuer
    return reading


def _reading(
    word: str, span: tuple[int, int], rule: str, date: str | None, name: tuple[int, int]
) -> Reading:
    return Reading(*span, kind="named", type=word, type_code="", rule=rule, date=date, name=name)
