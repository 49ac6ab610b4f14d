"""Puts refused secrets into the security log: where, who and which mark, never the text.

A text is often refused within a transaction that is then taken back. What is to be told waits
at the request, or at the worker's task, until that is over.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from simple_history.models import HistoricalRecords

from organizations.security_log import Kind, account_at, record

_NOTED = "refused_marks"


def note_refusal(mark: str) -> None:
    """Note that a text with this mark was refused in what is done now.

    A command that takes texts in stands in `organizations.acting.acting_as`, as a task does.
    """
    bearer = getattr(HistoricalRecords.context, "request", None)
    if bearer is not None:
        bearer.__dict__.setdefault(_NOTED, []).append(mark)


def write_refusals(bearer: Any) -> None:
    """Write down what was noted at a request, at a task done for somebody, or by a command."""
    request = bearer if isinstance(bearer, HttpRequest) else None
    where = request.path if request is not None else bearer.place
    for mark in dict.fromkeys(bearer.__dict__.pop(_NOTED, [])):
        told = f"dấu “{mark}”, tại {where}"
        record(Kind.SECRET_REFUSED, told, request=request, by=account_at(bearer))


class RefusalMiddleware:
    """Writes refusals down once the answer is there and no transaction is open any more."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        write_refusals(request)
        return response
