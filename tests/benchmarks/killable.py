"""A site whose processes can be killed: PostgreSQL, gunicorn and the task worker, watched over.

What is killed is started again, as systemd would do it; gunicorn itself replaces its own workers.
Unlike the server of the tests this PostgreSQL keeps what it has acknowledged.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

import psycopg

from tests.config.serving import ROOT, STOP_SECONDS, free_port, site_environment
from tests.postgres import UNPRIVILEGED_USER, prepare_cluster

START_SECONDS = 90
AGAIN_SECONDS = 1.0


class Database:
    """A PostgreSQL on a socket in a folder of its own, as safe as it is by default."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._user = UNPRIVILEGED_USER if os.geteuid() == 0 else None
        self._programs = prepare_cluster(folder, self._user)
        self.data = folder / "data"
        # What its command begins with, where something else starts it and says as whom.
        self.within: Sequence[str] = ()
        self.log = folder / "log"
        self.url = f"postgresql://postgres@{quote(str(folder), safe='')}/postgres"
        self._running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers; what a killed one left is waited out."""
        postgres = [self._programs / "postgres", "-D", self.data, "-k", self._folder]
        command = [*self.within, *postgres]
        user = None if self.within else self._user
        deadline = time.monotonic() + START_SECONDS
        while True:
            with self.log.open("ab") as log:
                self._running = subprocess.Popen(
                    [*command, "-h", ""],
                    stdout=log,
                    stderr=log,
                    user=user,
                    cwd=self._folder,
                    start_new_session=True,
                )
            while self._running.poll() is None:
                with suppress(psycopg.OperationalError):
                    psycopg.connect(self.url).close()
                    return
                time.sleep(0.05)
            # Processes of the one before hold its memory for a moment yet.
            if time.monotonic() > deadline:
                raise RuntimeError(self.log.read_text("utf-8", errors="replace"))
            time.sleep(0.1)

    def kill(self) -> None:
        """Kill all of its processes at once, as a machine that loses its power does."""
        assert self._running is not None
        parent = self._running.pid
        for pid in (parent, *children(parent)):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._running.wait()

    def wait_for_end(self) -> None:
        """Wait until it has ended by itself."""
        assert self._running is not None
        self._running.wait(START_SECONDS)

    def stop(self) -> None:
        if self._running is not None and self._running.poll() is None:
            self._running.send_signal(signal.SIGINT)
            self._running.wait(STOP_SECONDS)


class Kept:
    """A process that is started again whenever it ends."""

    def __init__(
        self, command: Sequence[str | Path], environment: dict[str, str], log: Path
    ) -> None:
        self._command, self._environment, self._log = command, environment, log
        self._is_wanted = True
        self._start()
        self._watcher = threading.Thread(target=self._watch, daemon=True)
        self._watcher.start()

    @property
    def pid(self) -> int:
        return self._running.pid

    def stop(self) -> None:
        self._is_wanted = False
        self._watcher.join()
        self._running.terminate()
        with suppress(subprocess.TimeoutExpired):
            self._running.wait(STOP_SECONDS)
            return
        self._running.kill()
        self._running.wait()

    def _watch(self) -> None:
        while self._is_wanted:
            if self._running.poll() is not None:
                time.sleep(AGAIN_SECONDS)
                self._start()
            time.sleep(0.05)

    def _start(self) -> None:
        with self._log.open("ab") as log:
            self._running = subprocess.Popen(
                self._command, cwd=ROOT, env=self._environment, stdout=log, stderr=log
            )


class KillableSite:
    """The three of them; `kill` ends one with SIGKILL, and whoever watches over it starts it."""

    def __init__(self, folder: Path, database: Database) -> None:
        self.folder, self.database = folder, database
        self.port = free_port()
        self.environment = site_environment(
            DATA_DIR=str(folder), DATABASE_URL=database.url, PORT=str(self.port), DEBUG="0"
        )
        self.log = folder / "site.log"

    def start(self) -> None:
        gunicorn = Path(sys.executable).with_name("gunicorn")
        serving = [gunicorn, "-c", "config/gunicorn.py", "config.wsgi"]
        working = [sys.executable, "manage.py", "db_worker", "--interval", "0.2"]
        self.web = Kept(serving, self.environment, self.log)
        self.worker = Kept(working, self.environment, self.folder / "worker.log")

    def stop(self) -> None:
        self.web.stop()
        self.worker.stop()

    def kill(self, what: str) -> None:
        """Kill "web" (one of gunicorn's workers), "worker" or "database"."""
        if what == "database":
            self.database.kill()
            time.sleep(AGAIN_SECONDS)
            self.database.start()
            return
        pids = [self.worker.pid] if what == "worker" else children(self.web.pid)[:1]
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def children(pid: int) -> list[int]:
    """Return the processes that `pid` has started, the oldest first."""
    try:
        found = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii")
    except FileNotFoundError:
        return []
    return [int(child) for child in found.split()]


@contextmanager
def killable_database() -> Iterator[Database]:
    """Yield a running, empty database; it is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="vankien-kill-"))
    database = None
    try:
        database = Database(folder)
        database.start()
        yield database
    finally:
        if database is not None:
            database.stop()
        shutil.rmtree(folder, ignore_errors=True)
