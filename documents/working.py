"""Whether the worker lives, whether it is at some work just now, and how long work has waited.

Its rows do not tell: a killed worker leaves the one it was at "running" for ever. While it lives,
and while it works, it holds a lock that falls with it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Min, Q
from django.utils import timezone
from django_tasks_db.models import get_date_max

from documents.models import BackgroundTask
from organizations.locks import CAN_LOCK, lock_file, share_lock, wait_for_lock

LOCK = "worker.lock"
LIFE_LOCK = "worker-life.lock"
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


@contextmanager
def living() -> Iterator[None]:
    """Let others see that a worker lives; it may be waiting for work."""
    with share_lock(LIFE_LOCK):
        yield


def has_worker_gone() -> bool:
    """Whether a worker ran here and none does now.

    False where none ever ran: with several machines it runs on another one. False on Windows too,
    where nothing tells.
    """
    if not CAN_LOCK or not Path(settings.DATA_DIR, LIFE_LOCK).exists():
        return False
    with wait_for_lock(ASKING_LOCK), lock_file(LIFE_LOCK) as is_ours:
        return is_ours


def longest_wait() -> timedelta:
    """Return how long the oldest task has waited that could be done by now; none waits: zero."""
    now, at_once = timezone.now(), get_date_max()
    oldest = BackgroundTask.objects.ready().aggregate(
        asked=Min("enqueued_at", filter=Q(run_after=at_once)),
        due=Min("run_after", filter=~Q(run_after=at_once)),
    )
    since = min((moment for moment in oldest.values() if moment), default=now)
    return max(now - since, timedelta())
