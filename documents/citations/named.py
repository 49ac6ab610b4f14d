"""Named citations: one issuance told by plenum, congress, session or year. Pure text; no Django.

"Nghị quyết Trung ương 4 (khóa XI, XII)", "Nghị quyết Đại hội XIII của Đảng", "Nghị quyết
kỳ họp thứ 12, HĐND Thành phố", "Luật Cư trú năm 2020". Sets are refused: "nghị quyết đại
hội đảng bộ các cấp", "các nghị quyết của Hội nghị".
"""

import re
from collections.abc import Iterator

from documents.citations import grammar
from documents.citations.issuers import (
    AREA,
    BLOC,
    CENTRAL_COMMITTEE,
    ORDINAL,
    PARTY_BASE,
    PLACE,
    ROMAN,
    spaced,
)
from documents.citations.numerals import to_digits, to_roman
from documents.citations.reading import Reading
from documents.citations.skeleton import Skeleton
from documents.citations.tail import read_tail

_FLAGS = re.IGNORECASE | re.ASCII

# --- fragments ----------------------------------------------------------------------------

# "khóa X", "(khóa XI, XII)", ", khoá XI và khóa XII"
_TERMS = (
    rf"(?P<terms>,? ?\(?khoa {ROMAN}"
    r"(?:(?:,| va|, va|;)(?: khoa)? (?-i:[IVXL]{1,6})(?![A-Za-z])){0,3}\)?)"
)
# "nhiệm kỳ 2020 - 2025", ", nhiệm kỳ 2021-2026", "(nhiệm kỳ 2020-2025)"
_TENURE = r"(?:,? ?\(?nhiem ky (?:19|20)[0-9]{2} ?- ?(?:19|20)?[0-9]{2}(?![0-9])\)?)"
_OF_PARTY = r"(?: (?:cua )?dang(?: cong san viet nam| ta)?(?! (?:bo|uy|vien|doan)))"
_NOT_A_SET = r"(?! ?(?:,? ?)(?:cac cap|cac khoa|cac nhiem ky))"

# --- rules --------------------------------------------------------------------------------

# "Trung ương 5 khoá X", "Hội nghị Trung ương 6 (khóa XIII)", "TW4 khóa XII"; not "Trung ương 5
# năm", "Trung ương về"
_PLENUM = re.compile(
    spaced(
        rf" ?(?:hoi nghi )?(?:lan )?(?:trung uong|tw|t\.u\.?)(?: dang)? ?(?:lan )?(?:thu )?"
        rf"(?P<ordinal>{ORDINAL})(?![/.][0-9]|-[0-9]| (?:nam|thang|nghi quyet|ket luan) ?)"
        rf"(?P<more>(?:(?:,| va|, va) [0-9]{{1,2}}(?![0-9/.-]| (?:nam|thang)\b)){{0,5}}){_TERMS}?"
    ),
    _FLAGS,
)
# "Hội nghị lần thứ sáu Ban Chấp hành Trung ương Đảng khóa XIII", "Hội nghị lần thứ 19 Ban Chấp
# hành Đảng bộ tỉnh khóa XVIII, nhiệm kỳ 2020 - 2025"
_CONFERENCE = re.compile(
    spaced(
        rf" ?(?:cua )?hoi nghi (?:lan )?(?:thu )?(?P<ordinal>{ORDINAL}),? (?:cua )?"
        rf"(?:{CENTRAL_COMMITTEE}|(?:ban chap hanh|bch) {PARTY_BASE}){_TERMS}?{_TENURE}?"
    ),
    _FLAGS,
)
# "Đại hội đại biểu toàn quốc lần thứ XIII của Đảng", "Đại hội XIII", "Đại hội Đảng lần thứ XII"
_NATIONAL_CONGRESS = re.compile(
    spaced(
        rf" ?(?:cua )?dai hoi(?: dai bieu)?(?: dang)?(?: toan quoc)?(?: (?:lan )?(?:thu )?| )"
        rf"(?P<congress>{ROMAN}){_OF_PARTY}?(?! (?:chi bo|dang bo))(?![/.-][0-9])"
    ),
    _FLAGS,
)
# "Đại hội Đảng bộ tỉnh lần thứ XIX", "Đại hội đại biểu Đảng bộ Thành phố khóa XVIII, nhiệm kỳ
# 2020 - 2025", "Đại hội Chi bộ nhiệm kỳ 2022-2025"; not "Đại hội Đảng bộ các cấp", "đại hội
# đảng bộ" alone
_LOCAL_CONGRESS = re.compile(
    spaced(
        rf" ?(?:cua )?dai hoi(?: dai bieu)?(?:,? (?:(?:lan )?thu )?(?P<first>{ROMAN}),?(?: cua)?)?"
        rf" (?:dang bo|chi bo|dang uy){_NOT_A_SET}(?P<where> (?:{AREA}|{BLOC}|{PLACE}))?"
        rf"(?P<congress>,? (?:(?:lan )?thu|khoa) {ROMAN})?(?P<tenure>{_TENURE})?{_NOT_A_SET}"
    ),
    _FLAGS,
)
# "Đại hội Đoàn toàn quốc lần thứ XII", "Đại hội Công đoàn Việt Nam lần thứ XIII"
_OTHER_CONGRESS = re.compile(
    spaced(
        rf" ?(?:cua )?dai hoi(?: (?!cac\b|lan\b)[a-z]{{1,7}}){{1,10}}? lan thu"
        rf" (?P<congress>{ROMAN})"
        rf"(?:{_OF_PARTY}|,? (?:cua )?(?:dang bo|chi bo)(?: (?:{AREA}|{PLACE}))?)?{_TENURE}?"
    ),
    _FLAGS,
)
# "kỳ họp thứ 12, Hội đồng nhân dân Thành phố nhiệm kỳ 2021-2026", "Kỳ họp thứ sáu, Quốc hội
# khóa XV"
_SESSION = re.compile(
    spaced(
        rf" ?(?:cua |tai )?ky hop (?:thuong le )?(?:lan )?(?:thu )?(?P<ordinal>{ORDINAL})"
        rf"(?:,? (?:cua )?(?:(?:hoi dong nhan dan|hdnd)(?: {AREA})?|quoc hoi))?{_TERMS}?{_TENURE}?"
    ),
    _FLAGS,
)
# A word of a law's name: not one that opens a clause, nor the beginning of another law
_WORD = (
    r"(?:(?:cua|dieu) (?-i:Luat)"
    r"|(?!(?-i:da|duoc|vao|ngay|tren|nam|thang|so|Luat|Phap lenh|Bo luat)\b)[A-Za-z]{1,8})"
)
# "Luật Cư trú năm 2020", "Luật Phòng, chống ma túy năm 2021", "Hiến pháp 2013"; not "Luật Đất
# đai năm 2021 - 2025", "Luật sư năm 2020"
_LAW = re.compile(
    spaced(
        rf"(?P<name>(?! (?:su|gia)\b)(?: {_WORD}"
        r"(?:(?:,| -) (?!nam\b)(?-i:[a-z]{1,8})(?![a-z]))?){0,14}?)"
        r"(?:(?: |,? ?\()(?:sua doi,? ?)?(?:bo sung,? ?)?(?:phat trien )?nam | ?\(| )"
        r"(?P<year>(?:19|20)[0-9]{2})\)?(?![0-9]|[/.][0-9]| ?- ?[0-9])"
    ),
    _FLAGS,
)
_LAW_DATED = re.compile(
    spaced(rf"(?P<name>(?! (?:su|gia)\b)(?: {_WORD}){{1,12}}?)(?= ngay [0-9])"), _FLAGS
)

# Heads are searched on the lower-case skeleton, each with a fixed beginning: the engine
# skips to it at full speed.
_RESOLUTION_HEADS = tuple(
    re.compile(
        spaced(pattern + r"(?= ?(?:cua |tai )?(?:hoi nghi|trung uong|tw|t\.u|dai hoi|ky hop))")
    )
    for pattern in (r"nghi ?quyet", r"nq", r"ket ?luan", r"thong ?bao")
)
_LAW_HEADS = tuple(
    re.compile(pattern) for pattern in ("luat", "hien[ \n]phap", "phap[ \n]lenh", "cuong[ \n]linh")
)
# The longest name of a law with its year; without a digit so near there is nothing to read.
_LAW_CHARS = 170
_DIGIT = re.compile(r"[0-9]")
_SET_BEFORE = re.compile(
    spaced(r"(?:(?:cac|nhung)(?: van kien,?)?|(?:nghi quyet|chi thi|ket luan|quy dinh)(?:,| va)) $")
)
_NOT_LAW_BEFORE = re.compile(spaced(r"(?:phap|ky|hoi|hoc|khoa|bo|du thao|du an) $"))


def read_named(skeleton: Skeleton) -> list[Reading]:
    """Return the named citations of one block, in no order."""
    readings = list(_read_resolutions(skeleton))
    readings += _read_laws(skeleton)
    return readings


def _read_resolutions(skeleton: Skeleton) -> Iterator[Reading]:
    for heads in _RESOLUTION_HEADS:
        for head in heads.finditer(skeleton.lower):
            start, end = head.span()
            if start and skeleton.lower[start - 1].isalnum():
                continue
            before = skeleton.lower[max(0, start - 24) : start]
            plural = _SET_BEFORE.search(before) is not None
            yield from _read_resolution(skeleton, start, end, plural)


def _read_resolution(skeleton: Skeleton, start: int, end: int, plural: bool) -> Iterator[Reading]:
    text = skeleton.text
    match = _PLENUM.match(text, end)
    if match:
        # "các Nghị quyết Trung ương 4 khóa XI, XII" names each document, so it is no set.
        yield from _plenum_readings(skeleton, start, match)
        return
    generic = text[start].islower() and skeleton.lower[end:].startswith((" cua", "\ncua"))
    if plural or generic:
        return
    match = _CONFERENCE.match(text, end)
    if match:
        reading = _reading(skeleton, start, match, "plenum")
        reading.ordinal = to_digits(match["ordinal"])
        reading.terms = _terms(match["terms"])
        yield reading
        return
    match = _SESSION.match(text, end)
    if match:
        reading = _reading(skeleton, start, match, "session")
        reading.ordinal = to_digits(match["ordinal"])
        reading.terms = _terms(match["terms"])
        yield reading
        return
    match = _congress(text, end)
    if match:
        reading = _reading(skeleton, start, match, "congress")
        groups = match.groupdict()
        reading.terms = _terms(groups.get("congress") or groups.get("first"))
        yield reading


def _congress(text: str, end: int) -> re.Match[str] | None:
    match = _LOCAL_CONGRESS.match(text, end)
    if match and (match["where"] or match["congress"] or match["tenure"] or match["first"]):
        return match
    return _NATIONAL_CONGRESS.match(text, end) or _OTHER_CONGRESS.match(text, end)


def _plenum_readings(skeleton: Skeleton, start: int, match: re.Match[str]) -> Iterator[Reading]:
    """Yield one reading a plenum: "Trung ương 4, 5 khóa XII" has two, of one term."""
    terms = _terms(match["terms"])
    numbers = list(re.finditer(r"[0-9]{1,2}", match["more"]))
    first = _reading(skeleton, start, match, "plenum")
    first.ordinal, first.terms = to_digits(match["ordinal"]), terms
    if numbers:
        first.end, first.date = match.end("ordinal"), None
        first.issuer = (first.issuer[0], first.end) if first.issuer else None
    yield first
    for position, number in enumerate(numbers):
        offset = match.start("more")
        is_last = position == len(numbers) - 1
        reading = _reading(skeleton, offset + number.start(), match, "plenum")
        reading.issuer = None
        reading.type, reading.type_code = first.type, first.type_code
        reading.ordinal, reading.terms = str(int(number[0])), terms
        if not is_last:
            reading.end, reading.date = offset + number.end(), None
        yield reading


def _reading(skeleton: Skeleton, start: int, match: re.Match[str], rule: str) -> Reading:
    word = grammar.name_of_word(skeleton.lower[start : match.start()])
    tail = read_tail(skeleton.text, match.end())
    phrase_start = match.start() + len(match[0]) - len(match[0].lstrip(" \n"))
    if skeleton.lower.startswith(("cua ", "tai ", "cua\n", "tai\n"), phrase_start):
        phrase_start += 4
    phrase_end = tail.issuer[1] if tail.issuer else match.end()
    return Reading(
        start=start,
        end=tail.end,
        kind="named",
        type=word,
        type_code=grammar.usual_code(word),
        rule=rule,
        date=tail.date,
        issuer=(phrase_start, phrase_end),
    )


def _terms(printed: str | None) -> tuple[str, ...]:
    """Return the Roman numerals in "(khóa XI, XII)", "lần thứ XIX", "khoá 13"."""
    found = re.findall(r"(?<![A-Za-z0-9])(?:[IVXL]+|[0-9]{1,2})(?![A-Za-z0-9])", printed or "")
    return tuple(to_roman(numeral) for numeral in found)


def _read_laws(skeleton: Skeleton) -> Iterator[Reading]:
    text = skeleton.text
    for heads in _LAW_HEADS:
        for head in heads.finditer(skeleton.lower):
            start, end = head.span()
            if start and text[start - 1].isalnum():
                continue
            if not _DIGIT.search(text, end, end + _LAW_CHARS):
                continue
            before = skeleton.lower[max(0, start - 10) : start]
            if before.endswith(("bo ", "bo\n")) and text[start - 3] == "B":
                start -= 3
            elif text[start].islower() or _NOT_LAW_BEFORE.search(before):
                continue
            reading = _read_law(skeleton, start, end)
            if reading:
                yield reading


def _read_law(skeleton: Skeleton, start: int, end: int) -> Reading | None:
    text = skeleton.text
    word = grammar.name_of_word(skeleton.lower[start:end])
    match = _LAW.match(text, end)
    if match and (match["name"] or word in ("Hiến pháp", "Cương lĩnh")):
        name = (start, end + len(match["name"]))
        return Reading(
            start, match.end(), "named", word, "", "law-year", date=match["year"], name=name
        )
    match = _LAW_DATED.match(text, end) if word != "Cương lĩnh" else None
    if not match:
        return None
    tail = read_tail(text, match.end())
    if not tail.date:
        return None
    return Reading(
        start,
        tail.end,
        "named",
        word,
        "",
        "law-date",
        date=tail.date,
        issuer=tail.issuer,
        name=(start, match.end()),
    )
