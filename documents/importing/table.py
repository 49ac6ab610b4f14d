"""A list as it comes out of a file: numbered rows of cells, and what is to be said of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from documents.importing.cells import Cell, Odd
from documents.importing.columns import MOST_COLUMNS, letter

# Below so many blank rows a list has ended; spreadsheets keep a million of them.
MOST_BLANK = 2_000
Row = tuple[int, list[Cell]]


class SheetRefusedError(ValueError):
    """The file cannot be read as a list; the message says why and what to do, in Vietnamese."""


@dataclass(slots=True)
class Sheet:
    """`rows` yields rows that are not blank with their numbers in the file, once.

    `beside` is what stands outside the cells (heads of pages, text boxes), for the secrecy
    guard; `notices` are sentences for the editor, complete once the rows are read.
    """

    rows: Iterator[Row]
    notices: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)


def filled_rows(rows: Iterator[Sequence[Cell]], notices: list[str]) -> Iterator[Row]:
    """Yield the rows that hold anything, numbered from 1, until too many blank ones follow.

    What stands in columns behind those that are read is left out, and told once.
    """
    blank, is_wide = 0, False
    for number, row in enumerate(rows, start=1):
        if not is_wide and any(cell is not None for cell in row[MOST_COLUMNS:]):
            is_wide = True
            notices.append(
                f"Chỉ đọc {MOST_COLUMNS} cột đầu, đến cột {letter(MOST_COLUMNS - 1)}: từ dòng "
                f"{number} còn chữ ở những cột sau đó. Chuyển cột cần nhập lên trước."
            )
        if any(cell is not None and not isinstance(cell, Odd) for cell in row[:MOST_COLUMNS]):
            blank = 0
            yield number, _without_blank_end(row[:MOST_COLUMNS])
            continue
        blank += 1
        if blank > MOST_BLANK:
            notices.append(
                f"Chỉ đọc đến dòng {number - blank}: sau đó là hơn {MOST_BLANK} dòng trống."
            )
            return


def _without_blank_end(row: Sequence[Cell]) -> list[Cell]:
    end = len(row)
    while end and row[end - 1] is None:
        end -= 1
    return list(row[:end])
