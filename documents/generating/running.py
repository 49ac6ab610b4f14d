"""Generates a whole registry: bodies first, then batches of documents by several processes.

Each batch is one transaction and the same whoever writes it, so a run that was broken off is
gone on with by running it again: batches that are there are dealt and passed over.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass

from documents.generating.bodies import PlannedBody
from documents.generating.planning import Dealer, PlannedDocument
from documents.generating.registering import generated_bodies, register_bodies, series_by_type
from documents.generating.writing import Writer, address_start
from documents.models import Document, Passage
from documents.parallel import in_processes
from documents.search.storing import index_set_aside

BATCH_SIZE = 5_000

Batch = tuple[int, list[PlannedDocument]]


@dataclass(frozen=True, slots=True)
class Order:
    """How many documents are wanted, from which seed, and whether search shall find them."""

    total: int
    seed: int
    with_index: bool = True


@dataclass(frozen=True, slots=True)
class Generated:
    """How many documents were written and in how many seconds, and how many were there before."""

    written: int
    seconds: float
    known: int

    @property
    def rate(self) -> float:
        """Documents written a second."""
        return self.written / self.seconds


def generate(order: Order, processes: int, progress: Callable[[int], None]) -> Generated:
    """Write what is missing of the documents ordered; `progress` hears how many are there.

    The seconds are those of dealing and writing documents, without the bodies before them.
    Raises GeneratingRefusedError when the registry holds another generated set.
    """
    bodies = register_bodies(order.seed, order.total)
    present = _present_batches(order.total)
    known = sum(min(BATCH_SIZE, order.total - number * BATCH_SIZE) for number in present)
    written, started = 0, time.perf_counter()
    dealer = Dealer(order.seed, bodies, series_by_type())
    dealt = enumerate(dealer.deal(order.total, BATCH_SIZE))
    missing = ((number, batch) for number, batch in dealt if number not in present)
    if processes > 1:
        start_with = (order, bodies)
        write = in_processes(_write_in_process, missing, processes, _start_process, start_with)
    else:
        write = _write_here(order, bodies, missing)
    # Worth it only where what is written is more than what is there.
    is_mostly_new = order.with_index and known * 2 < order.total
    with index_set_aside(Passage) if is_mostly_new else nullcontext():
        for count in write:
            written += count
            progress(known + written)
    return Generated(written, time.perf_counter() - started, known)


def _present_batches(total: int) -> set[int]:
    """Return the numbers of the batches that were written: those whose first document is there."""
    return {
        ordinal // BATCH_SIZE
        for ordinal in range(0, total, BATCH_SIZE)
        # A range, which both databases look up in the index, as they do not a beginning.
        if Document.all_objects.filter(
            slug__gte=address_start(ordinal), slug__lt=f"{address_start(ordinal)}z"
        ).exists()
    }


def _write_here(
    order: Order, bodies: Sequence[PlannedBody], batches: Iterable[Batch]
) -> Iterator[int]:
    writer = Writer(order.seed, generated_bodies(bodies), order.with_index)
    for number, batch in batches:
        yield writer.write(number, batch)


# The writer of a process that writes batches; the bodies are loaded once in each.
_writers: list[Writer] = []


def _start_process(order: Order, bodies: Sequence[PlannedBody]) -> None:
    _writers[:] = [Writer(order.seed, generated_bodies(bodies), order.with_index)]


def _write_in_process(number: int, batch: list[PlannedDocument]) -> int:
    return _writers[0].write(number, batch)
