"""How often people agreed with what each rule of the reader and each check said.

A rule is a name kept beside what it said: how a citation was read (`Citation.rule`), how its
document was found (`Citation.way`), how a relation was read (`Relation.rule`), which check spoke.
Counted in four queries, however many decisions there are.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Q, Value, When

from documents.deciding.citations import MISPRINT, NO_CITATION, OTHER_DOCUMENT, TOGETHER
from documents.deciding.relations import AS_GROUP
from documents.kept_counts import kept_count
from documents.models import (
    Citation,
    CitationTarget,
    Decision,
    FindingVerdict,
    Relation,
    TrustCount,
)

# A rule under this share is a suggestion (issue 5.7).
LEAST_PERCENT = 90
# With fewer, one or two wrong decisions would already bring a good rule under the share.
LEAST_DECISIONS = 20
# Before that a small department must not wait a year: a rule that is wrong so often that it can
# hardly be right in LEAST_PERCENT of all cases is a suggestion too, from so many decisions on.
LEAST_EARLY = 3
# The quantile of the normal distribution for an interval of 95%.
_Z = 1.96


class Kind(StrEnum):
    """What a rule does."""

    READING = "reading"
    WAY = "way"
    RELATION = "relation"
    CHECK = "check"


Key = tuple[Kind, str]


@dataclass(slots=True)
class Tally:
    """What people said of one rule: `together` are those confirmed at once, unseen one by one."""

    kind: Kind
    rule: str
    right: int = 0
    wrong: int = 0
    together: int = 0

    @property
    def decisions(self) -> int:
        return self.right + self.wrong

    @property
    def share(self) -> float | None:
        """How many of those decided one by one were right, from 0 to 1; None without any."""
        return self.right / self.decisions if self.decisions else None

    @property
    def percent(self) -> int | None:
        """The share in whole percent, rounded down: what is shown as 90 is 90 at least."""
        return 100 * self.right // self.decisions if self.decisions else None

    @property
    def is_measured(self) -> bool:
        return self.decisions >= LEAST_DECISIONS

    @property
    def is_trusted(self) -> bool:
        """Whether what the rule says may be taken with others unseen.

        The plain share, so that anybody can count it again on the page; a lower bound of it
        (Wilson's) would call a rule of 20 right out of 20 doubtful. Only decisions taken one by
        one count: confirming all at once is what a trusted rule allows, so it proves nothing of
        the rule. A rule nobody has decided on often enough is trusted, as every rule once was.

        With fewer decisions it is none where so many are wrong as `least_wrong` says. There those
        confirmed at once count as right: who rejects what is wrong one by one and confirms the
        rest at once would else have decided against a good rule.
        """
        if self.is_measured:
            return 100 * self.right >= LEAST_PERCENT * self.decisions
        return self.decisions < LEAST_EARLY or self.wrong < least_wrong(
            self.decisions + self.together
        )


def least_wrong(decisions: int) -> int:
    """Return how many of a few decisions must be against a rule for it to be a suggestion.

    So many that even the upper bound of Wilson's interval (E. B. Wilson, 1927, at 95%) for the
    share of right ones lies under LEAST_PERCENT: 2 of 3 to 5, 3 of 6 to 10, 4 of 11 to 16, 5 of 17
    to 19.
    """
    wrongs = range(decisions + 1)
    return next(n for n in wrongs if 100 * _most_likely_share(n, decisions) < LEAST_PERCENT)


def early_limits() -> list[tuple[int, int, int]]:
    """Return (from, to, wrong): of how many decisions how many wrong ones are too many."""
    needed = {count: least_wrong(count) for count in range(LEAST_EARLY, LEAST_DECISIONS)}
    counts = {wrong: [n for n in needed if needed[n] == wrong] for wrong in needed.values()}
    return [(found[0], found[-1], wrong) for wrong, found in counts.items()]


def _most_likely_share(wrong: int, decisions: int) -> float:
    """Return the upper bound of the share of right decisions."""
    share, square = 1 - wrong / decisions, _Z * _Z
    spread = _Z * sqrt(share * (1 - share) / decisions + square / (4 * decisions * decisions))
    return (share + square / (2 * decisions) + spread) / (1 + square / decisions)


def count_tallies(*, with_together: bool = True) -> dict[Key, Tally]:
    """Return what people said of each rule by its kind and name.

    Without those confirmed together, which are most, counting takes a sixth of the time.

    A rule whose name is not known, of rows read before it was kept, is told under ''.
    """
    found: dict[Key, Tally] = {}

    def tally(kind: Kind, rule: str) -> Tally:
        return found.setdefault((kind, rule), Tally(kind, rule))

    decisions = _decided_citations()
    if not with_together:
        decisions = decisions.exclude(reason=TOGETHER)
    for row in decisions:
        _count_citation(row, tally(Kind.READING, row["rule"]), is_way=False)
        # Without a way nothing was said for certain that could be right or wrong.
        if row["way"]:
            _count_citation(row, tally(Kind.WAY, row["way"]), is_way=True)
    relations = Relation.all_objects.filter(origin=Relation.Origin.MACHINE)
    decided = relations.exclude(state=Decision.PROPOSED).order_by()
    as_group = Q(state=Decision.CONFIRMED, reason=AS_GROUP)
    for rule, state, count in (
        decided.exclude(as_group).values_list("rule", "state").annotate(Count("pk"))
    ):
        _add(tally(Kind.RELATION, rule), state == Decision.CONFIRMED, count)
    if with_together:
        for rule, count in decided.filter(as_group).values_list("rule").annotate(Count("pk")):
            tally(Kind.RELATION, rule).together += count
    verdicts = FindingVerdict.objects.order_by().values_list("check_id", "is_right")
    for check, is_right, count in verdicts.annotate(Count("pk")):
        _add(tally(Kind.CHECK, check), is_right, count)
    return found


def _decided_citations() -> Any:
    """Return how often each rule and way met each decision; what people marked is not among it."""
    by_hand = CitationTarget.objects.filter(citation=OuterRef("pk"), way="")
    why = Case(
        *(When(reason=said, then=Value(said)) for said in (TOGETHER, *_REASONS)), default=Value("")
    )
    decided = Citation.objects.filter(origin=Citation.Origin.MACHINE).exclude(
        state=Decision.PROPOSED
    )
    named = decided.annotate(said=why, is_other=Exists(by_hand)).order_by()
    return named.values("rule", "way", "state", "said", "is_other").annotate(count=Count("pk"))


_REASONS = (NO_CITATION, OTHER_DOCUMENT, MISPRINT)


def _count_citation(row: dict[str, Any], tally: Tally, *, is_way: bool) -> None:
    """Add the decisions of a row to what they speak of: the reading, or the way.

    Another document chosen says that the words are a citation and that the way was wrong. A
    misprint is nobody's mistake here, and where there is no citation no way could be right.
    """
    said, count = row["said"], row["count"]
    if row["state"] == Decision.CONFIRMED:
        if said == TOGETHER:
            tally.together += count
        else:
            _add(tally, not (is_way and row["is_other"]), count)
    elif said == MISPRINT or (is_way and said == NO_CITATION):
        return
    else:
        _add(tally, said == OTHER_DOCUMENT and not is_way, count)


def _add(tally: Tally, is_right: bool, count: int) -> None:
    if is_right:
        tally.right += count
    else:
        tally.wrong += count


def distrusted_rules() -> frozenset[Key]:
    """Return the rules under the share as all processes know them, five minutes old at most.

    To be asked once for all that one page or decision looks at: two answers may differ.
    """
    row = kept_count(TrustCount, _measured)
    tallies = [Tally(Kind(kind), rule, right, wrong) for kind, rule, right, wrong in row.counts]
    return frozenset((one.kind, one.rule) for one in tallies if not one.is_trusted)


def _measured() -> list[list[Any]]:
    """Return of each rule decided on often enough its kind, name, how often right and wrong."""
    tallies = [one for one in count_tallies(with_together=False).values() if one.rule]
    found = [one for one in tallies if one.is_measured]
    early = {(one.kind, one.rule) for one in tallies if not one.is_measured and not one.is_trusted}
    if early:
        # Counted whole only now: few rules look wrong so soon.
        whole = count_tallies()
        found += [whole[key] for key in early if not whole[key].is_trusted]
    return [[one.kind, one.rule, one.right, one.wrong] for one in found]


def are_trusted(keys: Iterable[Key], distrusted: frozenset[Key]) -> bool:
    """Whether none of these rules is among those known to be wrong too often."""
    return distrusted.isdisjoint(keys)


def rules_of(citation: Citation) -> list[Key]:
    """Return the rules by which a citation was read and its document found."""
    return [(Kind.READING, citation.rule), (Kind.WAY, citation.way)]
