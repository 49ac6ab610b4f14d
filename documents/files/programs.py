"""Runs a program of the system on a file handed over: in a folder of its own, within limits.

Nothing the program says is kept: it may quote the text, and that must not reach a log.
"""

import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

# No picture of a page and no converted text comes near; a bomb would fill the disk.
MAX_WRITTEN_BYTES = 256 * 1024 * 1024


class ProgramTooSlowError(Exception):
    """The program did not end in time and was stopped."""


def find_program(name: str) -> str | None:
    """Return where `name` lies on this machine, None when it is not installed."""
    return shutil.which(name)


def run_program(command: Sequence[str], folder: Path, seconds: float) -> bool:
    """Run `command` in `folder`, where its temporary files stay too; return whether it succeeded.

    No shell reads the command. Raises ProgramTooSlowError after `seconds`; whatever the
    program started ends with it.
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
        return process.wait(seconds) == 0
    except subprocess.TimeoutExpired as error:
        raise ProgramTooSlowError(command[0]) from error
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


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
