"""Parts about documents that pages of other apps show: what a body has issued."""

from typing import Any

from django import template

from documents.models import Document

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
