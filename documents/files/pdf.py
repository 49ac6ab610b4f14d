"""Reads the text of a PDF file, page by page, within limits of size and time."""

import time
from collections.abc import Iterable
from io import BytesIO
from typing import BinaryIO

from pypdf import PageObject, PdfReader

from documents.files.office import read_office
from documents.files.pages import join_pages
from documents.files.patience import TooSlowError, at_most
from documents.files.pdf_labels import labels_of_file
from documents.files.pdf_laid_in import LaidIn, files_of_file, files_on_page, outline_titles
from documents.files.pdf_notes import said_of_file, said_on_page, without_tags
from documents.files.pdf_pictures import has_picture, is_pictured, shown_on
from documents.files.reading import (
    FileReading,
    Progress,
    Stage,
    UnreadableFileError,
    tell_nobody,
)

MAX_PAGES = 500
MAX_SECONDS = 45.0
# Where somebody sees it go on, no request waits for it, and the worker lets others go first.
MAX_SECONDS_TOLD = 240.0
# A page of a bulletin takes a tenth of a second; less than a worker has for a sign of life.
PAGE_SECONDS = 30.0
MAX_CHARS = 5_000_000
# A page with less than a line of text is a scan or a picture.
LEAST_CHARS_A_PAGE = 20
# What programs of scanning and signing type onto a picture of the page: "Scanned with
# CamScanner"; "Ký bởi: …, Cơ quan: …, Ngày ký: …". A page of running text has far more.
MOST_CHARS_ON_SCAN = 250
MOST_TORN = 0.15
_UTF16 = (b"\xff\xfe", b"\xfe\xff")

_DAMAGED = "tệp PDF bị hỏng, không đọc được. Mở lại, in hoặc lưu thành tệp PDF mới rồi thử lại."

_ENDLESS = (
    f"có trang đọc quá {PAGE_SECONDS:.0f} giây mà chưa xong nên đã dừng. Mở tệp bằng chương trình "
    "xem PDF, in lại thành tệp PDF mới rồi thử lại; hoặc dùng tệp Word, hoặc dán nội dung."
)


def read_pdf(file: BinaryIO, progress: Progress = tell_nobody) -> FileReading:
    """Return the text of all pages, their notes and the file's own title; tells of each page.

    What lies beyond the limits, pages without text and pages with pictures make the
    reading partial. Raises UnreadableFileError for a file that is encrypted, damaged, or has a page
    that takes for ever.
    """
    try:
        return _read(file, progress)
    except UnreadableFileError:
        raise
    except TooSlowError as error:
        raise UnreadableFileError(_ENDLESS) from error
    # A damaged file makes the parser stumble anywhere: KeyError, RecursionError, AttributeError…
    except Exception as error:
        raise UnreadableFileError(_DAMAGED) from error


def _read(file: BinaryIO, progress: Progress) -> FileReading:
    reading = FileReading("")
    most = MAX_SECONDS if progress is tell_nobody else MAX_SECONDS_TOLD
    finish = time.monotonic() + most
    with at_most(PAGE_SECONDS):
        reader = _opened(file)
        reading.guarded = _said_beside_pages(reader)
        all_pages = len(reader.pages)
    _guard_files(reader, reading)
    blank: list[int] = []
    for index in range(min(all_pages, MAX_PAGES)):
        with at_most(PAGE_SECONDS):
            page = reader.pages[index]
            _read_page(page, reading, blank)
            _guard_laid_in(files_on_page(page), reading)
        progress(Stage.PAGES, index + 1, all_pages)
        # What is guarded holds each page as found and as read, and what is laid over it.
        chars = max(sum(map(len, reading.pages)), sum(map(len, reading.guarded)) // 3)
        if time.monotonic() > finish or chars > MAX_CHARS:
            break
    reading.is_cut = len(reading.pages) < all_pages
    reading.is_partial = reading.is_partial or reading.is_cut
    if len(blank) == len(reading.pages):
        # Letters drawn as lines are no picture, and as illegible.
        reading.scanned = blank
    reading.text = join_pages(reading.pages)
    return reading


def _opened(file: BinaryIO) -> PdfReader:
    reader = PdfReader(file, strict=False)
    if reader.is_encrypted:
        raise UnreadableFileError("tệp PDF có mật khẩu hoặc bị khóa. Hãy bỏ khóa rồi tải lại.")
    if not reader.pages:
        raise UnreadableFileError(_DAMAGED)
    return reader


def _said_beside_pages(reader: PdfReader) -> list[str]:
    return [*said_of_file(reader), *outline_titles(reader), *labels_of_file(reader)]


def _guard_files(reader: PdfReader, reading: FileReading) -> None:
    """Have the files that belong to no page looked at; what takes too long is for a person."""
    try:
        with at_most(PAGE_SECONDS):
            _guard_laid_in(files_of_file(reader), reading)
    except TooSlowError:
        reading.is_partial = True


def _guard_laid_in(files: Iterable[LaidIn], reading: FileReading) -> None:
    """Add to what is guarded all that these files say; one that nobody reads is for a person."""
    for file in files:
        reading.guarded.append("\n".join(file.said))
        inner = None if file.content is None else _laid_in_reading(file.content)
        reading.guarded += inner.guarded if inner else []
        reading.is_partial = reading.is_partial or inner is None or inner.is_partial


def _laid_in_reading(content: bytes) -> FileReading | None:
    """Return what a file within a PDF says; None for a picture, a locked or a damaged one."""
    try:
        if b"%PDF-" in content[:1024]:
            return _inner_pdf(BytesIO(content))
        if content.startswith(b"PK\x03\x04"):
            return read_office(BytesIO(content), is_word=b"word/" in content)
        text = content.decode("utf-16" if content[:2] in _UTF16 else "utf-8-sig")
        return FileReading(text, [text, without_tags(text)])
    # Readers of strangers' files stumble anywhere; a person can still open it and look.
    except Exception:
        return None


def _inner_pdf(file: BinaryIO) -> FileReading:
    """Return what a PDF within a PDF says; one within that is for a person."""
    reader, reading = _opened(file), FileReading("")
    reading.guarded = _said_beside_pages(reader)
    reading.is_partial = len(reader.pages) > MAX_PAGES or any(files_of_file(reader))
    for page in reader.pages[:MAX_PAGES]:
        _read_page(page, reading, [])
        reading.is_partial = reading.is_partial or any(files_on_page(page))
    return reading


def _read_page(page: PageObject, reading: FileReading, blank: list[int]) -> None:
    """Add the next page to `reading`, and to `blank` when it has hardly any text."""
    index = len(reading.pages)
    raw, text = _page_text(page)
    reading.pages.append(text)
    reading.guarded.append("\n".join([raw, text, *said_on_page(page)]))
    reading.fonts |= _fonts(page)
    is_illustrated, length = has_picture(page), len(text.strip())
    if length < LEAST_CHARS_A_PAGE:
        blank.append(index)
        # What is drawn where hardly a letter stands is not left out as if nothing were there.
        is_scanned = is_illustrated or shown_on(page).is_drawn
    else:
        is_short = is_illustrated and length < MOST_CHARS_ON_SCAN
        is_scanned = is_short and is_pictured(page, shown_on(page))
    if is_scanned:
        reading.scanned.append(index)
    reading.is_partial = reading.is_partial or is_illustrated or index in blank


def _page_text(page: PageObject) -> tuple[str, str]:
    """Return the text of a page as found, and as it is read."""
    raw = text = _storable(page.extract_text())
    if _torn_share(raw) > MOST_TORN:
        # Slower, and by the places of the letters alone.
        laid_out = _storable(page.extract_text(extraction_mode="layout"))
        lines = [" ".join(line.split()) for line in laid_out.splitlines()]
        text = min(raw, "\n".join(filter(None, lines)), key=_torn_share)
    return raw, text


def _storable(text: str) -> str:
    """Return `text` without surrogate halves, which come from broken font tables."""
    return text.encode("utf-8", "ignore").decode("utf-8")


def _torn_share(text: str) -> float:
    """Return the share of single letters among the words of `text`.

    Where letters come from several fonts, as in a PDF printed by a browser, each is found by
    itself: "Ch ỉ th ị". Vietnamese has hardly a word of one letter.
    """
    words = text.split()
    return sum(len(word) == 1 and word.isalpha() for word in words) / max(1, len(words))


def _fonts(page: PageObject) -> set[str]:
    resources = page.get("/Resources")
    fonts = resources.get_object().get("/Font") if resources else None
    named = fonts.get_object().values() if fonts else ()
    return {str(font.get_object().get("/BaseFont", "")).lstrip("/") for font in named}
