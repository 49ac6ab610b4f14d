"""Cuts a long text into the pieces it is indexed in. Pure text; no Django."""

import re
from collections.abc import Iterator

# PostgreSQL refuses the index entry of a whole book, and a hit in a piece shows where it is.
PIECE_BYTES = 8_000
# Words of one sentence that a cut parts are still found together in the next piece.
OVERLAP_CHARS = 120
MAX_PIECES = 999
_BREAK = re.compile(r"\n\s*\n|\n|[.;!?…]\s|\s")


def cut(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each piece, in characters; together they cover the whole text.

    No piece is above 8,000 bytes of UTF-8 and each begins up to 120 characters before the end of
    the one before. A cut falls after a paragraph, else a sentence, else a word, where there is
    one in the last quarter. What lies behind the 999th piece (7 MB) is not indexed.
    """
    start = 0
    for _ in range(MAX_PIECES):
        end = _fitting(text, start)
        if end < len(text):
            end = _at_a_break(text, start, end)
        if start < end:
            yield start, end
        if end >= len(text):
            return
        start = _back_to_a_blank(text, start, end)


def _fitting(text: str, start: int) -> int:
    """Return the furthest end that keeps the piece within `PIECE_BYTES`."""
    piece = text[start : start + PIECE_BYTES].encode()[:PIECE_BYTES]
    return start + len(piece.decode(errors="ignore"))


def _at_a_break(text: str, start: int, end: int) -> int:
    floor = start + (end - start) * 3 // 4
    best, rank = end, 0
    for match in _BREAK.finditer(text, floor, end):
        found = 1 + ("\n" in match[0]) + (match[0].count("\n") > 1) * 2 + (len(match[0]) > 1)
        if found >= rank:
            best, rank = match.end(), found
    return best


def _back_to_a_blank(text: str, start: int, end: int) -> int:
    back = max(start + 1, end - OVERLAP_CHARS)
    blank = re.compile(r"\s").search(text, back, end)
    return blank.end() if blank and blank.end() < end else end
