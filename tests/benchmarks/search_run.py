"""Runs benchmarks of the search on both databases, making the documents first.

``python -m tests.benchmarks.search_run --size 1000000 bench_search bench_search_known``

SQLite lives in --folder (a temporary one when it is not given) and is made only once there;
PostgreSQL is DATABASE_URL when that is given, else a server that ends with this program.
Ends with 1 when a script failed on a database.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from tests.postgres import running_postgres

USUAL_SIZE = 20_000
# What a server for a million documents is given: its index and rows lie in memory. The usual
# 128 MB has every row of a search fetched from the system.
SERVER = ("shared_buffers=4GB",)


def make_documents(environment: Mapping[str, str], size: int) -> None:
    """Fill the database that `environment` names, as far as it is not filled yet."""
    for command in (
        ("migrate", "--verbosity", "0"),
        ("load_reference",),
        ("load_demo",),
        ("generate_documents", str(size)),
    ):
        subprocess.run([sys.executable, "manage.py", *command], env=environment, check=True)


def run(environment: Mapping[str, str], scripts: Sequence[str]) -> bool:
    good = True
    for script in scripts:
        print(f"== {script}", flush=True)
        command = [sys.executable, "-m", f"tests.benchmarks.{script}"]
        good &= subprocess.run(command, env=environment).returncode == 0
    return good


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=USUAL_SIZE, metavar="N")
    parser.add_argument("--folder", type=Path, help="where the data of SQLite stays")
    parser.add_argument("scripts", nargs="+")
    options = parser.parse_args()
    # generate_documents fills only a registry that is for trying.
    shared = {**os.environ, "DEMO": "1", "DEBUG": "0"}
    given_url = shared.pop("DATABASE_URL", None)
    good = True
    with ExitStack() as resources:
        folder = options.folder or Path(
            resources.enter_context(tempfile.TemporaryDirectory(prefix="vankien-bench-"))
        )
        for name in ("sqlite", "postgresql"):
            own = folder / f"{name}-{options.size}"
            own.mkdir(parents=True, exist_ok=True)
            environment = {**shared, "DATA_DIR": str(own)}
            if name == "postgresql":
                url = given_url or resources.enter_context(running_postgres(SERVER))
                environment["DATABASE_URL"] = url
            print(f"======== {name}, {options.size:,} documents ========", flush=True)
            make_documents(environment, options.size)
            good &= run(environment, options.scripts)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
