"""Reads a file handed over for its text alone: the file itself is never kept.

More can be read than may be stored as a file: old Word files and scans, by programs of the
system where it has them. Every way ends at the same guard.
"""

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from documents.files import oldword, scans
from documents.files.legacy import legacy_encoding, legacy_refusal
from documents.files.office import read_office
from documents.files.pages import join_pages
from documents.files.reading import FileReading, UnreadableFileError, reads_as_vietnamese
from documents.files.uploads import STORED, Accepted, checked_name, examine, unreadable
from documents.models import Attachment
from organizations.secrecy import refuse_secret

# What a person is told who is about to wait for a page to be recognised.
SECONDS_A_PAGE = 15
READ = Accepted(
    "Word (.docx, .doc), PDF, văn bản thuần (.txt, .md)",
    {**STORED.endings, ".md": Attachment.Kind.TEXT},
)
_WITH_TEXT = (Attachment.Kind.DOCX, Attachment.Kind.PDF, Attachment.Kind.TEXT)


def read_text_upload(file: UploadedFile, *, has_looked: bool) -> str:
    """Return the text of a Word, PDF or text file; '' is never returned.

    `has_looked` is a person's word that no mark stands where a machine cannot read. Raises
    ValidationError with a sentence for staff: the codes of `read_upload`, 'no_text' where there
    are no letters, 'legacy_font' where they are not Unicode, 'too_long' where the end was not
    reached, 'must_look' where somebody has to look first. A refused file is closed, which
    removes its temporary copy.
    """
    try:
        return _read(file, has_looked)
    except ValidationError:
        file.close()
        raise


def refuse_legacy_text(text: str, fonts: set[str], start: str) -> None:
    """Raise ValidationError (code 'legacy_font') for letters of the fonts before Unicode.

    `start` begins the sentence: what it is that has such letters.
    """
    encoding = legacy_encoding(text, fonts)
    if encoding:
        why = legacy_refusal(encoding)
        raise ValidationError(
            "%(start)s %(why)s", code="legacy_font", params={"start": start, "why": why}
        )


def _read(file: UploadedFile, has_looked: bool) -> str:
    name, kind, reading = _examine(file)
    refuse_legacy_text(reading.text, reading.fonts, f"Tệp “{name}”")
    if kind not in _WITH_TEXT:
        raise _no_text(name)
    if reading.is_cut:
        # A bulletin without its end would pass for the whole.
        raise ValidationError(
            "Tệp “%(name)s” dài quá, không đọc được đến hết. Hãy tách thành nhiều tệp.",
            code="too_long",
            params={"name": name},
        )
    try:
        if reading.scanned:
            # A bulletin without one of its pages would pass for the whole, too.
            scans.refuse_unreadable_scan(reading)
        if reading.is_partial and not has_looked:
            raise _must_look(name, len(reading.scanned))
        if reading.scanned:
            reading = _recognised(file, reading)
    except UnreadableFileError as error:
        raise unreadable(name, error) from error
    if not reading.text.strip():
        raise _no_text(name)
    if not reads_as_vietnamese(reading.text):
        raise ValidationError(
            "Chữ trong tệp “%(name)s” không phải tiếng Việt Unicode (có thể do phông cũ). Hãy "
            "chuyển sang Unicode, hoặc dán nội dung vào ô bên dưới.",
            code="legacy_font",
            params={"name": name},
        )
    return reading.text


def _examine(file: UploadedFile) -> tuple[str, str, FileReading]:
    """Return name, kind and reading, an old Word file turned into a new one on the way."""
    file.seek(0)
    if file.read(len(oldword.CONTAINER)) != oldword.CONTAINER:
        return examine(file, READ)
    name = checked_name(file)
    file.seek(0)
    content = file.read()
    if not oldword.is_old_word(content) or not name.lower().endswith(".doc"):
        return examine(file, READ)
    try:
        reading = read_office(oldword.as_docx(content), is_word=True)
    except UnreadableFileError as error:
        raise unreadable(name, error) from error
    refuse_secret(reading.guarded)
    return name, Attachment.Kind.DOCX, reading


def _recognised(file: UploadedFile, reading: FileReading) -> FileReading:
    pages = scans.read_scanned_pages(file, reading)
    refuse_secret(pages)
    return FileReading(join_pages(pages), is_partial=reading.is_partial)


def _no_text(name: str) -> ValidationError:
    return ValidationError(
        "Không đọc được chữ nào trong tệp “%(name)s”. Dùng tệp Word, PDF có chữ, hoặc dán nội "
        "dung vào ô bên dưới.",
        code="no_text",
        params={"name": name},
    )


def _must_look(name: str, pages: int) -> ValidationError:
    """Return the refusal to go on before a person has looked; `pages` are to be recognised."""
    what = (
        f"có {pages} trang chụp. Máy sẽ nhận dạng chữ, mỗi trang chừng {SECONDS_A_PAGE} giây, "
        "nhưng có thể không thấy dấu đóng trên ảnh."
        if pages
        else "có phần máy không đọc được (ảnh, trang chụp)."
    )
    return ValidationError(
        "Tệp “%(name)s” %(what)s Xem lại cả tệp rồi đánh dấu vào đây và chọn lại tệp.",
        code="must_look",
        params={"name": name, "what": what},
    )
