"""Tables as CSV: UTF-8, commas, every cell quoted, days as dd/mm/yyyy."""

import csv
from collections.abc import Iterator

from documents.exporting.tables import Table, Value, as_text, is_taken_for_formula

CSV = "text/csv; charset=utf-8"
# By it Excel knows that the file is UTF-8; without it Vietnamese letters fall apart there.
BOM = "\ufeff"


def csv_lines(table: Table) -> Iterator[str]:
    """Yield the table line by line, the mark of UTF-8 in front."""
    # Quoted throughout: where Excel parts cells at ";", a cell must not begin behind one.
    writer = csv.writer(_Echo(), quoting=csv.QUOTE_ALL)
    yield BOM
    for line in table.lines:
        yield writer.writerow([_plain(line)])
    yield writer.writerow(table.columns)
    for row in table.rows:
        yield writer.writerow([_plain(value) for value in row])


class _Echo:
    """Gives back each line that is written, for whoever sends it on."""

    def write(self, line: str) -> str:
        return line


def _plain(value: Value) -> str:
    """Return a cell as text; an apostrophe keeps a spreadsheet from computing it."""
    text = as_text(value)
    return f"'{text}" if is_taken_for_formula(text) else text
