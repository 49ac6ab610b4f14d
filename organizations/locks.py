"""Locks that fall with the process that holds them, however it ends; files below `DATA_DIR`."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

try:
    import fcntl
except ImportError:
    # Windows, where the site is only tried out: by one person.
    fcntl = None

CAN_LOCK = fcntl is not None


@contextmanager
def lock_file(name: str) -> Iterator[bool]:
    """Hold the lock `name` of this site alone; False, and it is not held, while another has it."""
    with (Path(settings.DATA_DIR) / name).open("w") as lock:
        if fcntl is not None:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
                return
        yield True


@contextmanager
def share_lock(name: str) -> Iterator[None]:
    """Hold the lock `name` of this site with others; whoever holds it alone is waited for."""
    with (Path(settings.DATA_DIR) / name).open("w") as lock:
        if fcntl is not None:
            fcntl.flock(lock, fcntl.LOCK_SH)
        yield


@contextmanager
def wait_for_lock(name: str) -> Iterator[None]:
    """Hold the lock `name` of this site alone, once whoever has it has let it go."""
    with (Path(settings.DATA_DIR) / name).open("w") as lock:
        if fcntl is not None:
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
