"""Why a command could not run, in a sentence for whoever typed it."""

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, OperationalError, ProgrammingError


def why_not(error: Exception) -> str | None:
    """Return what stands in the way and what to do; None for a fault of the program.

    A setting that cannot be meant, a database that is away or locked, a disk that is full, or a
    database that was not brought up to this version of the program.
    """
    if isinstance(error, ImproperlyConfigured):
        return str(error)
    # Only now: without settings that hold there is no database to know anything of.
    from config.health import unapplied_migrations
    from organizations.outages import outage_behind

    if outage := outage_behind(error):
        # Which name, port or password was wrong only the database says; it does not quote them.
        said = str(error).strip().partition("\n")[0]
        return f"{outage.sentence} Nguyên văn: {said}"
    try:
        # What a missing table or column is called.
        is_behind = (
            isinstance(error, OperationalError | ProgrammingError) and unapplied_migrations()
        )
    except DatabaseError:
        return None
    return (
        "Cơ sở dữ liệu chưa theo kịp phiên bản này. Hãy chạy: manage.py migrate"
        if is_behind
        else None
    )
