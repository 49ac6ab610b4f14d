"""Speed and memory of the citation reader: ``python -m tests.benchmarks.bench_citations``.

Measures processor time on one core: the bulletins repeated to 20 MB (an invented text where
they are absent), the peak of memory, every family of hostile text at two sizes, and
`eyecite` with its default tokenizer on English text of the same size and citation density.
Fails when a promised figure is not reached, or not measured for want of `eyecite`.
"""

import argparse
import importlib
import importlib.util
import itertools
import sys
import time
import tracemalloc
from collections.abc import Callable

from documents.citations import find_citations
from tests.documents.citations.hostile import FAMILIES
from tests.gold.shared import shared_folder

BYTES = 20_000_000
LEAST_SPEED = 3.0  # million characters a second, on ordinary text
LEAST_HOSTILE_SPEED = 0.5
MOST_RATIO = 2.3  # time(2n) / time(n)
MOST_MEMORY = 5.0  # times sys.getsizeof(text)
LEAST_ADVANTAGE = 8.0  # times the characters a second of eyecite
HOSTILE_SIZE = 2_000_000
COMPARED_CHARS = 1_000_000

_INVENTED = (
    "Thực hiện Kế hoạch số 12-KH/TU, ngày 05/6/2024 của Ban Thường vụ Tỉnh ủy về đọc sách, "
    + "chi bộ đã tổ chức đọc sách ở 12/15 tổ trong quý II/2024 với 340 lượt người. " * 18
    + "Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XIX được quán triệt đầy đủ.\n\n"
)
_OPINION = "The court followed the reasoning of Roe v. Doe, 123 F.3d 456 (9th Cir. 1999). "
_OPINION_FILLER = "The parties met 12 times in 1998 and on 3/4/2001 without reaching a settlement. "


def seconds(read: Callable[[], object], runs: int = 3) -> float:
    """Return the least processor time of some runs: the others measure the machine."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        read()
        times.append(time.process_time() - start)
    return min(times)


def count(text: str) -> int:
    """Read the whole text; return how many citations there are."""
    return sum(1 for _ in find_citations(text))


def ordinary_text(size: int) -> tuple[str, str]:
    """Return (name, text) of about `size` bytes: the bulletins, or invented sentences."""
    folder = shared_folder()
    if folder is None:
        name, text = "invented text (no bulletins on this machine)", _INVENTED
    else:
        files = sorted((folder / "bulletins").glob("*.txt"))
        name, text = "bulletins", "".join(file.read_bytes().decode() for file in files)
    return name, text * (size // len(text.encode()) + 1)


def report(line: str, good: bool) -> bool:
    print(f"{'ok  ' if good else 'FAIL'} {line}", flush=True)
    return good


def measure_speed() -> bool:
    name, text = ordinary_text(BYTES)
    speed = len(text) / seconds(lambda: count(text)) / 1e6
    line = f"{name}, {len(text):,} characters, {count(text):,} citations: "
    return report(f"{line}{speed:.2f} million characters a second", speed >= LEAST_SPEED)


def measure_memory() -> bool:
    name, text = ordinary_text(BYTES // 4)
    tracemalloc.start()
    count(text)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    share = peak / sys.getsizeof(text)
    return report(f"{name}: peak of memory {share:.2f} times the text", share <= MOST_MEMORY)


def measure_hostile(size: int) -> bool:
    good = True
    for family, build in FAMILIES.items():
        once, twice = build(size), build(2 * size)
        first, second = (seconds(lambda text=text: count(text), 2) for text in (once, twice))
        ratio, speed = second / first, len(twice) / second / 1e6
        line = f"{family}: time(2n)/time(n) {ratio:.2f}, {speed:.2f} million characters a second"
        good &= report(line, ratio <= MOST_RATIO and speed >= LEAST_HOSTILE_SPEED)
    return good


def english_text(size: int, citations: int) -> str:
    """Return English text of `size` characters in which every so often a case is cited."""
    every = size // citations - len(_OPINION)
    part = _OPINION + (_OPINION_FILLER * (every // len(_OPINION_FILLER) + 1))[:every]
    return (part * (citations + 1))[:size]


def compare_with_eyecite() -> bool:
    if importlib.util.find_spec("eyecite") is None:
        return report("eyecite is not installed (requirements-bench.txt): not compared", False)
    eyecite = importlib.import_module("eyecite")
    ours = ordinary_text(2 * COMPARED_CHARS)[1][:COMPARED_CHARS]
    our_count = count(ours)
    theirs = english_text(len(ours), our_count)
    eyecite.get_citations(theirs[:2000])  # its tables are built at the first call
    their_count = len(eyecite.get_citations(theirs))
    their_speed = len(theirs) / seconds(lambda: eyecite.get_citations(theirs), 2)
    our_speed = len(ours) / seconds(lambda: count(ours))
    advantage = our_speed / their_speed
    return report(
        f"{len(ours):,} characters each: eyecite {their_speed / 1e6:.3f} million a second "
        f"({their_count:,} citations), this reader {our_speed / 1e6:.2f} ({our_count:,}): "
        f"{advantage:.1f} times",
        advantage >= LEAST_ADVANTAGE,
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--hostile-size", type=int, default=HOSTILE_SIZE, metavar="CHARS")
    size = parser.parse_args().hostile_size
    steps = (measure_speed, measure_memory, compare_with_eyecite)
    good = all(itertools.chain([step() for step in steps], [measure_hostile(size)]))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
