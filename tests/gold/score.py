"""Scores the citation reader against the gold: ``python -m tests.gold.score [--update]``.

Prints recall, precision, spans and fields per file and kind, every miss, and fails when a
figure is worse than the committed one in ``figures.json``. It counts as the conventions of
the gold do: a prediction is right when it overlaps a gold span of its kind and number and
symbol agree; optional spans are neither right nor wrong.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from documents.citations import Citation, code_key, find_citations
from organizations.text import fold
from tests.gold.shared import shared_folder

FIGURES = Path(__file__).with_name("figures.json")
KINDS = ("full", "short", "named")
FIELDS = ("type", "date", "issuer")

Row = dict[str, Any]
Figures = dict[str, dict[str, dict[str, int]]]


@dataclass
class Result:
    """The counts of one file and kind, and a line for each thing that is not right."""

    gold: int = 0
    found: int = 0
    wrong: int = 0
    span: int = 0
    type: int = 0
    date: int = 0
    issuer: int = 0
    misses: list[str] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        names = ("gold", "found", "wrong", "span", *FIELDS)
        return {name: getattr(self, name) for name in names}


def read_rows(path: Path) -> list[Row]:
    """Return the rows of a gold file, [] when there is none."""
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def gold_names(folder: Path) -> list[str]:
    """Return the names of the bulletins that have gold, oldest first."""
    files = (folder / "gold").glob("*.jsonl")
    return sorted(path.stem for path in files if "optional" not in path.name)


def score_file(folder: Path, name: str) -> dict[str, Result]:
    """Read one bulletin and compare with its gold; one result a kind."""
    text = (folder / "bulletins" / f"{name}.txt").read_bytes().decode()
    gold = read_rows(folder / "gold" / f"{name}.jsonl")
    optional = read_rows(folder / "gold" / f"{name}.optional.jsonl")
    return compare(gold, list(find_citations(text)), optional)


def compare(gold: list[Row], found: list[Citation], optional: list[Row]) -> dict[str, Result]:
    """Pair what was found with the gold and count, kind by kind."""
    results = {}
    for kind in KINDS:
        result = Result()
        free = [row for row in gold if row["kind"] == kind]
        result.gold = len(free)
        for citation in (one for one in found if one.kind == kind):
            row = next((one for one in free if _same(one, citation)), None)
            if row is not None:
                free.remove(row)
                _count_pair(result, row, citation)
            elif not _is_indifferent(citation, gold, optional):
                result.wrong += 1
                result.misses.append(f"WRONG  {kind} @{citation.start}: {citation.text!r}")
        result.misses += [f"MISSED {kind} @{row['start']}: {row['text']!r}" for row in free]
        results[kind] = result
    return results


def _overlaps(row: Row, citation: Citation) -> bool:
    return bool(row["start"] < citation.end and citation.start < row["end"])


def _same(row: Row, citation: Citation) -> bool:
    if not _overlaps(row, citation):
        return False
    wanted = code_key(row["number"] or "", row["year_in_number"] or "", row["symbol"] or "")
    symbol = citation.symbol or ""
    return wanted == code_key(citation.number or "", citation.year_in_number or "", symbol)


def _is_indifferent(citation: Citation, gold: list[Row], optional: list[Row]) -> bool:
    others = [row for row in gold if row["kind"] != citation.kind]
    return any(_overlaps(row, citation) for row in (*optional, *others))


def _count_pair(result: Result, row: Row, citation: Citation) -> None:
    result.found += 1
    if (row["start"], row["end"]) == (citation.start, citation.end):
        result.span += 1
    else:
        result.misses.append(f"SPAN   want {row['text']!r}, got {citation.text!r}")
    for name in FIELDS:
        wanted, got = row[name] or "", getattr(citation, name) or ""
        if fold(wanted) == fold(got):
            setattr(result, name, getattr(result, name) + 1)
        else:
            result.misses.append(f"FIELD  {name} @{row['start']}: want {wanted!r}, got {got!r}")


def losses(now: Figures, committed: Figures) -> Iterator[str]:
    """Yield a sentence for each figure that is worse than the committed one."""
    for name, kinds in committed.items():
        for kind, figures in kinds.items():
            for figure, value in figures.items():
                got = now.get(name, {}).get(kind, {}).get(figure, 0)
                worse = got > value if figure == "wrong" else got < value
                if worse:
                    yield f"{name} {kind}: {figure} was {value}, is {got}"


def measure(folder: Path) -> tuple[Figures, dict[str, dict[str, Result]]]:
    """Return the figures of all gold files, and the results they come from."""
    results = {name: score_file(folder, name) for name in gold_names(folder)}
    figures = {
        name: {kind: result.counts() for kind, result in kinds.items()}
        for name, kinds in results.items()
    }
    return figures, results


def _line(name: str, kind: str, results: Iterable[Result]) -> str:
    total = Result()
    for result in results:
        for count, value in result.counts().items():
            setattr(total, count, getattr(total, count) + value)
    recall = total.found / total.gold if total.gold else 1.0
    said = total.found + total.wrong
    precision = total.found / said if said else 1.0
    f1 = 2 * recall * precision / (recall + precision) if recall + precision else 0.0
    shares = [
        getattr(total, one) / total.found if total.found else 1.0 for one in ("span", *FIELDS)
    ]
    return (
        f"{name:10} {kind:6} {total.gold:5} {total.found:6} {total.wrong:6} "
        f"{recall:7.3f} {precision:9.3f} {f1:6.3f} " + " ".join(f"{share:6.3f}" for share in shares)
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--update", action="store_true", help="commit today's figures")
    arguments = parser.parse_args()
    folder = shared_folder()
    if folder is None:
        print("gold not found: set VANKIEN_SHARED or put `shared` beside the repository")
        return 1
    figures, results = measure(folder)
    print(
        "file       kind    gold  found  wrong  recall precision     f1   span   type   date issuer"
    )
    for name, kinds in results.items():
        for kind, result in kinds.items():
            print(_line(name, kind, [result]))
    for kind in KINDS:
        print(_line("all", kind, [kinds[kind] for kinds in results.values()]))
    for name, kinds in results.items():
        for result in kinds.values():
            for miss in result.misses:
                print(f"{name}: {miss}")
    if arguments.update:
        FIGURES.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
        return 0
    worse = list(losses(figures, json.loads(FIGURES.read_text("utf-8"))))
    print("\n".join(f"LOSS {line}" for line in worse) or "no loss against the committed figures")
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())
