"""A program of the system gets a folder of its own, alone, and what was left behind goes."""

import os
import time

import pytest

from documents.files import programs
from documents.files.reading import UnreadableFileError


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


def test_folders_of_killed_processes_are_removed_and_no_others(temporary):
    names = ("van-kien-cu", "van-kien-moi", "cua-nguoi-khac")
    for name in names:
        (temporary / name / "profile").mkdir(parents=True)
    long_ago = time.time() - programs.LEFT_SECONDS - 60
    for name in ("van-kien-cu", "cua-nguoi-khac"):
        os.utime(temporary / name, (long_ago, long_ago))
    with programs.program_folder():
        pass
    assert {folder.name for folder in temporary.iterdir()} == {"van-kien-moi", "cua-nguoi-khac"}
