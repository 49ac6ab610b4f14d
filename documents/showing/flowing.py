"""A text as it is read on a screen: the printed lines of one paragraph run together.

Text out of a PDF has every printed line on its own, often with a blank line after each; on a phone
each breaks once more. Pure text; no Django. No word is changed: where lines are joined a blank
stands between them, and the number of a printed page within a paragraph stays out, as on paper.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeVar

from documents.citations import Piece
from documents.printed_lines import Lines

Payload = TypeVar("Payload")
Gap = tuple[int, int]
LEAST_LINES = 6


def flowing(pieces: Sequence[Piece[Payload]]) -> list[Piece[Payload]]:
    """Return the pieces of a text with a blank where a printed line was broken off.

    A text whose lines are paragraphs comes back as it is.
    """
    gaps = deque(_gaps("".join(piece.text for piece in pieces)))
    if not gaps:
        return list(pieces)
    found, start = [], 0
    for piece in pieces:
        end, here = start + len(piece.text), []
        while gaps and gaps[0][0] < end:
            here.append((gaps[0][0] - start, gaps[0][1] - start))
            if gaps[0][1] > end:
                # It goes on in the next piece.
                break
            gaps.popleft()
        if text := _closed(piece.text, here):
            found.append(replace(piece, text=text))
        start = end
    return found


def _gaps(text: str) -> Iterator[Gap]:
    """Yield from where to where nothing stands between two lines of one paragraph."""
    lines = Lines(text)
    # How wide a page is only several lines tell; fewer were typed, each on its own.
    if not lines.is_wrapped or len(lines.lines) < LEAST_LINES:
        return
    for index, (line, after) in enumerate(pairwise(lines.lines)):
        if lines.runs_on(index):
            yield line.end, after.start


def _closed(text: str, gaps: Iterable[Gap]) -> str:
    """Return the text with each gap made one blank; one that began before it leaves none here."""
    parts, done = [], 0
    for first, last in gaps:
        if first >= 0:
            parts += [text[done:first], " "]
        done = last
    parts.append(text[done:])
    return "".join(parts)
