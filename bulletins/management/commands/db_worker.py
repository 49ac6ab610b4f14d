"""The library's worker, which first clears away what killed processes left, then every hour."""

from typing import Any

from django_tasks_db.management.commands import db_worker

from bulletins.file_tasks import sweep_regularly


class Command(db_worker.Command):
    """Take up the work that waits, one at a time."""

    def handle(self, **options: Any) -> None:
        """Run until it is told to stop; the options are the library's."""
        sweep_regularly()
        super().handle(**options)
