"""What a person typed into the search box, read into its parts.

Pure text; no Django. Finding documents by these parts is `documents.search.find`.
"""

import re
import unicodedata
from dataclasses import replace
from datetime import date

from documents.citations.numerals import to_roman
from documents.search.codes import take_code, take_type_or_symbol
from documents.search.parts import Query
from organizations.text import fold, normalize

# Outside these years four digits are a number ("2150-QĐ/TU"), not a year.
FIRST_YEAR, LAST_YEAR = 1930, 2100


class NoSuchDayError(ValueError):
    """The query holds a date that no calendar has; `given` is how it was typed."""

    def __init__(self, given: str) -> None:
        super().__init__(given)
        self.given = given


def read_query(text: str) -> Query:
    """Return the parts of `text`; whatever is neither code, date nor term is words.

    Read: ``24-CT/TU``, ``24 ct tu``, ``chỉ thị 24``, ``chi thi 24``, ``ct 24``, ``NQ29``,
    ``số 24``, ``130/2020/NĐ-CP``, ``19/5/2023``, ``5/2023``, ``tháng 5 năm 2023``, ``2023``,
    ``khóa XIII``, a code with a date or words after it, and a code or type word with a bare
    year: ``26-CT/TW 2018``, ``kế hoạch 2024``. Left as words: ``abc/``, ``30 năm``, ``19/5``.
    Raises NoSuchDayError for ``31/02/2024`` and ``tháng 13 năm 2023``.
    """
    # NFKC: full-width digits and marks from East Asian keyboards.
    written = normalize(unicodedata.normalize("NFKC", text))
    query, rest = _take_term(Query(written), written)
    query, rest = _take_day(query, rest)
    if not query.day:
        query, rest = _take_month_or_year(query, rest)
    rest = rest.strip(_AROUND)
    if not (query.day or query.year):
        query, rest = _take_year_after_code(query, rest)
    if not query.number and not query.type_names:
        query, rest = take_code(query, rest)
    if query.day or query.year or query.term:
        query, rest = take_type_or_symbol(query, rest) if not _has_code(query) else (query, rest)
    return replace(query, words=_words(rest))


_AROUND = " ,;.:"


def _has_code(query: Query) -> bool:
    return bool(query.number or query.symbol or query.type_names)


def _words(rest: str) -> tuple[str, ...]:
    """Return the words of `rest` as typed, each once, without the marks around them."""
    stripped = (word.strip("“”\"'()[]{}.,;:!?/\\-*&%#@+=<>|~`^_$…") for word in rest.split())
    words: dict[str, str] = {}
    for word in stripped:
        words.setdefault(fold(word), word)
    # A pasted citation goes on "của Ban Thường vụ…": the link word is in no stored field.
    return tuple(word for key, word in words.items() if key and key != "cua")


# --- Terms -----------------------------------------------------------------------------------

# "khóa XIII", "nhiệm kỳ khóa 13", "nhiem ky xiii"; not "khóa học", not "nhiệm kỳ 2020-2025"
_TERM = re.compile(
    r"(?<!\w)(?:nhiem ky|khoa)(?: khoa)? (?P<term>[ivxl]{1,6}|[1-9][0-9]?)(?![\w/-])"
)


def _take_term(query: Query, rest: str) -> tuple[Query, str]:
    folded = fold(rest)
    # Letters that fold into several would shift every place behind them.
    match = _TERM.search(folded) if len(folded) == len(rest) else None
    if not match:
        return query, rest
    return replace(query, term=to_roman(match["term"].upper())), _without(rest, match)


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


# "2018" standing alone between blanks
_ALONE = re.compile(r"(?<!\S)[0-9]{4}(?=[ ,;.]|$)")


def _take_year_after_code(query: Query, rest: str) -> tuple[Query, str]:
    """Take the year in "26-CT/TW 2018", "kh 361 2024" and "kế hoạch 2024 chuyển đổi số".

    Of two such numbers the later is the year ("kh 2019 2024" is number 2019). After words
    that are neither code nor type ("đô thị 2023") nothing is taken.
    """
    places = [match for match in _ALONE.finditer(rest) if match.start() and _is_year(match[0])]
    for match in reversed(places[:2]):
        before = rest[: match.start()].strip(_AROUND)
        read, left = take_code(query, before)
        if not read.number:
            read, left = take_type_or_symbol(query, before)
        if not left and _has_code(read):
            return replace(read, year=int(match[0])), rest[match.end() :].strip(_AROUND)
    return query, rest
