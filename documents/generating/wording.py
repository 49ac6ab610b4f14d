"""Draws titles, texts and names as long and as repetitive as real ones. Pure text; no Django.

Words come as in any language: the second half as often as the first, the third a third as
often (Zipf's law), two of them in nearly every other document, and a few that only one or two
documents have. What is drawn follows from the random source given and from nothing else.
"""

import random
from collections.abc import Iterable, Sequence
from itertools import accumulate

from documents.generating.vocabulary import (
    EVERYWHERE,
    FAMILY_NAMES,
    GIVEN_NAMES,
    MIDDLE_NAMES,
    OPENINGS,
    PHRASES,
    RARE_INITIALS,
    RARE_RIMES,
)

MIN_TITLE_WORDS, MAX_TITLE_WORDS = 8, 30
MIN_TEXT_BYTES, MAX_TEXT_BYTES = 1_000, 10_240
# No paragraph is longer, so a text that ends with the one that reaches its size fits.
MAX_PARAGRAPH_BYTES = 1_200
PHRASES_A_PARAGRAPH = 40
COMMON_WORD_SHARE = 0.47
RARE_WORD_SHARE = 0.03
# Flattens the head of the curve, or “và” would be a sixth of all words.
RANK_OFFSET = 4


def rare_word(rank: int) -> str:
    """Return the invented word of two syllables that is `rank`-th in frequency, from 0."""
    first, second = divmod(rank % len(_RARE_SYLLABLES) ** 2, len(_RARE_SYLLABLES))
    return f"{_RARE_SYLLABLES[first]} {_RARE_SYLLABLES[second]}"


_RARE_SYLLABLES = [initial + rime for rime in RARE_RIMES for initial in RARE_INITIALS]


class Wording:
    """A vocabulary to draw from; `names` of bodies and types are its rarer phrases."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._phrases = (*PHRASES, *names)
        self._lengths = [len(phrase.split()) for phrase in self._phrases]
        self._ranks = range(len(self._phrases))
        self._weights = list(accumulate(1 / (rank + RANK_OFFSET) for rank in self._ranks))

    def title(self, source: random.Random) -> str:
        """Return a title of 8 to 30 words (syllables): “về việc thực hiện chuyển đổi số…”."""
        wanted = source.randint(MIN_TITLE_WORDS, MAX_TITLE_WORDS)
        parts = [OPENINGS[int(source.random() * len(OPENINGS))]]
        parts += [word for word in EVERYWHERE if source.random() < COMMON_WORD_SHARE]
        if source.random() < RARE_WORD_SHARE:
            parts.append(rare_word(_rare_rank(source)))
        words = sum(part.count(" ") + 1 for part in parts)
        while words < wanted:
            for rank in source.choices(self._ranks, cum_weights=self._weights, k=6):
                longer = words + self._lengths[rank]
                if words < wanted and longer <= MAX_TITLE_WORDS:
                    parts.append(self._phrases[rank])
                    words = longer
        return " ".join(parts)

    def text(self, source: random.Random) -> str:
        """Return numbered paragraphs of 1,000 to 10,240 bytes in all; short ones are commoner."""
        share = source.random() ** 2
        wanted = MIN_TEXT_BYTES + share * (MAX_TEXT_BYTES - MAX_PARAGRAPH_BYTES - MIN_TEXT_BYTES)
        paragraphs: list[str] = []
        size = 0
        while size < wanted:
            drawn = source.choices(self._phrases, cum_weights=self._weights, k=PHRASES_A_PARAGRAPH)
            paragraph = f"{len(paragraphs) + 1}. {_sentences(drawn)}"
            paragraphs.append(paragraph)
            size += len(paragraph.encode()) + 1
        return "\n".join(paragraphs)


def _sentences(phrases: Sequence[str]) -> str:
    half = len(phrases) // 2
    parts = (" ".join(phrases[:half]), " ".join(phrases[half:]))
    return " ".join(f"{part[0].upper()}{part[1:]}." for part in parts)


def _rare_rank(source: random.Random) -> int:
    """Draw the rank of a rare word: a few come back often, most stand in one document."""
    return int(source.paretovariate(0.35)) - 1


def person(source: random.Random) -> str:
    """Return an invented name of a person."""
    names = (FAMILY_NAMES, MIDDLE_NAMES, GIVEN_NAMES)
    return " ".join(part[int(source.random() * len(part))] for part in names)
