"""Staff screens for documents and what hangs on them, for document types, terms and series."""

from documents.admin.decisions import CitationAdmin, RelationAdmin
from documents.admin.documents import DocumentAdmin
from documents.admin.misses import SearchMissAdmin
from documents.admin.reference import DocumentTypeAdmin, SeriesRuleAdmin, TermAdmin
from documents.admin.sources import SourceTextAdmin
from documents.admin.tasks import BackgroundTaskAdmin
from documents.admin.tokens import AccessTokenAdmin

__all__ = [
    "AccessTokenAdmin",
    "BackgroundTaskAdmin",
    "CitationAdmin",
    "DocumentAdmin",
    "DocumentTypeAdmin",
    "RelationAdmin",
    "SearchMissAdmin",
    "SeriesRuleAdmin",
    "SourceTextAdmin",
    "TermAdmin",
]
