"""`manage.py dbshell`: Django's own; the security log is told that it was opened."""

from typing import Any

from django.core.management.commands import dbshell

from config.opening import tell_of_opening


class Command(dbshell.Command):
    """Say that it was opened, then open it."""

    def handle(self, **options: Any) -> Any:
        tell_of_opening(self, "dbshell")
        return super().handle(**options)
