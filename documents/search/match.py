"""What a passage must hold to be found, whatever the database. Pure; no Django."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from documents.search.terms import as_written, bare, pairs, words_of


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the index; with `is_prefix`, any term that begins so."""

    text: str
    is_prefix: bool = False


# One of these terms suffices.
Clause = tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """Every clause of `all` (one of its terms suffices), and nowhere in the record all terms of a
    clause of `none`.

    `phrases` are runs of three bare words and more between blanks: their pairs are among the
    terms, but pairs alone do not say that they stand in a row.
    """

    all: tuple[Clause, ...] = ()
    none: tuple[Clause, ...] = ()
    phrases: tuple[str, ...] = ()

    def __and__(self, other: "Match") -> "Match":
        clauses = dict.fromkeys(self.all + other.all)
        return Match(tuple(clauses), self.none + other.none, self.phrases + other.phrases)

    def __bool__(self) -> bool:
        return bool(self.all or self.none)

    @property
    def has_words(self) -> bool:
        """Whether more is asked than facts, which stand in the first passage of every record."""
        terms = [term.text for clause in self.all for term in clause]
        return any(term[1:2] != ":" for term in terms)


NOTHING = Match()


def any_of(texts: Iterable[str]) -> Match:
    """Return the condition that one of these terms is there; a text ending in * is a prefix."""
    terms = (Term(text.removesuffix("*"), text.endswith("*")) for text in texts)
    return Match(all=(tuple(dict.fromkeys(terms)),))


def all_of(texts: Iterable[str]) -> Match:
    """Return the condition that every one of these terms is there."""
    return Match(all=tuple((Term(text),) for text in dict.fromkeys(texts)))


def phrase(text: str) -> Match:
    """Return the condition that the words of `text` stand in a row, tones aside."""
    folded = [word for word in map(bare, words_of(text)) if word]
    if len(folded) < 2:
        return all_of(folded)
    rows = (f" {' '.join(folded)} ",) if len(folded) > 2 else ()
    return Match(all_of(pairs(folded)).all, phrases=rows)


def without(text: str) -> Match:
    """Return the condition that the words of `text` stand nowhere in a row, as typed.

    With accents only words so written are left out: "-thành" leaves "thanh niên" in.
    """
    accents = filter(None, map(as_written, words_of(text)))
    terms = [clause[0] for clause in (phrase(text) & all_of(accents)).all]
    return Match(none=(tuple(terms),)) if terms else Match()


@lru_cache(maxsize=256)
def tiers(words: tuple[str, ...]) -> tuple[tuple[Match, bool], ...]:
    """Return what makes a hit for these words better, best first, each with "in the heading only".

    In the heading, in a row and with the accents typed; in the heading with the accents typed; in
    the heading; anywhere in a row with the accents typed; with those accents; anywhere.
    Whoever types no accents asks for none, so fewer are left.
    """
    typed = [word for text in words for word in words_of(text)]
    folded = [word for word in map(bare, typed) if word]
    accents = all_of(filter(None, map(as_written, typed)))
    heading, anywhere = all_of(f"^{word}" for word in folded), all_of(folded)
    # Neighbours together are all the words there are, and fewer lists to walk through.
    heading_row = all_of(f"^{pair}" for pair in pairs(folded)) or heading
    row = all_of(pairs(folded)) or anywhere
    found = [
        (heading_row & accents, True),
        (heading & accents, True),
        (heading, True),
        (row & accents, False),
        (anywhere & accents, False),
        (anywhere, False),
    ]
    return tuple(dict.fromkeys(found))
