"""Documents as values of JSON: days as yyyy-mm-dd, unknown as null, addresses in full."""

from typing import Any

from django.http import HttpRequest

from documents.models import Attachment, Decision, Document
from documents.showing import page
from documents.showing.relation_groups import grouped, relations_of


def summary(document: Document, request: HttpRequest) -> dict[str, Any]:
    """Return what a list says of a document; its type, body and term must be loaded."""
    return {
        "slug": document.slug,
        "code": document.code or None,
        "name": document.name or None,
        "type": document.document_type.name,
        "date": date_of(document),
        "title": document.title,
        "body": document.issuer_name or None,
        "url": request.build_absolute_uri(document.get_absolute_url()),
        "held": document.is_held,
    }


def date_of(document: Document) -> str | None:
    """Return ``2023-05-19``, ``2023`` where only the year is known, else None."""
    if document.issued_on:
        return document.issued_on.isoformat()
    return str(document.issued_year) if document.issued_year else None


def in_full(document: Document, request: HttpRequest) -> dict[str, Any]:
    """Return everything the caller may know of a document, loaded `with_text_for` the caller.

    The queries do not grow.
    """
    text = page.readable_text(document)
    return {
        **summary(document, request),
        "number": document.number or None,
        "year_in_number": document.year_in_number or None,
        "symbol": document.symbol or None,
        "body_slug": document.organization.slug if document.organization else None,
        "collective": document.collective or None,
        "issuer_printed": document.issuer_printed or None,
        "term": document.term.label if document.term else None,
        "signer": document.signer or None,
        "signer_position": document.signer_position or None,
        "status": document.status,
        "status_basis": document.status_basis or None,
        "registered": document.state == Document.State.REGISTERED,
        "note": document.note or None,
        "text": text.body if text else None,
        "files": [_file(file, request) for file in page.files_of(document, request.user)],
        "relations": _relations(document, request),
    }


def _file(file: Attachment, request: HttpRequest) -> dict[str, Any]:
    return {
        "name": file.name,
        "bytes": file.size,
        "sha256": file.sha256,
        "url": request.build_absolute_uri(file.get_absolute_url()),
    }


def _relations(document: Document, request: HttpRequest) -> list[dict[str, Any]]:
    """Return the relations both ways in the order of the document's page."""
    return [
        {
            "verb": related.relation.verb,
            "label": group.label,
            "reverse": related.relation.target_id == document.pk,
            "confirmed": related.relation.state == Decision.CONFIRMED,
            "stated_on": day.isoformat() if (day := related.relation.stated_on) else None,
            "evidence": related.evidence or None,
            "document": summary(related.document, request),
        }
        for group in grouped(relations_of(document, request.user), request.user)
        for related in group.relations
    ]
