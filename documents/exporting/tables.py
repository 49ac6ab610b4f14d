"""A table that leaves the site, and which of its texts a spreadsheet would compute."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

# By these signs, wide ones included, a spreadsheet takes what is typed for a formula.
_FORMULA = re.compile(r"^\s*[=+\-@＝＋－＠]|^[\t\r]")
Value = int | str | date


@dataclass(frozen=True, slots=True)
class Table:
    """A table: lines above it, its columns with their widths in characters, its rows.

    `name` is its sheet's, `page_head` stands above every printed page.
    """

    name: str
    columns: dict[str, int]
    rows: Iterable[Sequence[Value]]
    page_head: str
    lines: Sequence[str] = ()


def is_taken_for_formula(text: str) -> bool:
    """Return whether a spreadsheet would compute `text` if a person typed it into a cell."""
    return bool(_FORMULA.match(text))


def as_text(value: Value) -> str:
    """Return what stands in a cell as text, a day as dd/mm/yyyy."""
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
