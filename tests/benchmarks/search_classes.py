"""The kinds of queries that are measured, each with as many distinct queries as asked for.

Drawn from what the database holds: codes, days and words of documents a member may see.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice, permutations, product

from django.db.models import Max, Value
from django.db.models.functions import StrIndex

from documents.generating.vocabulary import PHRASES
from documents.generating.wording import rare_word
from documents.listing.paging import PAGE_ROWS
from documents.models import Document, Passage
from documents.search.engine import Index
from documents.search.found import Hits, Order
from documents.search.match import all_of
from documents.search.names import known_names
from documents.search.positions import FIRST, FURTHER
from documents.search.query import read_query
from documents.search.question import Rights
from documents.search.terms import bare, folded_text, words_of
from documents.search.wanted import ask
from tests.benchmarks.search_setting import LIST, address

QUERIES = 48
# Of all documents: what stands in more of them is a common word.
COMMON_SHARE = 0.4
# Of a rare word, passages.
MOST_RARE = 1_000
OLD_YEARS = range(1990, 2000)
DEEP_PAGE = "50"
# Syllables of the commonest phrases make phrases that nobody wrote.
COMMON_PHRASES = 60
_RARE = frozenset(syllable for rank in range(240) for syllable in rare_word(rank).split())


@dataclass(frozen=True, slots=True)
class Drawn:
    """One class: its name, its addresses, and whether a hit would be a mistake."""

    name: str
    addresses: tuple[str, ...]
    is_empty: bool = False

    @classmethod
    def of(cls, name: str, queries: Iterable[str], is_empty: bool = False) -> "Drawn":
        """Return the class of the first `QUERIES` distinct queries of the list."""
        return cls(name, tuple(address(q=q) for q in first_distinct(queries)), is_empty)


def first_distinct(queries: Iterable[str]) -> Iterator[str]:
    return islice(dict.fromkeys(queries), QUERIES)


class Material:
    """What queries are made of: `documents` visible to the member, and their words."""

    def __init__(self, documents: Sequence[Document], source: random.Random) -> None:
        self.documents, self.source = documents, source
        self.titles = [document.title.split() for document in documents]
        in_titles: Counter[str] = Counter()
        for document in documents:
            in_titles.update(set(words_of(document.heading)))
        self.common = [
            word for word, count in in_titles.most_common() if count > COMMON_SHARE * len(documents)
        ]
        self.frequent = [word for word, _ in in_titles.most_common(14)]
        self.rare = list(dict.fromkeys(self._rare_words()))

    def _rare_words(self) -> Iterator[str]:
        for words in self.titles:
            for place, word in enumerate(words[:-1]):
                if word in _RARE and words[place + 1] in _RARE:
                    yield f"{word} {words[place + 1]}"

    def runs(self, least: int, most: int) -> Iterator[str]:
        """Yield words in a row out of titles, one run a title."""
        for words in self.titles:
            length = self.source.randint(least, most)
            start = self.source.randint(0, max(0, len(words) - length))
            yield " ".join(words[start : start + length]).strip(",")


def draw_classes(material: Material) -> list[Drawn]:
    """Return every class the issue of the search names, in its order, and three more."""
    documents = material.documents
    common_pairs = (f"{word} -{other}" for word, other in permutations(material.frequent[:8], 2))
    common_old = (f"{word} {year}" for word, year in product(material.frequent[:8], OLD_YEARS))
    return [
        Drawn.of("exact code", (document.code for document in documents)),
        Drawn.of("code prefix", map(_prefix, documents)),
        Drawn.of("date", (f"{document.issued_on:%d/%m/%Y}" for document in documents)),
        Drawn.of("month and type", map(_month_and_type, documents)),
        Drawn.of("rare word", material.rare),
        Drawn.of("quoted phrase", (f'"{run}"' for run in material.runs(2, 5))),
        Drawn.of("absent phrase", _absent_phrases(material.source), is_empty=True),
        Drawn.of("common word, old year", _shuffled(common_old, material.source)),
        Drawn.of("rare and common word", _impossible(material), is_empty=True),
        Drawn.of("common word", _spelt(material.common)),
        Drawn.of("five common words", _fives(material)),
        Drawn.of("common left out", _shuffled(common_pairs, material.source)),
        Drawn.of("accents off", (" ".join(map(bare, run.split())) for run in material.runs(4, 6))),
        Drawn.of("no hit", _nothing(material.source), is_empty=True),
        Drawn("page 50", tuple(_deep(material))),
        Drawn("filters alone", tuple(_filtered(documents))),
        Drawn("sorted", tuple(_sorted(material))),
    ]


def _prefix(document: Document) -> str:
    """Return the code up to its first mark: “12-KH” of 12-KH/TU, “12/2020/QĐ” of State codes."""
    number = document.code.removesuffix(document.symbol)
    return number + document.symbol.replace("-", "/").split("/")[0]


def _month_and_type(document: Document) -> str:
    day, name = document.issued_on, document.document_type.name.lower()
    return f"{name} tháng {day.month} năm {day.year}"


def _absent_phrases(source: random.Random) -> list[str]:
    """Return quoted phrases of common syllables of which a whole reading of the index found none.

    Half are common phrases in a row, so that each pair of neighbours exists somewhere; half
    are single syllables, so that few do.
    """
    common = PHRASES[:COMMON_PHRASES]
    syllables = sorted({word for phrase in common for word in phrase.split()})
    drawn = [" ".join(source.sample(common, 4)) for _ in range(QUERIES)]
    drawn += [" ".join(source.sample(syllables, 5)) for _ in range(QUERIES // 2)]
    asked = {
        f"p{place}": Max(StrIndex("words", Value(folded_text(words_of(phrase)))))
        for place, phrase in enumerate(drawn)
    }
    found = Passage.objects.aggregate(**asked)
    absent = [f'"{phrase}"' for place, phrase in enumerate(drawn) if not found[f"p{place}"]]
    return _shuffled(absent, source)


def _shuffled(queries: Iterable[str], source: random.Random) -> list[str]:
    shuffled = list(queries)
    source.shuffle(shuffled)
    return shuffled


def _impossible(material: Material) -> Iterator[str]:
    """Yield a rare word beside a common one with which no passage has it.

    The index tells where the rare word is; the common one is looked for in the stored words.
    """
    common = [word for phrase in PHRASES[4:24] for word in phrase.split()]
    index, rights = Index(Passage, "document"), Rights(Document.objects.all())
    for rare in _shuffled(material.rare, material.source):
        asked = all_of(map(bare, words_of(rare)))
        hits = [
            place
            for band in (FIRST, FURTHER)
            for place, _ in index.hits(asked, rights, limit=MOST_RARE, band=band)
        ]
        if len(hits) >= MOST_RARE:
            continue
        texts = list(Passage.objects.filter(pk__in=hits).values_list("words", flat=True))
        absent = [word for word in common if not any(f" {bare(word)} " in text for text in texts)]
        # A few of each, or all queries would be about two or three rare words.
        yield from (f"{rare} {word}" for word in absent[:6])


def _spelt(words: Sequence[str]) -> Iterator[str]:
    """Yield each common word as people type it."""
    spellings: tuple[Callable[[str], str], ...] = (
        *(str, bare, str.upper, str.title),
        *(lambda word: bare(word).upper(), lambda word: bare(word).title()),
        *(lambda word: f"{word}.", lambda word: f" {word},", lambda word: f"{word} {word}"),
        *(lambda word: f"{word} {bare(word)}", lambda word: f"({word})", lambda word: f"“{word}”"),
        *(lambda word: f"{word}?", lambda word: f"{bare(word)}!"),
    )
    for spell, word in product(spellings, words):
        yield spell(word)


def _fives(material: Material) -> list[str]:
    fives = (" ".join(words) for words in combinations(material.frequent[:12], 5))
    return _shuffled(fives, material.source)


def _nothing(source: random.Random) -> Iterator[str]:
    """Yield queries that fit no document: words, codes, days, and a word beside a code."""
    for number in range(QUERIES // 4):
        yield f"qwx{number} {source.choice(PHRASES[:40])}"
        yield f"{90_000 + number}-{source.choice(('CT', 'KH', 'QĐ'))}/TU"
        yield f"{1 + number}/6/1931"
        yield f"zzq{number} {number + 1}-KH/TU"


def _deep(material: Material) -> list[str]:
    """Return addresses of a page that few turn to, of lists that are long enough."""
    pairs = combinations(material.frequent, 2)
    queries = [*material.frequent, *(" ".join(pair) for pair in pairs)]
    long = (query for query in queries if _is_of_words_alone(query) and _has_deep_page(query))
    return [address(q=query, page=DEEP_PAGE) for query in first_distinct(long)]


def _is_of_words_alone(query: str) -> bool:
    """Whether nothing of it is read as a type or a body, which would shorten the list."""
    return all(part.kind == "word" for part in read_query(query, known_names().bodies).parts)


def _has_deep_page(query: str) -> bool:
    asked = ask(read_query(query, known_names().bodies))
    hits = Hits(Index(Passage, "document"), Document.objects.all(), asked)
    end = int(DEEP_PAGE) * PAGE_ROWS
    # A quarter more: of all documents a member may see nine in ten.
    return len(hits.records(Order.NEWEST, 0, end * 3 // 2)) > end * 5 // 4


def _filtered(documents: Sequence[Document]) -> Iterator[str]:
    """Yield lists of a type and a body, a year, a level, without a word in the box."""
    for document, sort in zip(documents, range(QUERIES), strict=False):
        kind, body = document.document_type.name_key, document.organization.slug
        yield (
            address(loai=kind, co_quan=body),
            address(loai=kind, nam=str(document.issued_year)),
            address(cap="xa", co_van_ban="co", page=str(sort // 3 + 1)),
        )[sort % 3]


def _sorted(material: Material) -> Iterator[str]:
    """Yield frequent words in each order that can be chosen."""
    orders = ("moi-nhat", "cu-nhat", "so", "phu-hop")
    pairs = product(combinations(material.frequent[:7], 2), orders)
    for words, order in islice(pairs, QUERIES):
        yield address(LIST, q=" ".join(words), xep=order)
