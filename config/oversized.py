"""What a form is answered that was sent more than the site takes: a sentence in the layout."""

from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.shortcuts import render

CONTENT_TOO_LARGE = 413
_PIECE_BYTES = 64 * 2**10
# A browser that is still sending shows no answer; whoever sends more than this is none.
_MOST_READ_BYTES = 100 * 2**20
TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def too_large(request: HttpRequest, exception: Any) -> HttpResponse:
    """Answer a form for one of `TOO_MUCH`: how much may be sent, and what to do instead."""
    _read_off(request)
    context = {
        "is_text": isinstance(exception, RequestDataTooBig),
        "most": settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 2**20,
    }
    return render(request, "too_large.html", context, status=CONTENT_TOO_LARGE)


def _read_off(request: HttpRequest) -> None:
    """Take what is left of the request off the line and drop it."""
    with suppress(UnreadablePostError):
        for _ in range(_MOST_READ_BYTES // _PIECE_BYTES):
            if not request.read(_PIECE_BYTES):
                return
