"""Where the pages of overviews are reached from others."""

from django import template
from django.urls import reverse

from documents.models import Document
from documents.overviews.coverage import is_coverable
from documents.overviews.series import place_of

register = template.Library()
register.filter(is_coverable)


@register.filter
def series_address(document: Document) -> str:
    """Return the address of the number series of a document, '' when it has none.

    Without a day its place is not certain: then that of all series of its body.
    """
    if document.organization is None or not document.number:
        return ""
    body = document.organization.slug
    if document.issued_on is None:
        return reverse("documents:series_list", args=[body])
    place = place_of(document.identity_key, document.collective, document.year_in_number)
    return reverse("documents:series", args=[body, *place])
