"""What a check says on a card, and what a person said of it: right, or spoken for nothing."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from bulletins.models import Bulletin
from bulletins.publishing import hold_in_use
from documents.checking import Finding, Grade
from documents.deciding.trust import Key, Kind, are_trusted
from documents.deciding.verdicts import sum_of, sums_of
from documents.models import Citation, FindingVerdict

# By citation, check and the sum of its sentence.
Verdicts = dict[tuple[int | None, str, str], FindingVerdict]


@dataclass(frozen=True, slots=True)
class Remark:
    """One finding on a card, with a person's word on it and whether its check is to be trusted."""

    finding: Finding
    verdict: FindingVerdict | None
    is_trusted: bool

    @property
    def sentence(self) -> str:
        """What the check says, without the words of the citation: its card begins with them."""
        words = f"“{' '.join(self.finding.citation.text.split())}”: "
        told = self.finding.sentence.removeprefix(words)
        return told[:1].upper() + told[1:]

    @property
    def is_alarm(self) -> bool:
        """Whether it speaks of an error and nobody has said that it is none."""
        is_denied = self.verdict is not None and not self.verdict.is_right
        return self.finding.grade == Grade.ERROR and not is_denied

    @property
    def is_error(self) -> bool:
        """Whether it counts as an error; of a check that is often wrong it is a suggestion."""
        return self.is_alarm and self.is_trusted

    @property
    def key(self) -> str:
        """What a form says of it: which remark on the citation, and who said what of it."""
        said = (self.verdict.is_right, self.verdict.said_by_id) if self.verdict else None
        told = (self.finding.check_id.value, self.finding.sentence, said)
        return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def verdicts_on(citations: Iterable[int]) -> Verdicts:
    """Return what people said of the checks on these citations, in one query."""
    rows = FindingVerdict.objects.filter(citation__in=list(citations)).select_related("said_by")
    return {(row.citation_id, row.check_id, row.sentence_sha256): row for row in rows}


def remark_of(finding: Finding, verdicts: Verdicts, distrusted: frozenset[Key]) -> Remark:
    """Return a finding with what was said of it; `distrusted` are `trust.distrusted_rules`."""
    check = finding.check_id.value
    known = ((finding.citation.pk, check, told) for told in sums_of(finding))
    verdict = next((verdicts[key] for key in known if key in verdicts), None)
    return Remark(finding, verdict, are_trusted([(Kind.CHECK, check)], distrusted))


@transaction.atomic
def judge(
    bulletin: Bulletin, remarks_of: Any, citation: int, key: str, is_right: bool | None, by: Any
) -> None:
    """Keep a person's word on a remark; None for `is_right` takes the word back.

    `remarks_of` gives the remarks on a citation as they are now, `key` is that of the remark
    as it was seen. Raises ValidationError: 'binned', and 'decided_meanwhile' when it is not there:
    the check says something else now, or somebody else has spoken.
    """
    hold_in_use(bulletin.pk)
    remark = next((one for one in remarks_of(bulletin, citation) if one.key == key), None)
    if remark is None:
        raise ValidationError(
            "Chưa ghi gì: kết quả kiểm tra này vừa thay đổi, hoặc người khác vừa cho ý kiến. Xem "
            "lại thẻ dưới đây.",
            code="decided_meanwhile",
        )
    if is_right is None:
        if remark.verdict:
            remark.verdict.delete()
        return
    FindingVerdict.objects.update_or_create(
        citation=Citation.objects.get(pk=citation),
        check_id=remark.finding.check_id.value,
        sentence_sha256=sum_of(remark.finding),
        defaults={"is_right": is_right, "said_by": by},
    )
