"""A disk of some megabytes over one folder, seen only by the programs that are started within it.

It can be filled and given room from outside, outlives what runs within, and needs no root.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.postgres import UNPRIVILEGED_USER

# Lies over the folder ($1) with all that stands there, until the pipe to it is closed.
HOLD = """
cp -a "$1" "$1.before" && mount -t tmpfs -o size="$2"m tmpfs "$1" && cp -a "$1.before/." "$1" &&
echo && exec cat
"""


@dataclass(frozen=True)
class SmallDisk:
    """`within` is what a command begins with to see the disk; `folder` is how we see it."""

    within: Sequence[str]
    folder: Path

    def fill(self) -> None:
        """Leave no byte of room."""
        with suppress(OSError), (self.folder / "day").open("wb", buffering=0) as file:
            while file.write(bytes(4096)):
                pass
        assert shutil.disk_usage(self.folder).free == 0

    def make_room(self) -> None:
        (self.folder / "day").unlink()


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[SmallDisk]:
    """Lay a disk over `folder`; what runs within runs as who may not be root (`postgres`)."""
    is_root = os.geteuid() == 0
    held = subprocess.Popen(
        [
            *("unshare", "--mount", *([] if is_root else ["--map-root-user"])),
            *("sh", "-c", HOLD, "sh", folder, str(megabytes)),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert held.stdout and held.stdout.readline() == b"\n", "no disk of its own was given"
        entered = ["nsenter", "--mount", "--target", str(held.pid)]
        if is_root:
            within = [*entered, "setpriv", "--reuid", UNPRIVILEGED_USER, "--clear-groups"]
        else:
            # Root there is who started it: within once more it is somebody else.
            within = [*entered, "--user", "--preserve-credentials"]
            within += ["unshare", "--user", f"--map-user={os.getuid()}"]
        yield SmallDisk(within, Path(f"/proc/{held.pid}/root", *folder.parts[1:]))
    finally:
        held.communicate()
