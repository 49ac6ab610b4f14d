"""The parts of one query, and how they are told back to whoever typed it.

Pure text; no Django. Reading a query into these parts is `documents.search.query`.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from documents.citations.types import DOCUMENT_TYPES
from organizations.text import fold, normalize

Kind = Literal[
    "code",
    "number",
    "symbol",
    "type",
    "day",
    "month",
    "year",
    "term",
    "body",
    "collective",
    "phrase",
    "without",
    "word",
]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a query: a chip that can be taken out.

    `shown` is the chip's text in Vietnamese ("số 24", "năm 2023"). `spans` are its places in
    `Query.text`, in order. `typed` is a way to write the part that is read as this very part
    wherever it stands between semicolons.
    """

    kind: Kind
    shown: str
    spans: tuple[Span, ...]
    typed: str


# What a reading tells as its chips do, in this order.
_TOLD: tuple[Kind, ...] = (
    "day",
    "month",
    "year",
    "term",
    "collective",
    "body",
    "phrase",
    "without",
)


@dataclass(frozen=True, slots=True)
class Query:
    """The parts of one query; what was not typed is '' or None.

    `text` is the query as read (NFKC, one line); the places of `parts` are in it. `number`
    has no leading zero. `symbol` is as printed ("CT/TU"). `type_names` are folded names of
    the types that the typed word or code stands for (QĐ: two); beside a full code they are
    left out, for the symbol decides. `term` is the Roman number of a congress term,
    `term_years` its first and last year. `bodies` are ids of which any may be the issuer;
    `collective` is a value of Document.Collective. `words`, `phrases` and `without` stay as
    typed: they are told back with their tones. `optional_words` come from a pasted citation:
    they may rank, they must not be demanded, for the registered title may differ.
    """

    text: str
    number: str = ""
    year_in_number: str = ""
    symbol: str = ""
    type_names: frozenset[str] = frozenset()
    day: date | None = None
    month: int | None = None
    year: int | None = None
    term: str = ""
    term_years: tuple[int, int] | None = None
    bodies: frozenset[int] = frozenset()
    collective: str = ""
    words: tuple[str, ...] = ()
    optional_words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    read_again: Callable[[str], "Query"] | None = field(default=None, compare=False, repr=False)

    @property
    def names_a_document(self) -> bool:
        """Whether a number or a date was typed, so that a single hit is the document meant."""
        return bool(self.number or self.day or self.year)

    @property
    def reading(self) -> str:
        """How the query was understood, in Vietnamese: “số 24, ký hiệu CT/TU, ngày 19/05/2023”."""
        of_kind = {kind: [part.shown for part in self.parts if part.kind == kind] for kind in _TOLD}
        told = [
            f"số {self.number}" if self.number else "",
            f"năm {self.year_in_number} trong số" if self.year_in_number else "",
            f"ký hiệu {self.symbol}" if self.symbol else "",
            "loại " + " hoặc ".join(_printed_names(self.type_names)) if self.type_names else "",
            *(shown for kind in _TOLD[:-2] for shown in of_kind[kind]),
            *(f"đúng cụm từ {shown}" for shown in of_kind["phrase"]),
            "có các chữ “" + " ".join(self.words) + "”" if self.words else "",
            *of_kind["without"],
        ]
        return ", ".join(filter(None, told))

    @property
    def whole_date(self) -> str:
        """A date typed without its year, completed as an example: “30/1” gives "30/1/2024"."""
        return next(filter(None, map(_completed, self.words)), "")

    @property
    def loosened(self) -> str:
        """The query with the words of its phrases wherever they stand; "" without a phrase."""
        if not self.phrases:
            return ""
        typed = (
            f"[{part.typed.strip('“”')}]" if part.kind == "phrase" else part.typed
            for part in self.parts
        )
        return "; ".join(typed)

    def without_part(self, index: int) -> str:
        """Return the query without the part at `index`; read again it has all the others.

        Taking out the words as typed is best. Where what is left would then be read in
        another way ("kh 2019 2024" without its year), a semicolon keeps it apart, or every
        part is written so that it can only be read as itself ("kh; số 2019").
        """
        kept = tuple(part for place, part in enumerate(self.parts) if place != index)
        apart = "; ".join(part.typed for part in kept)
        for joint in (" ", "; "):
            shorter = _cut(self.text, self.parts[index].spans, joint)
            if self.read_again and _is_read_as(self.read_again, shorter, kept):
                return shorter
        return apart


# What a cut may leave hanging: "24-" of "24-CT", a comma at either end.
_LOOSE_ENDS = " ,;:/.-"


def _cut(text: str, spans: tuple[Span, ...], joint: str) -> str:
    pieces, done = [], 0
    for start, end in spans:
        pieces.append(text[done:start])
        done = end
    pieces.append(text[done:])
    ends = (normalize(piece).rstrip(_LOOSE_ENDS).lstrip(" ,;:/.") for piece in pieces)
    # A dash before a blank is loose, one before a word leaves the word out.
    bare = (piece.removeprefix("- ") for piece in ends)
    return joint.join(filter(None, bare))


def _is_read_as(read_again: Callable[[str], Query], text: str, expected: tuple[Part, ...]) -> bool:
    try:
        found = read_again(text).parts
    except ValueError:
        # The cut has made a date of what was none; such a text would be refused.
        return False
    return [*essence(found)] == [*essence(expected)]


def essence(parts: tuple[Part, ...]) -> Iterator[tuple[str, str]]:
    """Yield what must stay the same of `parts`: each kind and chip, and which words there are.

    Runs of plain words that become neighbours may join, so words count together.
    """
    yield from ((part.kind, part.shown) for part in parts if part.kind != "word")
    words = {fold(word) for part in parts if part.kind == "word" for word in part.shown.split()}
    yield "word", " ".join(sorted(words))


# "30/1", "30-1", "1/24", "30/1/24"; not "130/2020" and not "24.1", which is a number
_SHORT_DATE = re.compile(r"([0-9]{1,2})([/-])([0-9]{1,2})(?:\2([0-9]{2}))?")
# Only shown as an example of what to type, so any past year does.
_EXAMPLE_YEAR = "2024"


def _completed(word: str) -> str:
    match = _SHORT_DATE.fullmatch(word)
    if not match:
        return ""
    first, second = int(match[1]), int(match[3])
    if 1 <= first <= 31 and 1 <= second <= 12:
        return f"{first}/{second}/{'20' + match[4] if match[4] else _EXAMPLE_YEAR}"
    if 1 <= first <= 12 and not match[4]:
        return f"{first}/20{match[3]}" if len(match[3]) == 2 else ""
    return ""


def _printed_names(folded: frozenset[str]) -> list[str]:
    return [row.name for row in DOCUMENT_TYPES if fold(row.name) in folded]
