"""Documents, their texts and files, what they cite, and how they relate."""

from documents.models.addresses import TakenAddress
from documents.models.citations import Citation, CitationTarget, Way, name_documents, named_slugs
from documents.models.decisions import Decision, DecisionModel
from documents.models.document import Document
from documents.models.following import Event, Follow, Follower
from documents.models.importing import ImportedList, ImportedRow
from documents.models.kept_counts import FigureCount, TrustCount
from documents.models.merges import Merge
from documents.models.misses import SearchMiss
from documents.models.mistakes import MistakeReport
from documents.models.passages import Passage
from documents.models.relations import Relation
from documents.models.removals import ContentRemoval
from documents.models.sources import Attachment, SourceText
from documents.models.tasks import BackgroundTask
from documents.models.tokens import AccessToken, issue_token
from documents.models.types import DocumentType, SeriesRule
from documents.models.verdicts import FindingVerdict
from documents.models.warned import CheckedText, CitationWarning

__all__ = [
    "AccessToken",
    "Attachment",
    "BackgroundTask",
    "CheckedText",
    "Citation",
    "CitationTarget",
    "CitationWarning",
    "ContentRemoval",
    "Decision",
    "DecisionModel",
    "Document",
    "DocumentType",
    "Event",
    "FigureCount",
    "FindingVerdict",
    "Follow",
    "Follower",
    "ImportedList",
    "ImportedRow",
    "Merge",
    "MistakeReport",
    "Passage",
    "Relation",
    "SearchMiss",
    "SeriesRule",
    "SourceText",
    "TakenAddress",
    "TrustCount",
    "Way",
    "issue_token",
    "name_documents",
    "named_slugs",
]
