"""Parts of pages about documents: what a body has issued, words marked in a text."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from documents.models import Document
from documents.search.marking import MarkedPiece

register = template.Library()
NEWEST_OF_BODY = 10


@register.inclusion_tag("documents/_of_organization.html", takes_context=True)
def documents_of(context: dict[str, Any], organization: Any) -> dict[str, Any]:
    """Show the newest documents of a body that the reader may see, and how many there are."""
    documents = Document.objects.visible_to(context["user"]).filter(organization=organization)
    return {
        "organization": organization,
        "documents": documents.with_names()[:NEWEST_OF_BODY],
        "count": documents.count(),
        "user": context["user"],
    }


@register.filter
def with_marks(pieces: Iterable[MarkedPiece]) -> SafeString:
    """Return a text in pieces as it stands on a page: words looked for in <mark>, all escaped."""
    return format_html_join(
        "",
        "{}",
        (
            (format_html("<mark>{}</mark>", piece.text) if piece.is_hit else piece.text,)
            for piece in pieces
        ),
    )
