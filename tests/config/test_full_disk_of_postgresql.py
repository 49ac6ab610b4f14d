"""PostgreSQL whose disk is really full: what people are told, what is kept, and how it goes on.

The database lies on a small disk of its own; the site's files lie elsewhere.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from tests.benchmarks.killable import Database, killable_database
from tests.config.serving import ROOT, Sender, free_port, serving, site_environment
from tests.small_disk import SmallDisk, small_disk

pytestmark = [
    *(pytest.mark.slow, pytest.mark.program("unshare"), pytest.mark.program("nsenter")),
]

PASSWORD = "mat-khau-thu-nghiem-2024"
# What PostgreSQL is made of, the tables, what it writes ahead, and some room.
DISK_MB = 384
SETUP = """
from tests import factories as make
make.make_member("doc-gia")
print(make.make_document(audience="everyone").get_absolute_url())
"""
# A member may report ten mistakes an hour.
REPORTS = 9
# More than the disk holds of PostgreSQL's own log.
MOST_SEGMENTS = 40


@dataclass(frozen=True)
class Site:
    address: str
    database: Database
    disk: SmallDisk
    document: str

    @property
    def form(self) -> str:
        return f"{self.document}bao-sai-sot/"

    def reports(self) -> list[str]:
        with closing(psycopg.connect(self.database.url)) as connection:
            rows = connection.execute("SELECT words FROM documents_mistakereport ORDER BY id")
            return [words for (words,) in rows]

    def member(self, name: str) -> Sender:
        sender = Sender(self.address)
        sender.sign_in(name, PASSWORD)
        return sender


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with killable_database() as database:
        environment = site_environment(
            DATA_DIR=str(tmp_path), DATABASE_URL=database.url, PORT=str(free_port())
        )
        environment["WEB_CONCURRENCY"] = "1"

        def manage(*arguments: str) -> str:
            command = [sys.executable, "manage.py", *arguments, "--verbosity", "0"]
            return subprocess.run(
                command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True
            ).stdout

        manage("migrate")
        manage("collectstatic", "--noinput")
        document = manage("shell", "-c", SETUP).split()[-1]
        database.stop()
        gunicorn = Path(sys.executable).with_name("gunicorn")
        command: list[str | Path] = [gunicorn, "-c", "config/gunicorn.py", "config.wsgi"]
        with small_disk(database.data, DISK_MB) as disk:
            database.within = disk.within
            database.start()
            with serving(command, environment, tmp_path / "log") as address:
                yield Site(address, database, disk, document)
            database.stop()


def use_up_the_log(database: Database) -> None:
    """Have PostgreSQL write ahead until it finds no room for that and ends itself."""
    for _ in range(MOST_SEGMENTS):
        try:
            with psycopg.connect(database.url, autocommit=True) as connection:
                connection.execute("SELECT txid_current()")
                connection.execute("SELECT pg_switch_wal()")
        except psycopg.OperationalError:
            break
    database.wait_for_end()


def test_without_room_for_its_own_log_it_ends_and_started_again_nothing_is_lost(site):
    member = site.member("doc-gia")
    assert member.post(site.form, {"words": "trước khi đầy"}).status == 200
    site.disk.fill()
    use_up_the_log(site.database)
    answer = member.get(site.document)
    assert answer.status == 503
    assert "Retry-After" in answer.headers
    site.disk.make_room()
    # As the addition to its unit has systemd do (config/deploy/postgresql.conf).
    site.database.start()
    assert site.reports() == ["trước khi đầy"]
    assert member.post(site.form, {"words": "khi lại có chỗ"}).status == 200
    assert site.reports() == ["trước khi đầy", "khi lại có chỗ"]


def test_what_was_said_to_be_saved_is_there_and_all_goes_on_when_there_is_room(site):
    member = site.member("doc-gia")
    assert member.post(site.form, {"words": "trước khi đầy"}).status == 200
    kept = ["trước khi đầy"]
    site.disk.fill()
    for number in range(REPORTS - 2):
        words = f"{number} khi đầy {'chữ ' * 200}".strip()
        answer = member.post(site.form, {"words": words})
        if answer.status != 200:
            break
        kept.append(words)
    assert (answer.status, answer.headers["Retry-After"]) == (503, "300")
    assert "Ổ đĩa của máy chủ đã đầy" in answer.text
    assert member.get(site.document).status == 200
    assert site.reports() == kept
    site.disk.make_room()
    assert member.post(site.form, {"words": "khi lại có chỗ"}).status == 200
    assert site.reports() == [*kept, "khi lại có chỗ"]
