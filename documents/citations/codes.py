"""Số ký hiệu: the parts of one code as a person types it, and the key codes compare by.

Pure text; no Django. Reading codes out of running text is `extract`'s work.
"""

import re
from dataclasses import dataclass

from documents.citations.types import MIXED_ISSUER_CODES, STATE_ISSUERS, SYMBOL_TYPE_CODES
from organizations.text import fold, normalize

# Longer input is a sentence, not a code; the longest real codes have about 30 characters.
MAX_CODE_CHARS = 60


@dataclass(frozen=True, slots=True)
class CodeParts:
    """The parts of one code: ``130/2020/NĐ-CP`` is number '130', year '2020', symbol 'NĐ-CP'.

    `number` has no leading zero; `year_in_number` is '' where the code has none.
    """

    number: str
    year_in_number: str
    symbol: str


def code_key(number: str, year_in_number: str, symbol: str) -> str:
    """Return the key two spellings of one code share, '' when there is no number.

    The number without leading zeros, the year where there is one, and the symbol folded
    to small ASCII letters and digits, joined by '/': ``24/cttu``, ``1210/2016/ubtvqh13``,
    ``5764/qdbcav05``, ``66.19/2026/nqcp``. Party numbers below ten are printed with a
    zero and compared as integers (Guidance 36-HD/VPTW of 2018), hence the zeros go.
    """
    bare_number = _bare_number(re.sub(r"[^0-9a-z.]", "", fold(number)))
    if not bare_number:
        return ""
    bare_symbol = re.sub(r"[^a-z0-9]+", "", fold(symbol))
    return "/".join(part for part in (bare_number, normalize(year_in_number), bare_symbol) if part)


def parse_code(text: str) -> CodeParts | None:
    """Return the parts of `text` when all of it is one code in any common spelling, else None.

    Read: ``24-CT/TU``, ``số 24 - CT/TU``, ``24 ct tu``, ``04ct tw``, ``09/CT-TTg``,
    ``130/2020/NĐ-CP``, ``66.19/2026/NQ-CP``, ``CT/TU 24``, ``640/TCT-TCCB``.
    Refused: ``abc/``, ``24``, ``19/5/2023``, ``chỉ thị 24`` (a type word, not a code).
    A missing separator is supplied in the order of the body named: Party
    ``24-CT/TU``, State ``09/CT-TTg``.
    """
    if len(text) > MAX_CODE_CHARS:
        return None
    written = _LEADING_WORD.sub("", normalize(text)).strip(" .,;:")
    match = _NUMBER_FIRST.fullmatch(written) or _NUMBER_LAST.fullmatch(written)
    if not match:
        return None
    symbol = _canonical_symbol(match["symbol"], separator=match.groupdict().get("separator") or "")
    number = _bare_number(match["number"])
    if not symbol or not number:
        return None
    return CodeParts(number, match["year"] or "", symbol)


def number_value(number: str) -> int:
    """Return what a number counts for in its series: 66 for "66.19", 30 for "30a", 0 for none."""
    digits = _DIGITS.match(number)
    return int(digits[0]) if digits else 0


_DIGITS = re.compile(r"[0-9]+")


def _bare_number(number: str) -> str:
    return number.strip(".").lstrip("0").strip(".")


# "số 24-CT/TU", "so: 24-CT/TU"; not "sổ tay 24"
_LEADING_WORD = re.compile(r"(?:số|so|no\.?) ?:? ?(?=\d)", re.IGNORECASE)
_NUMBER = r"(?P<number>[0-9]{1,5}(?:[a-z](?=[-/]))?(?:\.[0-9]{1,4})?)"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_SYMBOL = r"(?P<symbol>[^\W\d_][\w ./-]*)"
# "24-CT/TU", "130/2020/NĐ-CP", "04ct tw", "08 - HD/TU"; not "19/5/2023" (no letter follows)
_NUMBER_FIRST = re.compile(
    rf"{_NUMBER} ?(?:[/-] ?{_YEAR} ?(?=[/ -]))?(?P<separator>[/-]?) ?{_SYMBOL}"
)
# "CT/TU 24", "CT/TU số 24", "NĐ-CP 130/2020"; not "TU 2" (a type code must come first)
_NUMBER_LAST = re.compile(rf"{_SYMBOL[:-1]}?) (?:số ?)?{_NUMBER}(?:/{_YEAR})?")

_KNOWN_CODES = SYMBOL_TYPE_CODES.union(MIXED_ISSUER_CODES)
# "da" and "hd" fold from two codes each; Đề án and Hướng dẫn are the common ones.
_CODE_BY_FOLD = {fold(code): code for code in sorted(_KNOWN_CODES - {"DA", "HĐ"})}
_TYPE_FOLDS = frozenset(fold(code) for code in SYMBOL_TYPE_CODES)
_NAMED_BODY = re.compile(r"(?:ubtv)?qh\d{0,2}")
_PART = re.compile(r"([ ./-]+)")


def _canonical_symbol(typed: str, separator: str) -> str:
    """Return `typed` as it would be printed, '' when it does not look like a symbol.

    A symbol opens with a known type code ("ct tu"), or with the National Assembly's own
    code ("QH14"), or is written with capitals and its separators ("TCT-TCCB").
    """
    pieces = [piece for piece in _PART.split(typed) if piece]
    parts, marks = _split_glued(pieces[::2]), pieces[1::2]
    if any(len(part) > 12 for part in parts):
        return ""
    first = fold(parts[0])
    known = first in _TYPE_FOLDS or _NAMED_BODY.fullmatch(first)
    if not known and not (separator and marks and typed.upper() == typed):
        return ""
    names = [_canonical_part(part) for part in parts]
    if len(names) == 1:
        return names[0]
    first_mark = marks[0].strip() if len(marks) == len(names) - 1 else ""
    return _joined(names, marks, first_mark, separator)


def _joined(names: list[str], marks: list[str], first_mark: str, separator: str) -> str:
    if not first_mark:
        state = separator == "/" or names[1] in STATE_ISSUERS or _NAMED_BODY.match(fold(names[1]))
        first_mark = "-" if state else "/"
    written = names[0] + first_mark + names[1]
    for position, name in enumerate(names[2:], start=1):
        mark = marks[position].strip() if len(marks) == len(names) - 1 else ""
        written += (mark or "-") + name
    return written


def _canonical_part(part: str) -> str:
    return part if part in _KNOWN_CODES else _CODE_BY_FOLD.get(fold(part), part.upper())


def _split_glued(parts: list[str]) -> list[str]:
    """Split "cttu" into "ct" and "tu" when both halves are known and the whole is not."""
    whole = fold(parts[0])
    if len(parts) > 1 or whole in _TYPE_FOLDS or _NAMED_BODY.fullmatch(whole):
        return parts
    for cut in range(len(whole) - 1, 1, -1):
        if whole[:cut] in _TYPE_FOLDS and whole[cut:] in _CODE_BY_FOLD:
            return [whole[:cut], whole[cut:]]
    return parts
