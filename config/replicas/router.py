"""Where a query goes: to the replica of this request, or to the primary, which alone is written."""

from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

# Who somebody is and what they may do is asked of the primary: a device signed out or an account
# closed a moment ago must not read on because a copy has not heard of it.
_ASKED_OF_THE_PRIMARY = {"auth", "axes", "contenttypes", "otp_static", "otp_totp", "sessions"}
# And a token revoked or a feed's address ended a moment ago opens nothing any more.
_WHO_ASKS = {("organizations", "user"), ("documents", "accesstoken"), ("documents", "follower")}


@dataclass
class Route:
    """Where one request reads, and whether it has written."""

    replica: str
    primary_answers: bool = True
    has_written: bool = False


# Outside a request - a command, the task worker, a file sent piece by piece - there is none.
current_route: ContextVar[Route | None] = ContextVar("current_route", default=None)


class ReplicaRouter:
    """Sends reads of the present request to its replica, and all else to the primary."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        """Return the replica of the request, or the primary where a copy will not do.

        It will not do inside a transaction of the primary, after the request has written, nor
        for accounts and their rights; for these it serves while the primary is away, when
        nobody can be signed out or lose a right.
        """
        route = current_route.get()
        if route is None or route.has_written:
            return DEFAULT_DB_ALIAS
        if route.primary_answers and _is_asked_of_the_primary(model):
            return DEFAULT_DB_ALIAS
        if connections[DEFAULT_DB_ALIAS].in_atomic_block:
            return DEFAULT_DB_ALIAS
        return route.replica

    def db_for_write(self, model: Any, **hints: Any) -> str:
        """Return the primary, where the request then reads as well."""
        if route := current_route.get():
            route.has_written = True
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        """Allow it: wherever two records were read, they are records of one registry."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """Allow tables to be made on the primary alone; the copies receive them."""
        return db == DEFAULT_DB_ALIAS


def _is_asked_of_the_primary(model: Any) -> bool:
    options = model._meta
    return (
        options.app_label in _ASKED_OF_THE_PRIMARY
        or (options.app_label, options.model_name) in _WHO_ASKS
    )
