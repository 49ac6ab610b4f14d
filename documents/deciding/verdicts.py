"""What people said of checks, kept through readings that take a citation's row away."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence

from documents.checking import Finding
from documents.models import Citation, FindingVerdict


def sum_of(finding: Finding) -> str:
    """Return what a verdict knows what a check says by: its facts, of what has none its sentence.

    A sentence also tells how documents and items are called, and may be worded anew.
    """
    return sums_of(finding)[0]


def sums_of(finding: Finding) -> list[str]:
    """Return what verdicts may know it by: those from before facts were kept by the sentence."""
    told = [repr(finding.facts)] if finding.facts else []
    return [hashlib.sha256(one.encode()).hexdigest() for one in (*told, finding.sentence)]


def denied_findings(findings: Sequence[Finding]) -> list[Finding]:
    """Return those of `findings` of which a person said that the check spoke for nothing."""
    citations = [finding.citation.pk for finding in findings]
    wrong = FindingVerdict.objects.filter(citation__in=citations, is_right=False)
    denied = _said_of(wrong)
    return [
        one
        for one in findings
        if any((one.citation.pk, one.check_id.value, told) in denied for told in sums_of(one))
    ]


def hand_over_verdicts(gone: Iterable[Citation], there: Iterable[Citation]) -> None:
    """Give what was said of citations about to go to those of `there` in the same words.

    The same are words of the same text that overlap: a reading may take in a word more. Where
    somebody has said it of that citation too, his word stands and the other is nobody's any more.
    """
    former = {citation.pk: citation for citation in gone}
    verdicts = list(FindingVerdict.objects.filter(citation__in=list(former)))
    if not verdicts:
        return
    by_source = defaultdict(list)
    for citation in there:
        by_source[citation.source_id].append(citation)
    heirs = [citation.pk for citations in by_source.values() for citation in citations]
    taken = _said_of(FindingVerdict.objects.filter(citation__in=heirs))
    for verdict in verdicts:
        old = former[verdict.citation_id]
        overlapping = (
            one for one in by_source[old.source_id] if one.start < old.end and old.start < one.end
        )
        heir = next(overlapping, None)
        if heir is None or (heir.pk, verdict.check_id, verdict.sentence_sha256) in taken:
            continue
        taken.add((heir.pk, verdict.check_id, verdict.sentence_sha256))
        verdict.citation = heir
        verdict.save(update_fields=["citation"])


def _said_of(verdicts: Iterable[FindingVerdict]) -> set[tuple[int | None, str, str]]:
    return {(one.citation_id, one.check_id, one.sentence_sha256) for one in verdicts}
