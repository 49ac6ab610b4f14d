"""Speed of dividing a bulletin into items: ``python -m tests.benchmarks.bench_structure``.

Measures processor time on one core: each bulletin by itself (an invented text where they
are absent), and every family of hostile text at two sizes. Families whose labels stand close
together have more labelled lines than any bulletin and are not divided; "labels apart" is.
Fails when a promised figure is not reached.
"""

import argparse
import sys

from bulletins.structure import read_structure
from tests.benchmarks.timing import measure_families, ordinary_text, report, seconds
from tests.bulletins.hostile import FAMILIES
from tests.gold.shared import shared_folder

LEAST_SPEED = 0.5  # million characters a second
MOST_RATIO = 2.3  # time(2n) / time(n)
HOSTILE_CHARS = 2_000_000
INVENTED_BYTES = 100_000


def measure_bulletins() -> bool:
    """Report the speed on each text of the length that bulletins have."""
    folder = shared_folder()
    files = sorted((folder / "bulletins").glob("*.txt")) if folder else []
    texts = [(file.stem, file.read_bytes().decode()) for file in files]
    good = True
    for name, text in texts or [ordinary_text(INVENTED_BYTES)]:
        speed = len(text) / seconds(lambda text=text: read_structure(text)) / 1e6
        line = f"{name}, {len(text):,} characters, {len(read_structure(text).items)} items: "
        good &= report(f"{line}{speed:.2f} million characters a second", speed >= LEAST_SPEED)
    return good


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--hostile-size", type=int, default=HOSTILE_CHARS, metavar="CHARS")
    size = parser.parse_args().hostile_size
    good = measure_bulletins()
    good &= measure_families(
        read_structure, FAMILIES, size, least_speed=LEAST_SPEED, most_ratio=MOST_RATIO
    )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
