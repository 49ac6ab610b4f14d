"""Tells the security log of the ways past the site's own rules, which a server's keeper has."""

from django.core.management.base import BaseCommand
from django.db import DatabaseError

from organizations.security_log import Kind, record


def tell_of_opening(command: BaseCommand, name: str) -> None:
    """Write down that `manage.py name` was opened; what is typed into it nobody keeps.

    Where there is no log to write to, a warning: whoever mends a database must get in.
    """
    try:
        record(Kind.SERVER, f"mở manage.py {name}")
    except DatabaseError:
        command.stderr.write("Không ghi được vào nhật ký an ninh rằng lệnh này đã mở.")
