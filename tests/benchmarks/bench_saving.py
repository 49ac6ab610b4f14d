"""What search adds to saving a document: ``python -m tests.benchmarks.bench_saving``.

On both databases, new and empty, a document with a text of 10 kB is given another title and
saved, by turns with its indexing and without. Fails when the median of one is more than the
promised time above the median of the other. By the clock, as the person who saves waits.
"""

import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from unittest.mock import patch

from tests.benchmarks.both_databases import measure_both
from tests.benchmarks.timing import report

ROUNDS = 50
TEXT_BYTES = 10_000
MOST_MILLISECONDS = 30.0


@contextmanager
def _without_search() -> Iterator[None]:
    with patch("documents.search.indexing.index_document", lambda document: None):
        yield


def measure(name: str) -> bool:
    """Measure on the database that the environment names; return whether the promise holds."""
    # Only here: Django must find its settings in this environment.
    import django

    django.setup()
    from django.core.management import call_command

    from tests import factories as make

    call_command("migrate", verbosity=0)
    words = "Thực hiện công tác chuyển đổi số, phân loại rác và trật tự đô thị ở các phường. "
    text = "".join(f"{number}. {words}" for number in range(200)).encode()[:TEXT_BYTES]
    document = make.make_document(text=text.decode(errors="ignore"))
    took: dict[bool, list[float]] = {True: [], False: []}
    for number in range(2 * ROUNDS):
        is_indexed = number % 2 == 0
        document.title = f"về công tác thử nghiệm lần thứ {number}"
        with ExitStack() as stack:
            if not is_indexed:
                stack.enter_context(_without_search())
            started = time.perf_counter()
            document.save()
            took[is_indexed].append((time.perf_counter() - started) * 1000)
    with_search, without = (statistics.median(took[key]) for key in (True, False))
    return report(
        f"{name}: saving with search {with_search:.1f} ms, without {without:.1f} ms: "
        f"{with_search - without:.1f} ms more, {with_search / without:.1f} times",
        with_search - without <= MOST_MILLISECONDS,
    )


if __name__ == "__main__":
    sys.exit(measure_both("tests.benchmarks.bench_saving", measure))
