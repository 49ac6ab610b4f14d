"""A program of the system gets a folder of its own, alone, and what was left behind goes."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from documents.files import programs
from documents.files.reading import UnreadableFileError
from tests.documents.files.programs import Programs


def test_a_second_file_is_asked_to_wait_and_read_afterwards(temporary):
    with programs.program_folder() as folder:
        assert folder.parent == temporary
        waits = pytest.raises(UnreadableFileError, match="thử lại sau ít phút")
        with waits, programs.program_folder():
            pass
    assert not folder.exists()
    with programs.program_folder() as folder:
        assert folder.exists()


def test_a_failure_lets_the_next_file_in(temporary):
    with pytest.raises(UnreadableFileError, match="hỏng"), programs.program_folder():
        raise UnreadableFileError("hỏng")
    with programs.program_folder() as folder:
        assert [folder] == list(temporary.iterdir())


@pytest.mark.parametrize("is_next_program", [True, False])
def test_the_folder_of_a_killed_process_is_removed_and_no_other(temporary, is_next_program):
    with programs.program_folder() as folder:
        left = temporary / f"{folder.name}-cu"
    others = {"van-kien-cua-so-khac-1", "cua-nguoi-khac"}
    for path in (left, *(temporary / name for name in others)):
        (path / "profile").mkdir(parents=True)
    if is_next_program:
        with programs.program_folder():
            pass
    else:
        programs.remove_left_folders()
    assert {path.name for path in temporary.iterdir()} == others


def test_the_folder_of_a_program_that_runs_stays(temporary):
    with programs.program_folder() as folder:
        programs.remove_left_folders()
        assert folder.exists()


@pytest.mark.program("setpriv")
def test_a_program_dies_with_the_process_that_waits_for_it(temporary):
    """Killed as the system kills: nothing is tidied up, and yet nobody reads the file on."""
    code = (
        "import sys; from pathlib import Path; from documents.files.programs import run_program; "
        "run_program(['sh', '-c', 'echo $$ > pid; exec sleep 60'], Path(sys.argv[1]), 60, int)"
    )
    waiting = subprocess.Popen([sys.executable, "-c", code, str(temporary)])
    pid = temporary / "pid"
    until(lambda: pid.exists() and pid.read_text().strip())
    program = Path(f"/proc/{pid.read_text().strip()}")
    assert program.exists()
    waiting.kill()
    waiting.wait()
    until(lambda: not program.exists() or "Z" in (program / "stat").read_text().split()[2])


def until(is_so, seconds=20):
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_program_runs_on_a_machine_without_what_restrains_it(temporary, tmp_path, monkeypatch):
    Programs(tmp_path, monkeypatch).install("reads", 'echo "read" > "$NOTES"')
    program = programs.find_program("reads")
    monkeypatch.setattr(programs.shutil, "which", lambda name: None)
    with programs.program_folder() as folder:
        assert programs.run_program([program], folder, 10, int) is True
    assert (tmp_path / "notes").read_text() == "read\n"
