"""Takes a list on from one state to the next, as the worker does: read, plan, apply, undo.

Each step may be killed at any moment and begun anew: until it is done whole, the list and the
registry are as they were before it.
"""

from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from documents.entering import hold_series_called
from documents.importing import file_names
from documents.importing.cells import mixed_days, unpacked
from documents.importing.choices import Choices
from documents.importing.columns import Field
from documents.importing.facts import GROUP_HEADING, cell_at, seen_day
from documents.importing.picking_up import lay_down
from documents.importing.planning import ROWS_AT_ONCE, Kind, PlannedRow, Planner, Row
from documents.importing.reading import SECRET, read_rows, refuse_secret_row
from documents.importing.registry import Registry
from documents.importing.table import SheetRefusedError
from documents.importing.writing import Prepared, lock_documents, lock_texts_of, prepare, write
from documents.models import Document, ImportedList, ImportedRow

State, Outcome = ImportedList.State, ImportedRow.Outcome
# Others enter documents while a list is worked out; whoever is overtaken again and again stops.
MOST_ATTEMPTS = 3
_UNKNOWN_SHOWN = 300

Progress = Callable[[int, int], None]


class OvertakenError(Exception):
    """The registry changed between working a list out and writing it."""


def read(imported: ImportedList, progress: Progress) -> None:
    """Read the staged file and plan its rows; a file that cannot be read is refused, with why."""
    imported.rows.all().delete()
    try:
        path = file_names.staging.path(imported.staged_as)
        read_rows(path, PurePath(imported.name).suffix.lower(), imported, progress)
    except FileNotFoundError:
        _refuse(imported, "Tệp không còn trên máy chủ. Chọn lại tệp rồi gửi lần nữa.")
        return
    except SheetRefusedError as error:
        _refuse(imported, str(error))
        return
    except ValidationError as error:
        _refuse(imported, " ".join(error.messages))
        return
    choices = Choices.of(imported)
    imported.state = State.PLANNING if choices.can_name else State.ASKING
    imported.name = file_names.kept(imported.staged_as) or imported.name
    imported.save(update_fields=["state", "name", "headings", "notices"])
    remove_file(imported)
    if imported.state == State.PLANNING:
        plan(imported, progress)


def _refuse(imported: ImportedList, why: str) -> None:
    imported.rows.all().delete()
    remove_file(imported)
    imported.state, imported.answer, imported.headings = State.REFUSED, why, []
    imported.save(update_fields=["state", "answer", "headings"])


def remove_file(imported: ImportedList) -> None:
    """Remove the file of a list: its rows are kept, but for those with a mark, kept nowhere."""
    if imported.staged_as:
        file_names.remove(imported.staged_as)
        imported.staged_as = ""
        imported.save(update_fields=["staged_as"])


def plan(imported: ImportedList, progress: Progress) -> None:
    """Work out and store what each row would do; nothing of the registry changes."""
    # Where a worker was killed between reading the rows and removing the file.
    remove_file(imported)
    planner = _planner(imported)
    secrecy = Choices.of(imported).columns.get(Field.SECRECY)
    total = imported.rows.count()
    for done, rows in enumerate(_batches(imported)):
        _forget_secrets(rows, secrecy)
        planned = {row.number: row for row in planner.plan(_readable(rows))}
        for row in rows:
            _keep(row, planned.get(row.number))
        store(rows, ["cells", *_PLANNED_FIELDS])
        progress(min(total, (done + 1) * ROWS_AT_ONCE), total)
    imported.unknown = {
        "bodies": _most_frequent(planner.unknown_bodies),
        "types": _most_frequent(planner.unknown_types),
    }
    imported.state, imported.answer = State.PLANNED, ""
    imported.save(update_fields=["state", "unknown", "answer"])


_PLANNED_FIELDS = ["kind", "label", "changes", "reason", "place", "document", "outcome"]


def _forget_secrets(rows: list[ImportedRow], column: int | None) -> None:
    """Keep nothing of rows that bear a mark by what an editor said of the columns since."""
    for row in rows:
        if row.cells and refuse_secret_row([unpacked(cell) for cell in row.cells], column):
            row.cells, row.changes, row.label, row.place = [], [], "", ""
            row.kind, row.document, row.reason = Kind.REFUSED, None, SECRET


def _most_frequent(names: dict[str, int]) -> list[list[Any]]:
    ranked = sorted(names.items(), key=lambda one: (-one[1], one[0]))
    return [list(one) for one in ranked[:_UNKNOWN_SHOWN]]


def _keep(row: ImportedRow, planned: PlannedRow | None) -> None:
    """Set what a stored row would do; a secret one has no plan and stays refused as it is."""
    if planned is None:
        return
    known = planned.kind in (Kind.UPDATE, Kind.UNCHANGED)
    row.kind, row.label, row.reason = planned.kind, planned.label, planned.reason
    row.place, row.changes = planned.place, [list(change) for change in planned.changes]
    row.document = planned.document if known else None
    row.outcome = Outcome.NONE


def _planner(imported: ImportedList) -> Planner:
    choices = Choices.of(imported)
    registry = Registry(choices.bodies, choices.types, choices.usual_body)
    return Planner(registry, choices.columns, _doubt(imported, choices.columns.get(Field.DAY)))


def _doubt(imported: ImportedList, column: int | None) -> str:
    """Return why the column of days cannot be trusted, '' when it can or there is none."""
    if column is None:
        return ""
    rows = imported.rows.exclude(cells=[]).values_list("number", "cells")
    return mixed_days(
        [
            seen_day(unpacked(cell_at(cells, column)), column, number)
            for number, cells in rows.iterator(chunk_size=2_000)
        ]
    )


def _batches(imported: ImportedList) -> Iterator[list[ImportedRow]]:
    last = 0
    while batch := list(imported.rows.filter(number__gt=last).order_by("number")[:ROWS_AT_ONCE]):
        yield batch
        last = batch[-1].number


def _readable(rows: list[ImportedRow]) -> list[Row]:
    return [(row.number, [unpacked(cell) for cell in row.cells]) for row in rows if row.cells]


def apply(imported: ImportedList, progress: Progress) -> None:
    """Do what the preview showed, in one transaction, or say why nothing was done.

    The rows are planned again by the same code. One whose plan is another now is not done; where
    all or nothing was asked for, nothing is.
    """
    if imported.is_all_or_nothing and missed_rows(imported).exists():
        _give_up(imported, "Chưa nhập gì: còn dòng không nhập được, mà đã chọn nhập đủ cả.")
        return
    for _ in range(MOST_ATTEMPTS):
        try:
            _apply_once(imported, progress)
            return
        except OvertakenError:
            continue
    _give_up(
        imported,
        "Người khác đang ghi vào sổ liên tục nên chưa nhập được. Chưa ghi gì. Chờ ít phút rồi bấm "
        "nhập lại.",
    )


def missed_rows(imported: ImportedList) -> QuerySet[ImportedRow]:
    """Return the rows that cannot be done although they may be documents."""
    return imported.rows.filter(kind=Kind.REFUSED).exclude(reason=GROUP_HEADING)


def _give_up(imported: ImportedList, why: str) -> None:
    imported.state, imported.answer = State.PLANNED, why
    imported.save(update_fields=["state", "answer"])


def _apply_once(imported: ImportedList, progress: Progress) -> None:
    planner = _planner(imported)
    total = imported.rows.count()
    planned: list[PlannedRow] = []
    differing: list[ImportedRow] = []
    for done, rows in enumerate(_batches(imported)):
        again = {row.number: row for row in planner.plan(_readable(rows))}
        for row in rows:
            now = again.get(row.number)
            if now is None or now.says_what(row):
                planned += [now] if now else []
            else:
                _keep(row, now)
                row.outcome = Outcome.DIFFERS
                differing.append(row)
        progress(min(total, (done + 1) * ROWS_AT_ONCE), total)
    if differing and (imported.is_all_or_nothing or _does_nothing(planned)):
        store(differing, _PLANNED_FIELDS)
        _give_up(
            imported,
            f"Chưa nhập gì: từ lúc xem trước, sổ đã thay đổi ở {len(differing)} dòng. Xem lại các "
            "dòng ấy rồi bấm nhập lần nữa.",
        )
        return
    prepared = prepare(planned)
    _write_all(imported, planner.registry, prepared, planned, differing)


def _does_nothing(planned: list[PlannedRow]) -> bool:
    return not any(row.kind in (Kind.NEW, Kind.UPDATE) for row in planned)


def _write_all(
    imported: ImportedList,
    registry: Registry,
    prepared: Prepared,
    planned: list[PlannedRow],
    differing: list[ImportedRow],
) -> None:
    with transaction.atomic():
        # Texts before series and documents, as whoever saves a document by hand does.
        lock_texts_of(prepared.changed)
        held = ImportedList.objects.select_for_update().filter(pk=imported.pk)
        if held.values_list("state", flat=True).get() != State.APPLYING:
            return
        documents = [*prepared.added, *prepared.changed]
        hold_series_called(registry.series_of_all(documents))
        lock_documents(prepared.changed)
        if registry.has_changed():
            raise OvertakenError
        versions = write(prepared, imported.sent_by)
        _note_done(imported, planned, versions)
        store(differing, _PLANNED_FIELDS)
        imported.state, imported.done_at = State.DONE, timezone.now()
        imported.answer = (
            f"{len(differing)} dòng chưa nhập vì sổ đã thay đổi từ lúc xem trước."
            if differing
            else ""
        )
        imported.save(update_fields=["state", "done_at", "answer"])
        lay_down(imported)


def _note_done(imported: ImportedList, planned: list[PlannedRow], versions: dict[int, int]) -> None:
    """Write beside each row which document it made or changed, and what undoing needs."""
    done = {row.number: row for row in planned if row.kind in (Kind.NEW, Kind.UPDATE)}
    rows = list(imported.rows.filter(number__in=list(done)))
    for row in rows:
        planned_row = done[row.number]
        document: Document = planned_row.document
        row.document_id, row.outcome = document.pk, Outcome.DONE
        row.before, row.version = dict(planned_row.before), versions[document.pk]
    store(rows, ["document", "outcome", "before", "version"])


def store(rows: list[ImportedRow], fields: list[str]) -> None:
    """Write these fields of rows that are there, many at once.

    As rows that conflict with themselves: an update of many rows at once is far slower.
    """
    ImportedRow.objects.bulk_create(
        rows,
        batch_size=ROWS_AT_ONCE,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=fields,
    )
