"""How fast a registry is filled and indexed: ``python -m tests.benchmarks.bench_indexing``.

On both databases, new each time: `generate_documents --no-index`, then `index_search`, each as the
command that is typed, its start included. Fails below the promised documents a second, or when
the processes that index take more memory together than promised; the server's own is not counted.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.timing import report
from tests.config.serving import ROOT, site_environment
from tests.postgres import running_postgres

USUAL_SIZE = 100_000
LEAST_WRITTEN, LEAST_INDEXED = 5_000, 2_000  # documents a second
MOST_MEMORY = 500  # MB
SAMPLED_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Ran:
    """What one command took: seconds by the clock, MB of all its processes at the worst moment."""

    seconds: float
    memory: float


def run(environment: Mapping[str, str], *words: str) -> Ran:
    """Run a command of manage.py to its end; raises CalledProcessError when it fails."""
    started = time.perf_counter()
    command = [sys.executable, "manage.py", *words]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    worst = 0.0
    done = threading.Event()

    def watch() -> None:
        nonlocal worst
        while not done.wait(SAMPLED_SECONDS):
            worst = max(worst, sum(map(_memory, _family(process.pid))))

    watcher = threading.Thread(target=watch)
    watcher.start()
    code = process.wait()
    taken = time.perf_counter() - started
    done.set()
    watcher.join()
    if code:
        raise subprocess.CalledProcessError(code, command)
    return Ran(taken, worst)


def _family(pid: int) -> Iterator[int]:
    """Yield a process and all that it started."""
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return
    for child in children:
        yield from _family(int(child))


def _memory(pid: int) -> float:
    """Return the MB that a process takes, what it shares with others counted by its part."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def measure(name: str, environment: Mapping[str, str], size: int) -> bool:
    """Fill and index one new registry; return whether all figures were reached."""
    print(f"== {name}, {size:,} documents, load {os.getloadavg()[0]:.1f}", flush=True)
    run(environment, "migrate", "--verbosity", "0")
    run(environment, "load_reference", "--verbosity", "0")
    written = run(environment, "generate_documents", str(size), "--no-index")
    indexed = run(environment, "index_search")
    rates = size / written.seconds, size / indexed.seconds
    good = report(f"written: {rates[0]:,.0f} documents a second", rates[0] >= LEAST_WRITTEN)
    good &= report(f"indexed: {rates[1]:,.0f} documents a second", rates[1] >= LEAST_INDEXED)
    told = f"memory of indexing: {indexed.memory:.0f} MB at most"
    return report(told, indexed.memory <= MOST_MEMORY) and good


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=USUAL_SIZE, metavar="N")
    size = parser.parse_args().size
    with tempfile.TemporaryDirectory(prefix="vankien-bench-") as folder:
        usual = site_environment() | {"DATA_DIR": folder, "DEMO": "1", "DEBUG": "0"}
        good = measure("SQLite", usual | {"DATABASE_URL": ""}, size)
        with running_postgres() as url:
            good &= measure("PostgreSQL", usual | {"DATABASE_URL": url}, size)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
