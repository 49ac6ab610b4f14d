"""What comes back by itself is told from a fault of the program, on either database."""

import errno
import sqlite3

import psycopg
import pytest
from django.db import InterfaceError, OperationalError, ProgrammingError

from organizations.outages import AWAY, BUSY, FULL, outage_behind


def raised(error, cause):
    """An error as Django raises it from what the database's own module said."""
    try:
        raise error from cause
    except Exception as caught:
        return caught


def of_sqlite(code):
    cause = sqlite3.OperationalError("x")
    cause.sqlite_errorcode = code
    return raised(OperationalError("x"), cause)


def of_postgresql(state):
    cause = psycopg.errors.lookup(state)("x") if state else psycopg.OperationalError("x")
    return raised(OperationalError("x"), cause)


@pytest.mark.parametrize(
    ("error", "outage"),
    [
        # The server is not there, or hung up: it says no code.
        (of_postgresql(None), AWAY),
        (raised(InterfaceError("connection already closed"), None), AWAY),
        # Stopped by its operator; starting; too many connections.
        (of_postgresql("57P01"), AWAY),
        (of_postgresql("57P03"), AWAY),
        (of_postgresql("53300"), AWAY),
        # Two that wait for one another; a row that is held; a query cut off by its time.
        (of_postgresql("40P01"), BUSY),
        (of_postgresql("55P03"), BUSY),
        (of_postgresql("57014"), BUSY),
        (of_postgresql("53100"), FULL),
        (of_sqlite(sqlite3.SQLITE_BUSY), BUSY),
        # The low byte is the kind.
        (of_sqlite(sqlite3.SQLITE_BUSY_SNAPSHOT), BUSY),
        (of_sqlite(sqlite3.SQLITE_IOERR_WRITE), AWAY),
        (of_sqlite(sqlite3.SQLITE_CANTOPEN), AWAY),
        (of_sqlite(sqlite3.SQLITE_FULL), FULL),
        (OSError(errno.ENOSPC, "No space left on device"), FULL),
        # Behind what somebody made of it.
        (raised(ValueError("x"), of_sqlite(sqlite3.SQLITE_BUSY)), BUSY),
        # Faults of the program: a table or column that is not there, any other error.
        (of_sqlite(sqlite3.SQLITE_ERROR), None),
        (raised(ProgrammingError("x"), psycopg.errors.UndefinedTable("x")), None),
        (OSError(errno.ENOENT, "No such file"), None),
        (ValueError("x"), None),
        (None, None),
    ],
)
def test_what_is_away_is_told_from_a_fault(error, outage):
    assert outage_behind(error) is outage
