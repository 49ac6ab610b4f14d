"""A text as it is read on a screen: the printed lines of one paragraph run together.

Text out of a PDF has every printed line on its own, often with a blank line after each; on a phone
each breaks once more. Pure text; no Django. No word is changed: where lines are joined a blank
stands between them, and the number of a printed page within a paragraph stays out, as on paper.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeVar

from documents.citations import Piece
from documents.printed_lines import Lines

Payload = TypeVar("Payload")
Gap = tuple[int, int]


def flowing(pieces: Sequence[Piece[Payload]]) -> list[Piece[Payload]]:
    """Return the pieces of a text with a blank where a printed line was broken off.

    A text whose lines are paragraphs comes back as it is.
    """
    gaps = list(_gaps("".join(piece.text for piece in pieces)))
    if not gaps:
        return list(pieces)
    found, start = [], 0
    for piece in pieces:
        text = _closed(piece.text, [(first - start, last - start) for first, last in gaps])
        start += len(piece.text)
        # Of gaps that ended before this piece nothing is asked any more.
        gaps = [gap for gap in gaps if gap[1] > start]
        if text:
            found.append(replace(piece, text=text))
    return found


def _gaps(text: str) -> Iterator[Gap]:
    """Yield from where to where nothing stands between two lines of one paragraph."""
    lines = Lines(text)
    if not lines.is_wrapped:
        return
    for index, (line, after) in enumerate(pairwise(lines.lines)):
        if lines.runs_on(index):
            yield line.end, after.start


def _closed(text: str, gaps: Iterable[Gap]) -> str:
    """Return the text with each gap made one blank; one that began before it leaves none here."""
    parts, done = [], 0
    for first, last in gaps:
        if first >= len(text):
            break
        if first >= 0:
            parts += [text[done:first], " "]
        done = last
    parts.append(text[done:])
    return "".join(parts)
