"""Marks the words of a query in a text, and cuts out the stretch that shows most of them.

Pure text; no Django. Offsets are those of the text given; what is marked is what would be found.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from documents.search.terms import MAX_WORD_CHARS, bare, words_of

SNIPPET_CHARS = 240
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class MarkedPiece:
    """A stretch of text, and whether it is a word that was looked for."""

    text: str
    is_hit: bool = False


def sought(texts: Collection[str]) -> frozenset[str]:
    """Return the bare words that are marked for these words and phrases of a query."""
    return frozenset(filter(None, (bare(word) for text in texts for word in words_of(text))))


def marked(text: str, words: frozenset[str]) -> list[MarkedPiece]:
    """Return `text` in pieces, the words that are among `words` (bare) marked.

    Words that stand in a row are one piece.
    """
    pieces: list[MarkedPiece] = []
    done = 0
    for start, end in _runs(text, words):
        if done < start:
            pieces.append(MarkedPiece(text[done:start]))
        pieces.append(MarkedPiece(text[start:end], is_hit=True))
        done = end
    if done < len(text):
        pieces.append(MarkedPiece(text[done:]))
    return pieces


def snippet(text: str, words: frozenset[str]) -> list[MarkedPiece]:
    """Return about 240 characters of `text` with the most different `words`, marked.

    Empty when none of them is in it. Line ends become blanks, cut ends bear "…".
    """
    first = next(_hits(text, words), None)
    if first is None:
        return []
    start = _best_start(text, _hits(text, words), len(words))
    end = min(len(text), start + SNIPPET_CHARS)
    if end < len(text):
        end = max(text.rfind(" ", start, end), first[1] if first[0] == start else start + 1)
    shown = re.sub(r"\s+", " ", text[start:end]).strip()
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return marked(f"{before}{shown}{after}", words)


def _best_start(text: str, hits: Iterable[tuple[int, int]], words: int) -> int:
    """Return where the stretch with the most different words begins, a little before the first.

    Of a long text no more is read once a stretch holds all `words` that there are.
    """
    seen: list[tuple[int, int]] = []
    best, most, first = 0, 0, 0
    inside: dict[str, int] = {}
    for start, end in hits:
        seen.append((start, end))
        word = bare(text[start:end].casefold())
        inside[word] = inside.get(word, 0) + 1
        while end - seen[first][0] > SNIPPET_CHARS * 3 // 4:
            left = bare(text[slice(*seen[first])].casefold())
            inside[left] -= 1
            if not inside[left]:
                del inside[left]
            first += 1
        if len(inside) > most:
            best, most = seen[first][0], len(inside)
            if most == words:
                break
    back = max(0, best - SNIPPET_CHARS // 6)
    blank = text.find(" ", back, best)
    return 0 if back == 0 else blank + 1 if blank >= 0 else best


def _runs(text: str, words: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of words that are hits with nothing but a blank between them."""
    run: tuple[int, int] | None = None
    for start, end in _hits(text, words):
        if run and text[run[1] : start] == " ":
            run = (run[0], end)
            continue
        if run:
            yield run
        run = (start, end)
    if run:
        yield run


def _hits(text: str, words: frozenset[str]) -> Iterator[tuple[int, int]]:
    if not words:
        return
    is_hit = _spellings_of(words)
    for match in _WORD.finditer(text):
        if is_hit[match[0]]:
            yield match.span()


class _Spellings(dict[str, bool]):
    """Whether a word as it stands in a text is among `words`; each spelling is folded once."""

    def __init__(self, words: frozenset[str]) -> None:
        self.words = words

    def __missing__(self, spelling: str) -> bool:
        is_hit = len(spelling) <= MAX_WORD_CHARS and bare(spelling.casefold()) in self.words
        self[spelling] = is_hit
        return is_hit


@lru_cache(maxsize=1)
def _spellings_of(words: frozenset[str]) -> _Spellings:
    # One page marks the same words in all of its rows, whose thousands of words are few different.
    return _Spellings(words)
