"""Reads the text of a PDF file, page by page, within limits of size and time."""

import time
from typing import BinaryIO

from pypdf import PageObject, PdfReader
from pypdf.generic import DictionaryObject

from documents.files.reading import FileReading, UnreadableFileError

MAX_PAGES = 500
MAX_SECONDS = 20.0
MAX_CHARS = 5_000_000
# A page with less than a line of text is a scan or a picture.
LEAST_CHARS_A_PAGE = 20

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
    pages: list[str] = []
    guarded = [str(value) for value in (reader.metadata or {}).values() if isinstance(value, str)]
    is_partial = len(reader.pages) > MAX_PAGES
    finish = time.monotonic() + MAX_SECONDS
    chars = 0
    for page in reader.pages[:MAX_PAGES]:
        text = page.extract_text()
        pages.append(text)
        guarded.append("\n".join([text, *_notes(page)]))
        chars += len(text)
        is_partial = is_partial or len(text.strip()) < LEAST_CHARS_A_PAGE or _has_picture(page)
        if time.monotonic() > finish or chars > MAX_CHARS:
            is_partial = is_partial or len(pages) < len(reader.pages)
            break
    # A surrogate half, from a broken font table, cannot be stored.
    text = "\n".join(pages).encode("utf-8", "ignore").decode("utf-8").strip()
    return FileReading(text, guarded, is_partial)


def _notes(page: PageObject) -> list[str]:
    """Return what notes and rubber stamps laid over the page say."""
    found = []
    for reference in page.get("/Annots") or []:
        note = reference.get_object()
        if isinstance(note, DictionaryObject):
            found += [str(note[key]) for key in ("/Contents", "/Subj") if key in note]
    return found


def _has_picture(page: PageObject) -> bool:
    resources = page.get("/Resources")
    drawn = resources.get_object().get("/XObject") if resources else None
    if drawn is None:
        return False
    return any(
        item.get_object().get("/Subtype") == "/Image" for item in drawn.get_object().values()
    )
