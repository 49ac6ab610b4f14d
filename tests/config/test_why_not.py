"""A command that cannot run says why in a sentence, without a traceback."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.config.serving import ROOT, site_environment


def command(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Type a command of manage.py, with settings of its own."""
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env={**site_environment(), "PYTHONIOENCODING": "utf-8", **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_a_setting_that_is_refused_is_the_only_line(tmp_path: Path) -> None:
    finished = command("check", DATA_DIR=str(tmp_path), ALLOWED_HOSTS="*")
    assert finished.returncode == 1
    assert finished.stderr == "ALLOWED_HOSTS=* nhận mọi tên. Ghi rõ từng tên của trang.\n"


@pytest.mark.parametrize("words", [("setup",), ("load_reference",)])
def test_a_database_that_is_not_there_yet_asks_for_migrate(tmp_path: Path, words) -> None:
    finished = command(*words, DATA_DIR=str(tmp_path), DATABASE_URL="")
    assert finished.returncode == 1
    assert finished.stderr == (
        "Cơ sở dữ liệu chưa theo kịp phiên bản này. Hãy chạy: manage.py migrate\n"
    )


def test_a_database_that_does_not_answer_is_named_with_its_own_words(tmp_path: Path) -> None:
    away = f"postgresql://u:secret-word@%2F{tmp_path.as_posix()[1:].replace('/', '%2F')}/name"
    finished = command("load_reference", DATA_DIR=str(tmp_path), DATABASE_URL=away)
    assert finished.returncode == 1
    assert finished.stderr.startswith("Cơ sở dữ liệu đang dừng hoặc đang khởi động lại. Nguyên văn")
    assert "Traceback" not in finished.stderr
    assert "secret-word" not in finished.stderr


def test_a_fault_of_the_program_keeps_its_traceback(tmp_path: Path) -> None:
    finished = command("shell", "-c", "1 / 0", DATA_DIR=str(tmp_path), DATABASE_URL="")
    assert finished.returncode == 1
    assert finished.stderr.rstrip().endswith("ZeroDivisionError: division by zero")
