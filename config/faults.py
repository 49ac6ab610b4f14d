"""What people read when something failed: what is away for now, a fault of ours or of the asker."""

import sys

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.views.decorators.csrf import requires_csrf_token

from config.logs import request_id
from config.oversized import TOO_MUCH, too_large
from organizations.outages import Outage, outage_behind
from organizations.signing_in.returning import words_sent


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer the error that is being handled: 503 with when to come back, else 500.

    Django asks for it wherever the error came up, in a view or around one.
    """
    outage = outage_behind(sys.exc_info()[1])
    words = words_sent(request)
    if outage is not None:
        return _away(outage, words)
    return HttpResponse(_page("500.html", words=words), status=500)


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that cannot be read (400), or that is more than the site takes (413).

    Unless a database that is away is behind it: of a session that could not be written Django
    says that it was deleted.
    """
    if isinstance(exception, TOO_MUCH):
        return too_large(request, exception)
    outage = outage_behind(exception)
    if outage is not None:
        return _away(outage, words_sent(request))
    # What goes wrong first in an office: people call the machine by a name it was not told.
    is_unknown_name = isinstance(exception, DisallowedHost)
    return HttpResponse(_page("400.html", is_unknown_name=is_unknown_name), status=400)


def _away(outage: Outage, words: list[str]) -> HttpResponse:
    page = _page("503.html", sentence=outage.sentence, wait=outage.wait, words=words)
    return HttpResponse(page, status=503, headers={"Retry-After": str(outage.wait)})


def _page(template: str, **context: object) -> str:
    # Without the request: who asks would be asked of the database, which may be what failed.
    return loader.get_template(template).render({"request_id": request_id.get(), **context})
