"""What a person typed into the search box, read into its parts.

Pure text; no Django. Finding documents by these parts is `documents.search.find`.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date

from documents.citations.codes import parse_code
from documents.citations.types import DOCUMENT_TYPES, MIXED_ISSUER_CODES, SYMBOL_TYPE_CODES
from organizations.text import fold, normalize

# Outside these years four digits are a number ("2150-QĐ/TU"), not a year.
FIRST_YEAR, LAST_YEAR = 1930, 2100


class NoSuchDayError(ValueError):
    """The query holds a date that no calendar has; `given` is how it was typed."""

    def __init__(self, given: str) -> None:
        super().__init__(given)
        self.given = given


@dataclass(frozen=True, slots=True)
class Query:
    """The parts of one query; what was not typed is '' or None.

    `number` has no leading zero. `symbol` is as printed ("CT/TU"). `type_names` are folded
    names of the types that the typed word or code stands for (QĐ: two). `words` are folded.
    """

    text: str
    number: str = ""
    year_in_number: str = ""
    symbol: str = ""
    type_names: frozenset[str] = frozenset()
    day: date | None = None
    month: int | None = None
    year: int | None = None
    words: tuple[str, ...] = ()

    @property
    def names_a_document(self) -> bool:
        """Whether a number or a date was typed, so that a single hit is the document meant."""
        return bool(self.number or self.day or self.year)

    @property
    def reading(self) -> str:
        """How the query was understood, in Vietnamese: “số 24, ký hiệu CT/TU, ngày 19/05/2023”."""
        parts = [
            self.number and f"số {self.number}",
            self.year_in_number and f"năm {self.year_in_number} trong số",
            self.symbol and f"ký hiệu {self.symbol}",
            self.type_names and "loại " + " hoặc ".join(_printed_names(self.type_names)),
            self.day and f"ngày {self.day:%d/%m/%Y}",
            self.month and f"tháng {self.month}/{self.year}",
            self.year and not self.month and f"năm {self.year}",
            self.words and "có các chữ “" + " ".join(self.words) + "”",
        ]
        return ", ".join(part for part in parts if part)


def read_query(text: str) -> Query:
    """Return the parts of `text`; whatever is neither code nor date is words.

    Read: ``24-CT/TU``, ``24 ct tu``, ``chỉ thị 24``, ``chi thi 24``, ``ct 24``, ``số 24``,
    ``130/2020/NĐ-CP``, ``19/5/2023``, ``5/2023``, ``tháng 5 năm 2023``, ``2023``, and a code
    with a date or words after it. Left as words: ``abc/``, ``30 năm``, ``19/5``.
    Raises NoSuchDayError for ``31/02/2024`` and ``tháng 13 năm 2023``.
    """
    # NFKC: full-width digits and marks from East Asian keyboards.
    written = normalize(unicodedata.normalize("NFKC", text))
    query = Query(written)
    query, rest = _take_day(query, written)
    if not query.day:
        query, rest = _take_month_or_year(query, rest)
    query, rest = _take_code(query, rest.strip(" ,;.:"))
    return replace(query, words=_words(rest))


def _words(rest: str) -> tuple[str, ...]:
    """Return the folded words of `rest` without the marks around them; "abc/" is "abc"."""
    words = (word.strip("“”\"'()[]{}.,;:!?/\\-*&%#@+=<>|~`^_$…") for word in fold(rest).split())
    # A pasted citation goes on "của Ban Thường vụ…": the link word is in no stored field.
    return tuple(dict.fromkeys(word for word in words if word and word != "cua"))


# --- Dates -----------------------------------------------------------------------------------

# "19/5/2023", "ngày 19-05-2023"; not "66.19/2026" (two marks), not "19/5/2023/NĐ"
_DAY = re.compile(
    r"(?<![\w/.-])(?:ng[àa]y )?([0-9]{1,2}) ?([/.-]) ?([0-9]{1,2}) ?\2 ?([0-9]{4})(?![\w/])",
    re.IGNORECASE,
)
# "ngày 19 tháng 5 năm 2023", "19 thang 5 nam 2023"
_WRITTEN_DAY = re.compile(
    r"(?<!\w)(?:ng[àa]y )?([0-9]{1,2})() th[áa]ng ([0-9]{1,2}) n[ăa]m ([0-9]{4})(?!\w)",
    re.IGNORECASE,
)
# "2023-05-19", as other systems write it
_ISO_DAY = re.compile(r"(?<![\w/.-])([0-9]{4})-([0-9]{2})-([0-9]{2})(?![\w/-])")
# "tháng 5 năm 2023", "tháng 5/2023"
_MONTH = re.compile(
    r"(?<!\w)th[áa]ng ([0-9]{1,2})(?: n[ăa]m | ?[/-] ?)([0-9]{4})(?!\w)", re.IGNORECASE
)
# "5/2023" and nothing else: after a type word it would be a number with its year
_BARE_MONTH = re.compile(r"([0-9]{1,2}) ?/ ?([0-9]{4})")
# "năm 2023"; not "năm 2020-2025"
_YEAR = re.compile(r"(?<!\w)n[ăa]m ([0-9]{4})(?![\w-])", re.IGNORECASE)


def _take_day(query: Query, rest: str) -> tuple[Query, str]:
    match = _DAY.search(rest) or _WRITTEN_DAY.search(rest)
    iso = None if match else _ISO_DAY.search(rest)
    found = match or iso
    if not found:
        return query, rest
    if match:
        year, month, day = int(match[4]), int(match[3]), int(match[1])
    else:
        year, month, day = (int(part) for part in found.groups())
    try:
        return replace(query, day=date(year, month, day)), _without(rest, found)
    except ValueError as error:
        raise NoSuchDayError(found[0]) from error


def _take_month_or_year(query: Query, rest: str) -> tuple[Query, str]:
    match = _MONTH.search(rest)
    if match:
        if not 1 <= int(match[1]) <= 12:
            raise NoSuchDayError(match[0])
        return replace(query, month=int(match[1]), year=int(match[2])), _without(rest, match)
    match = _BARE_MONTH.fullmatch(rest)
    if match and 1 <= int(match[1]) <= 12 and _is_year(match[2]):
        return replace(query, month=int(match[1]), year=int(match[2])), ""
    if _is_year(rest):
        return replace(query, year=int(rest)), ""
    match = _YEAR.search(rest)
    if match and _is_year(match[1]):
        return replace(query, year=int(match[1])), _without(rest, match)
    return query, rest


def _is_year(text: str) -> bool:
    return bool(re.fullmatch(r"[0-9]{4}", text)) and FIRST_YEAR <= int(text) <= LAST_YEAR


def _without(text: str, match: re.Match[str]) -> str:
    return normalize(f"{text[: match.start()].rstrip(' ,')} {text[match.end() :]}")


# --- Codes -----------------------------------------------------------------------------------

_AROUND_MARKS = re.compile(r" ?([/-]) ?")
# "24-CT/TU", "130/2020/NĐ-CP", "24/CT": the number and its letters without a blank
_COMPACT = re.compile(r"[0-9][0-9./]*[/-][^\W\d]\S*")
# "24", "số 24", "so: 04", "24/2023", "66.19"
_NUMBER = re.compile(
    r"(?P<word>(?:số|so) ?:? ?)?(?P<number>[0-9]{1,5}(?:\.[0-9]{1,4})?)"
    r"(?:/(?P<year>(?:19|20)[0-9][0-9]))?(?= |$)",
    re.IGNORECASE,
)
_SO = re.compile(r"(?:số|so) ?:? ?", re.IGNORECASE)
_CODE_FOLDS = frozenset(fold(code) for code in SYMBOL_TYPE_CODES.union(MIXED_ISSUER_CODES))
# A letter no code has: codes are written with A–Z, Đ and (by slip) Ư.
_NOT_IN_CODES = re.compile(r"[^\x00-\x7fđĐưƯ]")


def _take_code(query: Query, rest: str) -> tuple[Query, str]:
    """Take a type word, number and symbol from the start of `rest`."""
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


def _printed_names(folded: frozenset[str]) -> list[str]:
    return [row.name for row in DOCUMENT_TYPES if fold(row.name) in folded]
