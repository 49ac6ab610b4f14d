"""Each request gets a number that people can say on the telephone, and one line of the log."""

import logging
import secrets
import time
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.encoding import escape_uri_path
from django.utils.functional import SimpleLazyObject

from config.logs import request_id

logger = logging.getLogger("vankien.access")
HEADER = "X-Request-ID"


def new_number() -> str:
    """Return eight figures in two groups: enough to find one request among those of a day."""
    number = secrets.randbelow(10**8)
    return f"{number // 10**4:04}-{number % 10**4:04}"


class AccessMiddleware:
    """Stands outermost: what it writes is of the answer as it leaves, a failure's too.

    A number that came with the request is not taken over: whoever sends it would choose what
    the log says.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        number = new_number()
        before = request_id.set(number)
        started = time.monotonic()
        try:
            response = self._get_response(request)
            response[HEADER] = number
            _write_line(request, response.status_code, time.monotonic() - started)
        finally:
            request_id.reset(before)
        return response


def _write_line(request: HttpRequest, status: int, seconds: float) -> None:
    # Escaped, so that nobody's address can begin a line of its own.
    path = escape_uri_path(request.path)
    facts = {
        "method": request.method,
        "path": path,
        "status": status,
        "duration_ms": round(seconds * 1000),
        "user_id": _account_of(request),
    }
    line = "{method} {path} {status} {duration_ms} ms account={user_id}".format_map(facts)
    logger.info("%s", line, extra={"request_facts": facts})


def _account_of(request: HttpRequest) -> int | None:
    """Return the key of the account that asked, None for a visitor; asks the database nothing.

    Where no page asked who it is, nothing is known: static files, a page that is for all.
    """
    user = request.__dict__.get("user")
    if isinstance(user, SimpleLazyObject):
        # Django's own, once somebody asked.
        user = request.__dict__.get("_cached_user")
    return getattr(user, "pk", None)
