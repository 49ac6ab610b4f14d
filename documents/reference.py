"""Insert all reference data: bodies, document types, and the terms and series of their numbers.

Terms and series decide the identity of documents already registered, so their keys are made
anew when one is added; where two would become one, the body's new rows are left out and named.
"""

from collections import defaultdict

from django.db import IntegrityError, transaction

from documents.identity import rekey
from documents.models import DocumentType, SeriesRule
from organizations.models import Organization, Term
from organizations.reference import (
    REFERENCE_FOLDER,
    KnownRows,
    LoadReport,
    Row,
    load_organizations,
    read_rows,
)


@transaction.atomic
def load_reference() -> LoadReport:
    """Insert every reference row that is missing, in one transaction, and say what was done."""
    report = LoadReport()
    bodies = load_organizations(read_rows(REFERENCE_FOLDER / "organizations.json"), report)
    types = KnownRows(DocumentType, ("name",), report)
    for row in read_rows(REFERENCE_FOLDER / "document_types.json"):
        types.add_if_new(row)
    _load_numbering(bodies, types, report)
    return report


def _load_numbering(bodies: KnownRows, types: KnownRows, report: LoadReport) -> None:
    rules_of: dict[int, list[Row]] = defaultdict(list)
    terms_of: dict[int, list[Row]] = defaultdict(list)
    for row in read_rows(REFERENCE_FOLDER / "terms.json"):
        body = bodies.find(row.pop("organization"))
        if body is not None:
            terms_of[body].append({"organization_id": body, **row})
    for row in read_rows(REFERENCE_FOLDER / "series_rules.json"):
        body, kind = bodies.find(row.pop("organization")), types.find(row.pop("document_type"))
        if body is not None and kind is not None:
            rules_of[body].append({"organization_id": body, "document_type_id": kind, **row})
    terms = KnownRows(Term, ("organization_id", "label"), report)
    rule_key = ("organization_id", "document_type_id", "valid_from")
    rules = KnownRows(SeriesRule, rule_key, report)
    for body in sorted({*terms_of, *rules_of}):
        _number_anew(body, [(terms, terms_of[body]), (rules, rules_of[body])], report)


def _number_anew(body: int, tables: list[tuple[KnownRows, list[Row]]], report: LoadReport) -> None:
    """Insert one body's terms and rules and make its documents' keys anew, or do neither."""
    before = report.added
    try:
        with transaction.atomic():
            for table, rows in tables:
                for row in rows:
                    table.add_if_new(row)
            if report.added > before:
                rekey(Organization.all_objects.get(pk=body))
    except IntegrityError:
        report.added = before
        report.refused.append(
            f"nhiệm kỳ, dãy số của {Organization.all_objects.get(pk=body)}: "
            "hai văn bản đã nhập sẽ thành một"
        )
