"""What a backup takes beside `pg_dump` and a copy: ``python -m tests.benchmarks.bench_backup``.

Generated documents on PostgreSQL (DATABASE_URL, else a server that ends with this program) and
attachments of so many megabytes. In turns: `pg_dump --format=custom` without the tables a backup
leaves out, with a plain copy of the files; and `manage.py backup`. Then the backup is restored
into an empty SQLite registry. Fails above twice the time, below 5,000 rows a second between the
two databases, or where what was restored is not what was saved (the command itself compares).
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from contextlib import ExitStack
from pathlib import Path

from tests.benchmarks.search_run import SERVER, make_documents
from tests.benchmarks.timing import report
from tests.config.serving import ROOT, site_environment
from tests.postgres import WHEEL, running_postgres

SIZE, MEGABYTES, ROUNDS = 100_000, 1_000, 3
FILE_BYTES = 1 << 20
CONTENTS = "van-kien.json"
# What the command says when all rows are in and compared.
INDEX_BEGUN = "chỉ mục tìm kiếm"
MOST_TIMES, LEAST_ROWS = 2.0, 5_000


def make_files(megabytes: int) -> None:
    """Attach as many files of a megabyte, that do not shrink, to the first documents."""
    # Only here: Django must find its settings in this environment.
    import django
    from django.core.files.base import ContentFile

    django.setup()

    from documents.models import Attachment, Document

    for document in Document.objects.order_by("pk")[:megabytes]:
        content = os.urandom(FILE_BYTES)
        Attachment.objects.create(
            document=document,
            file=ContentFile(content, name="do.pdf"),
            name="do.pdf",
            kind=Attachment.Kind.PDF,
            size=len(content),
            sha256=os.urandom(32).hex(),
        )


def pg_dump() -> str:
    """Return the program of the newest server at hand: an older one refuses to dump it."""
    import importlib.util

    spec = importlib.util.find_spec(WHEEL)
    places = [*map(Path, spec.submodule_search_locations or [])] if spec else []
    found = sorted(program for place in places for program in place.glob("pginstall*/bin/pg_dump"))
    return str(found[-1]) if found else "pg_dump"


def plain(url: str, media: Path, folder: Path) -> float:
    """Dump and copy; return the seconds."""
    from config.backup.tables import LEFT_OUT

    target = folder / "plain"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    left_out = [f"--exclude-table-data={name}" for name in LEFT_OUT]
    start = time.monotonic()
    command = [pg_dump(), "--format=custom", *left_out, f"--file={target / 'dump'}", url]
    subprocess.run(command, check=True)
    if media.exists():
        shutil.copytree(media, target / "files")
    os.sync()
    return time.monotonic() - start


def ours(environment: dict[str, str], path: Path) -> tuple[float, str]:
    """Save the registry; return the seconds and what the command said."""
    path.unlink(missing_ok=True)
    start = time.monotonic()
    done = manage(environment, "backup", path)
    return time.monotonic() - start, done


def manage(environment: dict[str, str], *arguments: object) -> str:
    command = [sys.executable, "manage.py", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    return done.stdout.decode().splitlines()[-1]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=SIZE)
    parser.add_argument("--megabytes", type=int, default=MEGABYTES)
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="vankien-backup-")))
        url = os.environ.get("DATABASE_URL") or stack.enter_context(running_postgres(SERVER))
        # Documents are made only in a registry that is for trying.
        where = {"DATABASE_URL": url, "DATA_DIR": str(folder), "DEBUG": "0", "DEMO": "1"}
        os.environ |= {**where, "DJANGO_SETTINGS_MODULE": "config.settings"}
        make_documents(os.environ, options.size)
        make_files(options.megabytes)
        environment = site_environment(DATABASE_URL=url, DATA_DIR=str(folder))
        path = folder / "so.zip"
        rounds = []
        for _ in range(ROUNDS):
            mine, said = ours(environment, path)
            rounds.append((mine, plain(url, folder / "files", folder)))
            print(f"     backup {mine:.1f} s, pg_dump and copy {rounds[-1][1]:.1f} s", flush=True)
        print(f"     {said}")
        ratio = min(mine for mine, _ in rounds) / min(theirs for _, theirs in rounds)
        good = report(f"backup takes {ratio:.2f} times pg_dump and a copy", ratio <= MOST_TIMES)
        told = json.loads(zipfile.ZipFile(path).read(CONTENTS))
        rows = sum(table["lines"] for table in told["tables"])
        taken = restored(path, folder / "sqlite")
        sentence = f"from PostgreSQL into SQLite: {rows / taken:,.0f} rows a second"
        return 0 if report(sentence, rows / taken >= LEAST_ROWS) and good else 1


def restored(path: Path, folder: Path) -> float:
    """Restore into a new SQLite registry; return the seconds until its index is begun.

    The index is made anew behind it, as fast as `make bench-search` tells.
    """
    folder.mkdir()
    environment = site_environment(DATA_DIR=str(folder))
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=ROOT,
        env=environment,
        check=True,
    )
    command = [sys.executable, "-u", "manage.py", "restore", str(path), "--verbosity", "2"]
    start, taken = time.monotonic(), 0.0
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE) as run:
        for line in run.stdout or ():
            if INDEX_BEGUN in line.decode():
                taken = time.monotonic() - start
    if run.returncode or not taken:
        raise RuntimeError(f"the backup was not restored (exit code {run.returncode})")
    return taken


if __name__ == "__main__":
    sys.exit(main())
