"""Parts of pages about documents: what a body has issued, rows of documents."""

from collections.abc import Iterable
from typing import Any

from django import template

from documents.listing.rows import Row, drawn, plain_rows
from documents.models import Document
from documents.showing.flowing import flowing

register = template.Library()
register.filter(drawn)
register.filter(flowing)
NEWEST_OF_BODY = 10


@register.inclusion_tag("documents/_of_organization.html", takes_context=True)
def documents_of(context: dict[str, Any], organization: Any) -> dict[str, Any]:
    """Show the newest documents of a body that the reader may see, and how many there are."""
    documents = Document.objects.visible_to(context["user"]).filter(organization=organization)
    return {
        "organization": organization,
        "documents": documents.for_rows()[:NEWEST_OF_BODY],
        "count": documents.count(),
        "user": context["user"],
    }


@register.filter
def as_rows(documents: Iterable[Document]) -> list[Row]:
    """Return the rows of a list of documents in which no words were looked for."""
    return plain_rows(documents)
