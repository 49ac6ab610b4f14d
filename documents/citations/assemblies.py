"""Meetings whose papers are known by the meeting: plenums, congresses, sessions. Pure text.

Read at a place in the skeleton, behind a type word; the papers themselves are read in `named`.
"""

import re
from dataclasses import dataclass

from documents.citations.areas import area_end
from documents.citations.issuers import base_end, read_conference
from documents.citations.numerals import ORDINAL, ROMAN, to_digits, to_roman
from documents.citations.skeleton import spaced

_FLAGS = re.IGNORECASE | re.ASCII


@dataclass(frozen=True, slots=True)
class Assembly:
    """One meeting: the rule that read it, where its name ends, its number and terms.

    `ordinal_end` is where the number of a plenum ends, and `others` the (start, end) of
    further plenum numbers in a list: "Trung ương 4, 5, 6 khóa XII".
    """

    rule: str
    end: int
    ordinal: str | None = None
    terms: tuple[str, ...] = ()
    ordinal_end: int = 0
    others: tuple[tuple[int, int], ...] = ()


# "khóa X", "(khóa XI, XII)", ", khoá XI và khóa XII"
_TERMS = re.compile(
    spaced(
        rf",? ?\(?khoa {ROMAN}"
        r"(?:(?:,| va|, va|;)(?: khoa)? (?-i:[IVXL]{1,6})(?![A-Za-z])){0,3}\)?"
    ),
    _FLAGS,
)
# "nhiệm kỳ 2020 - 2025", ", nhiệm kỳ 2021-2026", "(nhiệm kỳ 2020-2025)"
_TENURE = re.compile(
    spaced(r",? ?\(?nhiem ky (?:19|20)[0-9]{2} ?- ?(?:19|20)?[0-9]{2}(?![0-9])\)?"), _FLAGS
)
_NUMERAL = re.compile(r"(?<![A-Za-z0-9])(?:[IVXL]+|[ivxl]{2,6}|[0-9]{1,2})(?![A-Za-z0-9])")
_OF_PARTY = r"(?: (?:cua )?dang(?: cong san viet nam| ta)?(?! (?:bo|uy|vien|doan)))"

# "Trung ương 5", "Hội nghị Trung ương 6", "TW4", "Ban Chấp hành Trung ương lần thứ 4",
# "Trung ương 4, 5, 6"; not "Trung ương 5 năm", "Trung ương về"
_PLENUM = re.compile(
    spaced(
        r"(?:hoi nghi )?(?:(?:ban chap hanh|bch) ?)?(?:trung uong|tw|t\.u\.?)(?: dang)?"
        r" ?(?:lan )?(?:thu )?"
        rf"(?P<ordinal>{ORDINAL})(?![/.][0-9]|-[0-9]| (?:nam|thang|nghi quyet|ket luan) ?)"
        r"(?: ?\(?lan (?:thu )?[0-9]\)?)?(?P<more>(?:(?:,| va|, va) (?:trung uong )?"
        r"[0-9]{1,2}(?![0-9/.-]| (?:nam|thang)\b)){0,5})"
    ),
    _FLAGS,
)
# "Đại hội đại biểu toàn quốc lần thứ XIII của Đảng", "Đại hội XIII", "Đại hội Đảng lần thứ XII"
_NATIONAL_CONGRESS = re.compile(
    spaced(
        rf"(?:dai hoi|dh)(?: dai bieu)?(?: dang)?(?: toan quoc)? (?:(?:lan )?(?:thu )?|khoa )"
        rf"(?P<congress>{ROMAN}){_OF_PARTY}?(?! (?:chi bo|dang bo))(?![/.-][0-9])"
    ),
    _FLAGS,
)
# "Đại hội Đảng bộ", "Đại hội XI Đảng bộ", "Đại hội đại biểu lần thứ XIX Đảng bộ"; what follows
# tells which; not "Đại hội Đảng bộ các cấp"
_SET = r"(?!,? ?(?:cac cap|cac khoa|cac nhiem ky))"
_LOCAL_CONGRESS = re.compile(
    spaced(
        rf"(?:dai hoi|dh)(?: dai bieu)?(?:,? (?:(?:lan )?thu )?(?P<first>{ROMAN}),?(?: cua)?)?"
        rf" (?P<base>dang bo|chi bo|dang uy)(?![a-z]){_SET}"
    ),
    _FLAGS,
)
# " lần thứ XIX", ", khóa XVIII"
_NUMBERED = re.compile(spaced(rf",? (?:(?:lan )?thu|khoa) (?P<congress>{ROMAN})"), _FLAGS)
_NO_SET = re.compile(spaced(_SET), _FLAGS)
# "Đại hội Đoàn toàn quốc lần thứ XII", "Đại hội Công đoàn Việt Nam lần thứ XIII"
_OTHER_CONGRESS = re.compile(
    spaced(
        r"(?:dai hoi|dh)(?: (?!cac\b|lan\b)[a-z]{1,7}){1,10}? lan thu"
        rf" (?P<congress>{ROMAN}){_OF_PARTY}?"
    ),
    _FLAGS,
)
_OF_BASE = re.compile(spaced(r",? (?:cua )?(?=dang bo|chi bo)"), _FLAGS)
# "kỳ họp thứ 12", "Kỳ họp thường lệ thứ sáu, Quốc hội", "kỳ họp thứ 12, Hội đồng nhân dân"
_SESSION = re.compile(
    spaced(
        rf"ky hop (?:thuong le )?(?:lan )?(?:thu )?(?P<ordinal>{ORDINAL})"
        r"(?:,? (?:cua )?(?:(?P<council>hoi dong nhan dan|hdnd)|quoc hoi)(?![a-z]))?"
    ),
    _FLAGS,
)
# "HĐND tỉnh", "Hội đồng nhân dân", "Quốc hội" before its session
_COUNCIL = re.compile(spaced(r"(?:hoi dong nhan dan|hdnd|quoc hoi)(?![a-z])"), _FLAGS)
# " kỳ họp thứ 15", " tại kỳ họp thứ sáu"
_OWN_SESSION = re.compile(
    spaced(
        rf",? (?:tai )?ky hop (?:thuong le |chuyen de )?(?:lan )?(?:thu )?(?P<ordinal>{ORDINAL})"
    ),
    _FLAGS,
)


def read_plenum(text: str, position: int) -> Assembly | None:
    """Return the plenum of the Central Committee at `position`: "Trung ương 4 (khóa XI, XII)"."""
    match = _PLENUM.match(text, position)
    if not match:
        return None
    end, terms = _terms_behind(text, match.end())
    others = tuple(
        number.span() for number in _NUMERAL.finditer(text, match.start("more"), match.end("more"))
    )
    ordinal = to_digits(match["ordinal"])
    return Assembly("plenum", end, ordinal, terms, match.end("ordinal"), others)


def read_assembly(text: str, position: int) -> Assembly | None:
    """Return the conference, session or congress named at `position`, None for none.

    Refused: "Đại hội Đảng bộ các cấp" (many), "Đại hội Đảng bộ" (which one?), "Hội nghị tổng
    kết".
    """
    conference = read_conference(text, position)
    if conference and conference[0]:
        end, terms = _terms_behind(text, conference[1])
        return Assembly("plenum", _tenure_behind(text, end), to_digits(conference[0]), terms)
    match = _SESSION.match(text, position)
    if match:
        end = match.end()
        if match["council"] and text.startswith((" ", "\n"), end):
            end = area_end(text, end + 1) or end
        end, terms = _terms_behind(text, end)
        return Assembly("session", _tenure_behind(text, end), to_digits(match["ordinal"]), terms)
    return (
        _read_council(text, position)
        or _read_local_congress(text, position)
        or _read_congress(text, position)
    )


def _read_council(text: str, position: int) -> Assembly | None:
    """Return the session named behind its council: "HĐND tỉnh khóa XV, kỳ họp thứ 15"."""
    council = _COUNCIL.match(text, position)
    if not council:
        return None
    end = council.end()
    if text.startswith((" ", "\n"), end):
        end = area_end(text, end + 1) or end
    end, terms = _terms_behind(text, end)
    session = _OWN_SESSION.match(text, _tenure_behind(text, end))
    if not session:
        return None
    end, later = _terms_behind(text, session.end())
    ordinal = to_digits(session["ordinal"])
    return Assembly("session", _tenure_behind(text, end), ordinal, terms or later)


def _read_local_congress(text: str, position: int) -> Assembly | None:
    match = _LOCAL_CONGRESS.match(text, position)
    if not match:
        return None
    named = base_end(text, match.start("base")) or match.end()
    numbered = _NUMBERED.match(text, named)
    counted = numbered.end() if numbered else named
    end = _tenure_behind(text, counted)
    if (end == match.end() and not match["first"]) or not _NO_SET.match(text, end):
        return None
    numeral = numbered["congress"] if numbered else match["first"]
    return Assembly("congress", end, terms=(to_roman(numeral),) if numeral else ())


def _read_congress(text: str, position: int) -> Assembly | None:
    match = _NATIONAL_CONGRESS.match(text, position)
    if match:
        return Assembly("congress", match.end(), terms=(to_roman(match["congress"]),))
    match = _OTHER_CONGRESS.match(text, position)
    if not match:
        return None
    of_base = _OF_BASE.match(text, match.end())
    end = (base_end(text, of_base.end()) if of_base else None) or match.end()
    return Assembly("congress", _tenure_behind(text, end), terms=(to_roman(match["congress"]),))


def _terms_behind(text: str, end: int) -> tuple[int, tuple[str, ...]]:
    match = _TERMS.match(text, end)
    if not match:
        return end, ()
    return match.end(), tuple(to_roman(numeral) for numeral in _NUMERAL.findall(match[0]))


def _tenure_behind(text: str, end: int) -> int:
    match = _TENURE.match(text, end)
    return match.end() if match else end
