"""Items as editors corrected them: how one that is cut off opens, and what is still odd. Pure text.

`outline` reads a whole text; here the items are given, and only their labels are looked at.
"""

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from bulletins.structure.contents import read_contents
from bulletins.structure.headings import Heading, read_heading
from bulletins.structure.labels import Candidate, find_candidates, read_label
from bulletins.structure.nesting import Entry, ItemKind, kind_of
from bulletins.structure.oddities import Oddity, find_oddities
from documents.citations import find_citations
from documents.printed_lines import Lines
from organizations.text import normalize

# More than any heading with the lines around it that tell where it ends.
_OPENING_CHARS = 4000
# The longest heading that the reader of structure takes.
_TITLE_CHARS = 450
_LINE = re.compile(r"[^\n]*\w[^\n]*")


@dataclass(frozen=True, slots=True)
class Opening:
    """What the first line of an item says: its label ('' without one), title and kind."""

    label: str
    title: str
    kind: ItemKind


@dataclass(frozen=True, slots=True)
class CorrectedItem:
    """An item as it stands now; `level` is 0 for the bulletin's own items."""

    label: str
    title: str
    kind: ItemKind
    level: int
    body: str


def line_starts(body: str) -> list[int]:
    """Return the offset of every line with a word in it."""
    return [match.start() for match in _LINE.finditer(body)]


def read_opening(body: str, parent: ItemKind | None) -> Opening:
    """Return what a text that is to be an item of its own opens with.

    `parent` is the kind of the item that will hold it. Without a label its first line is the
    title: ``Tin hoạt động`` → ('', 'Tin hoạt động', …); ``3. Kết luận số 5`` → ('3.', 'Kết luận
    số 5', …).
    """
    text = body[:_OPENING_CHARS]
    cited = sorted(citation.start for citation in find_citations(text))
    lines = Lines(text)
    candidates = find_candidates(lines, frozenset(cited))
    stops = {candidate.line for candidate in candidates}
    if candidates and not candidates[0].line:
        first = candidates[0]
    else:
        start = lines.lines[0].start if lines.lines else 0
        first = Candidate("arabic", "", (0,), 0, start, 0, start)
    # A page number is no line of the text, and may be all there is.
    heading = read_heading(lines, first, stops, cited) if lines.lines else _heading(body)
    title = textwrap.shorten(normalize(heading.title), _TITLE_CHARS, placeholder="…")
    return Opening(first.label, title, kind_of(heading, parent))


def oddities_of(items: Sequence[CorrectedItem]) -> list[Oddity]:
    """Return what is odd in the labels of `items`; `place` is the index of the item."""
    entries: list[Entry] = []
    points: dict[int, int] = {}
    for index, item in enumerate(items):
        if item.kind == "front":
            continue
        entry = Entry(_candidate(item.label, index), _heading(item.title), item.kind, item.level)
        entries.append(entry)
        inside = find_candidates(Lines(item.body), frozenset())
        count = sum(one.family == "arabic" and one.line > 0 for one in inside)
        if entry.candidate.family == "arabic" and count:
            points[index] = count
    return find_oddities(entries, points, _rows_of_contents(items))


def _rows_of_contents(items: Sequence[CorrectedItem]) -> int:
    lines = Lines("".join(item.body for item in items))
    contents, _ = read_contents(lines, find_candidates(lines, frozenset()))
    return len(contents.keys)


def _candidate(label: str, index: int) -> Candidate:
    """Return the label as the reader of structure knows it; one it cannot read counts as none."""
    read = read_label(label, 0)
    family, numbers, _ = read or ("arabic", (0,), 0)
    return Candidate(family, label if read else "", numbers, index, index, index, index)


def _heading(title: str) -> Heading:
    """Return a title as the reader of structure knows it, of which nothing more was read."""
    return Heading(title, "", 0, False, False, 0, False)
