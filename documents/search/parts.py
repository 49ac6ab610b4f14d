"""The parts of one query, and how they are told back to whoever typed it.

Pure text; no Django. Reading a query into these parts is `documents.search.query`.
"""

import re
from dataclasses import dataclass
from datetime import date

from documents.citations.types import DOCUMENT_TYPES
from organizations.text import fold


@dataclass(frozen=True, slots=True)
class Query:
    """The parts of one query; what was not typed is '' or None.

    `number` has no leading zero. `symbol` is as printed ("CT/TU"). `type_names` are folded
    names of the types that the typed word or code stands for (QĐ: two). `term` is the Roman
    number of a congress term. `words` stay as typed: they are told back with their tones.
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
            self.term and f"khóa {self.term}",
            self.words and "có các chữ “" + " ".join(self.words) + "”",
        ]
        return ", ".join(part for part in parts if part)

    @property
    def whole_date(self) -> str:
        """A date typed without its year, completed as an example: “30/1” gives "30/1/2024"."""
        return next(filter(None, map(_completed, self.words)), "")


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
