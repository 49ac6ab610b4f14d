"""The text of a file that holds a bulletin or a draft: read, and no longer than any bulletin."""

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from documents.files.reading import Progress, tell_nobody
from documents.files.texts import read_text_upload
from documents.files.uploads import MAX_TEXT_CHARS
from organizations.disk import told_when_full


def text_of_file(file: UploadedFile, *, has_looked: bool, progress: Progress = tell_nobody) -> str:
    """Return the text of a file as `read_text_upload` does, with all that it raises.

    Raises ValidationError too for a text of more than MAX_TEXT_CHARS (code 'max_length'), and where
    the programs that read it have no room on the disk ('disk_full').
    """
    with told_when_full():
        body = read_text_upload(file, has_looked=has_looked, progress=progress)
    if len(body) > MAX_TEXT_CHARS:
        raise ValidationError(
            f"Tệp có hơn {MAX_TEXT_CHARS} chữ, dài hơn mọi bản tin.", code="max_length"
        )
    return body


def field_of(error: ValidationError) -> str:
    """Return the field of the form that a refusal of `text_of_file` is about."""
    return "declared" if error.code == "must_look" else "file"
