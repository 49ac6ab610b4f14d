"""The code, number and type at the start of a query. Pure text; no Django."""

import re
from dataclasses import replace

from documents.citations.codes import parse_code
from documents.citations.types import DOCUMENT_TYPES, MIXED_ISSUER_CODES, SYMBOL_TYPE_CODES
from documents.search.parts import Query
from organizations.text import fold

_AROUND_MARKS = re.compile(r" ?([/-]) ?")
# "24-CT/TU", "130/2020/NĐ-CP", "24/CT": the number and its letters without a blank
_COMPACT = re.compile(r"[0-9][0-9./]*[/-][^\W\d]\S*")
# "24", "số 24", "so: 04", "24/2023", "66.19"
_NUMBER = re.compile(
    r"(?P<word>(?:số|so) ?:? ?)?(?P<number>[0-9]{1,5}(?:\.[0-9]{1,4})?)"
    r"(?:/(?P<year>(?:19|20)[0-9][0-9]))?(?= |$)",
    re.IGNORECASE,
)
# "NQ29", "kh361/2024", "nq29-tw": the type code stuck to the number before it
_STUCK = re.compile(r"(?P<code>[^\W\d_]{2,5})(?P<number>[0-9]{1,5})(?![0-9])")
_SO = re.compile(r"(?:số|so) ?:? ?", re.IGNORECASE)
_CODE_FOLDS = frozenset(fold(code) for code in SYMBOL_TYPE_CODES.union(MIXED_ISSUER_CODES))
# A letter no code has: codes are written with A–Z, Đ and (by slip) Ư.
_NOT_IN_CODES = re.compile(r"[^\x00-\x7fđĐưƯ]")


def take_code(query: Query, rest: str) -> tuple[Query, str]:
    """Take a type word, number and symbol from the start of `rest`."""
    rest = _unstuck(rest)
    names, after_type = _leading_type(rest)
    for start, type_names in ((after_type, names), (rest, frozenset())):
        found = _written_code(start)
        if found:
            number, year, symbol, tail = found
            if fold(symbol) in _NAMES_BY_CODE:
                type_names, symbol = _NAMES_BY_CODE[fold(symbol)], ""
            elif symbol:
                # A full symbol decides; people confuse Quy định and Quyết định.
                type_names = frozenset()
            query = replace(query, number=number, year_in_number=year, symbol=symbol)
            return replace(query, type_names=type_names), tail
    return _take_bare_number(query, rest, after_type, names)


def _unstuck(text: str) -> str:
    """Return `text` with a type code at its start parted from the number: "NQ29" is "NQ 29"."""
    match = _STUCK.match(text)
    # QH14 is the National Assembly of term XIV, not plan (quy hoạch) number 14.
    if not match or fold(match["code"]) not in _NAMES_BY_CODE or fold(match["code"]) == "qh":
        return text
    tail = text[match.end() :]
    if re.match(r"[/-][^\W\d]", tail):
        return f"{match['number']}-{match['code']}/{tail[1:]}"
    return f"{match['code']} {match['number']}{tail}"


def take_type_or_symbol(query: Query, rest: str) -> tuple[Query, str]:
    """Take `rest` when all of it is a type ("kế hoạch", "kh") or a symbol ("CT/TU", "ct tu")."""
    names, after = _leading_type(rest)
    if after:
        names = _NAMES_BY_CODE.get(fold(rest), frozenset())
    if names:
        return replace(query, type_names=names), ""
    pieces = re.split(r"[\s/-]+", rest)
    if len(pieces) > 1 and all(fold(piece) in _CODE_FOLDS for piece in pieces):
        parts = parse_code(f"{rest} 1")
        if parts:
            return replace(query, symbol=parts.symbol), ""
    return query, rest


def _take_bare_number(
    query: Query, rest: str, after_type: str, names: frozenset[str]
) -> tuple[Query, str]:
    """Take a number without symbol: after a type word or “số”, before one, or all alone."""
    match = _NUMBER.match(after_type)
    if not match:
        return query, rest
    tail = after_type[match.end() :].strip(" ,;")
    following, after_following = _leading_type(tail)
    if not (names or match["word"] or following or not tail):
        # "30 năm thực hiện…" counts years; it names no document.
        return query, rest
    if not names:
        names, tail = following, after_following
    number = match["number"].lstrip("0") or "0"
    query = replace(query, number=number, year_in_number=match["year"] or "", type_names=names)
    return query, tail


def _written_code(text: str) -> tuple[str, str, str, str] | None:
    """Return number, year, symbol and the rest when `text` begins with a code with letters."""
    joined = _SO.sub("", _AROUND_MARKS.sub(r"\1", text), count=1)
    tokens = [token for token in (word.strip(",;") for word in joined.split()) if token]
    if not tokens:
        return None
    compact = _COMPACT.fullmatch(tokens[0])
    length = 1 if compact else _code_length(tokens)
    for end in range(length, 0, -1):
        parts = parse_code(" ".join(tokens[:end]))
        if parts and parts.number.isascii():
            return parts.number, parts.year_in_number, parts.symbol, " ".join(tokens[end:])
    return None


def _code_length(tokens: list[str]) -> int:
    """Return how many leading tokens may belong to one code typed with blanks ("24 ct tu").

    After two words only known codes still belong to it, so "24 ct tu thanh uy" ends at "tu".
    """
    words = 0
    for position, token in enumerate(tokens):
        if token[0].isdigit():
            continue
        words += 1
        if _NOT_IN_CODES.search(token) or (words > 2 and fold(token) not in _CODE_FOLDS):
            return position
    return len(tokens)


def _type_tables() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """Return the type names meant by each folded name, and by each folded code."""
    by_name: dict[str, set[str]] = {}
    by_code: dict[str, set[str]] = {}
    for row in DOCUMENT_TYPES:
        for written in (row.name, *row.other):
            by_name.setdefault(fold(written), set()).add(fold(row.name))
        for code in (row.party, row.state, *row.short):
            if code:
                by_code.setdefault(fold(code), set()).add(fold(row.name))
    for name, meant in by_name.items():
        # "chương trình" also means "chương trình hành động".
        meant.update(fold(row.name) for row in DOCUMENT_TYPES if fold(row.name).startswith(name))
    return (
        {name: frozenset(meant) for name, meant in by_name.items()},
        {code: frozenset(meant) for code, meant in by_code.items()},
    )


_NAMES_BY_NAME, _NAMES_BY_CODE = _type_tables()
_LONGEST_NAME_WORDS = max(len(name.split()) for name in _NAMES_BY_NAME)


def _leading_type(text: str) -> tuple[frozenset[str], str]:
    """Return the types named by the first words of `text`, and what follows them."""
    tokens = text.split()
    for length in range(min(_LONGEST_NAME_WORDS, len(tokens)), 0, -1):
        names = _NAMES_BY_NAME.get(fold(" ".join(tokens[:length])))
        if names:
            return names, " ".join(tokens[length:])
    return frozenset(), text
