"""What to offer when a search found nothing: never a bare zero.

Each suggestion says what was changed to come to it, and holds only what the visitor may see.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from documents.citations.codes import number_value
from documents.search.dates import NoSuchDayError
from documents.search.found import Hits, Order
from documents.search.match import any_of
from documents.search.parts import Query
from documents.search.positions import Days
from documents.search.spelling import neighbours
from documents.search.terms import bare, words_of
from documents.search.wanted import (
    Asked,
    ask,
    begun_symbol,
    days_of,
    facts_of,
    nearby_numbers,
    words_of_query,
)

OFFERED = 3
# How far around a number its neighbours are looked for, in turn until there are enough.
DISTANCES = (3, 12, 50)
# Of so many of the newest with a number nearby those are offered whose numbers lie nearest.
NEARBY = 200
# A word found more often than this is not what keeps a query from finding something.
RARE = 50
# How many words of a query are looked for alone, and how many unknown ones in other spellings.
LOOKED_AT, RESPELT = 8, 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Documents offered instead of the one that was not found, and what was changed.

    `query` is what to type for the whole list, '' where no query asks for just these.
    """

    heading: str
    documents: list[Any]
    query: str = ""


@dataclass(frozen=True, slots=True)
class _Offer:
    """A suggestion whose documents are not loaded yet: their keys, the best first."""

    heading: str
    keys: list[int]
    query: str = ""


class Nearest:
    """Finds what lies nearest to a query that found nothing among the visible documents."""

    def __init__(
        self,
        everything: Hits,
        query: Query,
        load: Callable[[Iterable[int]], Mapping[int, Any]],
        *,
        is_narrowed: bool,
    ) -> None:
        """`everything` that the visitor may see; `load` returns rows by their keys.

        `is_narrowed`: the list had filters beside the query, which are not asked for here.
        """
        self.query, self.is_narrowed, self._load = query, is_narrowed, load
        self._found = everything

    def suggestions(self) -> list[Suggestion]:
        """Return what to offer, nearest first; empty when nothing is near."""
        if self.is_narrowed:
            # What the filters of the list alone have kept out is what was meant.
            unfiltered = self._offer("Không kể các điều kiện lọc", self.query)
            if unfiltered.keys:
                return self._loaded([unfiltered])
        kept: dict[tuple[int, ...], _Offer] = {}
        for offer in self._all():
            if offer.keys:
                kept.setdefault(tuple(offer.keys), offer)
        return self._loaded(kept.values())

    def _loaded(self, offers: Iterable[_Offer]) -> list[Suggestion]:
        """Return the suggestions with their documents, all loaded at once."""
        offers = list(offers)
        by_key = self._load({key for offer in offers for key in offer.keys})
        return [
            Suggestion(
                offer.heading, [by_key[key] for key in offer.keys if key in by_key], offer.query
            )
            for offer in offers
        ]

    def _all(self) -> Iterator[_Offer]:
        if self.query.number:
            yield from self._by_number()
        elif self.query.day or self.query.year:
            yield from self._by_date()
        elif self.query.type_names or self.query.symbol:
            yield from self._of_anybody()
        if self.query.words:
            yield from self._by_words()

    def _by_number(self) -> Iterator[_Offer]:
        query = self.query
        beside = _beside(query)
        if beside:
            alone = Query("", number=query.number, symbol=query.symbol, type_names=query.type_names)
            yield self._offer(f"Cùng số ký hiệu, không kể {beside}", alone)
        if query.symbol:
            yield _Offer(
                f"Ký hiệu bắt đầu bằng {query.symbol}", self._first(Asked(begun_symbol(query)))
            )
        if query.symbol or query.type_names:
            yield from self._neighbours()
        others = ", ký hiệu hoặc loại khác" if query.symbol or query.type_names else ""
        yield self._offer(f"Cùng số {query.number}{others}", Query("", number=query.number))

    def _neighbours(self) -> Iterator[_Offer]:
        """The numbers just below and above in the same symbol, or type where there is none."""
        query, value = self.query, float(number_value(self.query.number))
        if not query.number.isdecimal():
            # "130a" comes after 130.
            value += 0.5
        shown = f"ký hiệu {query.symbol}" if query.symbol else "cùng loại"
        for distance in DISTANCES:
            before, after = self._around(value, distance)
            # Below 1 there is nothing to look for.
            is_enough_before = len(before) >= OFFERED or value - distance <= 1
            if is_enough_before and len(after) >= OFFERED:
                break
        for where, nearest in (("trước", before), ("sau", after)):
            yield _Offer(f"Số gần nhất {where} đó, {shown}", nearest[:OFFERED])

    def _around(self, value: float, distance: int) -> tuple[list[int], list[int]]:
        """Return the documents of lower and of higher numbers, the nearest and newest first."""
        asked = Asked(nearby_numbers(self.query, distance))
        keys = self._found.instead(asked, bound=NEARBY).records(Order.NEWEST, 0, NEARBY)
        # That they may be seen is known of hits.
        rows = self._found.visible.model.objects.filter(pk__in=keys).order_by()
        numbers = rows.values_list("number_value", "pk")
        newest = {key: place for place, key in enumerate(keys)}
        by_distance = sorted(numbers, key=lambda row: (abs(row[0] - value), newest[row[1]]))
        before = [key for number, key in by_distance if number < value]
        return before, [key for number, key in by_distance if number > value]

    def _by_date(self) -> Iterator[_Offer]:
        days = days_of(replace(self.query, words=self.query.words or ("x",)))
        kind = Query("", type_names=self.query.type_names)
        what = "Văn bản cùng loại" if self.query.type_names else "Văn bản"
        # The year 0 stands for documents without a date.
        before = Asked(facts_of(kind), days=Days(1, days.first - 1))
        after = Asked(facts_of(kind), days=Days(days.last + 1))
        yield _Offer(f"{what} gần nhất trước đó", self._first(before, Order.NEWEST))
        yield _Offer(f"{what} gần nhất sau đó", self._first(after, Order.OLDEST))

    def _of_anybody(self) -> Iterator[_Offer]:
        """A type or symbol without the term or the body that was asked for beside it."""
        beside = _beside(replace(self.query, words=(), phrases=(), without=()))
        if beside:
            kept = Query("", symbol=self.query.symbol, type_names=self.query.type_names)
            wanted = replace(kept, words=self.query.words, phrases=self.query.phrases)
            yield self._offer(f"Không kể {beside}", wanted)

    def _by_words(self) -> Iterator[_Offer]:
        """The words in another spelling, without unknown ones or the rarest, without all else.

        Of a pasted sentence only the longest words are looked at: each is a question of its own.
        """
        query = self.query
        longest = sorted(query.words, key=len, reverse=True)[:LOOKED_AT]
        rarity = {word: self._frequency(word) for word in query.words if word in longest}
        unknown = [word for word, count in rarity.items() if not count]
        for word in unknown[:RESPELT]:
            yield from self._respelt(word)
        if len(query.words) > 1:
            rarest = min(rarity, key=lambda word: rarity[word])
            left_out = unknown or [rarest]
            rest = tuple(word for word in query.words if word not in left_out)
            if rest:
                named = ", ".join(f"“{word}”" for word in left_out)
                yield self._offer(f"Bỏ chữ {named}", replace(query, words=rest))
        if _beside(replace(query, words=())) or query.type_names:
            words_alone = Query("", words=query.words)
            yield self._offer("Chỉ tìm theo chữ, không kể phần còn lại", words_alone)

    def _frequency(self, word: str) -> int:
        return self._hits(Asked(words=(word,))).count

    def _respelt(self, word: str) -> Iterator[_Offer]:
        """Offer the query with `word` spelt as most of the documents nearby spell it."""
        query = self.query
        near = neighbours(bare(word.casefold()))
        others = tuple(other for other in query.words if other != word)
        if not near:
            return
        rest = Asked(facts_of(query) & words_of_query(query), others, days_of(query))
        asked = rest.also(any_of(sorted(near)))
        keys = self._hits(asked).records(Order.NEWEST, 0, RARE)
        # With the accents of the titles, for whoever reads what was changed.
        rows = self._load(keys)
        spelt = Counter(
            found
            # Of spellings that are equally many the newest document's.
            for key in keys
            if key in rows
            for found in dict.fromkeys(words_of(rows[key].heading))
            if bare(found) in near
        )
        for right, _ in spelt.most_common(1):
            words = tuple(right if other == word else other for other in query.words)
            yield self._offer(f"Thay “{word}” bằng “{right}”", replace(query, words=words))

    def _offer(self, heading: str, query: Query) -> _Offer:
        return _Offer(heading, self._first(ask(query)), self._typed(query))

    def _typed(self, wanted: Query) -> str:
        """Return how `wanted` can be typed; '' where what was typed has no such part.

        Parts that stay are written so that they can only be read as themselves, and the whole
        is read again: a link must ask for what stands beside it.
        """
        kept = [part.typed for part in self.query.parts if _holds(wanted, part.kind)]
        typed = "; ".join(filter(None, [*kept, " ".join(wanted.words)]))
        if not wanted.symbol and not wanted.type_names and wanted.number:
            typed = f"số {wanted.number}"
        if not self.query.read_again:
            return ""
        try:
            again = self.query.read_again(typed)
        except NoSuchDayError:
            # Written beside other words a part may look like a day that there is not.
            return ""
        # What is wanted still bears the text that was typed.
        meant = replace(wanted, text=again.text, parts=again.parts)
        return typed if ask(again) == ask(meant) else ""

    def _first(self, asked: Asked, order: Order = Order.BEST) -> list[int]:
        return self._hits(asked).records(order, 0, OFFERED)

    def _hits(self, asked: Asked) -> Hits:
        return self._found.instead(asked, bound=RARE)


def _holds(query: Query, kind: str) -> bool:
    """Whether a part of this kind is left in `query`; words are written by themselves."""
    left = {
        "code": query.number and query.symbol,
        "number": query.number,
        "symbol": query.symbol,
        "type": query.type_names,
        "day": query.day,
        "month": query.month,
        "year": query.year,
        "term": query.term or query.term_years,
        "body": query.bodies,
        "collective": query.collective,
        "phrase": query.phrases,
        "without": query.without,
    }
    return bool(left.get(kind))


def _beside(query: Query) -> str:
    """Return what stands beside the code in the query, in words; '' when it stands alone."""
    if query.day or query.month:
        return "ngày tháng"
    if query.year or query.year_in_number:
        return f"năm {query.year or query.year_in_number}"
    if query.term or query.term_years:
        return "nhiệm kỳ"
    if query.bodies or query.collective:
        return "cơ quan ban hành"
    return "các chữ khác" if query.words or query.phrases or query.without else ""
