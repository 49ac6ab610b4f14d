"""Splits a text at spans, so a template can render links without building HTML.

Pure text; no Django. It never loses a character: the pieces joined are the text.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

Payload = TypeVar("Payload")


@dataclass(frozen=True, slots=True)
class Piece(Generic[Payload]):
    """A part of the text: plain where `payload` is None, marked with it where not."""

    text: str
    payload: Payload | None = None


def annotate(text: str, spans: Iterable[tuple[int, int, Payload]]) -> list[Piece[Payload]]:
    """Return `text` as plain and marked pieces, in order, none of them empty.

    `spans` are (start, end, payload) in characters of `text`, in any order; the payload is
    whatever the caller wants to find again. Raises ValueError for a span that is empty,
    outside the text, or overlaps another: two links cannot stand at one place.
    """
    pieces: list[Piece[Payload]] = []
    done = 0
    for start, end, payload in sorted(spans, key=lambda span: span[:2]):
        if not 0 <= start < end <= len(text):
            raise ValueError(f"span {start}-{end} is not inside a text of {len(text)} characters")
        if start < done:
            raise ValueError(f"span {start}-{end} overlaps the one that ends at {done}")
        if start > done:
            pieces.append(Piece(text[done:start]))
        pieces.append(Piece(text[start:end], payload))
        done = end
    if done < len(text):
        pieces.append(Piece(text[done:]))
    return pieces
