"""How many passages can match is never told smaller than the rarest clause allows."""

from documents.search.frequencies import Frequencies
from documents.search.match import Match, all_of, any_of

KNOWN = Frequencies({"ve": 1.0, "uy": 0.7, "thue": 0.1, "bien": 0.05})


def test_the_rarest_clause_bounds_the_share():
    assert KNOWN.at_most(all_of(["ve", "thue"])) == 0.1
    # What is not among the frequent terms is at most as frequent as the rarest of these.
    assert KNOWN.at_most(all_of(["ve", "hai_dao"])) == 0.05


def test_one_of_several_terms_may_be_any_of_them():
    assert KNOWN.at_most(any_of(["thue", "bien"])) == 0.1 + 0.05
    assert KNOWN.at_most(any_of(["ve", "uy"])) == 1
    # Nobody counted what begins so.
    assert KNOWN.at_most(any_of(["bi*"])) == 1


def test_without_statistics_or_terms_all_passages_may_match():
    assert not Frequencies()
    assert Frequencies().at_most(all_of(["bien"])) == 1
    assert KNOWN.at_most(Match()) == 1
