"""Ends work on a stranger's file that takes too long, in whatever thread it runs.

A damaged page can keep a reader of PDF going for ever, and nothing inside it asks for the time.
So another thread watches, and raises an error in the one that reads: between two steps of Python,
which a C library does not have, but those that are called end by themselves. No Django.
"""

import ctypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class TooSlowError(BaseException):
    """The time is over. Not an Exception, so that no parser takes it for a fault of the file."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raise TooSlowError in the work within when it takes longer.

    Nothing may be done within that must not be broken off, such as a query.
    """
    reader, guard, is_over = threading.get_ident(), threading.Lock(), False

    def interrupt() -> None:
        with guard:
            if not is_over:
                _raise_in(reader, TooSlowError)

    timer = threading.Timer(seconds, interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        with guard:
            is_over = True
        timer.cancel()
        # One raised while the work ended by itself would reach what comes after it.
        _raise_in(reader, None)


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    """Have `error` raised in a thread at its next step; None takes back one not raised yet."""
    raised = ctypes.py_object(error) if error else None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), raised)
