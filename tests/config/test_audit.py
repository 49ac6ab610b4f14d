"""Whether Django is the newest of its line is compared, and no answer is no yes."""

import subprocess

import pytest

from config import audit


@pytest.mark.parametrize(
    ("versions", "newest"),
    [
        # Numbers, not letters: 19 comes behind 9.
        (["5.2.9", "5.2.19", "5.2.2"], "5.2.19"),
        # Another line, and what is not final, is no patch of ours.
        (["6.0.1", "5.2.1", "5.2.2rc1", "5.1.30"], "5.2.1"),
        (["5.2"], "5.2"),
    ],
)
def test_the_newest_patch_of_the_line_is_found(versions, newest):
    assert audit.newest_patch(versions) == newest


def test_without_a_version_of_the_line_there_is_no_answer():
    with pytest.raises(audit.NoAnswerError):
        audit.newest_patch(["6.0.1"])


def test_the_pin_is_read_from_the_lock_itself():
    assert audit.pinned_django(audit.LOCK.read_text("ascii")).startswith("5.2.")
    with pytest.raises(audit.NoAnswerError):
        audit.pinned_django("django-csp==4.0 \\\n")


def index_that_says(monkeypatch, code: int, out: str, err: str = ""):
    done = subprocess.CompletedProcess([], code, out, err)
    monkeypatch.setattr(audit.subprocess, "run", lambda *_, **__: done)


@pytest.mark.parametrize(
    ("code", "out", "err"),
    [
        (1, "", "ERROR: No matching distribution found for django"),
        # Trap: a program that ends well and tells nothing.
        (0, "", ""),
    ],
)
def test_where_the_index_cannot_be_asked_it_is_an_error(monkeypatch, code, out, err):
    index_that_says(monkeypatch, code, out, err)
    with pytest.raises(SystemExit, match="could not be asked"):
        audit.main()


def test_an_older_patch_is_an_error_and_the_newest_is_none(monkeypatch, capsys):
    pinned = audit.pinned_django(audit.LOCK.read_text("ascii"))
    index_that_says(monkeypatch, 0, f"django (5.2.999)\nAvailable versions: 5.2.999, {pinned}\n")
    with pytest.raises(SystemExit, match=r"newest of its line is 5\.2\.999"):
        audit.main()
    index_that_says(monkeypatch, 0, f"django ({pinned})\nAvailable versions: {pinned}, 5.2.1\n")
    audit.main()
    assert f"Django {pinned} is the newest" in capsys.readouterr().out


def test_a_machine_without_an_index_says_so_and_goes_on_where_it_may(monkeypatch, capsys):
    index_that_says(monkeypatch, 1, "", "ERROR: no network")
    audit.main(["--may-go-unasked"])
    assert "NOT CHECKED" in capsys.readouterr().out
    # A patch that is known of is none the less an error.
    index_that_says(monkeypatch, 0, "Available versions: 5.2.999\n")
    with pytest.raises(SystemExit, match=r"newest of its line is 5\.2\.999"):
        audit.main(["--may-go-unasked"])


def test_every_run_of_the_checks_asks():
    asks = "python -m config.audit --may-go-unasked || result=1"
    assert asks in (audit.LOCK.parent / ".ci" / "run").read_text("utf-8")
