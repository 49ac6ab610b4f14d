"""Speed of reading relations between citations: ``python -m tests.benchmarks.bench_relations``.

Measures processor time on one core, of `find_relations` alone: the citations are read
beforehand (their speed: `bench_citations`). On the bulletins repeated to 5 MB (an invented
text where they are absent), and on families of hostile text at two sizes. Fails when a
promised figure is not reached.
"""

import argparse
import sys
from collections.abc import Callable, Sequence

from documents.citations import find_citations
from documents.citations.relations import find_relations
from tests.benchmarks.timing import measure_families, ordinary_text, report, seconds

BYTES = 5_000_000
LEAST_SPEED = 3.0  # million characters a second, on ordinary text
LEAST_HOSTILE_SPEED = 0.5
MOST_RATIO = 2.3  # time(2n) / time(n)
HOSTILE_CHARS = 1_000_000
_CODE = "Chỉ thị số 24-CT/TU"


def _repeat(block: str) -> Callable[[int], str]:
    return lambda chars: block * (chars // len(block) + 1)


FAMILIES: dict[str, Callable[[int], str]] = {
    # A sentence has no end, so every document could be the source of every other.
    "one sentence of citations": _repeat(f"{_CODE}, "),
    "one sentence of verbs": _repeat(f"thực hiện {_CODE}, sửa đổi, thay thế "),
    "sentences": _repeat(f"Thực hiện {_CODE}, chi bộ ban hành Kế hoạch số 05-KH/TU. "),
    "lists": _repeat(f"Thực hiện {_CODE}; Kế hoạch số 05-KH/TU; Kết luận số 14-KL/TW\n- "),
    "brackets never closed": _repeat(f"({_CODE} thay thế ("),
    "far apart in one sentence": _repeat(f"{_CODE} " + "và các nội dung khác " * 50),
}


def cited(text: str) -> Sequence[object]:
    return list(find_citations(text))


def measure_speed() -> bool:
    """Report the speed on ordinary text."""
    name, text = ordinary_text(BYTES)
    citations = cited(text)
    found = len(find_relations(text, citations, ""))
    speed = len(text) / seconds(lambda: find_relations(text, citations, "")) / 1e6
    line = f"{name}, {len(text):,} characters, {len(citations):,} citations, {found:,} relations: "
    return report(f"{line}{speed:.2f} million characters a second", speed >= LEAST_SPEED)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--hostile-size", type=int, default=HOSTILE_CHARS, metavar="CHARS")
    size = parser.parse_args().hostile_size
    good = measure_speed()
    good &= measure_families(
        find_relations,
        FAMILIES,
        size,
        least_speed=LEAST_HOSTILE_SPEED,
        most_ratio=MOST_RATIO,
        prepare=cited,
    )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
