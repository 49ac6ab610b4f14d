"""Which replicas answer and have caught up: asked of each before every request that would use it.

A replica is told by what it has taken in, not by its clock: positions in the primary's log (LSN,
"16/B374D848") only grow. It is good enough when it has all that was written `REPLICA_MAX_LAG`
seconds ago, and all that the reader has written. A replica that has lost its primary looks
content with itself; compared with the primary's position it is found out.
"""

import logging
import random
from collections import deque
from math import inf
from threading import Lock
from time import monotonic

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, connections

logger = logging.getLogger("vankien.replicas")

# The primary is asked for its position at most so often by each process.
SAMPLE_SECONDS = 1.0
# A replica that did not answer or lags is not asked again for so long.
REST_SECONDS = 5.0
BEGINNING = "0/0"


class Positions:
    """The primary's positions of the last seconds, and what a replica must have reached."""

    def __init__(self) -> None:
        self.primary_answers = True
        self._samples: deque[tuple[float, str]] = deque()
        self._next_at = 0.0
        self._lock = Lock()

    def needed(self) -> str | None:
        """Return the oldest position known of the last `REPLICA_MAX_LAG` seconds.

        After a quiet time that is the present one. While the primary is away its last one
        stands, or any at all for a process that began meanwhile; None before it was asked.
        """
        now = monotonic()
        if self._is_due(now):
            try:
                position = sent_position()
            finally:
                self._next_at = monotonic() + SAMPLE_SECONDS
            self.primary_answers = position is not None
            if position is not None:
                self._samples.append((now, position))
        with self._lock:
            too_old = now - settings.REPLICA_MAX_LAG - SAMPLE_SECONDS
            while len(self._samples) > 1 and self._samples[0][0] < too_old:
                self._samples.popleft()
            if self._samples:
                return self._samples[0][1]
            return None if self.primary_answers else BEGINNING

    def _is_due(self, now: float) -> bool:
        with self._lock:
            if now < self._next_at:
                return False
            # One asks: where the primary's machine is off that takes seconds, and others go on.
            self._next_at = inf
            return True


def sent_position() -> str | None:
    """Return how far the primary's log can have reached a replica; None when it is silent."""
    return _position("pg_current_wal_lsn")


def own_position() -> str | None:
    """Return the place in the primary's log after all that was committed; None when it is silent.

    Ahead of what can be sent where commits do not wait for the disk (`synchronous_commit=off`).
    """
    return _position("pg_current_wal_insert_lsn")


def _position(function: str) -> str | None:
    try:
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute(f"SELECT {function}()::text")
            return str(cursor.fetchone()[0])
    except Error:
        connections[DEFAULT_DB_ALIAS].close_if_unusable_or_obsolete()
        return None


positions = Positions()
# Until when a replica is left out, on this process's clock.
_resting: dict[str, float] = {}


def fresh_replica(written: str | None) -> str | None:
    """Return a replica that has all of `written` and is not behind; None sends to the primary.

    `written` is the position after what this reader wrote last. Readers are spread by chance.
    """
    aliases = [alias for alias in settings.REPLICAS if _resting.get(alias, 0.0) <= monotonic()]
    needed = positions.needed() if aliases else None
    if needed is None:
        return None
    for alias in random.sample(aliases, len(aliases)):
        has_caught_up, has_own = _reached(alias, needed, written or BEGINNING)
        if not has_caught_up:
            leave_out(alias)
        elif has_own:
            _take_back(alias)
            return alias
    return None


def leave_out(alias: str) -> None:
    """Ask nothing of a replica for some seconds; said in the log once for each absence."""
    if alias not in _resting:
        logger.warning("%s does not answer or lags: the primary is read instead.", alias)
    _resting[alias] = monotonic() + REST_SECONDS


def left_out() -> set[str]:
    """Return the replicas that this process does not use at the moment."""
    return set(_resting)


def _take_back(alias: str) -> None:
    if _resting.pop(alias, None) is not None:
        logger.warning("%s is read again.", alias)


def _reached(alias: str, *wanted: str) -> tuple[bool, ...]:
    """Return whether a replica has reached each of the positions; false where it is silent."""
    asked = ", ".join(["pg_last_wal_replay_lsn() >= %s::pg_lsn"] * len(wanted))
    try:
        with connections[alias].cursor() as cursor:
            cursor.execute(f"SELECT {asked}", wanted)
            # A server that is no replica has no such position, and is never read.
            return tuple(bool(one) for one in cursor.fetchone())
    except Error:
        connections[alias].close_if_unusable_or_obsolete()
        return (False,) * len(wanted)
