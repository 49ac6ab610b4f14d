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
import tracemalloc

from documents.citations import find_citations
from tests.benchmarks.timing import measure_families, ordinary_text, report, seconds
from tests.documents.citations.hostile import FAMILIES

BYTES = 20_000_000
LEAST_SPEED = 3.0  # million characters a second, on ordinary text
LEAST_HOSTILE_SPEED = 0.5
MOST_RATIO = 2.3  # time(2n) / time(n)
MOST_MEMORY = 5.0  # times sys.getsizeof(text)
LEAST_ADVANTAGE = 8.0  # times the characters a second of eyecite
HOSTILE_SIZE = 2_000_000
COMPARED_CHARS = 1_000_000

_OPINION = "The court followed the reasoning of Roe v. Doe, 123 F.3d 456 (9th Cir. 1999). "
_OPINION_FILLER = "The parties met 12 times in 1998 and on 3/4/2001 without reaching a settlement. "


def count(text: str) -> int:
    """Read the whole text; return how many citations there are."""
    return sum(1 for _ in find_citations(text))


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
    return measure_families(
        count, FAMILIES, size, least_speed=LEAST_HOSTILE_SPEED, most_ratio=MOST_RATIO
    )


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
