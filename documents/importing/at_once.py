"""Brings a list of any length in at one go, for the command line: no preview, one transaction.

The same code plans and writes as behind the pages, some thousands of rows at a time, so memory
does not grow with all that is worked out. What was done can be taken back on the list's page.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import OperationalError, transaction
from django.utils import timezone

from documents.entering import hold_all_series
from documents.files.uploads import clean_name
from documents.importing.cells import Cell, mixed_days, packed
from documents.importing.choices import Choices
from documents.importing.columns import Columns, Field
from documents.importing.facts import cell_at, seen_day
from documents.importing.picking_up import lay_down
from documents.importing.planning import ROWS_AT_ONCE, Kind, PlannedRow, Planner, Row
from documents.importing.reading import SECRET, List
from documents.importing.registry import Registry
from documents.importing.running import MOST_ATTEMPTS, OvertakenError
from documents.importing.sheets import opened_sheet
from documents.importing.table import SheetRefusedError
from documents.importing.tasks import LOCK
from documents.importing.writing import (
    Prepared,
    lock_documents,
    lock_texts_of,
    prepare,
    write,
)
from documents.models import ImportedList, ImportedRow
from documents.search.storing import insert_rows
from organizations.conflicts import is_in_the_way
from organizations.locks import wait_for_lock
from organizations.secrecy import refuse_secret_name

_ROWS_A_BATCH = 5_000
# Before all is tried again that gave way to another.
PAUSE_SECONDS = 1
_MOST_TOLD = 50
Batch = list[tuple[int, list[Cell] | None]]


class RowsRefusedError(Exception):
    """Rows were refused where all or nothing was asked for; nothing was written."""


@dataclass(slots=True)
class Told:
    """How many rows there are of each kind, and the first refused or doubted, with the reason.

    `refused` are number, cell, reason; so are new documents that a person has to look at.
    """

    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(Kind.values, 0))
    refused: list[tuple[int, str, str]] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    @property
    def all(self) -> int:
        """All rows below the headings."""
        return sum(self.counts.values())

    def begun_anew(self) -> "Told":
        """Return one of the same file that has counted nothing yet."""
        return Told(notices=self.notices)

    def count(self, rows: list[PlannedRow]) -> None:
        """Count rows in."""
        for row in rows:
            self.counts[row.kind] += 1
            if row.reason and len(self.refused) < _MOST_TOLD:
                self.refused.append((row.number, row.place, row.reason))


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done: `by` is whose work it is; without, nothing is written.

    `only_good` leaves refused rows out; else one of them keeps all from being written. The
    columns of `skipped` fields are passed over.
    """

    path: Path
    encoding: str = ""
    by: Any = None
    only_good: bool = False
    skipped: frozenset[Field] = frozenset()


class _Plan:
    """What all rows are planned by, and which row means which document among those written."""

    def __init__(self, columns: Columns, doubt: str) -> None:
        self._columns, self._doubt = columns, doubt
        self._rows: dict[int, int] = {}

    def fresh(self) -> "_Plan":
        """Return one for the same columns by which nothing is planned yet."""
        return _Plan(self._columns, self._doubt)

    @property
    def is_begun(self) -> bool:
        """Whether a batch was written, and number series and documents are held since."""
        return bool(self._rows)

    def planner(self) -> Planner:
        """Return one that sees the registry as it is now."""
        registry = Registry({}, {}, None)
        return Planner(registry, self._columns, self._doubt, self._rows, tells_new=False)

    def note(self, planned: list[PlannedRow]) -> None:
        """Let no later row mean a document that one of these does."""
        self._rows.update({row.document.pk: row.number for row in planned if row.document})


def import_at_once(order: Order, progress: Callable[[int], None]) -> Told:
    """Bring the list in that is ordered; `progress` hears how many rows are done.

    Raises SheetRefusedError or ValidationError where the file cannot be read, RowsRefusedError
    where rows keep it from being written, OvertakenError where others keep writing meanwhile.
    """
    told = Told()
    rows, headings = _rows_of(order, told)
    columns = Choices.of(ImportedList(headings=headings))
    if not columns.can_name:
        raise SheetRefusedError("Không thấy dòng tiêu đề có cột “Số, ký hiệu”.")
    read = {name: place for name, place in columns.columns.items() if name not in order.skipped}
    place = read.get(Field.DAY)
    days = [] if place is None else [seen_day(cell_at(c, place), place, n) for n, c in rows if c]
    plan = _Plan(read, mixed_days(days))
    if order.by is None:
        planner = plan.planner()
        for batch in _batches(rows):
            told.count(_planned(planner, batch))
            progress(told.all)
        return told
    # Two lists that lie across each other would give way to each other in turn.
    with wait_for_lock(LOCK):
        return _tried(
            lambda: _write_all(order, headings, plan.fresh(), rows, told.begun_anew(), progress)
        )


def _tried(write: Callable[[], Told]) -> Told:
    """Write, anew where another was in the way; OvertakenError where one was too often."""
    for _ in range(MOST_ATTEMPTS):
        try:
            return write()
        except OperationalError as error:
            if not is_in_the_way(error):
                raise
            # All of it is undone by now, so whoever was in the way comes to an end.
            time.sleep(PAUSE_SECONDS)
    raise OvertakenError


@transaction.atomic
def _write_all(
    order: Order,
    headings: list[Any],
    plan: "_Plan",
    rows: Batch,
    told: Told,
    progress: Callable[[int], None],
) -> Told:
    """Write all batches. OperationalError where another is in the way, and nothing is written."""
    imported = _list_of(order, headings)
    for batch in _batches(rows):
        planned = _written(imported, plan, batch)
        told.count(planned)
        progress(told.all)
    imported.rows_all = told.all
    imported.save(update_fields=["rows_all"])
    lay_down(imported)
    return told


def _rows_of(order: Order, told: Told) -> tuple[Batch, list[Any]]:
    # The list is called by its file.
    refuse_secret_name(order.path.stem)
    with opened_sheet(order.path, order.path.suffix.lower(), order.encoding) as sheet:
        read = List(sheet)
        rows = list(read.rows())
        told.notices = sheet.notices
        return rows, [packed(cell) for cell in read.headings]


def _list_of(order: Order, headings: list[Any]) -> ImportedList:
    return ImportedList.objects.create(
        name=clean_name(order.path.name),
        sent_by=order.by,
        headings=headings,
        state=ImportedList.State.DONE,
        is_all_or_nothing=not order.only_good,
        done_at=timezone.now(),
    )


def _batches(rows: Batch) -> Iterator[Batch]:
    found = iter(rows)
    while batch := list(islice(found, _ROWS_A_BATCH)):
        yield batch


def _planned(planner: Planner, batch: Batch) -> list[PlannedRow]:
    planned: list[PlannedRow] = []
    for start in range(0, len(batch), ROWS_AT_ONCE):
        part = batch[start : start + ROWS_AT_ONCE]
        readable: list[Row] = [(number, cells) for number, cells in part if cells is not None]
        planned += planner.plan(readable)
        planned += (
            PlannedRow(n, Kind.REFUSED, reason=SECRET) for n, cells in part if cells is None
        )
    return planned


def _written(imported: ImportedList, plan: _Plan, batch: Batch) -> list[PlannedRow]:
    """Write one batch and return what was done; planned again where others were quicker.

    Raises OvertakenError where they were again and again, RowsRefusedError for a refused row
    where all or nothing is to be written.
    """
    for _ in range(MOST_ATTEMPTS):
        planner = plan.planner()
        planned = _planned(planner, batch)
        if imported.is_all_or_nothing and any(row.is_missed for row in planned):
            raise RowsRefusedError
        prepared = prepare(planned)
        if _hold(prepared, planner.registry, is_first=not plan.is_begun):
            _write(imported, planned, prepared)
            plan.note(planned)
            return planned
    raise OvertakenError


def _hold(prepared: Prepared, registry: Registry, *, is_first: bool) -> bool:
    """Let nobody else change what is about to be written; False where somebody has already."""
    # Texts before series and documents, as whoever saves a document by hand does. Behind the first
    # batch the series are held: whoever has one of these texts then may wait for them.
    lock_texts_of(prepared.changed, waits=is_first)
    hold_all_series()
    lock_documents(prepared.changed)
    return not registry.has_changed()


def _write(imported: ImportedList, planned: list[PlannedRow], prepared: Prepared) -> None:
    """Write one batch, and its rows without their cells: what undoing needs is kept."""
    versions = write(prepared, imported.sent_by)
    insert_rows(
        ImportedRow,
        [
            ImportedRow(
                imported=imported,
                number=row.number,
                kind=row.kind,
                label=row.label,
                reason=row.reason,
                place=row.place,
                changes=[list(change) for change in row.changes],
                document_id=row.document.pk if row.document else None,
                before=dict(row.before),
                version=versions.get(row.document.pk) if row.document else None,
                outcome=ImportedRow.Outcome.DONE
                if row.kind in (Kind.NEW, Kind.UPDATE)
                else ImportedRow.Outcome.NONE,
            )
            for row in planned
        ],
    )
