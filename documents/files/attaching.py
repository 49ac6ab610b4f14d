"""Files that are stored with their rows or not at all: no transaction takes a file back."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from documents.models import Attachment
from documents.models.sources import attachment_path


@contextmanager
def stored_or_removed(rows: Sequence[Attachment]) -> Iterator[None]:
    """Save these new `rows` within; when anything fails, nothing stays of their files.

    Not even of one that was half written when the disk was full, whose row never learned its name.
    """
    try:
        yield
    except BaseException:
        for row in rows:
            row.file.storage.delete(attachment_path(row, row.name))
        raise
