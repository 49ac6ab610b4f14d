"""Keeps the issuers' names of documents true when names of bodies change, many at once.

A single document does so as it is saved (`documents.identity.issuer_then`).
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet

from documents.identity import span_of_issue
from documents.models import Document
from documents.search.headings import keep_headings
from documents.search.indexing import index_document
from documents.tasks import documents_of, index_documents_later
from organizations.models import Organization, OrganizationName, Term
from organizations.naming import former_names, name_during

# More than that are indexed by the worker, so that whoever changed a name need not wait.
MOST_AT_ONCE = 50
_DAY = timedelta(days=1)


def follow_bodies(bodies: Collection[int]) -> None:
    """Make the documents of these bodies agree with their names and terms, in a transaction.

    IntegrityError when by the terms two documents would become one.
    """
    for body in Organization.all_objects.filter(pk__in=bodies).order_by("pk"):
        _follow_terms(body)
        keep_names(body)
        # All of them: also those whose own name stays are searched by the present one.
        index_documents_of(body)


@transaction.atomic
def keep_names(body: Organization) -> int:
    """Store with the body's documents the names of their time; return how many changed.

    As many questions as the body had names, however many documents there are. Where any changed,
    what they are searched by changes too: `index_documents_of`.
    """
    return sum(
        documents.exclude(issuer_then=name).update(issuer_then=name)
        for documents, name in _by_name(body)
    )


@transaction.atomic
def index_documents_of(body: Organization) -> None:
    """Let the body's documents be found by its names and terms as they are now.

    At once where they are few, else by the worker. Only what differs is written.
    """
    documents = documents_of("organization", body.pk)
    keys = list(documents.values_list("pk", flat=True)[: MOST_AT_ONCE + 1])
    if len(keys) > MOST_AT_ONCE:
        index_documents_later("organization", body.pk)
        return
    keep_headings(keys)
    for document in documents.with_names():
        index_document(document)


def _by_name(body: Organization) -> Iterator[tuple[QuerySet[Document], str]]:
    """Yield the body's documents in parts, each with what is to be stored in them."""
    documents = Document.all_objects.filter(organization=body).order_by()
    names = former_names(body)
    for first, last in _stretches(names):
        name = _kept(name_during(names, first, last), body)
        yield documents.filter(issued_on__range=(first, last)), name
    undated = documents.filter(issued_on__isnull=True)
    years: dict[str, list[int]] = {}
    for year in undated.values_list("issued_year", flat=True).distinct():
        span = span_of_issue(None, year)
        name = _kept(name_during(names, *span), body) if span else ""
        years.setdefault(name, []).append(year or 0)
    for name, of_name in years.items():
        # A document without a year bears the present name.
        unknown = Q(issued_year__isnull=True) if 0 in of_name else Q()
        yield undated.filter(Q(issued_year__in=of_name) | unknown), name


def _stretches(names: list[OrganizationName]) -> Iterator[tuple[date, date]]:
    """Yield the times, all together all time, within which no name began or was given up."""
    begun = {name.valid_from for name in names if name.valid_from}
    ended = {name.valid_to + _DAY for name in names}
    starts = sorted({date.min, *begun, *ended})
    for first, following in pairwise(starts):
        yield first, following - _DAY
    yield starts[-1], date.max


def _kept(name: str, body: Organization) -> str:
    return "" if name == body.name else name


def _follow_terms(body: Organization) -> None:
    """Let documents have the term their date falls in, after a term got another last day."""
    outlived = Q(issued_on__gt=F("term__ends_on"))
    stale = outlived
    for term in Term.objects.filter(organization=body):
        span = (term.starts_on, term.ends_on or date.max)
        stale |= Q(issued_on__range=span, term__isnull=True)
    of_body = Document.all_objects.filter(organization=body)
    for document in of_body.filter(stale).with_names():
        document.save(update_fields=["term"])


def issued_after(ends: Mapping[int, date]) -> list[str]:
    """Say of bodies that end on a day (by their keys) which documents are dated after it."""
    late = Q()
    for body, last in ends.items():
        late |= Q(organization=body, issued_on__gt=last)
    found = Document.objects.filter(late) if ends else Document.objects.none()
    counts = found.order_by("organization__sort_key", "organization")
    counts = counts.values_list("organization__name").annotate(count=Count("pk"))
    return [
        f"{count} văn bản của {name} ghi ngày ban hành sau ngày cơ quan kết thúc. Sau khi sắp "
        "xếp hãy xem lại ngày và cơ quan ban hành của chúng."
        for name, count in counts
    ]
