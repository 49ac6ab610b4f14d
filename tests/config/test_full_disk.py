"""A disk that is really full: a small one of its own, on which the site keeps all it writes.

What raised errors cannot show: which of the many things that are written fails first, and whether
all goes on when there is room again. On SQLite, whose database lies on that disk too.
"""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from os import geteuid
from pathlib import Path

import pytest

from tests.config.serving import ROOT, Sender, fetch, free_port, serving, site_environment
from tests.migrated import lay_migrated_file

# The copy of the test database is made where a test is marked so; one on PostgreSQL is not asked.
pytestmark = [
    *(pytest.mark.django_db, pytest.mark.any_database, pytest.mark.slow),
    pytest.mark.program("unshare"),
]

DATABASE = "van-kien.sqlite3"
PASSWORD = "mat-khau-thu-nghiem-2024"
# The static files, the database, and some room.
DISK_MB = 64
SETUP = """
from tests import factories as make
make.make_member("doc-gia")
make.make_editor("bien-tap")
print(make.make_document(audience="everyone").get_absolute_url())
"""
# The disk is this process's alone, and gone with it.
ON_A_SMALL_DISK = (
    'mount -t tmpfs -o size=$1m tmpfs "$2" && cp -a "$3/." "$2" && shift 3 && exec "$@"'
)
# A member may report ten mistakes an hour.
REPORTS = 9


@dataclass(frozen=True)
class Site:
    address: str
    # The folder of data, as it is seen from outside.
    folder: Path
    document: str

    def fill(self) -> None:
        """Leave no byte of room."""
        with suppress(OSError), (self.folder / "day").open("wb", buffering=0) as file:
            while True:
                file.write(bytes(4096))
        assert shutil.disk_usage(self.folder).free == 0

    def make_room(self) -> None:
        (self.folder / "day").unlink()

    def reports(self, elsewhere: Path) -> list[str]:
        """What is stored, as whoever copied the files off the disk at this moment would find it."""
        elsewhere.mkdir()
        # SQLite itself would follow the links of /proc out of the disk.
        for name in (DATABASE, f"{DATABASE}-wal"):
            shutil.copyfile(self.folder / name, elsewhere / name)
        with closing(sqlite3.connect(elsewhere / DATABASE)) as database:
            assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            rows = database.execute("SELECT words FROM documents_mistakereport ORDER BY id")
            return [words for (words,) in rows]


@pytest.fixture
def site(database_as_migrated, tmp_path: Path) -> Iterator[Site]:
    prepared, disk = tmp_path / "du-lieu", tmp_path / "dia"
    for folder in (prepared, disk):
        folder.mkdir()
    lay_migrated_file(prepared / DATABASE)
    settings = {"PORT": str(free_port()), "WEB_CONCURRENCY": "1", "LEAST_FREE_MB": "1"}

    def manage(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments, "--verbosity", "0"],
            cwd=ROOT,
            env=site_environment(DATA_DIR=str(prepared), **settings),
            check=False,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    manage("collectstatic", "--noinput")
    document = manage("shell", "-c", SETUP).split()[-1]
    apart = ["unshare", "--mount", *([] if geteuid() == 0 else ["--map-root-user"])]
    gunicorn = [str(Path(sys.executable).with_name("gunicorn")), "-c", "config/gunicorn.py"]
    known = tmp_path / "pid"
    command: list[str | Path] = [
        *(*apart, "sh", "-c", ON_A_SMALL_DISK, "sh", str(DISK_MB), disk, prepared),
        *(*gunicorn, "--pid", known, "config.wsgi"),
    ]
    environment = site_environment(DATA_DIR=str(disk), **settings)
    with serving(command, environment, tmp_path / "log") as address:
        inside = Path(f"/proc/{known.read_text().strip()}/root", *disk.parts[1:])
        yield Site(address, inside, document)


def test_what_was_said_to_be_saved_is_there_and_all_goes_on_when_there_is_room(site, tmp_path):
    member, editor = Sender(site.address), Sender(site.address)
    member.sign_in("doc-gia", PASSWORD)
    editor.sign_in("bien-tap", PASSWORD)
    form = f"{site.document}bao-sai-sot/"
    assert member.post(form, {"words": "trước khi đầy"}).status == 200
    site.fill()
    kept = ["trước khi đầy"]
    for number in range(REPORTS - 2):
        words = f"{number} khi đầy {'chữ ' * 200}".strip()
        answer = member.post(form, {"words": words})
        if answer.status != 200:
            break
        kept.append(words)
    assert (answer.status, answer.headers["Retry-After"]) == (503, "300")
    assert "Ổ đĩa của máy chủ đã đầy" in answer.text
    # Who reads goes on, and whoever watches the machine is told.
    assert member.get(site.document).status == 200
    assert fetch(f"{site.address}/healthz").status == 200
    ready = fetch(f"{site.address}/readyz")
    assert ready.status == 503 and "Ổ đĩa giữ dữ liệu chỉ còn 0 MB trống" in ready.text
    # Too large for memory: it would lie on the disk while it comes in.
    sent = editor.send_file("/ban-tin/kiem-tra/", "a.txt", ["chữ ".encode() * 2**20])
    assert sent.status == 400 and "ổ đĩa của máy chủ đã đầy" in sent.text
    assert list((site.folder / "incoming").iterdir()) == []
    assert site.reports(tmp_path / "day") == kept
    site.make_room()
    assert member.post(form, {"words": "khi lại có chỗ"}).status == 200
    assert site.reports(tmp_path / "trong") == [*kept, "khi lại có chỗ"]
    assert fetch(f"{site.address}/readyz").status == 200
