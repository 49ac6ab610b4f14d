"""A run over a whole table that is killed: the next goes on with it, and memory stays small."""

import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from documents.search import rebuilding
from tests.config.serving import ROOT, site_environment
from tests.migrated import lay_migrated_file

# Promised for a million documents; each process works on a batch at a time.
MOST_KILOBYTES = 500_000
# Runs a command and then prints the most memory it took. In a small process of its own: what is
# started counts the memory of who starts it, and of the tests that is more than is promised.
MEASURED = (
    "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True); "
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
)


@pytest.mark.slow
def test_a_killed_run_is_gone_on_with_and_memory_stays_small(tmp_path):
    environment = site_environment(DATA_DIR=str(tmp_path), DEMO="1")

    def manage(*arguments, run=subprocess.run, measured=(), **options):
        command = [*measured, sys.executable, "manage.py", *arguments]
        return run(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL, **options)

    lay_migrated_file(tmp_path / "van-kien.sqlite3")
    count = 4 * rebuilding.BATCH
    manage("generate_documents", str(count), "--no-index", "--processes", "1", check=True)
    database = sqlite3.connect(tmp_path / "van-kien.sqlite3")

    def indexed(table="documents_passage"):
        return database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]

    killed = manage("index_search", run=subprocess.Popen)
    deadline = time.monotonic() + 120
    while not indexed() and killed.poll() is None and time.monotonic() < deadline:
        time.sleep(0.005)
    killed.kill()
    assert killed.wait() == -signal.SIGKILL
    # Whole batches only, and not all of them.
    done = database.execute("SELECT count(DISTINCT document_id) FROM documents_passage").fetchone()
    assert 0 < done[0] < count
    assert done[0] % rebuilding.BATCH == 0
    measured = (sys.executable, "-c", MEASURED)
    run = manage("index_search", measured=measured, check=True, stdout=subprocess.PIPE, text=True)
    *told, most = run.stdout.splitlines(keepends=True)
    assert told == [f"Chỉ mục tìm kiếm: đã ghi {count - done[0]}/{count - done[0]} văn bản.\n"]
    assert indexed() >= count
    # What FTS5 holds is what the table holds.
    asked = "documents_passage_index WHERE documents_passage_index MATCH '\"t:\"*'"
    assert indexed(asked) == indexed()
    database.close()
    assert int(most) < MOST_KILOBYTES
