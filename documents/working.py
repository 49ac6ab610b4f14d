"""Whether the worker is at some work just now.

Its rows do not tell: a killed worker leaves the one it was at "running" for ever. While it works
it holds a lock that falls with it.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from organizations.locks import lock_file, share_lock, wait_for_lock

LOCK = "worker.lock"
# Whoever asks takes the other lock alone for a moment, which must not look like work to others.
ASKING_LOCK = "worker-asked.lock"


@contextmanager
def at_work() -> Iterator[None]:
    """Let others see that work is being done within; several workers may be at some at once."""
    with share_lock(LOCK):
        yield


def is_worker_busy() -> bool:
    """Whether a worker is at some work: if not, and work waits, no worker runs."""
    with wait_for_lock(ASKING_LOCK), lock_file(LOCK) as is_ours:
        return not is_ours
