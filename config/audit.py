"""`python -m config.audit`: whether Django is pinned at the newest patch of its line.

Part of `make audit`, which needs an index; where none can be asked that is an error and no answer.
`.ci/run` asks with `--may-go-unasked`: a machine without an index says so and goes on.
"""

import argparse
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

LOCK = Path(__file__).resolve().parent.parent / "requirements.txt"
_ASK_SECONDS = 60


class NoAnswerError(Exception):
    """The index told nothing that could be compared; the message says what it said."""


def main(arguments: Sequence[str] = ()) -> None:
    parser = argparse.ArgumentParser(prog="python -m config.audit")
    parser.add_argument("--may-go-unasked", action="store_true", help="no index is no error")
    may_go_unasked = parser.parse_args(arguments).may_go_unasked
    try:
        pinned, newest = pinned_django(LOCK.read_text("ascii")), newest_patch(versions_on_index())
    except NoAnswerError as error:
        said = f"The index could not be asked for Django's versions: {error}"
        if may_go_unasked:
            print(f"NOT CHECKED: {said}")
            return
        sys.exit(said)
    if pinned != newest:
        sys.exit(f"Django is pinned at {pinned}; the newest of its line is {newest}: make lock.")
    print(f"Django {pinned} is the newest of its line.")


def pinned_django(lock: str) -> str:
    """Return the version of Django in a lock; NoAnswerError where there is none."""
    found = re.search(r"^django==([\d.]+)", lock, re.MULTILINE)
    if found is None:
        raise NoAnswerError("requirements.txt pins no Django")
    return found[1]


def versions_on_index() -> list[str]:
    """Return every version of Django that pip finds on its index; NoAnswerError without one."""
    command = [sys.executable, "-m", "pip", "index", "versions", "django"]
    try:
        asked = subprocess.run(
            command, capture_output=True, text=True, timeout=_ASK_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise NoAnswerError(f"no answer within {_ASK_SECONDS} seconds") from error
    listed = re.search(r"^Available versions: (.+)$", asked.stdout, re.MULTILINE)
    if asked.returncode or listed is None:
        raise NoAnswerError(asked.stderr.strip()[-300:] or "an empty answer")
    return listed[1].split(", ")


def newest_patch(versions: list[str], line: str = "5.2") -> str:
    """Return the newest final version of a line: 5.2.19 of 5.2; NoAnswerError without one."""
    final = re.compile(rf"{re.escape(line)}(\.\d+)?")
    found = [version for version in versions if final.fullmatch(version)]
    if not found:
        raise NoAnswerError(f"no version of {line} among {len(versions)}")
    return max(found, key=lambda version: [int(part) for part in version.split(".")])


if __name__ == "__main__":
    main(sys.argv[1:])
