"""Lets work that is done apart from a request stand in the history under who asked for it."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import SimpleNamespace
from typing import Any

from simple_history.models import HistoricalRecords

from organizations.refusals import write_refusals


@contextmanager
def acting_as(user: Any) -> Iterator[None]:
    """Have every version written meanwhile bear the name of `user`, as in a request of theirs.

    Refused secrets are told at the end: to be put around a transaction, not into one.
    """
    task = HistoricalRecords.context.request = SimpleNamespace(user=user)
    try:
        yield
    finally:
        # A request that this very thread answered meanwhile has ended it already.
        with suppress(AttributeError):
            del HistoricalRecords.context.request
        write_refusals(task)
