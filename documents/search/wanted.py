"""From the parts of a query to what the index is asked. Pure; no Django."""

from dataclasses import dataclass, replace
from datetime import date

from documents.citations.codes import code_key, number_value
from documents.search.match import NOTHING, Match, all_of, any_of, phrase, tiers, without
from documents.search.parts import Query
from documents.search.positions import ALL_DAYS, Days, day_number
from documents.search.terms import NOWHERE, bare, folded_text, pairs, words_of
from organizations.text import fold

# No passage has this term.
NOTHING_FITS = any_of([NOWHERE])
# Fewer words are too often a type and a body ("kế hoạch thành ủy").
HEADING_WORDS = 4
# “Đảng ủy” is what hundreds of bodies are called. An index compares each row with every one of
# so many; asked of the rows that fit all else they cost nothing.
MOST_BODIES = 60
# Spellings of the code of Quy định over the years; QĐ is also Quyết định.
_QD = ("qd", "qdi", "qyd")


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to an index: facts and phrases, the days, and the words as typed.

    Hits with the very `code` typed come before all others. A `heading` that holds the whole
    query in a row is a hit even where parts of it were read as a code, type, body or day:
    titles name other documents; such a heading comes first, unless the query `opens_with_code`,
    and of several one whose title begins with the words of that `row`.
    `issuers` are bodies too many for the index (see `MOST_BODIES`).
    """

    facts: Match = NOTHING
    words: tuple[str, ...] = ()
    days: Days = ALL_DAYS
    code: Match = NOTHING
    heading: Match = NOTHING
    row: str = ""
    issuers: frozenset[int] = frozenset()
    opens_with_code: bool = False

    @property
    def match(self) -> Match:
        """Everything a passage must hold, tones aside."""
        return self.facts & tiers(self.words)[-1][0]

    def also(self, facts: Match) -> "Asked":
        """Return the question with more facts asked."""
        return replace(self, facts=self.facts & facts)

    def within(self, days: Days) -> "Asked":
        """Return the question about those of its days that are among `days`."""
        first, last = max(self.days.first, days.first), min(self.days.last, days.last)
        return replace(self, days=Days(first, last, days.without))


def ask(query: Query | None) -> Asked:
    """Return the question that a query asks; without a query every document fits.

    A query of which nothing is left ("!?") finds nothing, never everything.
    """
    if query is None:
        return Asked()
    facts = facts_of(query) & words_of_query(query)
    row, heading = _whole_heading(query)
    asked = Asked(
        facts,
        query.words,
        days_of(query),
        code=_very_code(query),
        heading=heading,
        row=row,
        issuers=query.bodies if len(query.bodies) > MOST_BODIES else frozenset(),
        opens_with_code=_opens_with_code(query),
    )
    is_asked = asked.match or asked.days != ALL_DAYS or asked.issuers
    return asked if is_asked else Asked(NOTHING_FITS)


def _very_code(query: Query) -> Match:
    if not (query.number and query.symbol):
        return NOTHING
    symbols = spellings(query.symbol)
    year = f"/{query.year_in_number}" if query.year_in_number else ""
    return any_of(f"c:{fold(query.number)}{year}/{symbol}" for symbol in symbols)


def _whole_heading(query: Query) -> tuple[str, Match]:
    """Return the whole query as bare words, and as a row in the heading; nothing for few words.

    Nor for a reference alone ("Chỉ thị số 24-CT/TU ngày 19/5/2023"): headings that hold it are of
    others, that carry the document out. Behind a type that stands first the rest is the row, for in
    a heading the code stands between; unless a title names such a paper of another.
    """
    behind = _behind_type(query)
    row = _bare_words(query.text[behind:])
    is_reference = query.number and query.symbol and not (query.words or query.optional_words)
    if len(row) < HEADING_WORDS or query.without or is_reference:
        return "", NOTHING
    held = all_of(f"^{pair}" for pair in pairs(row))
    if behind:
        # A code of a type that is stuck to its number ("kh361") is no word of a title.
        joint = [f"^{word}_{row[0]}" for word in _bare_words(query.text[:behind])[-1:]]
        held &= any_of([*map(type_fact, query.type_names), *joint])
    return folded_text(row), held


def _behind_type(query: Query) -> int:
    """Return where a type ends that stands before all else, words among it; 0 where none does."""
    first = min(query.parts, key=lambda part: part.spans[0], default=None)
    if not first or first.kind != "type" or not query.words:
        return 0
    return first.spans[-1][1]


def _bare_words(text: str) -> list[str]:
    return [word for word in map(bare, words_of(text)) if word]


def _opens_with_code(query: Query) -> bool:
    """Whether no word stands before the code: it is the document's own, not one it is about."""
    code = next((part for part in query.parts if part.kind == "code"), None)
    words = [part.spans[0] for part in query.parts if part.kind == "word"]
    return code is not None and all(code.spans[0] < span for span in words)


def ask_words(query: Query | None) -> Asked:
    """Return the question about texts that have no facts but their day: all is asked as words.

    A code stands in a row ("24 CT TU"); a day asks for texts of its month.
    """
    if query is None:
        return Asked()
    found, words = words_of_query(query), query.words
    for part in query.parts:
        if part.kind == "code":
            found &= phrase(part.typed)
        elif part.kind in ("number", "symbol", "type", "body", "collective", "term"):
            words += tuple(word for word in words_of(part.typed) if word not in words)
    year, month = query.year, query.month
    if query.day:
        year, month = query.day.year, query.day.month
    days = ALL_DAYS
    if year:
        first = day_number(None, year) + 100 * (month or 0)
        days = Days(first, first + (99 if month else 9_999))
    asked = Asked(found, words, days)
    return asked if asked.match or asked.days != ALL_DAYS else Asked(NOTHING_FITS)


def facts_of(query: Query) -> Match:
    """Return what the query asks of a document beside its words: code, type, body, term, year."""
    found = Match()
    if query.number:
        found &= any_of([f"n:{fold(query.number)}"])
    if query.year_in_number:
        # "24/2023" is also said of number 24 of the year 2023.
        found &= any_of([f"y:{query.year_in_number}"])
    if query.symbol:
        found &= any_of(f"s:{spelling}" for spelling in spellings(query.symbol))
    if query.type_names:
        found &= any_of(type_fact(name) for name in sorted(query.type_names))
    if 0 < len(query.bodies) <= MOST_BODIES:
        found &= any_of(f"o:{pk}" for pk in sorted(query.bodies))
    if query.collective:
        found &= any_of([f"j:{query.collective}"])
    if query.term:
        # "Nghị quyết Trung ương 4 khóa XII" names the term it may not be filed under.
        label = query.term.casefold()
        found &= any_of([f"m:{label}", f"^khoa_{label}"])
    if query.term_years:
        first, last = query.term_years
        found &= any_of([f"m:{first}.{last}", f"{first}_{last}"])
    if query.year and not query.month and not _is_stretch(query):
        # Four digits may be a number after all: 2019-QĐ/TU.
        alone = [] if query.number else [f"n:{query.year}"]
        found &= any_of([f"y:{query.year}", *alone])
    return found


def words_of_query(query: Query) -> Match:
    """Return what the query asks of the words, wherever they stand."""
    found = Match()
    for text in query.phrases:
        found &= phrase(text)
    for text in query.without:
        found &= without(text)
    return found


def days_of(query: Query) -> Days:
    """Return the days the query asks for; they are read off the order of the index."""
    if query.day:
        return Days(day_number(query.day), day_number(query.day))
    if query.month and query.year:
        first = day_number(None, query.year) + query.month * 100
        return Days(first, first + 99)
    return days_of_year(query.year) if query.year and _is_stretch(query) else ALL_DAYS


def days_of_year(year: int) -> Days:
    """Return the days of a year, with the records of which only that year is known."""
    return Days(day_number(None, year), day_number(None, year) + 9_999)


def _is_stretch(query: Query) -> bool:
    """Whether the year is asked as a stretch of days: beside words it is no number."""
    return bool(query.words or query.phrases)


def begun_symbol(query: Query) -> Match:
    """Return the number with any symbol that begins as typed: “26-CT” for 26-CT/TW."""
    codes = (code_key(query.number, query.year_in_number, query.symbol),)
    return any_of(f"c:{code}*" for code in codes)


def nearby_numbers(query: Query, distance: int) -> Match:
    """Return the numbers within `distance` of the one typed, in the same symbol and type."""
    value = number_value(query.number)
    numbers = [
        n for n in range(max(1, value - distance), value + distance + 1) if str(n) != query.number
    ]
    found = any_of(f"n:{number}" for number in numbers)
    if query.symbol:
        found &= any_of(f"s:{spelling}" for spelling in spellings(query.symbol))
    if query.type_names:
        found &= any_of(type_fact(name) for name in sorted(query.type_names))
    return found


def type_fact(name_key: str) -> str:
    """Return the fact of a document's type: ``t:chi.thi``."""
    return f"t:{name_key.replace(' ', '.')}"


def spellings(symbol: str) -> list[str]:
    """Return the folded symbol in each form it may be stored: QĐ, QĐi and QyĐ are one code."""
    folded = fold(symbol)
    first = next((code for code in _QD if folded.startswith((f"{code}/", f"{code}-"))), None)
    forms = [code + folded[len(first) :] for code in _QD] if first else [folded]
    return [code_key("1", "", form).partition("/")[2] for form in forms]


def days_between(first: date | None, last: date | None) -> Days:
    """Return the days that are certainly not before `first` nor after `last`.

    A document of which only the year is known counts when the whole year lies between.
    """
    low, high = day_number(first) if first else 0, day_number(last) if last else ALL_DAYS.last
    if first and (first.month, first.day) == (1, 1):
        low = day_number(None, first.year)
    without_year = None
    if last and (last.month, last.day) == (12, 31):
        high = day_number(None, last.year) + 9_999
    elif last:
        without_year = day_number(None, last.year)
    return Days(low, high, without_year)
