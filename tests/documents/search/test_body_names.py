"""The names of bodies: in full, abbreviated, and what many are called by. No database."""

import pytest

from documents.search.body_names import NO_BODIES, BodyNames
from documents.search.query import read_query
from tests.documents.search.bodies import BODIES, CENTRE, CITY, ORGAN, PEOPLE, PROVINCE, WARD

TWO_CITIES = BodyNames.of([("Thành ủy Sơn Thủy", 1), ("Thành ủy Lam Hà", 2), ("TU", 1), ("TU", 2)])


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        # One name, one body, whatever its tones.
        ("Thành ủy Sơn Thủy", {CITY}),
        ("thanh uy son thuy", {CITY}),
        # A code shared by two.
        ("TU", {CITY, PROVINCE}),
        # Abbreviations of a head, both ways.
        ("UBND tỉnh Lam Hà", {PEOPLE}),
        ("uy ban nhan dan tinh lam ha", {PEOPLE}),
        ("btg thành ủy sơn thủy", {ORGAN}),
        # A head covers every body that begins so, at each length.
        ("ban tuyên giáo", {ORGAN}),
        ("ban tuyên giáo thành ủy", {ORGAN}),
        ("ubnd", {PEOPLE}),
        ("đảng ủy", {WARD}),
        # Two bodies in one query: either may be the issuer.
        ("thành ủy, tỉnh ủy", {CITY, PROVINCE}),
        # The centre by any of its names.
        ("Trung ương Đảng", {CENTRE}),
        ("tw", {CENTRE}),
        # No body: a place alone, a person, a head nobody bears.
        ("Sơn Thủy", set()),
        ("thành ủy viên", set()),
        ("huyện ủy", set()),
        # The letters of another code are no body.
        ("12/ABC-TW", set()),
    ],
)
def test_a_name_stands_for_the_bodies_that_bear_it(typed, found):
    assert read_query(typed, BODIES).bodies == found


def test_what_many_are_called_by_means_all_of_them():
    assert read_query("kế hoạch thành ủy", TWO_CITIES).bodies == {1, 2}
    assert read_query("kế hoạch thành ủy lam hà", TWO_CITIES).bodies == {2}


def test_a_chip_has_the_tones_that_were_not_typed():
    (part,) = read_query("thanh uy lam ha", TWO_CITIES).parts
    assert (part.kind, part.shown) == ("body", "Thành ủy Lam Hà")


def test_without_names_a_body_is_words():
    query = read_query("thành ủy", NO_BODIES)
    assert (query.bodies, query.words) == (frozenset(), ("thành", "ủy"))


def test_the_centre_is_unknown_where_nobody_registered_it():
    query = read_query("bộ chính trị", TWO_CITIES)
    assert (query.bodies, query.collective) == (frozenset(), "politburo")
