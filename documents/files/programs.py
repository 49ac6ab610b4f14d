"""Runs a program of the system on a file handed over: in a folder of its own, within limits.

One runs at a time, or pages that people read would wait for files that people bring.
Nothing the program says is kept: it may quote the text, and that must not reach a log.
"""

import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

from documents.files.reading import ReaderBusyError
from organizations.locks import lock_file

LOCK = "programs.lock"
# How often whoever waits for a program is told that it still runs.
TELL_SECONDS = 1.0
# No picture of a page and no converted text comes near; a bomb would fill the disk.
MAX_WRITTEN_BYTES = 256 * 1024 * 1024


class ProgramTooSlowError(Exception):
    """The program did not end in time and was stopped."""


def find_program(name: str) -> str | None:
    """Return where `name` lies on this machine, None when it is not installed."""
    return shutil.which(name)


@contextmanager
def program_folder() -> Iterator[Path]:
    """Make a folder for one program and its file, remove it afterwards, and let no other in.

    Raises ReaderBusyError while another program of this site runs.
    """
    with _alone():
        _remove_left()
        with tempfile.TemporaryDirectory(prefix=_prefix()) as name:
            yield Path(name)


def remove_left_folders() -> None:
    """Remove what a process that was killed left of a file; nothing while a program runs."""
    with suppress(ReaderBusyError), _alone():
        _remove_left()


@contextmanager
def _alone() -> Iterator[None]:
    with lock_file(LOCK) as is_ours:
        if not is_ours:
            raise ReaderBusyError(
                "chưa đọc được vì máy chủ đang đọc một tệp khác. Hãy thử lại sau ít phút."
            )
        yield


def _prefix() -> str:
    """Return how folders of this site begin: another on the machine has a lock of its own."""
    site = hashlib.sha256(str(settings.DATA_DIR).encode()).hexdigest()[:12]
    return f"van-kien-{site}-"


def _remove_left() -> None:
    # Whoever made them held the lock, and died with it.
    for folder in Path(tempfile.gettempdir()).glob(f"{_prefix()}*"):
        shutil.rmtree(folder, ignore_errors=True)


def run_program(
    command: Sequence[str], folder: Path, seconds: float, meanwhile: Callable[[], None]
) -> bool:
    """Run `command` in `folder`, where its temporary files stay too; return whether it succeeded.

    `meanwhile` is called every second. No shell reads the command. Raises ProgramTooSlowError
    after `seconds`; whatever the program started ends with it.
    """
    process = subprocess.Popen(
        [*_restraint(), *command],
        cwd=folder,
        env=_environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return _wait(process, seconds, meanwhile) == 0
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait(process: subprocess.Popen[bytes], seconds: float, meanwhile: Callable[[], None]) -> int:
    finish = time.monotonic() + seconds
    while (left := finish - time.monotonic()) > 0:
        meanwhile()
        with suppress(subprocess.TimeoutExpired):
            return process.wait(min(left, TELL_SECONDS))
    raise ProgramTooSlowError


def _restraint() -> list[str]:
    """Return what stands before the command: pages that others wait for come first, disks end.

    And who waits for it may be killed: it dies then too, and goes on with no file. What of this
    a machine lacks, it does without.
    """
    limited, bound, nice = map(shutil.which, ("prlimit", "setpriv", "nice"))
    return [
        *([bound, "--pdeathsig", "KILL"] if bound else []),
        *([nice, "-n", "15"] if nice else []),
        *([limited, f"--fsize={MAX_WRITTEN_BYTES}"] if limited else []),
    ]


def _environment(folder: Path) -> dict[str, str]:
    """Return what the program may know: none of the site's settings, the key among them."""
    return {
        "PATH": os.pathsep.join(os.get_exec_path()),
        "LANG": "C.UTF-8",
        "HOME": str(folder),
        "TMPDIR": str(folder),
        # One processor for one file, however many the machine has.
        "OMP_THREAD_LIMIT": "1",
    }
