"""Run the whole suite on SQLite and on PostgreSQL, and end with one summary: `make test`.

Arguments are handed to pytest, for instance ``python -m tests.run tests/documents -k slug``.
"""

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

RUNS = (("sqlite", "SQLite"), ("postgresql", "PostgreSQL"))


@dataclass(frozen=True)
class Outcome:
    """What one run of the suite came to."""

    title: str
    exit_code: int
    seconds: float
    checks: int
    failed: tuple[str, ...]
    skipped: tuple[str, ...]


def main(arguments: list[str]) -> int:
    """Return 0 when both runs pass, else 1."""
    outcomes = [_run(database, title, arguments) for database, title in RUNS]
    print("\n======== summary of both databases ========")
    for outcome in outcomes:
        for name in outcome.failed:
            print(f"FAILED on {outcome.title}: {name}")
    # One check that cannot run is one line, not one for each database.
    skipped = sorted({name for outcome in outcomes for name in outcome.skipped})
    for name in skipped:
        print(f"SKIPPED {name}")
    for outcome in outcomes:
        print(_line(outcome))
    return 0 if all(outcome.exit_code == 0 for outcome in outcomes) else 1


def _run(database: str, title: str, arguments: list[str]) -> Outcome:
    print(f"\n======== {title} ========", flush=True)
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="vankien-report-") as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", f"--junit-xml={report}", *arguments]
        finished = subprocess.run(command, env={**os.environ, "TEST_DATABASE": database})
        seconds = time.monotonic() - started
        return Outcome(title, finished.returncode, seconds, *_read_report(report))


def _read_report(report: Path) -> tuple[int, tuple[str, ...], tuple[str, ...]]:
    """Return the number of checks in a JUnit report, the failed ones, the skipped with reasons.

    A run that broke off before its first check has left no report: nothing was counted then.
    """
    if not report.is_file():
        return 0, (), ()
    cases = list(ElementTree.parse(report).getroot().iter("testcase"))
    failed, skipped = [], []
    for case in cases:
        name = f"{case.get('classname')}.{case.get('name')}"
        mark = case.find("skipped")
        if mark is not None:
            skipped.append(f"{name}: {mark.get('message')}")
        if case.find("failure") is not None or case.find("error") is not None:
            failed.append(name)
    return len(cases), tuple(failed), tuple(skipped)


def _line(outcome: Outcome) -> str:
    verdict = "passed" if outcome.exit_code == 0 else f"FAILED (exit code {outcome.exit_code})"
    return (
        f"{outcome.title:<11} {verdict}: {outcome.checks} checks, {len(outcome.failed)} failed, "
        f"{len(outcome.skipped)} skipped, {outcome.seconds:.0f} s"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
