"""The connection for queries written out as SQL; all others find theirs through the router."""

from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper

from organizations.models import Organization


def reading_connection() -> BaseDatabaseWrapper:
    """Return the connection that pages read the registry by: of a replica where one is in use."""
    return connections[router.db_for_read(Organization)]
