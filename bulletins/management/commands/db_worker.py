"""The library's worker: it first clears away what killed processes left, then every hour.

It outlives a database that is away: what it was at is repeated as after a kill.
"""

import logging
import time
from contextlib import nullcontext
from typing import Any

from django.db import InterfaceError, OperationalError, connections
from django_tasks_db.management.commands import db_worker

from bulletins.file_tasks import sweep_regularly
from documents.tasks import take_up_postponed
from documents.working import living
from organizations.outages import outage_behind

logger = logging.getLogger("vankien.worker")

# A database that is started again takes some seconds.
PAUSE_SECONDS = 5


class Command(db_worker.Command):
    """Take up the work that waits, one at a time."""

    def handle(self, **options: Any) -> None:
        """Run until it is told to stop; the options are the library's."""
        # One that ends when nothing waits any more is missed by nobody.
        with nullcontext() if options["batch"] else living():
            while not self._work(**options):
                time.sleep(PAUSE_SECONDS)

    def _work(self, **options: Any) -> bool:
        """Return True when it was told to stop, False when the database is away."""
        try:
            sweep_regularly()
            take_up_postponed()
            super().handle(**options)
        except (OperationalError, InterfaceError) as error:
            outage = outage_behind(error)
            if outage is None:
                raise
            logger.error("Trying again in %s s: %s", PAUSE_SECONDS, outage.sentence)
            connections.close_all()
            return False
        return True
