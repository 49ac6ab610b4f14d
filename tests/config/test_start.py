"""Starting what cannot run: gunicorn, a taken port, and a pipe that nobody reads any more."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.config.serving import ROOT, free_port, site_environment

GUNICORN = [Path(sys.executable).with_name("gunicorn"), "-c", "config/gunicorn.py", "config.wsgi"]


def run(command: list[str | Path], **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=ROOT,
        env=site_environment(PYTHONIOENCODING="utf-8", **settings),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_gunicorn_does_not_start_without_collected_files(tmp_path):
    finished = run(GUNICORN, DATA_DIR=str(tmp_path), PORT=str(free_port()))
    assert finished.returncode == 1
    # One line, so neither a traceback nor a warning in English stands around it.
    (line,) = finished.stderr.splitlines()
    assert line.startswith("config.E001: Thiếu")
    assert "manage.py collectstatic" in line


@pytest.mark.parametrize("command", [GUNICORN, [sys.executable, "-m", "config.gunicorn"]])
def test_a_taken_port_is_said_once_with_another_to_take(tmp_path, taken_port, command):
    finished = run(command, DATA_DIR=str(tmp_path), PORT=str(taken_port))
    assert finished.returncode == 1
    assert finished.stderr == (
        f"Cổng {taken_port} đang có chương trình khác dùng. "
        "Chọn cổng khác, ví dụ PORT=8080 make run.\n"
    )


def test_a_free_port_is_passed_over_in_silence(tmp_path):
    finished = run([sys.executable, "-m", "config.gunicorn"], PORT=str(free_port()))
    assert (finished.returncode, finished.stdout, finished.stderr) == (0, "", "")


def test_a_reader_that_leaves_a_pipe_early_sees_no_traceback(tmp_path):
    text = tmp_path / "dai.txt"
    # More than a pipe holds, so that writing must fail.
    text.write_text("Chỉ thị số 24-CT/TU, ngày 19/5/2023. " * 2000, "utf-8")
    command = [sys.executable, "manage.py", "extract_citations", str(text)]
    environment = site_environment(DATA_DIR=str(tmp_path))
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as reading:
        assert reading.stdout.readline().startswith(b"{")
        reading.stdout.close()
        assert reading.stderr.read() == b""
    assert reading.returncode == 141
