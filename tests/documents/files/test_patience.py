"""Work that would never end is broken off, and nothing of that reaches the work after it."""

import threading
import time
from contextlib import suppress
from io import BytesIO

import pytest

from documents.files import patience, pdf
from documents.files.patience import TooSlowError, at_most
from documents.files.pdf import read_pdf
from documents.files.reading import UnreadableFileError
from tests.documents.files.pdfs import lines, vietnamese_pdf


def never_ends(*_):
    while True:
        # As parsers do with what a damaged file makes them stumble over.
        with suppress(Exception):
            len("")


def test_what_never_ends_is_broken_off_in_any_thread():
    ends = []

    def work():
        try:
            with at_most(0.1):
                never_ends()
        except TooSlowError as error:
            ends.append(error)

    work()
    other = threading.Thread(target=work)
    other.start()
    other.join(20)
    assert len(ends) == 2


def test_what_ends_in_time_is_never_broken_off_later():
    for _ in range(20):
        with at_most(0.02):
            pass
    time.sleep(0.1)


def test_an_error_that_comes_too_late_goes_no_further(monkeypatch):
    """Raised in the moment in which the work ends by itself: taken back, or told as such."""
    fired, real = [], patience._raise_in

    def note(thread, error):
        fired.append(error)
        real(thread, error)

    monkeypatch.setattr(patience, "_raise_in", note)
    for wait in range(40):
        try:
            with at_most(0.01):
                time.sleep(0.009 + wait / 20_000)
        except TooSlowError:
            continue
    # Steps at which one left over would be raised.
    assert sum(range(10_000)) > 0
    assert fired.count(None) == 40


def test_a_page_of_a_pdf_that_never_ends_is_told_and_a_slow_file_is_not_called_so(monkeypatch):
    content = vietnamese_pdf(lines("Chỉ thị"), lines("Kế hoạch"))
    with BytesIO(content) as file:
        assert read_pdf(file).pages == ["Chỉ thị", "Kế hoạch"]
    monkeypatch.setattr(pdf, "PAGE_SECONDS", 0.2)
    monkeypatch.setattr(pdf, "_page_text", never_ends)
    with BytesIO(content) as file, pytest.raises(UnreadableFileError, match="chưa xong nên đã"):
        read_pdf(file)
