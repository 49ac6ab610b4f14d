"""Which numbers are items: sequences alone, so that each rule of the search is seen to decide."""

from dataclasses import replace

import pytest

from bulletins.structure.chain import Numbered, Surroundings, choose_chain, number
from bulletins.structure.headings import Heading
from bulletins.structure.labels import Candidate

NEUTRAL, TASK, DOCUMENT = 0.5, -2.0, 5.5


def numbered(written: str) -> list[Numbered]:
    """Return the lines written as "1 1:t 2t 2d 3n": numbers with marks.

    d names a document, t reads like a task, n announces news, : opens a list, ) is a
    label unlike the one before, b is broken off a sentence.
    """
    lines = []
    for index, token in enumerate(written.split()):
        digits = token.rstrip("dtn:)b")
        marks = token[len(digits) :]
        evidence = DOCUMENT if "d" in marks or "n" in marks else TASK if "t" in marks else NEUTRAL
        lines.append(
            Numbered(
                index=index,
                candidate=Candidate("arabic", f"{digits}.", (int(digits),), index, index, 0, 0),
                evidence=evidence,
                standing=0.0,
                noise=-3.0 if "b" in marks else -5.0,
                opens_list=":" in marks,
                is_news="n" in marks,
                names_document="d" in marks,
                changes_form=")" in marks,
            )
        )
    return lines


CHAINS = [
    # The plain case.
    ("1 2 3", [0, 1, 2]),
    # Points of a directive between two items.
    ("1d 1:t 2t 3t 2d 3n", [0, 4, 5]),
    # The same with neutral points: what comes after them tells.
    ("1 1 2 3 2 3", [0, 4, 5]),
    # Points that read like items by their words, in a list of their own.
    ("1 2 3 1 2 3", [0, 1, 2]),
    # An item is missing in print.
    ("1 2 4", [0, 1, 2]),
    # A number printed twice, also of two topics.
    ("1 2 2 3", [0, 1, 2, 3]),
    # A point is missing in print; it is a point still.
    ("1d 1:t 2t 4t 2d", [0, 4]),
    # A list that starts at 2, after the last item.
    ("1d 2d 3n 2 3", [0, 1, 2]),
    # A sentence broken before a number is neither.
    ("1d 2d 9b 3d", [0, 1, 3]),
    # After the news the next number is a point of the news, not another topic …
    ("1d 2n 1 2 3", [0, 1]),
    # … unless it names a document.
    ("1d 2n 3d", [0, 1, 2]),
    # A label of another form ends the list, even where the words read like a task.
    ("1 2 1: 2 3t)", [0, 1, 4]),
    # The first number is no 1: the first page is lost.
    ("2 3", [0, 1]),
]


@pytest.mark.parametrize(("written", "expected"), CHAINS)
def test_the_sequence_tells_items_from_points(written: str, expected: list[int]) -> None:
    chain = choose_chain(numbered(written), inside_item=False)
    assert [one.index for one in chain.items] == expected


def test_points_inside_an_item_need_no_item_before_them() -> None:
    points = numbered("1:t 2t 3t")
    assert choose_chain(points, inside_item=True).items == ()
    assert len(choose_chain(points, inside_item=False).items) == 3


HEADING = Heading("Công tác thú y", "cong tac thu y", 20, False, False, 0, False)
PLACE = Surroundings(
    has_contents=False,
    is_promised=False,
    has_children=False,
    has_body=True,
    is_broken=False,
    has_first_form=True,
    changes_form=False,
    in_list=False,
)
MORE_LIKE_AN_ITEM = [
    # A citation opens the heading; it stands after introducing words only.
    ({"names_document": 2}, {"names_document": 1}),
    ({"names_document": 1}, {}),
    ({"is_news": True}, {}),
    ({"capitals": True}, {}),
    ({"has_children": True}, {}),
    # A sentence, a task, a part of a document, a list: signs of a point.
    ({}, {"title": "Công tác thú y."}),
    ({}, {"runs_on": True}),
    ({}, {"folded": "tiep tuc lam tot cong tac thu y"}),
    ({}, {"folded": "muc dich, yeu cau"}),
    ({}, {"has_body": False}),
    ({}, {"is_broken": True}),
    ({}, {"in_list": True}),
]


def weighed(changes: dict[str, object]) -> Numbered:
    heading = {name: value for name, value in changes.items() if hasattr(HEADING, name)}
    place = {name: value for name, value in changes.items() if hasattr(PLACE, name)}
    assert len(heading) + len(place) == len(changes)
    candidate = Candidate("arabic", "1.", (1,), 0, 0, 0, 3)
    around = replace(PLACE, **place)
    return number(0, candidate, replace(HEADING, **heading), around, opens_list=False)


@pytest.mark.parametrize(("more", "less"), MORE_LIKE_AN_ITEM)
def test_one_heading_looks_more_like_an_item_than_another(
    more: dict[str, object], less: dict[str, object]
) -> None:
    assert weighed(more).evidence > weighed(less).evidence


def test_contents_and_the_form_of_the_label_count_for_the_bulletins_own_items_only() -> None:
    promised = weighed({"has_contents": True, "is_promised": True})
    unpromised = weighed({"has_contents": True})
    other_form = weighed({"has_first_form": False})
    assert promised.standing > weighed({}).standing > unpromised.standing
    assert weighed({}).standing > other_form.standing
    assert {one.evidence for one in (promised, unpromised, other_form)} == {weighed({}).evidence}
