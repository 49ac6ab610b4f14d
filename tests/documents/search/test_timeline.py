"""A timeline tells about how many passages lie between two positions, never an absurd number."""

from hypothesis import given
from hypothesis import strategies as st

from documents.search.timeline import Timeline

PLACES = st.integers(0, 10**18)


def test_equal_shares_lie_between_the_bounds():
    timeline = Timeline.of(0, 1_000, [100, 200, 400, 800], 50)
    # Half a share before the first bound and behind the last.
    assert timeline.total == 200
    assert timeline.between(100, 400) == 100
    assert timeline.between(0, 150) == 50
    assert timeline.between(900, 5_000) == 12.5


def test_moving_goes_so_many_passages_and_ends_at_the_ends():
    timeline = Timeline.of(0, 1_000, [100, 200, 400, 800], 50)
    assert timeline.moved(400, -50) == 200
    assert timeline.moved(10**18, -25) == 800
    assert timeline.moved(100, 75) == 300
    assert timeline.moved(800, 25) is None
    assert timeline.moved(200, -75) is None


def test_bounds_of_another_band_take_no_part():
    assert Timeline.of(500, 900, [100, 600, 800, 2_000], 10).total == 20


def test_without_passages_nothing_is_known():
    empty = Timeline.of(None, None, [100, 200], 50)
    assert (empty.total, empty.moved(5, -1), empty.between(0, 10**18)) == (0, None, 0)


def test_a_single_passage_is_both_ends():
    timeline = Timeline.of(5, 5, [1, 9], 50)
    assert timeline.moved(10, -1) == 5
    assert timeline.between(0, 10) == 50


@given(st.lists(PLACES, min_size=2, unique=True), st.floats(0.5, 10**6), PLACES, PLACES)
def test_later_is_never_less(drawn, share, one, other):
    first, *bounds, last = sorted(drawn)
    timeline = Timeline.of(first, last, bounds, share)
    low, high = sorted((one, other))
    assert 0 <= timeline.between(low, high) <= timeline.total
    moved = timeline.moved(low, share / 3)
    assert moved is None or moved >= min(low, first)
