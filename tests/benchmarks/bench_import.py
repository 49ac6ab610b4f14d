"""Bringing lists in: ``python -m tests.benchmarks.bench_import``, or ``make bench-import``.

On both databases, new: a list of 10,000 rows as XLSX is read and previewed, written, and taken
back, as the worker does it; then one of 100,000 rows by the command, as CSV, looked through and
written. Fails when one takes longer, or the process more memory, than was promised.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from tests.benchmarks.both_databases import measure_both
from tests.benchmarks.timing import report

ROWS, MANY_ROWS = 10_000, 100_000
PREVIEW_SECONDS, IMPORT_SECONDS, MEGABYTES = 30, 60, 500
LEAST_ROWS_A_SECOND = 1_000
BODIES = 40
HEADINGS = [
    *("STT", "Số, ký hiệu", "Ngày ban hành", "Loại văn bản", "Cơ quan ban hành", "Trích yếu"),
    *("Người ký", "Ghi chú"),
]
_KINDS = {"Chỉ thị": "CT", "Kế hoạch": "KH", "Nghị quyết": "NQ", "Quyết định": "QĐ"}
_ABOUT = "về công tác chuyển đổi số, phòng cháy, chữa cháy và sắp xếp tổ chức bộ máy ở địa bàn số"


def rows(count: int, prefix: str) -> Iterator[list[object]]:
    """Yield rows of documents that differ, of the bodies named with `prefix`."""
    kinds = list(_KINDS.items())
    for number in range(count):
        kind, code = kinds[number % len(kinds)]
        body = number // len(kinds) % BODIES
        ordinal = number // len(kinds) // BODIES + 1
        day = date(2021, 2, 1) + timedelta(days=ordinal)
        yield [
            *(number + 1, f"{ordinal:02}-{code}/ĐU", day, kind, f"{prefix} {body}"),
            *(f"{_ABOUT} {number}", "Nguyễn Văn A", ""),
        ]


def _as_xlsx(path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(HEADINGS)
    for row in rows(ROWS, "Đảng ủy phường Thử"):
        sheet.append(row)
    book.save(path)


def _as_csv(path: Path) -> None:
    import csv

    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        for row in rows(MANY_ROWS, "Đảng ủy xã Thử"):
            day = row[2]
            assert isinstance(day, date)
            writer.writerow([*row[:2], f"{day:%d/%m/%Y}", *row[3:]])


def _took(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def measure(name: str) -> bool:
    """Measure on the database that the environment names; return whether the promises hold."""
    # Only here: Django must find its settings in this environment.
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    with tempfile.TemporaryDirectory(prefix="vankien-import-") as folder:
        good = _through_the_pages(name, Path(folder) / "ds.xlsx")
        return _by_the_command(name, Path(folder) / "ds.csv") and good


def _through_the_pages(name: str, path: Path) -> bool:
    from uuid import uuid4

    from django.core.files.uploadedfile import SimpleUploadedFile

    from documents.importing.tasks import ask, receive, work_on
    from documents.models import ImportedList
    from tests import factories as make

    for kind in _KINDS:
        make.make_document_type(kind)
    for number in range(BODIES):
        make.make_organization(f"Đảng ủy phường Thử {number}")
        make.make_organization(f"Đảng ủy xã Thử {number}")
    editor = make.make_editor("nguoi-nhap")
    _as_xlsx(path)
    imported = receive(SimpleUploadedFile("ds.xlsx", path.read_bytes()), "", editor)
    previewed = _took(lambda: work_on(imported.pk, uuid4()))
    ready = imported.rows.filter(kind="new").count()
    ask(imported.pk, "applying", editor)
    written = _took(lambda: work_on(imported.pk, uuid4()))
    state = ImportedList.objects.get(pk=imported.pk).state
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    ask(imported.pk, "undoing", editor)
    undone = _took(lambda: work_on(imported.pk, uuid4()))
    good = report(
        f"{name}: {ready} rows read and previewed in {previewed:.1f} s",
        previewed <= PREVIEW_SECONDS and ready == ROWS,
    )
    good &= report(
        f"{name}: written in {written:.1f} s ({state})",
        written <= IMPORT_SECONDS and state == "done",
    )
    good &= report(f"{name}: most memory {memory:.0f} MB", memory <= MEGABYTES)
    print(f"     {name}: taken back in {undone:.1f} s", flush=True)
    return good


def _by_the_command(name: str, path: Path) -> bool:
    from documents.importing.at_once import Order, import_at_once
    from organizations.models import User

    _as_csv(path)
    good = True
    for by in (None, User.objects.get(username="nguoi-nhap")):
        started = time.perf_counter()
        told = import_at_once(Order(path, by=by), lambda done: None)
        speed = told.all / (time.perf_counter() - started)
        done = "written" if by else "looked through"
        good &= report(
            f"{name}: {told.counts['new']} rows {done} by the command at {speed:.0f} rows a second",
            speed >= LEAST_ROWS_A_SECOND and told.counts["new"] == MANY_ROWS,
        )
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"     {name}: most memory {memory:.0f} MB", flush=True)
    return good


if __name__ == "__main__":
    sys.exit(measure_both("tests.benchmarks.bench_import", measure))
