"""The terms a text is found by, and the facts of a document as terms. Pure; no Django.

A search index is a list of passages under each term. Both databases get the same terms, made
here, so both give the same answer:

* ``chuyen``: a word without its tones; ``=chuyên3``: the word with the letters and the tone as
  written, for those who type accents; ``chuyen_doi``: two neighbouring words, for phrases;
* ``^chuyen``, ``^chuyen_doi``: the same in the title, code or body of the document;
* ``t:12``, ``c:24/cttu``, ``x:``: facts (type, code…), so a filter costs no more than a word.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from organizations.text import fold, normalize, spelling

# A fact that no record has.
NOWHERE = "x:none"
# A longer run of letters is no word of any language; engines refuse terms of 2 kB.
MAX_WORD_CHARS = 40
_WORD = re.compile(r"[^\W_]+")
# "lý" and "lí", "kỹ thuật" and "kĩ thuật": both spellings are taught.
_Y_OR_I = re.compile(r"(?:[hklmst]|qu)y")


def words_of(text: str) -> list[str]:
    """Return the words of `text` in order, NFC and in small letters, tones kept."""
    return [word[:MAX_WORD_CHARS] for word in _WORD.findall(normalize(text).casefold())]


@lru_cache(maxsize=100_000)
def bare(word: str) -> str:
    """Return one word as it is compared: without tones, numbers without leading zeros.

    "kỹ" and "kĩ" are both ``ki``, "05" and "5" both ``5``; '' for a sign that is no letter once
    its marks are gone.
    """
    folded = "".join(_WORD.findall(fold(word)))
    if folded.isdecimal():
        return folded.lstrip("0") or "0"
    return f"{folded[:-1]}i" if _Y_OR_I.fullmatch(folded) else folded


@lru_cache(maxsize=100_000)
def as_written(word: str) -> str:
    """Return the term of one word with its accents, '' when it has none.

    The tone goes to the end, so "hoà" and "hòa", "uỷ" and "ủy" are one: ``=hoa1``, ``=uy2``.
    """
    written = spelling(word)
    return f"={written}" if written != bare(word) and not word.isascii() else ""


def text_terms(words: Sequence[str]) -> set[str]:
    """Return the terms of these words (see `words_of`): each bare, as written, and in pairs."""
    folded = [bare(word) for word in words]
    terms = set(folded)
    terms.update(map(as_written, set(words)))
    terms.update(pairs(folded))
    terms.discard("")
    return terms


def heading_terms(words: Sequence[str]) -> set[str]:
    """Return the terms that say of these words that they stand in the heading."""
    folded = [bare(word) for word in words]
    return {f"^{term}" for term in (*folded, *pairs(folded)) if term}


def pairs(folded: Iterable[str]) -> list[str]:
    """Return the terms of neighbouring words: ``["ke", "hoach"]`` gives ``["ke_hoach"]``."""
    return [f"{first}_{second}" for first, second in pairwise(folded) if first and second]


def folded_text(words: Iterable[str]) -> str:
    """Return bare words in a row between blanks, in which " ke hoach " can be looked up."""
    return f" {' '.join(filter(None, map(bare, words)))} "
