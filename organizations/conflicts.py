"""Two transactions that want the same rows: what PostgreSQL says to the one that gives way."""

# To one of two that wait for each other, and to who asked not to wait.
_DEADLOCK, _NOT_AVAILABLE = "40P01", "55P03"


def is_deadlock(error: Exception) -> bool:
    """Whether the database ended this one of two transactions that waited for each other."""
    return _sqlstate(error) == _DEADLOCK


def is_in_the_way(error: Exception) -> bool:
    """Whether another transaction holds what this one wants, so that it may be tried again."""
    return _sqlstate(error) in (_DEADLOCK, _NOT_AVAILABLE)


def _sqlstate(error: Exception) -> str | None:
    return getattr(error.__cause__, "sqlstate", None)
