"""Reads the text of a PDF file, page by page, within limits of size and time."""

import time
from typing import BinaryIO

from pypdf import PageObject, PdfReader
from pypdf.generic import DictionaryObject

from documents.files.pages import join_pages
from documents.files.reading import FileReading, UnreadableFileError

MAX_PAGES = 500
MAX_SECONDS = 45.0
MAX_CHARS = 5_000_000
# A page with less than a line of text is a scan or a picture.
LEAST_CHARS_A_PAGE = 20
MOST_TORN = 0.15

_DAMAGED = "tệp PDF bị hỏng, không đọc được. Mở lại, in hoặc lưu thành tệp PDF mới rồi thử lại."


def read_pdf(file: BinaryIO) -> FileReading:
    """Return the text of all pages, their notes and the file's own title.

    What lies beyond the limits, pages without text and pages with pictures make the
    reading partial. Raises UnreadableFileError for an encrypted or damaged file.
    """
    try:
        return _read(file)
    except UnreadableFileError:
        raise
    # A damaged file makes the parser stumble anywhere: KeyError, RecursionError, AttributeError…
    except Exception as error:
        raise UnreadableFileError(_DAMAGED) from error


def _read(file: BinaryIO) -> FileReading:
    reader = PdfReader(file, strict=False)
    if reader.is_encrypted:
        raise UnreadableFileError("tệp PDF có mật khẩu hoặc bị khóa. Hãy bỏ khóa rồi tải lại.")
    if not reader.pages:
        raise UnreadableFileError(_DAMAGED)
    reading = FileReading("")
    said = (reader.metadata or {}).values()
    reading.guarded = [str(value) for value in said if isinstance(value, str)]
    blank: list[int] = []
    finish = time.monotonic() + MAX_SECONDS
    chars = 0
    for index, page in enumerate(reader.pages[:MAX_PAGES]):
        raw, text = _page_text(page)
        reading.pages.append(text)
        reading.guarded.append("\n".join([raw, text, *_notes(page)]))
        reading.fonts |= _fonts(page)
        chars += len(text)
        has_picture = _has_picture(page)
        if len(text.strip()) < LEAST_CHARS_A_PAGE:
            blank.append(index)
            if has_picture:
                reading.scanned.append(index)
        reading.is_partial = reading.is_partial or has_picture or index in blank
        if time.monotonic() > finish or chars > MAX_CHARS:
            break
    reading.is_cut = len(reading.pages) < len(reader.pages)
    reading.is_partial = reading.is_partial or reading.is_cut
    if len(blank) == len(reading.pages):
        # Letters drawn as lines are no picture, and as illegible.
        reading.scanned = blank
    reading.text = join_pages(reading.pages)
    return reading


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


def _notes(page: PageObject) -> list[str]:
    """Return what notes and rubber stamps laid over the page say."""
    found = []
    for reference in page.get("/Annots") or []:
        note = reference.get_object()
        if isinstance(note, DictionaryObject):
            found += [str(note[key]) for key in ("/Contents", "/Subj") if key in note]
    return found


def _fonts(page: PageObject) -> set[str]:
    resources = page.get("/Resources")
    fonts = resources.get_object().get("/Font") if resources else None
    named = fonts.get_object().values() if fonts else ()
    return {str(font.get_object().get("/BaseFont", "")).lstrip("/") for font in named}


def _has_picture(page: PageObject) -> bool:
    resources = page.get("/Resources")
    drawn = resources.get_object().get("/XObject") if resources else None
    if drawn is None:
        return False
    return any(
        item.get_object().get("/Subtype") == "/Image" for item in drawn.get_object().values()
    )
