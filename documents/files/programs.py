"""Runs a program of the system on a file handed over: in a folder of its own, within limits.

One runs at a time, or pages that people read would wait for files that people bring.
Nothing the program says is kept: it may quote the text, and that must not reach a log.
"""

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

try:
    import fcntl
except ImportError:
    # Windows, where the site is only tried out: by one person.
    fcntl = None

LOCK = "programs.lock"
PREFIX = "van-kien-"
# No program runs as long; what is older was left by a process that the system killed.
LEFT_SECONDS = 3600.0
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
    with (Path(settings.DATA_DIR) / LOCK).open("w") as lock:
        if fcntl is not None:
            try:
                # Falls with the process, however that ends.
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise ReaderBusyError(
                    "chưa đọc được vì máy chủ đang đọc một tệp khác. Hãy thử lại sau ít phút."
                ) from error
        _remove_left_folders()
        with tempfile.TemporaryDirectory(prefix=PREFIX) as name:
            yield Path(name)


def _remove_left_folders() -> None:
    oldest = time.time() - LEFT_SECONDS
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        # Another may remove it in the same moment, or own it.
        with suppress(OSError):
            if folder.is_dir() and folder.stat().st_mtime < oldest:
                shutil.rmtree(folder)


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
    """Return what stands before the command: pages that others wait for come first, disks end."""
    limited = shutil.which("prlimit")
    return ["nice", "-n", "15", *([limited, f"--fsize={MAX_WRITTEN_BYTES}"] if limited else [])]


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
