"""Two real PostgreSQL servers, one streaming to the other: what a reader of the site sees."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from tests.config.serving import ROOT, Sender, free_port, serving, site_environment
from tests.postgres import Pair, running_pair

pytestmark = pytest.mark.slow

MAX_LAG = 4
PASSWORD = "mat-khau-thu-nghiem-2024"
SETUP = """
from tests import factories as make
make.make_member("doc-gia")
make.make_member("nguoi-khac")
print(make.make_document(title="về việc cũ", slug="van-ban-thu").get_absolute_url())
"""


@dataclass(frozen=True)
class Site:
    """A running site that reads on a replica."""

    address: str
    pair: Pair
    document: str
    log: Path

    def sender(self, username: str = "doc-gia") -> Sender:
        sender = Sender(self.address)
        sender.sign_in(username, PASSWORD)
        return sender

    def title_of(self, sender: Sender) -> str:
        answer = sender.get(self.document)
        assert answer.status == 200, answer.text
        return "mới" if "về việc mới" in answer.text else "cũ"

    def on(self, url: str, statement: str) -> None:
        with psycopg.connect(url, autocommit=True) as server:
            server.execute(statement)

    def retitle(self, title: str) -> None:
        self.on(self.pair.primary.url, f"UPDATE documents_document SET title = 'về việc {title}'")

    def pause(self) -> None:
        self.on(self.pair.replica.url, "SELECT pg_wal_replay_pause()")

    def resume(self) -> None:
        self.on(self.pair.replica.url, "SELECT pg_wal_replay_resume()")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("replicas")
    with running_pair() as pair:
        environment = site_environment(
            DATA_DIR=str(folder),
            DATABASE_URL=pair.primary.url,
            DATABASE_REPLICA_URLS=pair.replica.url,
            REPLICA_MAX_LAG=str(MAX_LAG),
            PORT=str(free_port()),
            WEB_CONCURRENCY="1",
        )

        def manage(*arguments: str) -> str:
            command = [sys.executable, "manage.py", *arguments]
            return subprocess.run(
                command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True
            ).stdout

        manage("migrate", "--verbosity", "0")
        manage("collectstatic", "--noinput", "--verbosity", "0")
        document = manage("shell", "--verbosity", "0", "-c", SETUP).split()[-1]
        gunicorn = Path(sys.executable).with_name("gunicorn")
        command = [gunicorn, "-c", "config/gunicorn.py", "config.wsgi"]
        with serving(command, environment, folder / "log") as address:
            yield Site(address, pair, document, folder / "log")


@pytest.fixture
def replica_in_use(site: Site) -> Site:
    """The site once it reads on the replica: what the primary alone has is not seen."""
    site.retitle("cũ")
    sender = site.sender()

    def is_read() -> bool:
        site.title_of(sender)
        position = "SELECT pg_current_wal_lsn()", "SELECT pg_last_wal_replay_lsn()"
        ends = [
            _value(url, query)
            for url, query in zip(
                (site.pair.primary.url, site.pair.replica.url), position, strict=True
            )
        ]
        return ends[0] == ends[1]

    _wait_for(is_read)
    # The rest of a replica that was left out (`freshness.REST_SECONDS`).
    time.sleep(6)
    site.title_of(sender)
    return site


def test_pages_are_read_on_the_replica_and_one_that_lags_is_left_out(replica_in_use):
    site, reader = replica_in_use, replica_in_use.sender()
    assert site.title_of(reader) == "cũ"
    # What signing in wrote is on its way.
    time.sleep(1)
    site.pause()
    site.retitle("mới")
    assert site.title_of(reader) == "cũ"
    _wait_for(lambda: site.title_of(reader) == "mới")
    assert "replica1 does not answer or lags" in site.log.read_text("utf-8")
    site.resume()
    _wait_for(lambda: site.title_of(reader) and "replica1 is read again" in site.log.read_text())


def test_whoever_writes_sees_it_at_once_though_the_replica_has_not_heard(replica_in_use):
    site, writer = replica_in_use, replica_in_use.sender("nguoi-khac")
    other_device = site.sender("nguoi-khac")
    # What signing in wrote is on its way.
    time.sleep(1)
    site.pause()
    slug = site.document.strip("/").split("/")[-1]
    writer.post(f"/theo-doi/them/?van-ban={slug}", {})
    assert slug in writer.get("/theo-doi/").text
    assert slug not in other_device.get("/theo-doi/").text
    site.resume()
    _wait_for(lambda: slug in other_device.get("/theo-doi/").text)


def test_a_dead_replica_is_not_missed_and_is_read_again_once_it_is_back(replica_in_use):
    site, reader = replica_in_use, replica_in_use.sender()
    site.pair.replica.stop()
    site.retitle("mới")
    for _ in range(3):
        assert site.title_of(reader) == "mới"
    before = site.log.read_text("utf-8").count("replica1 is read again")
    site.pair.replica.start()
    _wait_for(
        lambda: (
            site.title_of(reader)
            and site.log.read_text("utf-8").count("replica1 is read again") > before
        )
    )


def test_a_member_reads_on_while_the_primary_is_away(replica_in_use):
    site, reader = replica_in_use, replica_in_use.sender()
    time.sleep(1)
    site.pair.primary.stop()
    try:
        _wait_for(lambda: reader.get(site.document).status == 200)
        assert reader.get("/van-ban/").status == 200
    finally:
        site.pair.primary.start()
    _wait_for(lambda: reader.get("/readyz").status == 200)
    site.retitle("mới")
    _wait_for(lambda: site.title_of(reader) == "mới")


def _value(url: str, query: str) -> str:
    with psycopg.connect(url, autocommit=True) as server:
        row = server.execute(query).fetchone()
        assert row
        return str(row[0])


def _wait_for(condition: Callable[[], object], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.2)
