"""A running site on two real PostgreSQL servers, one streaming to the other, and its readers."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests.config.serving import ROOT, Sender, free_port, serving, site_environment
from tests.postgres import Pair, running_pair

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


@contextmanager
def replicated_site(folder: Path) -> Iterator[Site]:
    """Yield a new site with a member's document; its files lie in `folder`."""
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
