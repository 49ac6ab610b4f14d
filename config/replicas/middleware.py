"""Chooses where a request reads, and remembers what its sender wrote."""

import re
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from config.replicas.freshness import fresh_replica, leave_out, own_position, positions
from config.replicas.router import Route, current_route

SAFE_METHODS = ("GET", "HEAD")
# Where the sender's own writing ended: a later page of theirs is read where that has arrived.
COOKIE = "da_ghi"
POSITION = re.compile(r"[0-9A-F]{1,8}/[0-9A-F]{1,8}")
# After that every replica in use has it: none is further behind (`freshness`).
COOKIE_SECONDS_MORE = 5
# Staff write there: what they see before them must be the records as they are.
ONLY_THE_PRIMARY = "/quan-tri/"


class ReplicaMiddleware:
    """Gives reading requests a replica; not used where the settings name none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.REPLICAS:
            raise MiddlewareNotUsed
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_reading = request.method in SAFE_METHODS
        route = _route_of(request) if is_reading else None
        token = current_route.set(route)
        try:
            response = self._get_response(request)
        finally:
            current_route.reset(token)
        if not is_reading or (route and route.has_written):
            _remember(response)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Let the page be asked for again when its replica went away or gave up while it was read.

        The replica is left out then, so the same address is answered by another database. Where
        the primary is silent it may be the one that failed: the error stands.
        """
        route = current_route.get()
        if route is None or not isinstance(exception, (OperationalError, InterfaceError)):
            return None
        if own_position() is None:
            return None
        leave_out(route.replica)
        return HttpResponseRedirect(request.get_full_path())


def _route_of(request: HttpRequest) -> Route | None:
    if request.path.startswith(ONLY_THE_PRIMARY):
        return None
    written = request.COOKIES.get(COOKIE, "")
    replica = fresh_replica(written if POSITION.fullmatch(written) else None)
    return Route(replica, positions.primary_answers) if replica else None


def _remember(response: HttpResponse) -> None:
    position = own_position()
    if position:
        response.set_cookie(
            COOKIE,
            position,
            max_age=settings.REPLICA_MAX_LAG + COOKIE_SECONDS_MORE,
            secure=settings.HTTPS,
            httponly=True,
            samesite="Lax",
        )
