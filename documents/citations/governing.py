"""Walks the citations of one sentence and keeps what governs each: the verb, and who does it.

Pure text; no Django. A chain ("kế hoạch về thực hiện chỉ thị về tiếp tục …") goes one level
down at each verb; members of a list stay on the level of what governs the whole list.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol

from documents.citations.attachment import (
    doer,
    is_oblique,
    is_own_title,
    names_this,
    starts_sentence,
)
from documents.citations.clauses import Gap
from documents.citations.cues import Cue, read_cue
from documents.citations.joining import Joint, is_alias, read_joint
from documents.citations.skeleton import Skeleton, spaced
from documents.citations.verbs import CHANGES, verb_in_body, verb_of_doer, verb_of_opening

# The title of a text stands in its head; further on, a line in capitals is a heading.
_TITLE_REACH = 4000
# " hết hiệu lực kể từ ngày Quy định này có hiệu lực"
_ENDED_BY_THIS = re.compile(
    spaced(
        r"[^.;]{0,200}?het hieu luc[^.;]{0,60}"
        r" (?:dinh|quyet|che|thi|dan|an|hoach|luan|van ban) nay(?![a-z])"
    )
)


class CitationSpan(Protocol):
    """A place in a text that names a document, whoever found it."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def type(self) -> str: ...


class Said(NamedTuple):
    """The words that say it, as printed, and where they start in the source."""

    words: str
    at: int


@dataclass(frozen=True, slots=True)
class Claim:
    """One relation read in a sentence, see `RelationReading`."""

    source: int | None
    verb: str
    target: int
    said: Said
    rule: str


@dataclass(frozen=True, slots=True)
class Governor:
    """What is said of a citation and all its siblings: `others` do `verb` to it.

    `reversed`: it does it to `others`. `leads`: its clause opens the sentence, and who does
    it is told only later ("Thực hiện Chỉ thị …, Thành ủy ban hành Kế hoạch …").
    """

    verb: str
    others: tuple[int | None, ...]
    said: Said
    rule: str
    reversed: bool = False
    leads: bool = False


@dataclass(slots=True)
class _Level:
    governor: Governor | None
    last: int
    oblique: bool


class SentenceReader:
    """Reads one sentence: `read` each citation in order, then `finish`."""

    def __init__(self, citations: Sequence[CitationSpan], subject: str | None) -> None:
        """`subject` is the type of the document whose text this is, None when there is none."""
        self._citations = citations
        self._subject = subject
        self._claims: list[Claim] = []
        self._levels: list[_Level] = []
        # The level of the list that ";" goes on with.
        self._list_level = 0
        self._led: list[tuple[int, Governor]] = []

    # --- one citation after the other -----------------------------------------------------

    def read(self, index: int, gap: Gap, after: str, next_gap: Gap | None) -> None:
        """Take the citation `index`.

        `gap` stands before it, `next_gap` before the next one of the sentence; `after` are
        the first characters behind it in the source.
        """
        following = Skeleton(after).lower
        if self._levels and is_alias(gap.lower, following):
            return
        cue = read_cue(gap.lower)
        if cue is not None:
            self._take_cue(index, gap, cue)
            return
        joint = read_joint(gap.lower, following) if self._levels else None
        if joint is not None:
            self._take_sibling(index, gap, joint, next_gap)
        else:
            self._stand(index, gap, None, below=";" not in gap.lower)

    def finish(self, rest: str) -> list[Claim]:
        """Return what was read; `rest` is what follows the last citation, in lower case."""
        if self._subject is None:
            return self._claims
        if self._levels and _ENDED_BY_THIS.match(rest):
            last = self._levels[-1].last
            said = Said("hết hiệu lực", self._citations[last].end)
            self._claims.append(Claim(None, "repeals", last, said, "ended-by-this"))
        for index, led in self._led:
            verb = verb_of_opening(led.verb, rest, self._subject)
            if verb:
                self._claims.append(Claim(None, verb, index, led.said, led.rule))
        return self._claims

    # --- levels ---------------------------------------------------------------------------

    def _stand(self, index: int, gap: Gap, governor: Governor | None, *, below: bool) -> None:
        """Put the citation below the one before it (or on a new first level) and state it."""
        if not below or not self._levels:
            self._levels = []
            self._list_level = 0
        self._levels.append(_Level(governor, index, is_oblique(gap.lower)))
        self._state(index, governor)

    def _state(self, index: int, governor: Governor | None, *, listed: bool = False) -> None:
        if governor is None:
            return
        if governor.leads:
            self._led.append((index, governor))
            return
        rule = f"{governor.rule}-list" if listed else governor.rule
        for other in governor.others:
            source, target = (index, other) if governor.reversed else (other, index)
            if target is not None:
                self._claims.append(Claim(source, governor.verb, target, governor.said, rule))

    def _take_sibling(self, index: int, gap: Gap, joint: Joint, next_gap: Gap | None) -> None:
        depth = self._level_of_sibling(index, joint, next_gap)
        if depth is None:
            self._stand(index, gap, None, below=True)
            return
        del self._levels[depth + 1 :]
        self._levels[depth].last = index
        self._state(index, self._levels[depth].governor, listed=True)

    def _level_of_sibling(self, index: int, joint: Joint, next_gap: Gap | None) -> int | None:
        """Return the level whose list the citation goes on with; None when it cannot be told.

        ";" goes on with the whole list. "và" and "," join what stands nearest when it is of
        the same type; else an outer one of that type, if something governs it or the
        citation starts a chain of its own; else, without a title between, the nearest.
        """
        if joint.sign == "semicolon":
            return self._list_level
        deepest = len(self._levels) - 1
        if joint.closes and deepest:
            deepest -= 1
        has_chain = next_gap is not None and _does_something(next_gap)
        wanted = self._citations[index].type
        for depth in range(deepest, -1, -1):
            level = self._levels[depth]
            alike = wanted and self._citations[level.last].type == wanted
            if alike and (depth == deepest or level.governor is not None or has_chain):
                return depth
        return deepest if joint.bare and not has_chain else None

    # --- verbs ----------------------------------------------------------------------------

    def _take_cue(self, index: int, gap: Gap, cue: Cue) -> None:
        between = gap.text[: cue.start]
        end = len(gap.lower.rstrip(' \n"-+'))
        said = Said(gap.printed(cue.start, end), gap.source_start(cue.start))
        if cue.verb == "issues":
            self._stand(index, gap, self._issued(index, between), below=False)
            return
        governor = self._by_title_line(cue, gap, between, said)
        if governor is not None:
            self._stand(index, gap, governor, below=False)
            return
        governor = self._by_previous(cue, between, said)
        below = governor is not None or ";" not in between
        if governor is None:
            governor = self._by_text(cue, gap.lower, said)
            below = below and governor is None
        self._stand(index, gap, governor, below=below)
        if cue.listed:
            self._list_level = len(self._levels) - 1

    def _issued(self, index: int, between: str) -> Governor | None:
        """Return what an opening clause says of the document issued behind it."""
        if not self._led or not re.search("[,;]", between):
            return None
        led, self._led = self._led, []
        first = led[0][1]
        others = tuple(ground for ground, governor in led if governor.verb == first.verb)
        # "Căn cứ A; thực hiện B, Thành ủy ban hành C": of each what its own words say.
        for ground, governor in led:
            if ground not in others:
                verb = verb_of_doer(governor.verb, self._citations[index].type)
                self._claims.append(Claim(index, verb, ground, governor.said, "issued"))
        verb = verb_of_doer(first.verb, self._citations[index].type)
        return replace(first, verb=verb, others=others, rule="issued", reversed=True, leads=False)

    def _by_title_line(self, cue: Cue, gap: Gap, between: str, said: Said) -> Governor | None:
        """Return what the title of the text itself says, in the head of the text."""
        titled = gap.start < _TITLE_REACH and is_own_title(between)
        if not titled or not cue.verb or self._subject is None:
            return None
        verb = verb_of_doer(cue.verb, self._subject, cue.continued)
        return Governor(verb, (None,), said, "own-title")

    def _by_previous(self, cue: Cue, between: str, said: Said) -> Governor | None:
        """Return what the document cited before does, when the words say that it does it."""
        if not cue.verb or not self._levels:
            return None
        previous = self._levels[-1]
        if cue.reversed:
            clear = ";" not in between
            return Governor(cue.verb, (previous.last,), said, "passive", True) if clear else None
        if cue.verb == "linked_with" and not re.search("[;:]", between):
            return Governor(cue.verb, (previous.last,), said, "linked")
        who = doer(between)
        if who == "previous" and (between.strip() or not previous.oblique):
            verb = verb_of_doer(cue.verb, self._citations[previous.last].type, cue.continued)
            return Governor(verb, (previous.last,), said, "title")
        if who == "asked" and cue.verb in ("implements", "studies"):
            return Governor("calls_for", (previous.last,), said, "asks")
        return None

    def _by_text(self, cue: Cue, words: str, said: Said) -> Governor | None:
        """Return what the text itself says of the document cited, in a clause of its own."""
        before, verb_words = words[: cue.start], words[cue.start :]
        if not cue.verb or cue.reversed or not self._clause_is_own(before):
            return None
        if self._leads(cue, before):
            verb = "continues" if cue.continued and cue.verb == "implements" else cue.verb
            return Governor(verb, (), said, "opening", leads=True)
        if self._subject is None:
            return None
        if names_this(before) or (cue.verb in CHANGES and self._goes_on_changing(before)):
            verb = verb_of_doer(cue.verb, self._subject, cue.continued)
            return Governor(verb, (None,), said, "this")
        verb = verb_in_body(cue, verb_words, before, self._subject)
        return Governor(verb, (None,), said, "own-text") if verb else None

    def _goes_on_changing(self, before: str) -> bool:
        """Whether the sentence has said of this text what it changes: "…; bãi bỏ …"."""
        first = self._levels[0].governor if self._levels else None
        changes = first is not None and first.verb in CHANGES and first.others == (None,)
        return changes and before.rstrip(" \n-+").endswith((";", ",", " va"))

    def _clause_is_own(self, before: str) -> bool:
        if not self._levels:
            return True
        who = doer(before)
        if who == "coordinate":
            # In a list of what is to be done a comma starts the next thing to do; behind a
            # document that stands alone its title may go on.
            first = self._levels[0].governor
            return len(self._levels) == 1 and first is not None
        return who == "clause"

    def _leads(self, cue: Cue, before: str) -> bool:
        """Whether the clause opens the sentence, or goes on with "căn cứ …; thực hiện …"."""
        if cue.verb not in ("implements", "based_on", "specifies") or cue.listed:
            return False
        if not self._levels:
            return starts_sentence(before)
        return bool(self._led) and before.rstrip(" \n-+").endswith((";", ","))


def _does_something(gap: Gap) -> bool:
    """Whether the document before `gap` does something to the one behind it."""
    cue = read_cue(gap.lower)
    if cue is None or not cue.verb or cue.reversed:
        return False
    return doer(gap.text[: cue.start]) == "previous"
