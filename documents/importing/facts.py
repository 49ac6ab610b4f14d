"""What a row of a list says of a document, cell by cell. Pure; no Django.

A cell left blank says nothing. All that cannot be read in a row is told at once.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from documents.citations.codes import CodeParts
from documents.importing.cells import (
    Cell,
    CellRefusedError,
    Odd,
    SeenDay,
    as_read,
    read_code,
    read_day,
    read_number,
    read_symbol,
    read_text,
)
from documents.importing.columns import LABELS, Columns, Field, letter
from organizations.text import fold

# Kept as words; the other fields are read into parts.
_TEXTS = (
    *(Field.TYPE, Field.ISSUER, Field.COLLECTIVE, Field.NAME, Field.TITLE),
    *(Field.TYPED_TITLE, Field.NAMED_TITLE, Field.SIGNER, Field.SIGNER_POSITION, Field.TERM),
    *(Field.AUDIENCE, Field.STATUS, Field.STATUS_BASIS, Field.NOTE, Field.ADDRESS),
)
# What is typed into a cell to take away what stands in the registry: blank changes nothing.
EMPTIED = "(để trống)"
_EMPTIED_KEY = fold(EMPTIED)
_SEPARATORS = dict.fromkeys(map(ord, "/- "))
# What a document may be without.
EMPTIABLE = frozenset(
    {
        *(Field.COLLECTIVE, Field.TITLE, Field.SIGNER, Field.SIGNER_POSITION),
        *(Field.STATUS_BASIS, Field.NOTE),
    }
)

# Why a row with one word is not brought in. The first is no document, so all the others may be
# done without it; the second may be what is left of one.
GROUP_HEADING = "chỉ có một ô có chữ: có vẻ là dòng tiêu đề nhóm, không phải văn bản"
ONE_CELL = "chỉ có một ô có chữ: không đủ để biết là văn bản nào"


class RowRefusedError(ValueError):
    """A row cannot be brought in; the message says why, `place` in which cell (``D17``)."""

    def __init__(self, reason: str, place: str = "") -> None:
        super().__init__(reason)
        self.place = place


@dataclass(frozen=True, slots=True)
class Facts:
    """What a row says. '' and None stand for what it does not say.

    `texts` are the words of each other cell, `emptied` the cells that say that there is no such
    thing; `places` where each cell stands, for reasons. `code_written` is the cell of the whole
    code as it stands, `code_unread` why nobody can read it: where an address names the document,
    it may be what the document has all the same.
    """

    code_written: str = ""
    code_unread: str = ""
    number: str = ""
    year_in_number: str = ""
    symbol: str = ""
    day: date | None = None
    year: int | None = None
    texts: Mapping[Field, str] = field(default_factory=dict)
    emptied: frozenset[Field] = frozenset()
    places: Mapping[Field, str] = field(default_factory=dict)

    def text(self, of: Field) -> str:
        """Return the words of a cell; '' where it is blank or emptied, or there is no column."""
        return self.texts.get(of, "")

    def empties(self, of: Field) -> bool:
        """Whether the cell says that the document has no such thing."""
        return of in self.emptied

    def refused(self, reason: str, of: Field) -> RowRefusedError:
        """Return the refusal of the row for what stands in the cell of a field."""
        return RowRefusedError(reason, self.places.get(of, ""))


def read_row(cells: Sequence[Cell], columns: Columns, number: int) -> Facts:
    """Return what row `number` of the file says; raises RowRefusedError with all it is wrong in."""
    places = {of: f"{letter(place)}{number}" for of, place in columns.items()}
    faults: list[tuple[str, str]] = []
    read: dict[Field, Any] = {}

    def take(of: Field, reader: Callable[[Cell], Any]) -> None:
        cell = cell_at(cells, columns.get(of))
        if cell is None:
            return
        try:
            read[of] = reader(cell)
        except CellRefusedError as error:
            faults.append((places[of], str(error)))

    take(Field.CODE, read_code)
    unread = faults.pop()[1] if faults else ""
    take(Field.NUMBER, read_number)
    take(Field.SYMBOL, read_symbol)
    take(Field.DAY, read_day)
    for of in _TEXTS:
        # Most lists have a few of these columns.
        if of in columns:
            take(of, read_text)
    emptied = frozenset(of for of in _TEXTS if is_emptying(read.get(of, "")))
    for of in emptied:
        del read[of]
        if of not in EMPTIABLE:
            faults.append((places[of], f"cột này không để trống được nên không ghi “{EMPTIED}”"))
    if unread and Field.ADDRESS not in read:
        faults.insert(0, (places[Field.CODE], unread))
    facts = _facts(read, emptied, places)
    if isinstance(facts, str):
        faults.append((places.get(Field.CODE) or places.get(Field.SYMBOL, ""), facts))
    if faults or isinstance(facts, str):
        raise _refusal(faults)
    cell = cell_at(cells, columns.get(Field.CODE))
    written = as_read(cell) if isinstance(cell, str) else ""
    return replace(facts, code_written=written, code_unread=unread)


def _refusal(faults: list[tuple[str, str]]) -> RowRefusedError:
    """Return the refusal of a row for its faults; the first one's cell is told apart."""
    (place, first), *others = faults
    rest = (f"ô {where}: {why}" if where else why for where, why in others)
    return RowRefusedError("; ".join((first, *rest)), place)


def _facts(
    read: dict[Field, Any], emptied: frozenset[Field], places: Mapping[Field, str]
) -> Facts | str:
    """Return the facts, or why code, number and symbol contradict each other."""
    day = read.get(Field.DAY)
    alone = CodeParts(read.get(Field.NUMBER, ""), "", "")
    parts = read.get(Field.CODE, CodeParts("", "", ""))
    for of, other in ((Field.NUMBER, alone), (Field.SYMBOL, read.get(Field.SYMBOL, alone))):
        if not _agree(parts, other):
            return f"cột {LABELS[of]} ghi “{_told(other)}” mà cột khác ghi “{_told(parts)}”"
        parts = CodeParts(
            parts.number or other.number,
            parts.year_in_number or other.year_in_number,
            parts.symbol or other.symbol,
        )
    return Facts(
        number=parts.number,
        year_in_number=parts.year_in_number,
        symbol=parts.symbol,
        day=day if isinstance(day, date) else None,
        year=day.year if isinstance(day, date) else day,
        texts={of: text for of, text in read.items() if isinstance(text, str) and of in _TEXTS},
        emptied=emptied,
        places=places,
    )


def _agree(one: CodeParts, other: CodeParts) -> bool:
    """Whether two cells may tell parts of one code: zeros and spelling aside."""
    pairs = (
        (one.number.lstrip("0"), other.number.lstrip("0")),
        (one.year_in_number, other.year_in_number),
        (_bare(one.symbol), _bare(other.symbol)),
    )
    return all(not mine or not theirs or mine == theirs for mine, theirs in pairs)


def _bare(symbol: str) -> str:
    return fold(symbol).translate(_SEPARATORS)


def _told(code: CodeParts) -> str:
    return " ".join(part for part in (code.number, code.year_in_number, code.symbol) if part)


def is_emptying(words: str) -> bool:
    """Whether the words of a cell take away what is there: ``(để trống)``, tones aside."""
    return words.startswith("(") and fold(words) == _EMPTIED_KEY


def cell_at(cells: Sequence[Cell], place: int | None) -> Cell:
    """Return the cell at a place, None behind the end of the row or for no place."""
    return None if place is None or place >= len(cells) else cells[place]


def why_one_cell(cells: Sequence[Cell], columns: Columns) -> str:
    """Return why a row of which one cell alone says something is no document, '' for others.

    ``I. Văn bản của Tỉnh ủy`` heads a group, in a column that tells nothing of documents.
    """
    told = [
        place for place, cell in enumerate(cells) if cell is not None and not isinstance(cell, Odd)
    ]
    if len(told) != 1:
        return ""
    return ONE_CELL if told[0] in columns.values() else GROUP_HEADING


def slug_in(facts: Facts) -> str:
    """Return the document's own word in an address of this site, '' where there is none."""
    _, found, after = facts.text(Field.ADDRESS).partition("/van-ban/")
    return after.strip("/").partition("/")[0].partition("?")[0] if found else ""


def seen_day(cell: Cell, place: int, number: int) -> SeenDay:
    """Return the cell of row `number` in the column of days, for `cells.mixed_days`."""
    return SeenDay(f"{letter(place)}{number}", cell)
