"""Runs the same work on many pieces in several processes, a bounded number of them under way."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, as_completed, wait
from multiprocessing import get_all_start_methods, get_context, parent_process
from multiprocessing.connection import wait as wait_for
from threading import Thread
from typing import Any

from django.db import connections

# One that reads and one that writes; more would wait for the database. Windows has no fork.
USUAL_PROCESSES = min(2, os.cpu_count() or 1) if "fork" in get_all_start_methods() else 1
# As many pieces as keep every process busy without all of them lying in memory.
PIECES_A_PROCESS = 2


def in_processes(
    work: Callable[..., Any],
    pieces: Iterable[tuple[Any, ...]],
    processes: int,
    start: Callable[..., None] | None = None,
    start_with: tuple[Any, ...] = (),
) -> Iterator[Any]:
    """Yield what `work` returns for the arguments in each piece, in whatever order it is done.

    `start` runs once in each process, with `start_with`. `work` and all it takes and returns
    must be such as can be handed to another process.
    """
    # A connection may not be shared: each process opens its own.
    connections.close_all()
    pool = ProcessPoolExecutor(
        processes, get_context("fork"), initializer=_start, initargs=(start, start_with)
    )
    with pool:
        running: set[Future[Any]] = set()
        for piece in pieces:
            running.add(pool.submit(work, *piece))
            if len(running) >= processes * PIECES_A_PROCESS:
                done, running = wait(running, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in done)
        yield from (future.result() for future in as_completed(running))


def _start(start: Callable[..., None] | None, start_with: tuple[Any, ...]) -> None:
    Thread(target=_end_with_parent, daemon=True).start()
    if start:
        start(*start_with)


def _end_with_parent() -> None:
    """End this process when the one that started it was killed: nobody would give it work."""
    parent = parent_process()
    if parent:
        wait_for([parent.sentinel])
        os._exit(1)
