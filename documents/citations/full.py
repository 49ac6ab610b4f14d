"""Full citations: a number with its symbol, the type word before it, date and issuer behind.

Pure text; no Django. Called at each number of the skeleton; see `extract`.
"""

import re
from typing import NamedTuple

from documents.citations import grammar
from documents.citations.leads import Lead
from documents.citations.reading import Reading, printed_symbol
from documents.citations.skeleton import Skeleton
from documents.citations.tail import read_tail


class Code(NamedTuple):
    """A number with its symbol at one place.

    `start` is where the number stands, `end` where the tail begins: behind the symbol and a
    footnote mark that touches it.
    """

    start: int
    rule: str
    number: str
    year: str | None
    symbol: tuple[int, int]
    type_code: str
    state_order: bool
    end: int


def read_code(skeleton: Skeleton, number_start: int, lead: Lead) -> Code | None:
    """Return the code that starts at `number_start`, None when the number has no symbol.

    A code without type code is read behind its type word only: "640/TCT-TCCB" behind
    "Công văn số", "36/CP" behind any; elsewhere they are fractions, plots and plates.
    """
    text = skeleton.text
    if not grammar.CODE_AHEAD.match(text, number_start):
        return None
    code = _read_typed(skeleton, number_start, lead)
    if code:
        return code
    match = grammar.ASSEMBLY_CODE.match(text, number_start)
    if match:
        return _typeless("assembly-code", match, _year(match))
    if lead.word in ("Công văn", "Văn bản"):
        match = grammar.LETTER_CODE.match(text, number_start)
        end = grammar.symbol_end(text, match) if match else None
        if match and end is not None:
            return _typeless("letter-code", match, None, end)
    match = grammar.OLD_CODE.match(text, number_start) if lead.word else None
    return _typeless("old-code", match, None) if match else None


def _read_typed(skeleton: Skeleton, number_start: int, lead: Lead) -> Code | None:
    text = skeleton.text
    match = grammar.TYPED_CODE.match(text, number_start)
    if not match and lead.word:
        match = grammar.FREE_CODE.match(text, number_start)
        match = match or grammar.SMALL_CODE.match(text, number_start)
        match = match or _match_glued(text, number_start, lead.word)
        if not match and lead.said:
            match = grammar.BROKEN_NUMBER_CODE.match(text, number_start)
    # A blank or full stop for the first mark ("08 HD/TU") is believable only where some word
    # says that a number of a document stands here.
    if not match or not (lead.word or lead.said or match["first"].strip(" \n.")):
        return None
    end = grammar.symbol_end(text, match)
    if end is None or not (lead.word or _is_telling(skeleton, match, lead.said)):
        return None
    state = "/" in match["first"]
    # By position: naming the fields takes a tenth of the time a code needs.
    return Code(
        number_start,
        "state-code" if state else "party-code",
        _NUMBER_BLANKS.sub("", match["number"]),
        _year(match),
        (match.start("symbol"), end),
        grammar.code_spelling(_printed_code(skeleton, match)),
        state,
        _behind_footnote(text, end),
    )


_NUMBER_BLANKS = re.compile(r"[ \n]+")


def _match_glued(text: str, number_start: int, word: str) -> re.Match[str] | None:
    match = grammar.GLUED_CODE.match(text, number_start)
    # The skeleton has no Đ: "ND" is the code of "Nghị định".
    usual = grammar.usual_code(word).replace("Đ", "D").replace("đ", "d")
    return match if match and match["type"].replace("\n", "") == usual else None


# Other things that have such a number: "lô 24-BC/TT", "biểu 01/BC-TK", "Cáo trạng số 18/CT-VKS"
_OTHER_NOUN = re.compile(r"(?<![a-z])(?:cao[ \n]trang|ban[ \n]an|bieu|mau|lo|ma)[ \n](?:so[ \n])?$")
_NOUN_CHARS = 16
_NOUN_ENDS = ("trang", "an", "bieu", "mau", "lo", "ma", "so")


def _is_telling(skeleton: Skeleton, match: re.Match[str], said: bool) -> bool:
    """Tell whether a code without a type word is one for sure; `said` behind "số".

    A body of two letters that no list knows may be part of any number ("phòng 05-KH/T2").
    """
    body = match["body"].replace("\n", "")
    if not said and len(body) <= 2 and not grammar.is_known_body(body):
        return False
    start = match.start()
    before = skeleton.lower[max(0, start - _NOUN_CHARS) : start]
    # Most words before a code end otherwise; the search costs as much as reading the code.
    return not before[:-1].endswith(_NOUN_ENDS) or _OTHER_NOUN.search(before) is None


def _typeless(rule: str, match: re.Match[str], year: str | None, end: int | None = None) -> Code:
    symbol = (match.start("symbol"), end or match.end("symbol"))
    return Code(match.start(), rule, match["number"], year, symbol, "", True, symbol[1])


def _printed_code(skeleton: Skeleton, match: re.Match[str]) -> str:
    """Return the type code as printed; only one with D can differ from the skeleton's."""
    code = match["type"].replace("\n", "")
    return printed_symbol(skeleton, match.span("type")) if "D" in code else code


_FOOTNOTE = re.compile(r"[0-9]{1,2}(?![0-9A-Za-z/.-])")


def _behind_footnote(text: str, end: int) -> int:
    mark = _FOOTNOTE.match(text, end)
    return mark.end() if mark else end


def _year(match: re.Match[str]) -> str | None:
    year = match["year"] if "year" in match.re.groupindex else None
    return year.replace("\n", "") if year else None


def read_full(skeleton: Skeleton, lead: Lead, code: Code) -> Reading:
    """Return the full citation of `code` with its date and issuer behind it."""
    tail = read_tail(skeleton.text, code.end)
    bare = tail.date is None and tail.issuer is None and tail.end == code.end
    word = lead.word
    if word == "Văn bản" and code.rule != "letter-code":
        lead, word = Lead(code.start), ""
    if word == "Văn bản":
        word = "Công văn"
    if lead.short and code.state_order and word == "Thông tri":
        word = "Thông tư"
    return Reading(
        lead.start,
        code.symbol[1] if bare else tail.end,
        "full",
        word or grammar.name_of_code(code.type_code, code.state_order),
        code.type_code or (grammar.usual_code(word) if word else ""),
        code.rule,
        code.number,
        code.year,
        code.symbol,
        tail.date,
        tail.issuer,
    )
