"""The written forms of a citation's parts: type words, numbers, symbols. Pure text; no Django.

All patterns are for the skeleton: ASCII letters, "-" for every dash, single blanks, where
a line end counts as a blank. Every repetition is bounded.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from documents.citations.types import DOCUMENT_TYPES
from organizations.text import fold

B = r"[ \n]?"


def _type_key(words: str) -> str:
    """Return the key of a type word: folded, without blanks ("Nghị\\nquyết" has one)."""
    return re.sub(r"[ \n]", "", fold(words))


# --- type words ---------------------------------------------------------------------------

_NAMES = {
    _type_key(spelling): row.name for row in DOCUMENT_TYPES for spelling in (row.name, *row.other)
}
_SHORT_NAMES: dict[str, str] = {}
for _row in DOCUMENT_TYPES:
    for _short in _row.short:
        # The first row wins: "TT" is Thông tri until a State symbol or a year tells Thông tư.
        _SHORT_NAMES.setdefault(_type_key(_short), _row.name)

_LONGEST_FIRST = sorted(
    {spelling for row in DOCUMENT_TYPES for spelling in (row.name, *row.other)},
    key=len,
    reverse=True,
)
# "nghị quyết", "Nghị\n\nquyết", "nghịquyết"; read on the lower-case skeleton
TYPE_WORDS = "|".join(fold(name).replace(" ", B) for name in _LONGEST_FIRST)
# "NQ", "QĐ", "CTr"; read on the skeleton with its capitals
TYPE_SHORT_WORDS = "|".join(
    sorted(
        {re.sub("đ", "d", re.sub("Đ", "D", code)) for row in DOCUMENT_TYPES for code in row.short},
        key=len,
        reverse=True,
    )
)
# What may stand between type word and number and is not part of the type.
_QUALIFIERS = (
    *("chuyen de", "lien tich", "lien nganh", "phoi hop", "hoa toc", "thuong khan", "khan"),
    *("cong tac", "ket luan", "mat"),
)
_QUALIFIER = rf"(?:[ \n](?:{'|'.join(_QUALIFIERS).replace(' ', B)}))?"
# " số ", " số: ", " số hiệu ", " mang số "; glued "số24" too
_NUMBER_WORD = rf"(?:{B}(?:mang{B}|co{B})?so(?:{B}ky)?(?:{B}hieu)?{B}[.:]?)?{B}:?{B}[\"']?"
# "Kế hoạch số ", "chỉ thị " just before a number; not "kỷ luật số", "pháp luật số",
# though "ký Quyết định số "
TYPE_BEFORE = re.compile(
    rf"(?:^|(?<![a-z]))(?:(?<!ky[ \n])(?<!phap[ \n])|(?!luat))(?P<type>{TYPE_WORDS}|van{B}ban)"
    rf"(?P<qualifier>{_QUALIFIER})(?P<gap>{_NUMBER_WORD})$"
)
# "NQ số ", "NĐ "; not "UBND " (more capitals before it)
TYPE_SHORT_BEFORE = re.compile(
    rf"(?<![A-Za-z0-9/-])(?P<type>{TYPE_SHORT_WORDS})(?P<gap>(?:{B}[Ss]o{B}[.:]?)?{B})$"
)
# The word "số" alone before a number: "(số 24-CT/TU)"
NUMBER_WORD_BEFORE = re.compile(rf"(?<![a-z])so(?:{B}ky)?(?:{B}hieu)?{B}[.:]?{B}$")
# How far back the longest type word with its "số ký hiệu:" can start.
TYPE_WINDOW = 48
# Longer runs of digits are phone numbers and sums.
MAX_DIGITS = 5


def _backwards(phrases: Iterable[str]) -> str:
    """Return a pattern of phrases as they read from their last letter to the first."""
    return "|".join(phrase[::-1].replace(" ", B) for phrase in phrases)


# What ends in a type word with its "số", read from the number backwards: one place to try, where
# a search forwards has to try each of the window.
_BEFORE_BACKWARDS = re.compile(
    rf"[ \n.:\"']{{0,8}}+"
    rf"(?:(?:{_backwards(('so', 'hieu', 'ky', 'mang', 'co'))})[ \n.:\"']{{0,3}}+){{0,4}}"
    rf"(?:(?:{_backwards(_QUALIFIERS)})[ \n])?"
    rf"(?:{_backwards((*map(fold, _LONGEST_FIRST), 'van ban', *_SHORT_NAMES))})"
)


def type_start(lower: str, start: int) -> int | None:
    """Tell quickly where the type word before the number at `start` would begin, None for none.

    Never None where `TYPE_BEFORE` or `TYPE_SHORT_BEFORE` match; they decide.
    """
    window = lower[max(0, start - TYPE_WINDOW) : start]
    match = _BEFORE_BACKWARDS.match(window[::-1])
    return start - match.end() if match else None


# --- numbers and symbols ------------------------------------------------------------------

_CODES = (
    "NQLT NQ ND QDi QDI QyD QYD QD QCPH QCLT QC QH CTHD CTrHD CTRHD CTPH CTrPH CTRPH CTr CTR Ctr"
    " CTTT CT CD CV KHLT KHPH KHLN KH KL TTLT TTr TTR Ttr TT TBKL TB TC HDLT HDLN HDPH HD BC BB"
    " DA PA GM GGT PL VBHN SL L"
)
# Longest first: CTr before CT, TTr before TT. A line may end inside a code: "76-K\nH/TU".
_TYPE_CODE = "|".join("\n?".join(code) for code in sorted(_CODES.split(), key=len, reverse=True))
# "24", "04", "123a", "66.19"; glued to letters before it too ("số24"), never inside a number or
# an address ("nghi-quyet-18-NQ/TW.html")
_NUMBER = (
    r"(?<![0-9])(?<![0-9][/.-])(?<![a-z]-)"
    r"(?P<number>[0-9]{1,5}(?:[a-zA-Z](?=[/-]))?(?:\.[0-9]{1,4})?)"
)
_YEAR = r"(?P<year>(?:19|20)(?:\n?[0-9]){2})"
# A sign of a body code behind its first: small ones only before a capital ("SNgV", "GDTrH")
_SIGN = r"(?:[A-Z0-9&]|[a-z]{1,2}(?=[A-Z]))"
# One body code: "TU", "UBND", "TTg", "BGDĐT", "UBTVQH13"; broken by a line: "UB\nND"
_BODY_CODE = (
    rf"(?:T[Tt]g|ThU|T[uw](?![A-Za-z])|[A-Z]{_SIGN}{{0,24}}(?:\n[A-Z0-9]{{1,10}}(?![A-Za-z]))?)"
)
# A unit below it: "-V05", "-BTT", "/nb", ".VX", "-\nHC"; not " - BAN THƯỜNG VỤ", nor what
# follows a sentence that ends with its line: ".\nIII"
_NEXT_LINE = r"(?:\n(?=(?:[A-Z0-9&]{2,10}|nb)(?![A-Za-z]|[ \n][A-Z]{2})))?"
_UNIT_CODE = rf"(?:(?:[-/]{_NEXT_LINE}|\.)(?:[A-Z]{_SIGN}{{1,24}}|nb|TTg)(?![a-z]))"
# Bodies the reader can tell apart from a word that touches them: "TUngày", "TU1", "T\nU".
_KNOWN_BODY = re.compile(
    r"(?:VP|BTGDV|BTG|BTC|BDV|BNC|BKT|UBKT|TCD|BCD|CQ)?(?:TW|TU|HU|QU|DU)|UBND|HDND|TTg|TTG|CP"
    r"|CTN|VPCP|VPQH|MTTQ|UBMTTQ|(?:UBTV)?QH[0-9]{0,2}|B(?:CA|QP|NV|TC|TP|NG|YT|CT|XD|GTVT"
    r"|GDDT|KHCN|TNMT|NNPTNT|TTTT|VHTTDL|LDTBXH|CD|XDD)|CB|DUK"
)
# How every code below begins, and few other numbers: "24-C", "08 H", "3\n5-C", "130/2020/",
# "24-ct", "2 4-C"; not "24 ", "19/5", "18, 19", "5 ct"
CODE_AHEAD = re.compile(
    r"[0-9]{1,5}(?:\n[0-9]{1,3}|(?<![0-9]{2})[ ][0-9](?=[-/]))?[a-zA-Z]?(?:\.[0-9]{1,4})?"
    rf"{B}[-/.]?{B}"
    rf"(?:[A-Z]|(?<=[-/])[a-z]|(?:19|20)[0-9\n]{{2,4}}{B}[/-])"
)
# "09/QĐ.UBND": a full stop for the mark, before a known body only
_DOT = rf"\.(?=(?:{_KNOWN_BODY.pattern})(?![A-Za-z0-9]))"
# "24-CT/TU", "08 HD/TU", "14- KL/TW", "09/CT-TTg", "281/KH-UBND", "130/2020/NĐ-CP",
# "5764/QĐ-BCA-V05", "12-CV/VPTW/nb", "24CT/TU"; not "19/5/2023", "22/24", "5 CT"
_TYPED = (
    rf"(?:{B}/{B}{_YEAR}(?={B}[/-]))?(?P<first>{B}[-/]?{B}|\.)"
    rf"(?P<symbol>(?P<type>{_TYPE_CODE})(?:{B}[-/]{B}|{_DOT})(?P<body>{_BODY_CODE})(?P<units>{_UNIT_CODE}{{0,5}}))"
)
TYPED_CODE = re.compile(_NUMBER + _TYPED)
# "số 3\n5-CT/TW", "số 2 4-CT/TU" of a scanner, behind "số" only: elsewhere the first number is
# a row or a page
BROKEN_NUMBER_CODE = re.compile(
    r"(?<![0-9])(?P<number>[0-9]{1,3}\n[0-9]{1,3}|[0-9][ ][0-9](?=[-/]))" + _TYPED
)
# "12-QĐNS/TU": a type code no table knows, behind a type word and of a known body only
FREE_CODE = re.compile(
    rf"{_NUMBER}(?P<first>{B}-{B})(?P<symbol>(?P<type>[A-Z][A-Za-z]{{1,7}})/(?:{_KNOWN_BODY.pattern}))"
    r"(?![A-Za-z0-9])"
)
# "61/2018/NĐCP", "1719/QĐTTg": the hyphen lost, behind the type word that has this very code
GLUED_CODE = re.compile(
    rf"{_NUMBER}(?:/{_YEAR})?(?P<first>/)(?P<symbol>(?P<type>{_TYPE_CODE})(?:{_KNOWN_BODY.pattern}))"
    r"(?![A-Za-z0-9])"
)
# "24-ct/tu" in small letters, behind a type word and of a known body only; not "5 kh/năm"
SMALL_CODE = re.compile(
    rf"{_NUMBER}(?P<first>[-/])(?P<symbol>(?P<type>{_TYPE_CODE})[-/](?:{_KNOWN_BODY.pattern}))"
    r"(?![A-Za-z0-9])",
    re.IGNORECASE,
)
# "1210/2016/UBTVQH13", "29/2018/QH14"; not "12/QH"
ASSEMBLY_CODE = re.compile(
    rf"{_NUMBER}{B}/{B}{_YEAR}(?P<first>{B}[/-]{B})"
    r"(?P<symbol>(?:UBTV\n?)?QH[ \n]?[0-9]{1,2})(?![0-9A-Z])"
)
# "640/TCT-TCCB", "5973/UBND-KT" behind "Công văn số" only; not "22/24", "1/500"
LETTER_CODE = re.compile(
    rf"{_NUMBER}(?P<first>{B}/{B})"
    rf"(?P<symbol>(?P<body>[A-Z]{_SIGN}{{1,24}})(?P<units>(?:{B}-{B}{_SIGN}{{1,24}}(?![a-z]))?"
    rf"{_UNIT_CODE}{{0,4}}))(?![a-z])"
)
# "36/CP", "06/CP", "217/HĐBT" of the years before 1996, behind a type word only
OLD_CODE = re.compile(rf"{_NUMBER}(?P<first>/)(?P<symbol>CP|TTg|HDBT|CTN)(?![A-Za-z0-9/-])")


# Bodies that have no number of their own, as "BCĐ35" has: figures behind them are footnotes.
_FOOTNOTED = re.compile(r"TU|TW|HU|DU|UBND|HDND|TTg|TTG|CP")


# A text prints the same few bodies again and again.
@lru_cache(maxsize=512)
def is_known_body(code: str) -> bool:
    """Tell whether a body's code (as in the skeleton: "TU", "HDND") is one of the usual ones."""
    return _KNOWN_BODY.fullmatch(code) is not None


def symbol_end(text: str, match: re.Match[str]) -> int | None:
    """Return where the symbol of `match` really ends, None when it is no symbol after all.

    Takes off what only touches the code: a footnote number ("TU1"), a capital of the next
    word ("TUVề"), a next line that is not its second half ("TU\\nVỀ", against "UB\\nND").
    """
    end = match.end("symbol")
    if "body" not in match.re.groupindex or match["units"]:
        return end
    body, start = match["body"], match.start("body")
    head, broken, rest = body.partition("\n")
    if broken and (_KNOWN_BODY.fullmatch(head) or not _KNOWN_BODY.fullmatch(head + rest)):
        body = head
    if is_known_body(body.replace("\n", "")):
        return start + len(body)
    bare = body.rstrip("0123456789")
    if bare != body and _FOOTNOTED.fullmatch(bare) and len(body) - len(bare) <= 2:
        return start + len(bare)
    touches = text[start + len(body) : start + len(body) + 1].islower()
    if touches and _KNOWN_BODY.fullmatch(body[:-1]):
        return start + len(body) - 1
    return start + len(body) if len(body) > 1 and not (touches and len(body) < 3) else None


# --- what a code tells of the type --------------------------------------------------------

_PARTY_NAMES: dict[str, str] = {}
_STATE_NAMES: dict[str, str] = {}
_CODE_SPELLING: dict[str, str] = {}
for _row in DOCUMENT_TYPES:
    for _codes, _code in ((_PARTY_NAMES, _row.party), (_STATE_NAMES, _row.state)):
        _codes.setdefault(_code, _row.name)
        _CODE_SPELLING.setdefault(_code.upper(), _code)
    for _code in _row.short:
        _CODE_SPELLING.setdefault(_code.upper(), _code)
_PARTY_NAMES |= {"QĐi": "Quy định", "CTHĐ": "Chương trình hành động"}
_STATE_NAMES |= {"CTHĐ": "Chương trình hành động"}
# QĐ of the Party is Quyết định and Quy định: the letters alone do not tell.
_PARTY_NAMES["QĐ"] = ""


def code_spelling(printed: str) -> str:
    """Return the usual spelling of a type code: 'CTR' is 'CTr', 'QĐI' is 'QĐi'."""
    return _CODE_SPELLING.get(printed.upper(), printed)


def name_of_code(code: str, state_order: bool) -> str:
    """Return the type a code stands for, '' where it does not tell ("QĐ" of the Party)."""
    names = _STATE_NAMES if state_order else _PARTY_NAMES
    return names.get(code, "") if code else ""


def name_of_word(word: str) -> str:
    """Return the type name of a type word as matched in the skeleton ("nghi\\nquyet")."""
    key = re.sub(r"[ \n]", "", word).lower()
    return _NAMES.get(key) or _SHORT_NAMES.get(key, "")


def usual_code(name: str) -> str:
    """Return the code documents of the type `name` carry, '' where there is none."""
    return _USUAL_CODES.get(name, "")


_USUAL_CODES = {row.name: row.party or row.state for row in DOCUMENT_TYPES}
