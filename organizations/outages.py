"""A database or a disk that is away for now: how that is told from a fault of the program.

What is away comes back without anybody changing the program, so people are told when to try again.
"""

import sqlite3
from typing import NamedTuple

from django.db import InterfaceError, OperationalError

from organizations.disk import is_disk_full


class Outage(NamedTuple):
    """What people are told, and after how many seconds it is worth trying again."""

    sentence: str
    wait: int


AWAY = Outage("Cơ sở dữ liệu đang dừng hoặc đang khởi động lại.", 30)
BUSY = Outage("Nhiều người đang ghi cùng một lúc nên lần này chưa ghi được.", 5)
FULL = Outage(
    "Ổ đĩa của máy chủ đã đầy nên chưa ghi được gì. Người quản trị máy cần dọn ổ đĩa.", 300
)

# By the first two letters of what PostgreSQL calls a fault (SQLSTATE, appendix A of its manual).
_CLASSES = {
    # Connection, too many connections, stopped by its operator, its own system's fault.
    **dict.fromkeys(("08", "53", "57", "58"), AWAY),
    # Two that wait for one another; a row that somebody holds too long.
    **dict.fromkeys(("40", "55"), BUSY),
}
_QUERY_TOO_LONG = "57014"
_SQLITE = {
    **dict.fromkeys((sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED), BUSY),
    **dict.fromkeys((sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY), AWAY),
}


def outage_behind(error: BaseException | None) -> Outage | None:
    """Return what was away when `error`, or what it was raised from, came up; None for a fault.

    A query that is wrong in itself (a missing table, a misspelt column) is a fault, whatever the
    database calls it.
    """
    while error is not None:
        if is_disk_full(error):
            return FULL
        if isinstance(error, (OperationalError, InterfaceError)):
            return _told_by(error.__cause__)
        error = error.__cause__ or error.__context__
    return None


def _told_by(cause: BaseException | None) -> Outage | None:
    if isinstance(cause, sqlite3.Error):
        # The low byte is the kind, what stands above it says more of it.
        return _SQLITE.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF)
    state = getattr(cause, "sqlstate", None)
    if state is None:
        # PostgreSQL never answered, or hung up.
        return AWAY
    return BUSY if state == _QUERY_TOO_LONG else _CLASSES.get(state[:2])
