"""Where a list brought in by the command spends its time: processor seconds, and functions.

    python -m tests.benchmarks.profile_import 5000

On a new SQLite database, so that what else the machine does counts for nothing. Once without the
profiler, for the speed, and once with it, for the functions: it doubles what calls cost.
"""

import cProfile
import csv
import os
import pstats
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from tests.benchmarks.bench_import import _KINDS, BODIES, HEADINGS, rows

SHOWN = 30


def main(count: int) -> None:
    with tempfile.TemporaryDirectory(prefix="vankien-profile-") as folder:
        os.environ |= {
            "DATA_DIR": folder,
            "DATABASE_URL": f"sqlite:///{folder}/so.sqlite3",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DEMO": "1",
        }
        # Only here: Django must find its settings in this environment.
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        _measure(Path(folder), count)


def _measure(folder: Path, count: int) -> None:
    from documents.importing.at_once import Order, import_at_once
    from tests import factories as make

    for kind in _KINDS:
        make.make_document_type(kind)
    for number in range(BODIES):
        make.make_organization(f"Đảng ủy phường Thử {number}")
        make.make_organization(f"Đảng ủy xã Thử {number}")
    editor = make.make_editor("nguoi-nhap")
    for prefix, is_profiled in (("Đảng ủy xã Thử", False), ("Đảng ủy phường Thử", True)):
        path = folder / f"{is_profiled}.csv"
        _write(path, count, prefix)
        profile = cProfile.Profile()
        begun = time.process_time()
        if is_profiled:
            profile.enable()
        told = import_at_once(Order(path, by=editor), lambda done: None)
        profile.disable()
        seconds = time.process_time() - begun
        print(f"{told.counts['new']} rows in {seconds:.2f} s of the processor: ", end="")
        print(f"{count / seconds:.0f} a second{' (profiled)' if is_profiled else ''}", flush=True)
    pstats.Stats(profile).sort_stats("cumulative").print_stats(SHOWN)
    pstats.Stats(profile).sort_stats("tottime").print_stats(SHOWN)


def _write(path: Path, count: int, prefix: str) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        for row in rows(count, prefix):
            day = row[2]
            assert isinstance(day, date)
            writer.writerow([*row[:2], f"{day:%d/%m/%Y}", *row[3:]])


if __name__ == "__main__":
    main(int(sys.argv[1]))
