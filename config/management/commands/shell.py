"""`manage.py shell`: Django's own; the security log is told that it was opened."""

from typing import Any

from django.core.management.commands import shell

from config.opening import tell_of_opening


class Command(shell.Command):
    """Say that it was opened, then open it."""

    def handle(self, **options: Any) -> Any:
        tell_of_opening(self, "shell")
        return super().handle(**options)
