"""A big Word file and a long PDF for trials, their words invented."""

import os
import zlib
from io import BytesIO
from textwrap import wrap
from typing import Any

from docx import Document
from docx.shared import Cm

from tests.documents.files.pdfs import lines, vietnamese_pdf

FILE_BYTES = 10 * 1024 * 1024
PARAGRAPHS, PAGES = 400, 300
CITED = "Thực hiện Chỉ thị số {number}-CT/TU, ngày {day:02}/{month:02}/2023 của Tỉnh ủy Mẫu Sơn. "
# Another place in each paragraph: a line that all pages share would pass for a running header.
FILLER = "Các chi bộ ở {place} đã chủ động triển khai nhiều việc làm cụ thể trong tháng. "
FIRST = ("Bản", "Nà", "Khuổi", "Lũng", "Phia", "Pác", "Thông", "Tổng", "Cốc", "Đông")
SECOND = "abcdeghiklmnopqrstuvxy"
HEADING_EACH = 20
LINES_A_PAGE, LINE_CHARS = 36, 90
# Of each file, the contents before the first one among them.
ITEMS = {"docx": 1 + PARAGRAPHS // HEADING_EACH, "pdf": 1 + PAGES // HEADING_EACH}


def paragraphs(count: int, chars: int, first: int) -> list[str]:
    """Return `count` paragraphs of about `chars`, each with a citation, in items of a bulletin.

    They cite the numbers from `first` on: to enter a document nobody has named is what takes time.
    """
    found = ["NỘI DUNG"]
    for number in range(count):
        if number % HEADING_EACH == 0:
            found.append(f"{number // HEADING_EACH + 1}. Việc thử nghiệm trong tháng")
        cited = CITED.format(number=first + number, day=1 + number % 28, month=1 + number % 12)
        place = f"{FIRST[number % len(FIRST)]} L{SECOND[number // len(FIRST) % len(SECOND)]}ng"
        said = FILLER.format(place=place)
        found.append(f"Tại {place}: {cited}{said * (chars // len(said))}")
    return found


def word_file_of() -> tuple[str, bytes]:
    """Return (name, content) of a Word file of about `FILE_BYTES`, most of it pictures."""
    document = _document(paragraphs(PARAGRAPHS, 2_000, first=1))
    for _ in range(10):
        document.add_picture(BytesIO(_picture(FILE_BYTES // 10)), width=Cm(15))
    return "ban-tin.docx", _saved(document)


def pdf_of() -> tuple[str, bytes]:
    """Return (name, content) of a PDF of `PAGES` pages of text, each line drawn for itself.

    Written here: LibreOffice takes longer to print one than the site to read it.
    """
    pages: list[list[str]] = [[]]
    for paragraph in paragraphs(PAGES, 2_400, first=1 + PARAGRAPHS):
        if len(pages[-1]) > LINES_A_PAGE // 2:
            pages.append([])
        pages[-1] += wrap(paragraph, LINE_CHARS)
    return "ban-tin.pdf", vietnamese_pdf(*(lines(*page) for page in pages))


def _document(lines: list[str]) -> Any:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    return document


def _saved(document: Any) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _picture(size: int) -> bytes:
    """Return a PNG of about `size` bytes: noise, which nothing makes smaller."""
    side = int((size / 3) ** 0.5)
    rows = b"".join(b"\x00" + os.urandom(3 * side) for _ in range(side))
    head = side.to_bytes(4) * 2 + bytes((8, 2, 0, 0, 0))
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 0)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(content).to_bytes(4) + kind + content + zlib.crc32(kind + content).to_bytes(4)
        for kind, content in chunks
    )
