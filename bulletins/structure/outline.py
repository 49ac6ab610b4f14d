"""A bulletin's text as a sequence of items that cover it. Pure text."""

from dataclasses import dataclass

from bulletins.structure.contents import read_contents
from bulletins.structure.cover import read_month, read_publisher
from bulletins.structure.labels import MOST_LABELLED, find_candidates
from bulletins.structure.nesting import Entry, ItemKind, Nesting
from bulletins.structure.oddities import TOO_MANY_LABELS, describe_oddities
from documents.citations import find_citations
from documents.printed_lines import Lines


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a bulletin.

    `label` is as printed ("1.", "4. 8.", "Phần 1:", '' when none is), `title` one line,
    both in NFC, `level` 0 for the bulletin's own items. The item owns the text from `start` to
    `end`, which is where the next item starts, whatever its level; its heading ends at
    `title_end`. Offsets are characters of the text as given.
    """

    label: str
    title: str
    kind: ItemKind
    level: int
    start: int
    end: int
    title_end: int


@dataclass(frozen=True, slots=True)
class Structure:
    """The items in order (together they cover the text from the first one on), the cover's
    month, year and publisher, and what is irregular, as sentences in Vietnamese."""

    items: tuple[Item, ...]
    month: int | None
    year: int | None
    publisher_printed: str
    warnings: tuple[str, ...]


def read_structure(text: str) -> Structure:
    """Return the items of the bulletin `text` and what its cover says.

    Text before the first item (cover, table of contents) is an item of kind "front",
    left out when blank. A text without any item is all front, with a warning; so is one
    with more than MOST_LABELLED labelled lines.
    """
    cited = sorted(citation.start for citation in find_citations(text))
    lines = Lines(text)
    labelled = find_candidates(lines, frozenset(cited))
    if len(labelled) > MOST_LABELLED:
        return Structure(_items(text, []), None, None, "", (TOO_MANY_LABELS,))
    contents, candidates = read_contents(lines, labelled)
    nesting = Nesting(lines, contents, candidates, cited)
    entries = list(nesting.entries())
    items = _items(text, entries)
    cover = text[: contents.start or (entries[0].candidate.start if entries else len(text))]
    month, year = read_month(cover)
    return Structure(
        items=items,
        month=month,
        year=year,
        publisher_printed=read_publisher(cover),
        warnings=describe_oddities(entries, nesting.points, len(contents.keys)),
    )


def _items(text: str, entries: list[Entry]) -> tuple[Item, ...]:
    bounds = [*(entry.candidate.start for entry in entries), len(text)]
    items: list[Item] = []
    if text[: bounds[0]].strip():
        items.append(Item("", "", "front", 0, 0, bounds[0], 0))
    for entry, end in zip(entries, bounds[1:], strict=True):
        items.append(
            Item(
                label=entry.candidate.label,
                title=entry.heading.title,
                kind=entry.kind,
                level=entry.level,
                start=entry.candidate.start,
                end=end,
                title_end=entry.heading.end,
            )
        )
    return tuple(items)
