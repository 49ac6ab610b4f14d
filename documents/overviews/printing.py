"""An overview page by page on a screen, and all of it on paper."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest

from documents.addressed import page_asked_for

# What is printed at once, some ninety sheets; longer ones are printed in several parts.
MOST_PRINTED = 3_000
# What `?in=1` in the address asks for; addresses within the printed page go on with it.
ASKED = "in"


def is_printed(request: HttpRequest) -> bool:
    """Return whether the address asks for the overview as it is printed, whole."""
    return ASKED in request.GET


def overview_page(request: HttpRequest, rows: Sequence[Any], per_page: int) -> Page:
    """Return the page asked for: of `per_page` rows on a screen, of `MOST_PRINTED` on paper.

    Http404 for what is no number of a page, and for one behind the last.
    """
    return page_asked_for(request, rows, MOST_PRINTED if is_printed(request) else per_page)
