"""What every page shows, whatever view made it."""

from functools import partial

from django.conf import settings
from django.http import HttpRequest

from config.logs import request_id
from organizations.signing_in.returning import words_sent


def site(request: HttpRequest) -> dict[str, object]:
    """Whether this is a demonstration, so that each page can say so; the request's number.

    And, asked for on pages that refuse a form alone, the words that it held.
    """
    return {
        "is_demo": settings.DEMO,
        "request_id": request_id.get(),
        "words_sent": partial(words_sent, request),
    }
