"""Run the whole suite on SQLite and on PostgreSQL side by side, and end with one summary.

A test that asks for no database would do the same twice, so it runs in SQLite's half alone; the
summary says how many, and the run fails when the halves together are not the whole suite.
SQLite's half is shown as it goes, the other's when both have ended. Arguments are handed to
pytest, for instance ``python -m tests.run tests/documents -k slug``.
"""

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

STARTED = time.monotonic()
RUNS = (("sqlite", "SQLite"), ("postgresql", "PostgreSQL"))


@dataclass(frozen=True)
class Outcome:
    """What one run of the suite came to."""

    title: str
    exit_code: int
    seconds: float
    left_out: int
    checks: int
    failed: tuple[str, ...]
    skipped: tuple[str, ...]


def main(arguments: list[str]) -> int:
    """Return 0 when both runs pass and together left nothing out, else 1."""
    with tempfile.TemporaryDirectory(prefix="vankien-report-") as folder:
        started = [_start(database, Path(folder), arguments) for database, _ in RUNS]
        outcomes = [
            _ended(run, title, Path(folder, database))
            for run, (database, title) in zip(started, RUNS, strict=True)
        ]
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
    fault = fault_of(outcomes)
    if fault:
        print(fault)
    return 1 if fault else 0


def fault_of(outcomes: list[Outcome]) -> str:
    """Return why the runs together do not pass, or ''; a check may have run on no database."""
    failed = [outcome.title for outcome in outcomes if outcome.exit_code != 0]
    if failed:
        return f"FAILED on {' and '.join(failed)}"
    if len({outcome.checks + outcome.left_out for outcome in outcomes}) > 1:
        return "FAILED: the runs do not have the same checks, so some ran on no database"
    return ""


def _start(database: str, folder: Path, arguments: list[str]) -> subprocess.Popen[bytes]:
    report = folder / f"{database}.xml"
    command = [sys.executable, "-m", "pytest", f"--junit-xml={report}", *arguments]
    # The first run writes to the screen, the others to a file, or their lines would mix.
    shown = None
    if database != RUNS[0][0]:
        command.append(f"--left-out={folder / database}.left-out")
        shown = (folder / f"{database}.txt").open("wb")
    return subprocess.Popen(
        command, env={**os.environ, "TEST_DATABASE": database}, stdout=shown, stderr=shown
    )


def _ended(run: subprocess.Popen[bytes], title: str, files: Path) -> Outcome:
    """Wait for a run and show what it wrote; the seconds are counted from the program's start."""
    print(f"\n======== {title} ========", flush=True)
    run.wait()
    written = files.with_suffix(".txt")
    if written.exists():
        print(written.read_text("utf-8", errors="replace"), flush=True)
    seconds = time.monotonic() - STARTED
    names = files.with_suffix(".left-out")
    left_out = len(names.read_text("utf-8").splitlines()) if names.exists() else 0
    report = _read_report(files.with_suffix(".xml"))
    return Outcome(title, run.returncode, seconds, left_out, *report)


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
    line = (
        f"{outcome.title:<11} {verdict}: {outcome.checks} checks, {len(outcome.failed)} failed, "
        f"{len(outcome.skipped)} skipped, {outcome.seconds:.0f} s"
    )
    if outcome.left_out:
        line += (
            f"; {outcome.left_out} more ask nothing of the database and ran on {RUNS[0][1]} alone"
        )
    return line


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
