"""What search adds to saving a document: ``python -m tests.benchmarks.bench_saving``.

On both databases, new and empty, a document with a text of 10 kB is given another title and
saved, by turns with its indexing and without. Fails when the median of one is more than the
promised time above the median of the other. By the clock, as the person who saves waits.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from unittest.mock import patch

from tests.benchmarks.timing import report
from tests.config.serving import ROOT, site_environment
from tests.postgres import running_postgres

ROUNDS = 50
TEXT_BYTES = 10_000
MOST_MILLISECONDS = 30.0
# Says to the process started with it which database it measures.
MEASURED = "VANKIEN_MEASURED_DATABASE"


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


def measure_apart(name: str, **settings: str) -> bool:
    """Measure in a process of its own, since one process knows one database."""
    settings |= {MEASURED: name, "DJANGO_SETTINGS_MODULE": "config.settings"}
    with tempfile.TemporaryDirectory(prefix="vankien-bench-") as folder:
        environment = site_environment(DATA_DIR=folder) | settings
        command = [sys.executable, "-m", "tests.benchmarks.bench_saving"]
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode == 0


def main() -> int:
    if name := os.environ.get(MEASURED):
        return 0 if measure(name) else 1
    good = measure_apart("SQLite")
    with running_postgres() as url:
        good &= measure_apart("PostgreSQL", DATABASE_URL=url)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
