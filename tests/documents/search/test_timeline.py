"""A timeline tells about how many passages lie between two positions, never an absurd number."""

from hypothesis import given
from hypothesis import strategies as st

from documents.search.timeline import Timeline

PLACES = st.integers(0, 10**18)


def test_equal_shares_lie_between_the_bounds():
    timeline = Timeline.of([0, 100, 200, 400, 800, 1_000], 50, 10, 20)
    assert timeline.total == 180
    assert timeline.between(100, 400) == 100
    assert timeline.between(0, 150) == 35
    assert timeline.between(900, 5_000) == 10


def test_moving_goes_so_many_passages_and_ends_at_the_ends():
    timeline = Timeline.of([0, 100, 200, 400, 800, 1_000], 50, 10, 20)
    assert timeline.moved(400, -50) == 200
    assert timeline.moved(10**18, -20) == 800
    assert timeline.moved(100, 75) == 300
    assert timeline.moved(800, 20) is None
    assert timeline.moved(200, -60) is None


def test_without_passages_nothing_is_known():
    empty = Timeline()
    assert (empty.total, empty.moved(5, -1), empty.between(0, 10**18)) == (0, None, 0)


def test_a_single_passage_is_both_ends():
    timeline = Timeline.of([5, 5], 50, 1, 0)
    assert (timeline.total, timeline.between(0, 10)) == (1, 1)
    assert timeline.moved(10, -0.5) == 5


@given(
    st.lists(PLACES, min_size=2).map(sorted),
    st.floats(0.5, 10**6),
    *(st.integers(0, 10**5),) * 2,
    *(PLACES,) * 2,
)
def test_later_is_never_less(bounds, share, before, after, one, other):
    timeline = Timeline.of(bounds, share, before, after)
    low, high = sorted((one, other))
    assert 0 <= timeline.between(low, high) <= timeline.total
    moved = timeline.moved(low, share / 3)
    assert moved is None or bounds[0] <= moved <= bounds[-1]
