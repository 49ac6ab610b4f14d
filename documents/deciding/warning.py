"""Looks through texts with citations to be decided on, and keeps which of them seem wrong.

For the work list, by the worker's hourly round: what the checks say of a text also depends on what
others enter meanwhile, so each is looked at again and again, the longest unchecked first.
"""

from collections.abc import Collection
from datetime import timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from documents.checking import Finding, Grade, check_texts
from documents.deciding.trust import Key, Kind, are_trusted, distrusted_rules
from documents.deciding.verdicts import denied_findings
from documents.linking.together import TextGroup, groups_of
from documents.models import CheckedText, Citation, CitationWarning, Decision, SourceText
from documents.removing.deleting import citations_in_use

# In one round: a bulletin of 400 citations takes half a second, a short text some milliseconds.
MOST_TEXTS = 300
PATIENCE = timedelta(minutes=2)


def warned_citations() -> QuerySet[Citation]:
    """Return the citations in use that nobody has decided on and a check called wrong."""
    return citations_in_use().filter(state=Decision.PROPOSED, warning__isnull=False)


def warn() -> int:
    """Check the texts that were not checked for longest; return of how many citations is warned.

    Texts that are read as one are checked as one.
    """
    begun = timezone.now()
    distrusted = distrusted_rules()
    done: set[int] = set()
    found = 0
    for source in _longest_unchecked():
        if source in done:
            continue
        if timezone.now() - begun > PATIENCE:
            break
        for group in groups_of([source]):
            found += _warn_of(group, distrusted)
            done.update(text.pk for text in group.texts)
    return found


def _longest_unchecked() -> list[int]:
    open_ones = citations_in_use().filter(state=Decision.PROPOSED).order_by()
    texts = SourceText.objects.filter(pk__in=open_ones.values("source"))
    ranked = texts.order_by(F("checked__checked_at").asc(nulls_first=True), "-pk")
    return list(ranked.values_list("pk", flat=True)[:MOST_TEXTS])


@transaction.atomic
def _warn_of(group: TextGroup, distrusted: Collection[Key]) -> int:
    findings = [one for one in check_texts(group.texts) if _counts(one, distrusted)]
    denied = denied_findings(findings)
    said = {one.citation.pk: one.sentence for one in reversed(findings) if one not in denied}
    # A text read anew in this moment has other citations; those get their turn.
    there = Citation.objects.filter(pk__in=said).values_list("pk", flat=True)
    warnings = [CitationWarning(citation_id=pk, sentence=said[pk]) for pk in there]
    texts = [text.pk for text in group.texts]
    CitationWarning.objects.filter(citation__source__in=texts).delete()
    CitationWarning.objects.bulk_create(warnings, ignore_conflicts=True)
    now = timezone.now()
    CheckedText.objects.bulk_create(
        [CheckedText(source_id=pk, checked_at=now) for pk in texts],
        update_conflicts=True,
        unique_fields=["source"],
        update_fields=["checked_at"],
    )
    return len(warnings)


def _counts(finding: Finding, distrusted: Collection[Key]) -> bool:
    """Whether a person has to look: a check that is mostly wrong only suggests."""
    is_trusted = are_trusted([(Kind.CHECK, finding.check_id.value)], frozenset(distrusted))
    return finding.grade == Grade.ERROR and is_trusted and not finding.citation.is_decided
