"""Reads an uploaded file before anything of it is stored: what it is and whether it may stay.

A file is what its first bytes say, not what its name says. Whatever text can be found in it
goes through the secrecy guard; what cannot be read is stored only on an editor's word.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from documents.files import oldword
from documents.files.legacy import legacy_encoding
from documents.files.office import read_office
from documents.files.pdf import read_pdf
from documents.files.plain import decoded
from documents.files.reading import (
    FileReading,
    Progress,
    ReaderBusyError,
    UnreadableFileError,
    reads_as_vietnamese,
    tell_nobody,
)
from documents.models import Attachment
from organizations.disk import DISK_FULL
from organizations.secrecy import refuse_secret, refuse_secret_name
from organizations.text import normalize

MAX_UPLOAD_BYTES = 50 * 1024 * 1024
# All files of one request together; as much as nginx lets through where it stands before the site.
MOST_SENT_BYTES = 64 * 1024 * 1024
# Longer than every bulletin. To decode and to screen ten times as much takes 15 seconds of a web
# process; no letter of UTF-8 has more than four bytes, so most of it shows before it is read.
MAX_TEXT_CHARS = 1_000_000
NAME_CHARS = 120
# Enough for every signature; a PDF may begin with up to 1 kB of something else.
HEAD_BYTES = 1024
# Letters like a text's, full of codes; Word names such files .rtf, and many are called .doc.
RTF = b"{\\rtf"

Kind = Attachment.Kind


@dataclass(frozen=True, slots=True)
class Accepted:
    """What one place takes: in words, and which kind each ending of a name stands for."""

    words: str
    endings: Mapping[str, str]


STORED = Accepted(
    "PDF, Word (.docx), Excel (.xlsx), văn bản thuần (.txt), ảnh JPEG, ảnh PNG",
    {
        ".pdf": Kind.PDF,
        ".docx": Kind.DOCX,
        ".xlsx": Kind.XLSX,
        ".txt": Kind.TEXT,
        ".jpg": Kind.JPEG,
        ".jpeg": Kind.JPEG,
        ".png": Kind.PNG,
    },
)


@dataclass(frozen=True, slots=True)
class UploadFacts:
    """What was learned of a file: its kind, size in bytes, sha256 and clean name.

    `text` is None when none could be read. `needs_declaration` says that some of it could
    not be read (a scan, a picture), so a person must have looked for secrecy marks.
    """

    kind: str
    size: int
    sha256: str
    name: str
    text: str | None
    needs_declaration: bool


class NoRoomUpload(UploadedFile):
    """Stands for a file that the disk had no room for; whoever reads it is told so."""

    def __init__(self, name: str | None, size: int) -> None:
        super().__init__(BytesIO(), name, size=size)


class CrowdedUpload(UploadedFile):
    """Stands for a file that was dropped: with those before it, too much was sent at once."""

    def __init__(self, name: str | None, size: int) -> None:
        super().__init__(BytesIO(), name, size=size)


def read_upload(file: UploadedFile) -> UploadFacts:
    """Read one uploaded file whole.

    Raises ValidationError with a sentence for staff: code 'empty', 'too_large',
    'unknown_kind', 'mislabelled', 'unreadable', 'secret', 'disk_full', or 'max_length' for a plain
    text of more than MAX_TEXT_CHARS. A refused file is closed, which removes its temporary copy.
    """
    try:
        return _read(file)
    except ValidationError:
        file.close()
        raise


def _read(file: UploadedFile) -> UploadFacts:
    name, kind, reading = examine(file)
    text, is_legible = reading.text, reads_as_vietnamese(reading.text)
    # Letters of an old font would be stored as other ones.
    is_legible = is_legible and not legacy_encoding(text, reading.fonts)
    return UploadFacts(
        kind=kind,
        size=file.size,
        sha256=sha256_of(file),
        name=name,
        text=text if is_legible and text.strip() else None,
        needs_declaration=reading.is_partial or not is_legible,
    )


def examine(
    file: UploadedFile, accepted: Accepted = STORED, progress: Progress = tell_nobody
) -> tuple[str, str, FileReading]:
    """Return the clean name, the kind and the reading of a file that may be let in.

    Raises ValidationError as `read_upload` does, and leaves closing to the caller.
    """
    name, kind = identify(file, accepted)
    try:
        reading = _reading(file, kind, progress)
    except UnreadableFileError as error:
        raise unreadable(name, error) from error
    refuse_secret(reading.guarded)
    return name, kind, reading


def identify(file: UploadedFile, accepted: Accepted) -> tuple[str, str]:
    """Return the clean name and the kind of a file, by its name, size and first bytes alone.

    Raises ValidationError as `read_upload` does, but for what only reading shows.
    """
    name = checked_name(file)
    return name, _kind(file, name, accepted)


def checked_name(file: UploadedFile) -> str:
    """Return the clean name of a file of a size that is let in.

    Raises ValidationError: code 'secret' for a name that bears a mark, 'empty', 'too_large'.
    """
    name = clean_name(file.name or "")
    refuse_secret_name(PurePath(name).stem)
    _check_size(file, name)
    return name


def unreadable(name: str, why: UnreadableFileError) -> ValidationError:
    """Return the refusal of the file `name`, with the sentence of `why`.

    Its code is 'unreadable', or 'busy' where the same file may be read a little later.
    """
    code = "busy" if isinstance(why, ReaderBusyError) else "unreadable"
    return ValidationError("Tệp “%(name)s”: %(why)s", code=code, params={"name": name, "why": why})


def clean_name(name: str) -> str:
    """Return a file name that is safe to keep and show: no folders, one line, NFC, bounded."""
    base = PurePath(name.replace("\\", "/")).name
    base = "".join(char for char in normalize(base) if char.isprintable())
    stem, suffix = PurePath(base).stem, PurePath(base).suffix[:10]
    return f"{stem[: NAME_CHARS - len(suffix)]}{suffix}" or "tep"


def _check_size(file: UploadedFile, name: str) -> None:
    if isinstance(file, NoRoomUpload):
        raise ValidationError(DISK_FULL, code="disk_full")
    if isinstance(file, CrowdedUpload):
        raise ValidationError(
            "Các tệp gửi cùng một lần lớn hơn %(most)s MB. Hãy gửi làm nhiều lần.",
            code="too_large",
            params={"most": MOST_SENT_BYTES // 2**20},
        )
    if not file.size:
        raise ValidationError(
            "Tệp “%(name)s” rỗng. Kiểm tra lại tệp trên máy rồi chọn lại.",
            code="empty",
            params={"name": name},
        )
    if file.size > MAX_UPLOAD_BYTES:
        raise ValidationError(
            "Tệp “%(name)s” lớn hơn mức %(most)s MB. Hãy nén hoặc tách tệp.",
            code="too_large",
            params={"name": name, "most": MAX_UPLOAD_BYTES // 2**20},
        )


def _kind(file: UploadedFile, name: str, accepted: Accepted) -> str:
    """Return the kind the content shows, refusing a name that says another."""
    file.seek(0)
    head = file.read(HEAD_BYTES)
    found = _sniff(file, head)
    if found == Kind.TEXT and _text_of(file, name) is None:
        found = None
    if found is None:
        _refuse_locked(file, name)
        remedy = (
            "Đây là tệp Word hoặc Excel kiểu cũ: mở ra và lưu lại dạng .docx hoặc .xlsx."
            if head.startswith((oldword.CONTAINER, RTF))
            else f"Hệ thống chỉ nhận: {accepted.words}. Tệp .txt phải dùng mã UTF-8."
        )
        raise ValidationError(
            "Không nhận được tệp “%(name)s”. %(remedy)s",
            code="unknown_kind",
            params={"name": name, "remedy": remedy},
        )
    named = accepted.endings.get(PurePath(name).suffix.lower())
    if named != found:
        raise ValidationError(
            "Tệp “%(name)s” có đuôi %(ending)s nhưng nội dung là %(found)s. Kiểm tra lại: có thể "
            "chọn nhầm tệp, hoặc tệp đã bị đổi tên.",
            code="mislabelled",
            params={
                "name": name,
                "ending": PurePath(name).suffix or "(không có)",
                "found": Kind(found).label,
            },
        )
    return found


def _refuse_locked(file: UploadedFile, name: str) -> None:
    """Refuse a newer Office file under a password, which looks like one of the old kind."""
    file.seek(0)
    if file.read(len(oldword.CONTAINER)) == oldword.CONTAINER:
        file.seek(0)
        if oldword.is_locked(file.read()):
            raise unreadable(
                name,
                UnreadableFileError("được đặt mật khẩu. Hãy bỏ mật khẩu, lưu lại rồi thử lại."),
            )


def _sniff(file: BinaryIO, head: bytes) -> str | None:
    if b"%PDF-" in head:
        return Kind.PDF
    if head.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if head.startswith(b"PK\x03\x04"):
        from_parts = {"word/": Kind.DOCX, "xl/": Kind.XLSX}
        tail = head + _tail(file)
        # Names of parts stand in the archive's list at its end, uncompressed.
        return next((kind for part, kind in from_parts.items() if part.encode() in tail), None)
    if head.startswith(RTF):
        return None
    return Kind.TEXT if decoded(head, is_whole=False) is not None else None


def _text_of(file: UploadedFile, name: str) -> str | None:
    """Return the text of a plain file, None where it is not Unicode; refuse one without end."""
    if file.size <= 4 * MAX_TEXT_CHARS:
        file.seek(0)
        text = decoded(file.read())
        if text is None or len(text) <= MAX_TEXT_CHARS:
            return text
    raise ValidationError(
        "Tệp “%(name)s” có hơn %(most)s chữ, dài hơn mọi bản tin. Hãy tách tệp.",
        code="max_length",
        params={"name": name, "most": MAX_TEXT_CHARS},
    )


def _tail(file: BinaryIO) -> bytes:
    file.seek(0, 2)
    file.seek(max(0, file.tell() - 64 * 1024))
    return file.read()


def _reading(file: UploadedFile, kind: str, progress: Progress) -> FileReading:
    file.seek(0)
    if kind == Kind.PDF:
        return read_pdf(file, progress)
    if kind in (Kind.DOCX, Kind.XLSX):
        return read_office(file, is_word=kind == Kind.DOCX, progress=progress)
    if kind == Kind.TEXT:
        text = decoded(file.read()) or ""
        return FileReading(text=text, guarded=[text])
    return FileReading(text="", guarded=[], is_partial=True)


def sha256_of(file: UploadedFile) -> str:
    """Return the SHA-256 of a file, which is at its start again afterwards."""
    digest = hashlib.sha256()
    file.seek(0)
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
