"""Issuing bodies and the collectives that act for them, in a query. Pure text; no Django."""

import re

from documents.search.body_names import BodyNames
from documents.search.parts import Part
from documents.search.sheet import Sheet

# Values of Document.Collective, and how a chip says them.
_COLLECTIVES = {
    "bo chinh tri": ("politburo", "Bộ Chính trị"),
    "bct": ("politburo", "Bộ Chính trị"),
    "ban bi thu": ("secretariat", "Ban Bí thư"),
    "bbt": ("secretariat", "Ban Bí thư"),
    "ban thuong vu": ("standing_committee", "Ban Thường vụ"),
    "btv": ("standing_committee", "Ban Thường vụ"),
    "ban chap hanh": ("committee", "Ban Chấp hành"),
    "bch": ("committee", "Ban Chấp hành"),
    "thuong truc": ("standing_board", "Thường trực"),
}
_CENTRAL = ("politburo", "secretariat")
# "Ban Thường vụ", "của BTV"; not "Ủy ban Thường vụ Quốc hội", "Thường trực HĐND", nor the
# person "Ủy viên Ban Thường vụ"
_COLLECTIVE = re.compile(
    r"(?<![\w/-])(?<!uy )(?<!uy vien )(?P<name>" + "|".join(_COLLECTIVES) + r")(?![\w/-])"
    r"(?! (?:quoc hoi|hdnd|hoi dong|ubmttq|mat tran))"
)
_BETWEEN = re.compile(r"[ ,.()-]{1,3}")
_OF = re.compile(r"(?<!\w)(?:cua|do) $")
# "Trung ương 4", "TW 6 khóa XII" is a plenum of the Central Committee, known by its number.
_PLENUM = re.compile(r" (?:(?:lan )?(?:thu )?[0-9]{1,2}|[ivx]{1,5})(?![\w/-])")
_CENTRE_ENDS = ("trung uong", "tw")
# "tỉnh ủy viên" is a person.
_MEMBER = re.compile(r" vien(?!\w)")


def find_collective(sheet: Sheet, bodies: BodyNames) -> None:
    """Claim the collectives; Bộ Chính trị and Ban Bí thư name the central body too.

    The first one counts: in "Bộ Chính trị, Ban Bí thư" the second must not be a word that is
    searched for.
    “Thường trực” is a word where other words stand before it: "công tác thường trực".
    """
    for match in _COLLECTIVE.finditer(sheet.shape):
        value, shown = _COLLECTIVES[match["name"]]
        if not sheet.is_codelike(*match.span()) and len(match["name"]) == 3:
            continue
        start = _with_of(sheet, match.start())
        if value == "standing_board" and not sheet.is_edge_before(start):
            continue
        collective = sheet.values.get("collective", value)
        part = Part("collective", shown, ((start, match.end()),), shown)
        sheet.claim(part, collective=collective)
        if value in _CENTRAL:
            sheet.bodies |= bodies.centre


def find_bodies(sheet: Sheet, bodies: BodyNames) -> None:
    """Claim each body named, the longest name first.

    A full name counts anywhere; what many are called by (“thành ủy”) only at the edge of a
    run of words or behind “của”, for inside a sentence it is one more word.
    """
    position = 0
    while position < len(sheet.tokens):
        may_begin = sheet.shape[slice(*sheet.tokens[position])] in bodies.first_words
        position += (may_begin and _claim_body_at(sheet, bodies, position)) or 1


def _claim_body_at(sheet: Sheet, bodies: BodyNames, position: int) -> int:
    key, ends = "", []
    for length in range(bodies.longest):
        place = position + length
        if place >= len(sheet.tokens):
            break
        start, end = sheet.tokens[place]
        gap = sheet.shape[sheet.tokens[place - 1][1] : start] if length else " "
        if "\x01" <= sheet.shape[start] <= "\x02" or not _BETWEEN.fullmatch(gap):
            break
        key = f"{key} {sheet.shape[start:end]}".strip()
        ends.append((key, length + 1, end))
    start = sheet.tokens[position][0]
    for name, length, end in reversed(ends):
        found = _meant(sheet, bodies, name, (start, end))
        if found:
            first = _with_of(sheet, start)
            typed = sheet.text[start:end]
            shown = bodies.printed.get(name, typed)
            sheet.claim(Part("body", shown, ((first, end),), typed))
            sheet.bodies |= found
            return length
    return 0


def _meant(
    sheet: Sheet, bodies: BodyNames, name: str, span: tuple[int, int]
) -> frozenset[int] | None:
    start, end = span
    if name not in bodies.ids and name not in bodies.heads:
        return None
    if _MEMBER.match(sheet.shape, end):
        return None
    if name in _CENTRE_ENDS and _PLENUM.match(sheet.shape, end):
        return None
    head = bodies.heads.get(name)
    if head:
        of = _OF.search(sheet.shape, max(0, start - 5), start)
        edge = sheet.is_edge_before(start) or sheet.is_edge_after(end) or _is_by_number(sheet, span)
        return head | bodies.ids.get(name, frozenset()) if of or edge else None
    # A code in small letters must not be a word: "tu" is tư, từ, tự.
    if " " not in name:
        is_word = not sheet.is_codelike(*span) or sheet.is_syllable(*span)
        if is_word or sheet.is_inside_code(*span):
            return None
    return bodies.ids.get(name)


# "kế hoạch thành ủy 361", "kh 2024 thành ủy về đô thị"
_NUMBER_BEFORE = re.compile(r"(?<!\w)[0-9]{1,5}[ ,]{1,2}$")
_NUMBER_BEHIND = re.compile(r"[ ,]{1,2}(?:nam |so )?[0-9]{1,5}(?![\w])")


def _is_by_number(sheet: Sheet, span: tuple[int, int]) -> bool:
    before = _NUMBER_BEFORE.search(sheet.shape, max(0, span[0] - 8), span[0])
    return bool(before or _NUMBER_BEHIND.match(sheet.shape, span[1]))


def _with_of(sheet: Sheet, start: int) -> int:
    of = _OF.search(sheet.shape, max(0, start - 5), start)
    return of.start() if of else start
