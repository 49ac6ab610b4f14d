"""Lets work that is done apart from a request stand in the history under who asked for it.

Whoever types at the server's own shell is nobody who is known here.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import SimpleNamespace
from typing import Any

from simple_history.models import HistoricalRecords

from organizations.refusals import write_refusals


@contextmanager
def acting_as(user: Any, place: str = "việc chạy nền") -> Iterator[None]:
    """Have every version written meanwhile bear the name of `user`, as in a request of theirs.

    None for nobody. Secrets refused at this `place` are told at the end: to be put around a
    transaction, not into one.
    """
    around = getattr(HistoricalRecords.context, "request", None)
    task = HistoricalRecords.context.request = SimpleNamespace(user=user, place=place)
    try:
        yield
    finally:
        # A request that this very thread answered meanwhile has ended it already.
        with suppress(AttributeError):
            del HistoricalRecords.context.request
        if around is not None:
            HistoricalRecords.context.request = around
        write_refusals(task)
