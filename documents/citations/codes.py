"""Số ký hiệu: the parts of one code as a person types it, and the key codes compare by.

Pure text; no Django. Reading codes out of running text is `extract`'s work.
"""

import re
import unicodedata
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
    Refused: ``abc/``, ``24``, ``19/5/2023``, ``chỉ thị 24`` (a type word, not a code), and
    words or a day behind a code: ``24-CT/TU ngày 19/5/2023``, ``24-CT/TU của Tỉnh ủy``.
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


def tidied_symbol(symbol: str) -> str:
    """Return a symbol as it would be printed where it is recognised: ``kh/đu`` → ``KH/ĐU``.

    Others stay as typed, without marks at their ends: ``-Xyz`` is ``Xyz``.
    """
    bare = normalize(symbol).strip(" -/")
    # Any number will do: only the symbol behind it is read.
    code = parse_code(f"1-{bare}") if bare else None
    return code.symbol if code else bare


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
# Of a Vietnamese syllable. Symbols are made of first letters, which keep Đ and Ư but no tone.
_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
# Words that follow a code in prose, typed without tones.
_WORDS_BEHIND = frozenset({"ngay", "thang", "nam", "cua", "ve", "do"})
# "KH/BCĐ 138": steering committees bear the number of the programme they steer.
_NUMBERED_BODY = "bcd"


def _canonical_symbol(typed: str, separator: str) -> str:
    """Return `typed` as it would be printed, '' when it does not look like a symbol.

    A symbol opens with a known type code ("ct tu"), or with the National Assembly's own
    code ("QH14"), or is written with capitals and its separators ("TCT-TCCB").
    """
    pieces = [piece for piece in _PART.split(typed) if piece]
    parts, marks = _split_glued(pieces[::2]), pieces[1::2]
    if any(len(part) > 12 for part in parts) or has_words(typed):
        return ""
    if len(marks) == len(parts) - 1 and not _belong_together(parts, marks):
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


def has_words(symbol: str) -> bool:
    """Whether words stand in what should be a symbol: ``CT/TU ngày 19/5``, ``CT/TU cua TU``."""
    return bool(_TONE.search(unicodedata.normalize("NFD", symbol))) or any(
        fold(part) in _WORDS_BEHIND for part in _PART.split(symbol)[::2][1:]
    )


def _belong_together(parts: list[str], marks: list[str]) -> bool:
    """Whether all parts of a symbol are of one code, with no year, day or name behind it."""
    for place, (mark, part) in enumerate(zip(marks, parts[1:], strict=True)):
        before = parts[place]
        if part.isdigit():
            if before.isdigit() or len(part) > 3 or _is_body(before):
                return False
        # A blank may stand for the first mark, as in "12 kh btg"; further on only known bodies.
        elif place and not mark.strip() and not _is_known(part):
            return False
    return True


def _is_body(part: str) -> bool:
    return _is_known(part) and fold(part) != _NUMBERED_BODY


def _is_known(part: str) -> bool:
    return fold(part) in _CODE_BY_FOLD or bool(_NAMED_BODY.fullmatch(fold(part)))


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
