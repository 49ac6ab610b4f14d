"""How long a list takes to become a file: ``python -m tests.benchmarks.bench_exporting``.

On SQLite, new and empty: 10,000 documents, the longest list there is, as a member asks for them
through Django's test client. By the clock. Fails where the XLSX file takes longer than promised;
beside it stand the CSV file of the same list, and openpyxl alone writing the same cells one by
one, as its manual shows.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import WriteOnlyCell
from openpyxl.styles import Alignment

from tests.benchmarks.timing import report
from tests.config.serving import site_environment

DOCUMENTS, BODIES, RUNS = 10_000, 100, 3
MOST_SECONDS = 2.5
LIST = "/van-ban/danh-sach"


def measure() -> bool:
    """Fill the database that the environment names, and measure; return if the promise holds."""
    # Only here: Django must find its settings in this environment.
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client

    from tests import factories as make

    call_command("migrate", verbosity=0)
    _fill()
    call_command("index_search", verbosity=0)
    client = Client(headers={"host": "localhost"})
    client.force_login(make.make_member())

    def ask(ending: str) -> bytes:
        return b"".join(client.get(f"{LIST}.{ending}").streaming_content)

    (csv_seconds, _), (seconds, content) = (_least(lambda at=at: ask(at)) for at in ("csv", "xlsx"))
    rows = list(load_workbook(BytesIO(content), read_only=True).active.values)
    plain, _ = _least(lambda: _written_by_cells(rows))
    line = f"XLSX of {DOCUMENTS:,} documents {seconds:.2f} s, CSV {csv_seconds:.2f} s; "
    line += f"openpyxl for the cells alone {plain:.2f} s, {plain / seconds:.1f} times the whole"
    return report(line, len(rows) > DOCUMENTS and seconds <= MOST_SECONDS)


def _least(made: Callable[[], Any]) -> tuple[float, Any]:
    """Return the least seconds by the clock of some runs, and what the last one made."""
    times = []
    for _ in range(RUNS):
        started = time.perf_counter()
        result = made()
        times.append(time.perf_counter() - started)
    return min(times), result


def _fill() -> None:
    from documents.models import Document
    from tests import factories as make

    kind = make.make_document_type()
    bodies = [make.make_organization(f"Đảng ủy phường Mẫu {place}") for place in range(BODIES)]

    def documents() -> Iterator[Document]:
        for place in range(DOCUMENTS):
            document = Document(
                document_type=kind,
                organization=bodies[place % BODIES],
                number=str(1 + place),
                symbol="CT/ĐU",
                title=f"về việc lãnh đạo, chỉ đạo nhiệm vụ thử nghiệm thứ {place} của sổ văn bản",
                signer="Người Ký Mẫu",
                issued_on=date(2020, 1, 1) + timedelta(days=place % 1_500),
                slug=f"{1 + place}-ct-du",
            )
            document.set_keys(None, kind.series)
            yield document

    Document.objects.bulk_create(documents(), batch_size=1_000)


def _written_by_cells(rows: list[Any]) -> bytes:
    book, top = Workbook(write_only=True), Alignment(wrap_text=True, vertical="top")
    sheet, file = book.create_sheet("Mẫu"), BytesIO()

    def cell(value: Any) -> WriteOnlyCell:
        made = WriteOnlyCell(sheet, value)
        made.alignment = top
        return made

    for row in rows:
        sheet.append([cell(value) for value in row])
    book.save(file)
    return file.getvalue()


def main() -> int:
    """Return 0 when the promise holds, else 1."""
    with tempfile.TemporaryDirectory(prefix="vankien-bench-") as folder:
        environment = site_environment(DATA_DIR=folder, DJANGO_SETTINGS_MODULE="config.settings")
        os.environ.clear()
        os.environ.update(environment)
        return 0 if measure() else 1


if __name__ == "__main__":
    sys.exit(main())
