"""Numbers of passages run as days do, and terms of time name every passage of a stretch."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from documents.search.positions import (
    Days,
    age,
    at_moment,
    bounds,
    day_number,
    moment_of,
    outward,
    position,
    record_in_sql,
    record_of,
    stretch_terms,
    time_terms,
    year_of,
)

DAYS = st.one_of(
    st.dates(date(1930, 1, 1), date(2199, 12, 31)).map(day_number),
    # A year alone, and nothing at all.
    st.integers(1930, 2199).map(lambda year: day_number(None, year)),
    st.just(0),
)
PIECES = st.sampled_from([0, 1, 999])


def at(day, month, year, piece=0, record=7):
    return position(day_number(date(year, month, day)), record, piece)


def test_newer_records_have_higher_numbers_and_first_passages_come_apart():
    places = [
        position(0, 1, 0),
        position(day_number(None, 2023), 9, 0),
        at(1, 1, 2023),
        at(19, 5, 2023),
        at(19, 5, 2023, record=8),
        at(20, 5, 2023, piece=1, record=1),
    ]
    assert places == sorted(places)
    assert age(at(19, 5, 2023)) == age(at(19, 5, 2023, piece=3))


def test_a_passage_tells_its_record():
    place = position(day_number(date(2023, 5, 19)), 99_999_999, 999)
    assert record_of(place) == 99_999_999
    assert eval(record_in_sql("place").replace("%%", "%").replace("/", "//")) == 99_999_999


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (at(3, 5, 2023), at(9, 5, 2023), ["d:12305"]),
        # The month 0 holds documents of which only the year is known.
        (at(3, 11, 2022), at(9, 1, 2023), ["d:12211", "d:12212", "d:12300", "d:12301"]),
        # Years that lie in it whole by themselves.
        (
            at(3, 12, 2020),
            at(9, 1, 2023),
            ["d:12012", "d:121", "d:122", "d:12300", "d:12301"],
        ),
        # Further passages have terms of their own.
        (at(3, 5, 2023, 1), at(9, 5, 2023, 4), ["f:12305"]),
        (position(0, 7, 0), position(0, 8, 0), ["d:0"]),
    ],
)
def test_a_stretch_is_named_by_months_or_years(low, high, expected):
    assert stretch_terms(low, high) == expected


@given(st.lists(st.tuples(DAYS, PIECES), min_size=3, max_size=3))
def test_every_passage_of_a_stretch_bears_one_of_its_terms(drawn):
    low, between, high = sorted(position(day, 5, piece) for day, piece in drawn)
    assume(low // 10**18 == high // 10**18)
    day, piece = between % 10**18 // 10**11, between % 1000
    assert set(time_terms(day, piece)) & set(stretch_terms(low, high))


def test_a_stretch_goes_on_to_the_end_of_its_month_and_a_long_one_of_its_year():
    newest = at(9, 6, 2026)
    assert stretch_terms(outward(at(20, 5, 2026), newest), newest) == ["d:12605", "d:12606"]
    assert outward(at(20, 5, 2022), newest) == year_of(at(1, 1, 2022))[0]
    # Upwards, from the oldest on.
    assert outward(at(20, 5, 2022), at(3, 3, 2022)) == at(1, 6, 2022, record=0) - 10**11 - 1
    assert outward(at(20, 5, 2026), at(3, 3, 2022)) == year_of(at(20, 5, 2026))[1]


@given(DAYS, DAYS, PIECES)
def test_a_stretch_never_ends_before_its_edge(one, other, piece):
    edge, start = position(one, 5, piece), position(other, 5, piece)
    end = outward(edge, start)
    assert end <= edge < start if edge < start else end >= edge
    assert end // 10**18 == edge // 10**18


@given(DAYS, PIECES)
def test_a_year_holds_its_passages_and_no_others(day, piece):
    place = position(day, 5, piece)
    first, last = year_of(place)
    assert first <= place <= last
    assert year_of(first) == year_of(last) == (first, last)
    assert year_of(last + 1)[0] == last + 1


@given(DAYS, st.integers(1, 10**8 - 1), PIECES)
def test_a_moment_tells_its_position(day, record, piece):
    place = position(day, record, piece)
    assert at_moment(moment_of(place), int(piece > 0)) == place


@given(DAYS, DAYS)
def test_moments_run_as_positions_do(one, other):
    places = sorted([position(one, 1, 0), position(other, 1, 0)])
    assert moment_of(places[0]) <= moment_of(places[1])
    # The end of all time has a moment too.
    assert moment_of(places[1]) < moment_of(bounds(Days(), 0)[1])


def test_a_stretch_in_which_no_day_lies_is_named_by_nothing():
    assert stretch_terms(at(31, 12, 2023) + 10**11 * 40, at(31, 12, 2023) + 10**11 * 60) == [
        "d:12312"
    ]
    low, high = (position(1_239_000 + day, 7, 0) for day in (0, 99))
    assert stretch_terms(low, high) == []
