"""A disk that is full: how it is told from other faults, what people are told; and old files.

Knows nothing of what was about to be written; who writes takes its own half-written piece away.
"""

import errno
import sqlite3
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import OperationalError

# The disk has no room left, or the account that runs the site has used up its share.
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})
# What PostgreSQL says of its own disk.
_POSTGRESQL_DISK_FULL = "53100"
DISK_FULL = (
    "Chưa lưu được gì: ổ đĩa của máy chủ đã đầy. Báo người quản trị máy dọn ổ đĩa, rồi gửi lại."
)


def is_disk_full(error: BaseException) -> bool:
    """Whether a file or the database could not be written for want of room on the disk."""
    if isinstance(error, OSError):
        return error.errno in _NO_ROOM
    if not isinstance(error, OperationalError):
        return False
    cause = error.__cause__
    if isinstance(cause, sqlite3.Error):
        return getattr(cause, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
    return getattr(cause, "sqlstate", None) == _POSTGRESQL_DISK_FULL


@contextmanager
def told_when_full() -> Iterator[None]:
    """Raise ValidationError (code 'disk_full') in place of the error of a disk that is full."""
    try:
        yield
    except (OSError, OperationalError) as error:
        if not is_disk_full(error):
            raise
        raise ValidationError(DISK_FULL, code="disk_full") from error


def remove_old_files(folder: Path, seconds: float, but: Collection[str] = ()) -> None:
    """Remove the files of a folder that nobody wrote to for so long, `but` those of these names."""
    newest = time.time() - seconds
    for path in folder.iterdir():
        # Another process may remove it at the same time.
        with suppress(FileNotFoundError):
            if path.name not in but and path.stat().st_mtime < newest:
                path.unlink()
