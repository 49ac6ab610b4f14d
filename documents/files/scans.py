"""Reads the pages of a PDF that are pictures, by `ocrmypdf` where the machine has it."""

import re
from pathlib import Path
from typing import BinaryIO

from pypdf import PdfReader, PdfWriter

from documents.files.programs import ProgramTooSlowError, find_program, program_folder, run_program
from documents.files.reading import (
    FileReading,
    Progress,
    Stage,
    UnreadableFileError,
    tell_nobody,
)

PROGRAM = "ocrmypdf"
# A page takes five to fifteen seconds on a small machine, and a person waits for all of them.
MAX_SCANNED_PAGES = 15
MAX_SECONDS = 240.0
# A page of a bulletin printed at 600 dots an inch has 35 million.
MAX_MEGAPIXELS = 100
# A page holds some 4 kB.
MAX_TEXT_BYTES = 2 * 1024 * 1024
# "[skipped page]", "[OCR skipped on page(s) 1-2]": what the program says for a text it has not.
_SKIPPED = re.compile(r"\s*\[(?:OCR skipped on|skipped) page[^\]]*\]\s*")

NOT_INSTALLED = (
    "có bản chụp ở trang {pages}, không có chữ để đọc, và máy chủ chưa cài chương trình nhận dạng "
    "chữ (trên Debian: apt-get install ocrmypdf tesseract-ocr-vie). Hãy dùng tệp Word, PDF có chữ, "
    "hoặc dán nội dung."
)
_ELSEWHERE = (
    "Hãy tách thành nhiều tệp, hoặc chạy “ocrmypdf -l vie tệp-vào.pdf tệp-ra.pdf” trên máy của "
    "bạn trước rồi chọn tệp ra."
)
_NOT_READ = "không nhận dạng được chữ trên các trang chụp. Hãy dùng tệp Word hoặc dán nội dung."


def refuse_unreadable_scan(reading: FileReading) -> None:
    """Raise UnreadableFileError when this machine cannot read the pages that are pictures.

    Costs nothing: asked before a person is, and long before the reading itself.
    """
    if find_program(PROGRAM) is None:
        raise UnreadableFileError(NOT_INSTALLED.format(pages=_ranges(reading.scanned)))
    if len(reading.scanned) > MAX_SCANNED_PAGES:
        raise UnreadableFileError(
            f"có {len(reading.scanned)} trang chụp, nhiều hơn mức {MAX_SCANNED_PAGES} trang đọc "
            f"được một lần. {_ELSEWHERE}"
        )


def _ranges(indexes: list[int]) -> str:
    """Return pages as a person counts them: "1, 3-5"."""
    runs: list[list[int]] = []
    for number in (index + 1 for index in indexes):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def read_scanned_pages(
    file: BinaryIO, reading: FileReading, progress: Progress = tell_nobody
) -> list[str]:
    """Return the text of every page, the pages that are pictures recognised.

    `reading` is what `read_pdf` made of the file. Raises UnreadableFileError when it takes
    longer than MAX_SECONDS or fails. Nothing is left of the file and its text outside memory.
    """
    refuse_unreadable_scan(reading)
    with program_folder() as folder:
        _copy_pages(file, reading.scanned, folder / "in.pdf")
        try:
            is_done = run_program(
                _command(),
                folder,
                MAX_SECONDS,
                lambda: progress(Stage.SCANS, _pages_done(folder), len(reading.scanned)),
            )
        except ProgramTooSlowError as error:
            raise UnreadableFileError(
                f"nhận dạng chữ quá {MAX_SECONDS:.0f} giây mà chưa xong nên đã dừng. {_ELSEWHERE}"
            ) from error
        found = folder / "text.txt"
        if not is_done or not found.exists():
            raise UnreadableFileError(_NOT_READ)
        with found.open("rb") as stream:
            raw = stream.read(MAX_TEXT_BYTES)
    recognised = raw.decode("utf-8", "replace").split("\f")
    if len(recognised) != len(reading.scanned) or any(map(_SKIPPED.fullmatch, recognised)):
        raise UnreadableFileError(_NOT_READ)
    pages = list(reading.pages)
    for index, text in zip(reading.scanned, recognised, strict=True):
        pages[index] = text
    return pages


def _pages_done(folder: Path) -> int:
    """Return how many pages are recognised: the program keeps a text of each while it works.

    Where a release names them otherwise, none is counted until the end, and nothing else fails.
    """
    return len(list(folder.glob("ocrmypdf.io.*/*_ocr_*.txt")))


def _copy_pages(file: BinaryIO, indexes: list[int], path: Path) -> None:
    """Write the pages at `indexes` of a PDF into another, so that each is recognised.

    The program tells of pages it passes over in one line for several, and then the texts that
    follow belong to nobody knows which page.
    """
    writer = PdfWriter()
    file.seek(0)
    try:
        source = PdfReader(file, strict=False)
        for index in indexes:
            writer.add_page(source.pages[index])
        writer.write(path)
    # A damaged page makes the parser stumble anywhere, as in `pdf`.
    except Exception as error:
        raise UnreadableFileError(_NOT_READ) from error


def _command() -> list[str]:
    """Return the command; the names of files are ours, none that a person gave reaches it."""
    return [
        *(find_program(PROGRAM) or PROGRAM, "--language", "vie", "--force-ocr"),
        *("--sidecar", "text.txt", "--jobs", "1", "--output-type", "pdf", "--optimize", "0"),
        *("--max-image-mpixels", str(MAX_MEGAPIXELS), "--quiet", "in.pdf", "out.pdf"),
    ]
