"""Reads a file handed over for its text alone: the file itself is never kept.

More can be read than may be stored as a file: old Word files and scans, by programs of the
system where it has them. Every way ends at the same guard.
"""

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from documents.files import oldword, scans
from documents.files.legacy import legacy_encoding, legacy_refusal
from documents.files.office import read_office, unpacked_bytes
from documents.files.pages import join_pages
from documents.files.programs import find_program
from documents.files.reading import (
    FileReading,
    Progress,
    UnreadableFileError,
    reads_as_vietnamese,
    tell_nobody,
)
from documents.files.uploads import (
    MAX_UPLOAD_BYTES,
    STORED,
    Accepted,
    checked_name,
    clean_name,
    examine,
    identify,
    unreadable,
)
from documents.models import Attachment
from organizations.secrecy import refuse_secret

# What a person is told who is about to wait for a page to be recognised.
SECONDS_A_PAGE = 15
READ = Accepted(
    "Word (.docx, .doc), PDF, văn bản thuần (.txt, .md)",
    {**STORED.endings, ".md": Attachment.Kind.TEXT},
)
# Half a second on a small machine: a bulletin as Word keeps it, without its pictures.
QUICK_XML_BYTES = 2 * 1024 * 1024
_WITH_TEXT = (Attachment.Kind.DOCX, Attachment.Kind.PDF, Attachment.Kind.TEXT)


def is_read_quickly(file: UploadedFile) -> bool:
    """Whether reading the file takes no longer than a person waits for a page; reads none of it.

    A PDF takes up to 45 seconds, its scanned pages minutes, a .doc up to 90 seconds. A plain text
    is short or refused (`MAX_TEXT_CHARS`), and of an archive its list tells how much there is to
    read. Raises ValidationError as `read_text_upload` does, for what name, size and first bytes
    show.
    """
    if _is_old_word(file):
        checked_name(file)
        # Without the program the file is refused on the spot.
        return find_program(oldword.PROGRAM) is None
    _, kind = identify(file, READ)
    if kind in (Attachment.Kind.DOCX, Attachment.Kind.XLSX):
        return unpacked_bytes(file) <= QUICK_XML_BYTES
    return kind != Attachment.Kind.PDF


def read_text_upload(
    file: UploadedFile, *, has_looked: bool, progress: Progress = tell_nobody
) -> str:
    """Return the text of a Word, PDF or text file; '' is never returned.

    `has_looked` is a person's word that no mark stands where a machine cannot read; `progress` is
    told how far the slow kinds are. Raises
    ValidationError with a sentence for staff: the codes of `read_upload`, 'no_text' where there
    are no letters, 'legacy_font' where they are not Unicode, 'too_long' where the end was not
    reached, 'must_look' where somebody has to look first. A refused file is closed, which
    removes its temporary copy.
    """
    try:
        return _read(file, has_looked, progress)
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


def _read(file: UploadedFile, has_looked: bool, progress: Progress) -> str:
    name, kind, reading = _examine(file, progress)
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
            reading = _recognised(file, reading, progress)
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


def _is_old_word(file: UploadedFile) -> bool:
    """Whether the file is what its name says, a Word file of the old kind."""
    file.seek(0)
    if not clean_name(file.name or "").lower().endswith(".doc") or not file.size:
        return False
    # Whole only when the first bytes are right and the size is one that is let in.
    is_container = file.read(len(oldword.CONTAINER)) == oldword.CONTAINER
    file.seek(0)
    return is_container and file.size <= MAX_UPLOAD_BYTES and oldword.is_old_word(file.read())


def _examine(file: UploadedFile, progress: Progress) -> tuple[str, str, FileReading]:
    """Return name, kind and reading, an old Word file turned into a new one on the way."""
    if not _is_old_word(file):
        return examine(file, READ, progress)
    name = checked_name(file)
    file.seek(0)
    try:
        reading = read_office(oldword.as_docx(file.read(), progress), is_word=True)
    except UnreadableFileError as error:
        raise unreadable(name, error) from error
    refuse_secret(reading.guarded)
    return name, Attachment.Kind.DOCX, reading


def _recognised(file: UploadedFile, reading: FileReading, progress: Progress) -> FileReading:
    pages = scans.read_scanned_pages(file, reading, progress)
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
