"""What people read where there is nothing: of a page of rows, how many there are; of the bin."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import requires_csrf_token
from django.views.defaults import page_not_found

from documents.addressed import BinnedError
from documents.listing.paging import NoSuchRowsError


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what is not there (404); an editor is told of what lies in the bin."""
    if isinstance(exception, BinnedError):
        context = {"document": exception.document}
        return render(request, "documents/in_bin.html", context, status=404)
    if not isinstance(exception, NoSuchRowsError):
        return page_not_found(request, exception)
    context = {
        "asked": exception.asked,
        "last": exception.last,
        "last_is_known": exception.is_last_known,
    }
    return render(request, "documents/no_such_page.html", context, status=404)
