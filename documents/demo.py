"""Demo documents: real ones that bulletins cite, as bibliographic facts, and invented held ones.

Rows are known by the document's public address, which never changes; what is known, or was
deleted, is left alone. Bodies, types and terms come from the reference data.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from documents.deciding.citations import confirm_citation
from documents.files.uploads import read_upload
from documents.holding import refresh_held
from documents.models import Attachment, Citation, Decision, Document, DocumentType, Relation
from documents.texts import store_attachment_text, store_document_text
from organizations.models import Term, User
from organizations.reference import KnownRows, LoadReport, Row, load_organizations, read_rows

DEMO_FOLDER: Path = settings.BASE_DIR / "fixtures" / "demo"


@dataclass(frozen=True, slots=True)
class DemoTables:
    """What demo rows refer to by natural key."""

    bodies: KnownRows
    types: KnownRows
    terms: KnownRows
    documents: KnownRows


def load_documents(account: User, report: LoadReport) -> DemoTables:
    """Insert documents with texts, files, citations and relations, as decided by `account`."""
    tables = DemoTables(
        bodies=load_organizations(read_rows(DEMO_FOLDER / "invented_organizations.json"), report),
        types=KnownRows(DocumentType, ("name",), report),
        terms=KnownRows(Term, ("organization_id", "label"), report),
        documents=KnownRows(Document, ("slug",), report),
    )
    for row in read_rows(DEMO_FOLDER / "invented_terms.json"):
        body = tables.bodies.find(row.pop("organization"))
        if body is not None:
            tables.terms.add_if_new({"organization_id": body, **row})
    added: list[tuple[Document, Row]] = []
    for name in ("documents.json", "invented_documents.json"):
        for row in read_rows(DEMO_FOLDER / name):
            document = _add_document(row, tables, report)
            if document is not None:
                added.append((document, row))
    # Before the texts: what the machine reads there is then known and not proposed again.
    for name in ("relations.json", "invented_relations.json"):
        _add_relations(read_rows(DEMO_FOLDER / name), tables.documents, account, report)
    # Texts come after all documents, so that each finds those it cites.
    for document, row in added:
        _add_content(document, row, account)
    return tables


_NOT_OWN_FIELDS = (
    "type",
    "organization",
    "term",
    "audience_bodies",
    "text",
    "files",
    "confirm_citations",
)


def _add_document(row: Row, tables: DemoTables, report: LoadReport) -> Document | None:
    if tables.documents.knows(row["slug"]):
        report.known += 1
        return None
    facts = {name: value for name, value in row.items() if name not in _NOT_OWN_FIELDS}
    facts["document_type_id"] = tables.types.find(row["type"])
    if "organization" in row:
        facts["organization_id"] = tables.bodies.find(row["organization"])
    if "term" in row:
        facts["term_id"] = tables.terms.find(facts["organization_id"], row["term"])
    missing = [name for name, value in facts.items() if value is None]
    if missing:
        report.refused.append(f"văn bản mẫu “{row['slug']}”: loại hoặc cơ quan của nó đã bị bỏ")
        return None
    document = tables.documents.add_if_new(facts)
    if document is not None and "audience_bodies" in row:
        document.audience_bodies.set(tables.bodies.find(slug) for slug in row["audience_bodies"])
    return document


def _add_content(document: Document, row: Row, account: User) -> None:
    """Store the text and the files of an invented document and confirm what its row says."""
    if "text" in row:
        store_document_text(document, row["text"])
    for name in row.get("files", ()):
        _add_file(document, DEMO_FOLDER / "files" / name, account)
    refresh_held(document)
    if row.get("confirm_citations"):
        certain = Citation.objects.filter(
            source=document.text,
            resolution=Citation.Resolution.ONE,
            targets__state=Document.State.REGISTERED,
        )
        for citation in certain:
            confirm_citation(citation, account)


def _add_file(document: Document, path: Path, account: User) -> None:
    upload = SimpleUploadedFile(path.name, path.read_bytes())
    facts = read_upload(upload)
    attachment = Attachment.objects.create(
        document=document,
        file=upload,
        name=facts.name,
        kind=facts.kind,
        size=facts.size,
        sha256=facts.sha256,
        uploaded_by=account,
    )
    store_attachment_text(attachment, facts.text or "")


def _add_relations(
    rows: list[dict[str, Any]], documents: KnownRows, account: User, report: LoadReport
) -> None:
    """Insert relations as confirmed by `account`; the sentence that states each is its evidence."""
    relations = KnownRows(Relation, ("source_id", "verb", "target_id"), report)
    for order, row in enumerate(rows):
        source, target = documents.find(row["source"]), documents.find(row["target"])
        if source is None or target is None:
            continue
        relations.add_if_new(
            {
                "source_id": source,
                "verb": row["verb"],
                "target_id": target,
                "evidence": row["evidence"],
                "reason": row.get("reason", ""),
                "order": order,
                "state": Decision.CONFIRMED,
                "decided_by": account,
                "decided_at": timezone.now(),
            }
        )
