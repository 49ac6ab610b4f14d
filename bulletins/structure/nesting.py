"""Which of the labelled lines are items, of what kind, and which holds which. Pure text.

A bulletin is an outline: its outermost form of label comes first and runs through the
whole text. Inside an item numbered "1." only labels that cannot be mistaken for a list
of points ("2.1.", "II-", "Phần 3:") make items of their own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bulletins.structure.chain import (
    Chain,
    Numbered,
    Surroundings,
    choose_chain,
    number,
    score_as_lists,
)
from bulletins.structure.contents import Contents
from bulletins.structure.headings import Heading, read_heading
from bulletins.structure.labels import Candidate, Family
from documents.printed_lines import Lines

ItemKind = Literal["front", "document", "topic", "news", "section"]

# Forms of label that can head the bulletin's items, from the outermost to the innermost.
_FAMILIES: tuple[Family, ...] = ("part", "letter", "roman", "arabic")


@dataclass(frozen=True, slots=True)
class Entry:
    """One labelled line taken as an item; `level` is 0 for the bulletin's own items."""

    candidate: Candidate
    heading: Heading
    kind: ItemKind
    level: int


class Nesting:
    """The labelled lines of one text, and the items chosen among them.

    After ``entries()`` was read to its end, `points` counts for each item, by its
    offset, the lines inside it that are numbered like an item and are not one.
    """

    def __init__(
        self, lines: Lines, contents: Contents, candidates: list[Candidate], cited: list[int]
    ) -> None:
        self._lines = lines
        self._contents = contents
        self._candidates = candidates
        stops = {candidate.line for candidate in candidates}
        self._headings = [read_heading(lines, one, stops, cited) for one in candidates]
        self._numbered = self._weigh_all()
        self.points: dict[int, int] = {}

    def entries(self) -> Iterator[Entry]:
        """Yield the items in order, each followed by those it holds."""
        yield from self._divide(range(len(self._candidates)), _FAMILIES, None)

    def _weigh_all(self) -> list[Numbered]:
        has_children = self._with_children()
        first_marks: dict[Family, str] = {}
        last_marks: dict[Family, str] = {}
        numbered: list[Numbered] = []
        in_list = False
        for index, one in enumerate(self._candidates):
            heading = self._headings[index]
            mark = one.label[-1:]
            in_list = self._is_announced(index) or (in_list and not self._has_body(index - 1))
            around = Surroundings(
                has_contents=bool(self._contents.keys),
                is_promised=self._contents.promises(heading.title),
                has_children=index in has_children,
                has_body=self._has_body(index),
                is_broken=self._is_broken(index),
                has_first_form=mark == first_marks.setdefault(one.family, mark),
                changes_form=mark != last_marks.get(one.family, mark),
                in_list=in_list,
            )
            last_marks[one.family] = mark
            numbered.append(number(index, one, heading, around, opens_list=self._opens(index)))
        return numbered

    def _is_announced(self, index: int) -> bool:
        """Tell whether candidate `index` opens a list inside an item: "… như sau:", "1. …"."""
        one = self._candidates[index]
        if not index or one.number != 1 or one.family == "dotted":
            return False
        return self._lines.lines[one.line - 1].text.rstrip("*_ ").endswith(":")

    def _has_body(self, index: int) -> bool:
        """Tell whether anything stands between the heading and the next label in its series."""
        if index + 1 >= len(self._candidates):
            return True
        one, after = self._candidates[index], self._candidates[index + 1]
        if one.family != after.family or after.number != one.number + 1:
            return True
        return self._headings[index].end < self._lines.lines[after.line - 1].start

    def _with_children(self) -> set[int]:
        """Return the "N." after which "N.1." or the like comes before any other "N."."""
        found: set[int] = set()
        open_at: int | None = None
        for index, one in enumerate(self._candidates):
            if one.family == "arabic":
                open_at = index
            elif one.family == "dotted" and open_at is not None:
                if one.numbers[0] == self._candidates[open_at].number:
                    found.add(open_at)
                open_at = None
        return found

    def _is_broken(self, index: int) -> bool:
        """Tell whether the line above is full and unfinished, and no heading's last line."""
        above = self._candidates[index].line - 1
        if above < 0 or self._lines.is_ended(above) or not self._lines.is_filled(above):
            return False
        before = self._headings[index - 1] if index else None
        return before is None or before.runs_on or before.end < self._lines.lines[above].start

    def _opens(self, index: int) -> bool:
        """Tell whether a list of points may start here: after ":" or another form of label."""
        if self._is_announced(index):
            return True
        return bool(index) and self._candidates[index - 1].family != self._candidates[index].family

    def _divide(
        self, span: range, families: tuple[Family, ...], parent: Entry | None
    ) -> Iterator[Entry]:
        """Yield the items among the candidates of `span` and, inside each, its own."""
        chain = self._outermost(span, families, parent)
        if not chain:
            yield from self._sections(span, parent)
            return
        if parent:
            yield from self._sections(range(span.start, chain[0]), parent)
        for index, after in zip(chain, [*chain[1:], span.stop], strict=True):
            entry = self._entry(index, parent, parent.level + 1 if parent else 0)
            yield entry
            yield from self._inside(range(index + 1, after), entry, families)

    def _inside(self, span: range, entry: Entry, families: tuple[Family, ...]) -> Iterator[Entry]:
        """Yield what `entry` holds: items of an inner form of label, or else sections."""
        family = entry.candidate.family
        inner = families[families.index(family) + 1 :]
        if family == "arabic":
            points = sum(self._candidates[index].family == "arabic" for index in span)
            is_news = entry.kind == "news" and entry.level == 0
            if points and is_news and not self._has_dotted(span):
                inner = ("arabic",)
            elif points:
                self.points[entry.candidate.start] = points
        if inner and entry.kind != "document":
            yield from self._divide(span, inner, entry)
        else:
            yield from self._sections(span, entry)

    def _has_dotted(self, span: range) -> bool:
        return any(self._candidates[index].family == "dotted" for index in span)

    def _entry(self, index: int, parent: Entry | None, level: int) -> Entry:
        heading = self._headings[index]
        kind = kind_of(heading, parent.kind if parent else None)
        return Entry(self._candidates[index], heading, kind, level)

    def _outermost(
        self, span: range, families: tuple[Family, ...], parent: Entry | None
    ) -> list[int]:
        """Return the lines that divide `span`: those of its outermost form of label."""
        lines = {family: self._of_family(span, family) for family in families}
        chains: dict[Family, Chain] = {}
        for family, numbered in lines.items():
            chain = choose_chain(numbered, inside_item=parent is not None)
            if chain.items and (parent is None or _are_headings(chain)):
                chains[family] = chain
        arabic = chains.get("arabic")
        for family, chain in sorted(chains.items(), key=lambda pair: pair[1].items[0].index):
            if family != "arabic" and self._encloses(span, chain, lines[family], arabic):
                return [one.index for one in chain.items]
        chosen = arabic or max(chains.values(), key=lambda one: len(one.items), default=None)
        return [one.index for one in chosen.items] if chosen else []

    def _of_family(self, span: range, family: Family) -> list[Numbered]:
        return [self._numbered[i] for i in span if self._candidates[i].family == family]

    def _encloses(
        self, span: range, chain: Chain, lines: list[Numbered], arabic: Chain | None
    ) -> bool:
        """Tell whether `chain` ("I.", "II.", …) stands above the items numbered "1.", "2.".

        It must start first. As its form may also belong to the documents inside items
        (then `lines`, all that bear it, are lists that start anew), the two readings of
        the whole span are compared.
        """
        if not arabic:
            return True
        first = chain.items[0]
        if len(chain.items) < 2 or first.candidate.number != 1:
            return False
        if first.index > arabic.items[0].index:
            return False
        titles = [self._headings[one.index].title for one in chain.items]
        if self._contents.keys and 2 * sum(map(self._contents.promises, titles)) < len(titles):
            return False
        bounds = [one.index for one in chain.items]
        inside = sum(
            choose_chain(self._of_family(range(low, high), "arabic"), inside_item=True).score
            for low, high in zip(bounds, [*bounds[1:], span.stop], strict=True)
        )
        return chain.score + inside >= arabic.score + score_as_lists(lines)

    def _sections(self, span: range, parent: Entry | None) -> Iterator[Entry]:
        """Yield the labelled lines of `span` that cannot be taken for a list of points.

        "4.1." may stand inside item 3 and "2.1." twice: bulletins copy a document's own
        numbering, so the place decides, not the number.
        """
        open_entries: list[tuple[int, Entry]] = []
        last_roman = 0
        outer = parent.candidate.family if parent else None
        for index in span:
            one = self._candidates[index]
            if one.family == "roman":
                if outer == "roman" or one.number not in (1, last_roman + 1):
                    continue
                last_roman = one.number
            elif one.family not in ("dotted", "part"):
                continue
            rank = _rank(one)
            while open_entries and open_entries[-1][0] >= rank:
                open_entries.pop()
            above = open_entries[-1][1] if open_entries else parent
            entry = self._entry(index, above, above.level + 1 if above else 0)
            open_entries.append((rank, entry))
            yield entry


def _rank(candidate: Candidate) -> int:
    """Return how deep a form of label stands: "Phần 1:", "I-", "1.1.", "1.1.1." …"""
    return {"part": 0, "roman": 1}.get(candidate.family, len(candidate.numbers))


def _are_headings(chain: Chain) -> bool:
    """Tell whether labelled lines inside an item are items, and not points of a list."""
    return (len(chain.items) > 1 or chain.weight >= 4) and chain.weight > 0


def kind_of(heading: Heading, parent: ItemKind | None) -> ItemKind:
    """Return the kind of an item from its heading and the kind of the item that holds it."""
    if parent in ("document", "section"):
        return "section"
    if parent == "news":
        return "news"
    if heading.names_document:
        return "document"
    return "news" if heading.is_news else "topic"
