"""The statements by which PostgreSQL answers a question, through its GIN index.

GIN finds rows in no order, all at once: of a word in every second passage that is half the
table. So one stretch of time after another is asked, the newest first. A stretch is part of the
question, as the terms of its months and years (`documents.search.positions`), and what was found
in one tells how long the next has to be. The cost grows with the rows of a page and with the
rarest term's list, not with the hits.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any

from documents.search.fields import quoted
from documents.search.frequencies import Frequencies
from documents.search.match import Clause, Match, Term, any_of
from documents.search.positions import (
    ALL_DAYS,
    at_moment,
    band_of,
    band_terms,
    bounds,
    moment_of,
    outward,
    stretch_terms,
    year_of,
)
from documents.search.question import NO_HINT, Hint, Question
from documents.search.timeline import Timeline
from organizations.reading_place import reading_connection

# What it costs, in microseconds on the machine this was measured on: to fetch a hit, and to
# compare a passage of the rarest term with one more clause, or with one term of a stretch.
HIT, CLAUSE, STRETCH_TERM = 1.8, 0.07, 0.013
# A stretch may hold fewer hits than reckoned, and then all is asked at once after all.
RISK = 2
# How long statistics are good for: they tell only where to look first.
KEPT_SECONDS, EMPTY_SECONDS = 300, 30
# Until the transaction ends: reading the whole table is never the better way, and compiling a
# statement takes longer than answering it.
_LEAD = "set_config('enable_seqscan', '{setting}', true), set_config('jit', '{setting}', true)"


@dataclass(frozen=True, slots=True)
class GinQuestion(Question):
    """A question in PostgreSQL's words."""

    def hits(self, low: int, high: int, limit: int, hint: Hint = NO_HINT) -> list[int]:
        if hint.is_few:
            return self.within(low, high, limit, is_timed=not self.is_of_all_times)
        return self.stretch_by_stretch(low, high, limit, hint.density)

    def in_order(self, low: int, high: int, limit: int) -> list[int]:
        # What is read in order is read no further than the limit, its rights row by row.
        between = f"SELECT position FROM {self.table} WHERE position BETWEEN %s AND %s"
        return self._row_by_row(between, [low, high], limit)

    def edge(self, start: int, end: int, passages: int) -> int | None:
        wanted = -passages if self.is_newest_first else passages
        band = band_of(start)
        timeline = timeline_of(self.table, band)
        moment = timeline.moved(moment_of(start), wanted)
        if moment is None:
            return None
        # Nothing lies beyond the newest: no long way from there to where a stretch begins.
        edge = outward(at_moment(moment, band), min(start, _newest_known(self.table, band)))
        return edge if min(start, end) < edge < max(start, end) else None

    def most_dense(self) -> float:
        return frequencies_of(self.table).at_most(self.match)

    def is_cheaper_at_once(self, start: int, edge: int, density: float) -> bool:
        # Where only some days are asked for, other days may have any number of hits.
        if not self.is_of_all_times:
            return False
        low, high = sorted((start, edge))
        total = timeline_of(self.table, band_of(low)).total
        passages = self.passages_between(self.table, low, high)
        rarest = self.most_dense() * total
        clauses, terms = CLAUSE * len(self.match.all), len(self._stretch_terms(low, high))
        one = min(rarest, passages) * (clauses + STRETCH_TERM * terms) + HIT * density * passages
        return rarest * clauses + HIT * density * total < RISK * one

    def within(self, start: int, end: int, limit: int, *, is_timed: bool = True) -> list[int]:
        low, high = sorted((start, end))
        if not is_timed:
            return self._row_by_row(*self._told_by_index(band_terms(low), low, high), limit)
        known = _newest_known(self.table, band_of(low))
        terms = self._stretch_terms(low, high)
        if not low <= known < high:
            asked = self._told_by_index(terms, low, high)
            # Without terms no day lies in it.
            return self._row_by_row(*asked, limit) if terms else []
        # Nothing is of the future, but nobody says when it begins. What is newer than was known
        # is read itself.
        told, values = self._told_by_index(terms, low, known)
        newer = (
            f"SELECT position FROM (SELECT position, terms FROM {self.table} "
            "WHERE position BETWEEN %s AND %s OFFSET 0) n WHERE terms @@ %s::tsquery"
        )
        values = [*values, known + 1, high, tsquery(self.match)]
        return self._row_by_row(f"{told} UNION ALL {newer}", values, limit)

    def _stretch_terms(self, low: int, high: int) -> list[str]:
        """Return the terms of time of the passages known from low to high.

        To name all the months ahead takes the index longer than the hits. A year that is asked
        for as far as it goes is one term, not one for each month.
        """
        known = _newest_known(self.table, band_of(low))
        if not low <= known < high:
            return stretch_terms(low, high)
        first, last = year_of(known)
        return stretch_terms(low, last if low <= first else known)

    def _told_by_index(self, terms: Sequence[str], low: int, high: int) -> tuple[str, list[Any]]:
        """Return the statement for what matches from low to high, all of which bears a term."""
        asked = self.match & any_of(terms) if terms else self.match
        # OFFSET 0 keeps the planner to this order: the index, then the place in time.
        told = (
            f"SELECT position FROM (SELECT position FROM {self.table} "
            "WHERE terms @@ %s::tsquery OFFSET 0) w WHERE position BETWEEN %s AND %s"
        )
        return told, [tsquery(asked), low, high]

    def _row_by_row(self, found: str, asked: list[Any], limit: int) -> list[int]:
        """Return in order those of the positions `found` that may be shown, up to the limit.

        All that takes long is asked of one row after another: rights, phrases, words left out.
        """
        hole = " AND NOT h.position BETWEEN %s AND %s" if self.hole else ""
        words = f"(SELECT r.words FROM {self.table} r WHERE r.position = h.position)"
        in_a_row = "".join(f" AND strpos({words}, %s) > 0" for _ in self.match.phrases)
        none, left_out = self.left_out("h.position")
        seen, rights = self.rights.seen("h.position")
        return _led(
            f"SELECT h.position FROM ({found} ORDER BY position {self.order} OFFSET 0) h "
            f"CROSS JOIN LATERAL ({seen} LIMIT 1) v "
            f"WHERE true{hole}{in_a_row}{none} ORDER BY h.position {self.order} LIMIT %s",
            [*asked, *rights, *self.hole, *self.match.phrases, *left_out, limit],
        )

    @staticmethod
    def passages_between(table: str, low: int, high: int) -> float:
        return timeline_of(table, band_of(low)).between(moment_of(low), moment_of(high))

    @staticmethod
    def holding(
        table: str, positions: Sequence[int], known: Match, matches: Sequence[Match]
    ) -> Iterator[set[int]]:
        # The rows are found by their positions. Of no terms a passage holds all there are.
        asked = [tsquery(match) for match in matches]
        conditions = ", ".join("p.terms @@ %s::tsquery" if one else "true" for one in asked)
        with reading_connection().cursor() as cursor:
            # Conditions and table are ours; what was typed stands among the values.
            cursor.execute(
                # A copy of the terms: those kept aside are fetched once, not for every condition.
                f"SELECT p.position, {conditions} FROM "  # nosec B608  # see above
                "(SELECT position, strip(terms) AS terms "
                f"FROM {table} WHERE position = ANY(%s) OFFSET 0) p",
                [*filter(None, asked), list(positions)],
            )
            rows = cursor.fetchall()
        for place in range(1, len(matches) + 1):
            yield {row[0] for row in rows if row[place]}

    @staticmethod
    def held(row: str, clauses: Sequence[Clause]) -> tuple[str, list[str]]:
        return f"{row}.terms @@ %s::tsquery", [tsquery(Match(all=tuple(clauses)))]


def _led(statement: str, parameters: Sequence[Any]) -> list[int]:
    """Return the only column of what the statement answers, with the planner led to the index.

    One message to the server, which takes it for one transaction: a search asks many questions,
    and each way there and back takes as long as the answer.
    """
    lead, back = (f"SELECT {_LEAD.format(setting=setting)}" for setting in ("off", "on"))
    with reading_connection().cursor() as cursor:
        cursor.execute(f"{lead}; {statement}; {back}", parameters)
        cursor.nextset()
        return [value for (value,) in cursor.fetchall()]


# What was read of a table and when: a search would else ask for it many times.
_gathered: dict[tuple[Any, ...], tuple[float, Any]] = {}


def timeline_of(table: str, band: int) -> Timeline:
    """Return where the passages of a band lie, as the server's own statistics have it.

    Empty as long as the server has gathered nothing (`ANALYZE`): then all is asked for at once.
    """
    return _kept(_read_timeline, table, band)


def frequencies_of(table: str) -> Frequencies:
    """Return how many of the passages hold each frequent term, as the server gathered it."""
    return _kept(_read_frequencies, table)


def _kept(read: Callable[..., Any], *asked: Any) -> Any:
    """Return what `read` tells of a table; read again every five minutes, of an empty one soon."""
    if kept := _gathered.get((read, *asked)):
        read_at, known = kept
        if monotonic() - read_at < (KEPT_SECONDS if known else EMPTY_SECONDS):
            return known
    known = read(*asked)
    _gathered[read, *asked] = (monotonic(), known)
    return known


def _newest_known(table: str, band: int) -> int:
    """Return the newest position of a band when its timeline was read; below all if unknown."""
    places = timeline_of(table, band).places
    return at_moment(places[-1], band) if places else -1


def _read_timeline(table: str, band: int) -> Timeline:
    low, high = bounds(ALL_DAYS, band)
    between = f"FROM {table} WHERE position BETWEEN %s AND %s"
    with reading_connection().cursor() as cursor:
        cursor.execute(
            "SELECT s.histogram_bounds::text::bigint[], c.reltuples "
            "FROM pg_class c JOIN pg_stats s ON s.tablename = c.relname "
            "AND s.schemaname = c.relnamespace::regnamespace::text AND s.attname = 'position' "
            "WHERE c.oid = %s::regclass",
            [table],
        )
        parts, total = cursor.fetchone() or (None, 0)
        if not parts:
            return Timeline()
        within = [place for place in parts if low <= place <= high]
        begin, end = (within[0], within[-1]) if within else (high, high)
        # The ends of a band lie somewhere in a share. Searches begin there: they are counted.
        cursor.execute(
            f"SELECT (SELECT min(position) {between}), (SELECT count(*) {between}), "
            f"(SELECT count(*) {between}), (SELECT max(position) {between})",
            [low, high, low, begin, end, high, low, high],
        )
        first, before, after, last = cursor.fetchone()
    if first is None:
        return Timeline()
    moments = [moment_of(place) for place in (first, *within, last)]
    return Timeline.of(moments, total / (len(parts) - 1), before, after)


def _read_frequencies(table: str) -> Frequencies:
    with reading_connection().cursor() as cursor:
        cursor.execute(
            "SELECT s.most_common_elems::text::text[], s.most_common_elem_freqs "
            "FROM pg_class c JOIN pg_stats s ON s.tablename = c.relname "
            "AND s.schemaname = c.relnamespace::regnamespace::text AND s.attname = 'terms' "
            "WHERE c.oid = %s::regclass",
            [table],
        )
        terms, shares = cursor.fetchone() or (None, None)
    return Frequencies(dict(zip(terms, shares, strict=False))) if terms else Frequencies()


def tsquery(match: Match) -> str:
    """Return the conditions on terms as PostgreSQL reads them; every term is quoted.

    What is left out is asked of the passage itself; of the record's others `left_out` asks.
    """

    def written(term: Term) -> str:
        return quoted(term.text) + (":*" if term.is_prefix else "")

    clauses = [f"({' | '.join(map(written, clause))})" for clause in match.all]
    clauses += [f"!({' & '.join(map(written, clause))})" for clause in match.none]
    return " & ".join(clauses)
