"""Which of a few known records fit each of several questions: one query for all of them.

The lists ask the index, which is quick where many records are looked through for the newest that
fit. Whoever has a few records at hand, and asks whether they fit, would look through many in vain.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from documents.search.engine import Index
from documents.search.match import Match
from documents.search.positions import BANDS, FIRST, Days, bounds
from documents.search.wanted import Asked
from organizations.reading_place import reading_connection

Condition = tuple[str, list[Any]]


def fitting(
    index: Index, records: Mapping[int, int | None], questions: Sequence[tuple[Asked, Asked]]
) -> list[set[int]]:
    """Return for each of `questions` the keys of those `records` that fit it.

    `records` gives the body by a record's key. A question is what is asked, as a list asks it,
    and what of it the filters beside the search box ask: all else a heading may say in a row.
    """
    found: list[set[int]] = [set() for _ in questions]
    if not records or not questions:
        return found
    asked: list[Any] = list(records)
    few = ", ".join(["%s"] * len(asked))
    parts = []
    for place, (question, filters) in enumerate(questions):
        condition, values = _either(index, question, filters)
        parts.append(f"SELECT {place}, p.{index.owner} FROM few p WHERE {condition}")
        asked += values
    statement = (
        f"WITH few AS (SELECT * FROM {index.table} WHERE {index.owner} IN ({few})) "
        + " UNION ".join(parts)
    )
    with reading_connection().cursor() as cursor:
        cursor.execute(statement, asked)
        for place, record in cursor.fetchall():
            issuers = questions[place][0].issuers
            if not issuers or records[record] in issuers:
                found[place].add(record)
    return found


def _either(index: Index, question: Asked, filters: Asked) -> Condition:
    """Return the condition that a passage holds what is asked, or its heading the whole query."""
    condition, values = _held(index, question.match, question.days)
    if not question.heading:
        return condition, values
    heading, more = _held(index, question.heading & filters.facts, filters.days, (FIRST,))
    return f"(({condition}) OR ({heading}))", [*values, *more]


def _held(index: Index, match: Match, days: Days, bands: Sequence[int] = BANDS) -> Condition:
    in_days = " OR ".join(["p.position BETWEEN %s AND %s"] * len(bands))
    conditions = [f"({in_days})"]
    values: list[Any] = [end for band in bands for end in bounds(days, band)]
    if days.without is not None:
        hole = Days(days.without, days.without)
        for band in bands:
            conditions.append("NOT p.position BETWEEN %s AND %s")
            values += bounds(hole, band)
    if match.all:
        held, terms = index.held("p", match.all)
        conditions.append(held)
        values += terms
    for phrase in match.phrases:
        conditions.append("p.words LIKE %s")
        values.append(f"%{phrase}%")
    for clause in match.none:
        held, terms = index.held("q", [(term,) for term in clause])
        # In no passage of the record, as the list asks it.
        conditions.append(
            f"NOT EXISTS (SELECT 1 FROM few q WHERE q.{index.owner} = p.{index.owner} AND {held})"
        )
        values += terms
    return " AND ".join(conditions), values
