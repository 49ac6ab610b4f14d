"""Of a checked draft what most needs a look stands first."""

import pytest

from documents.checking import Basis, Check, Finding, Grade
from documents.linking.drafts import CheckedCitation, Rank
from documents.models import Citation

FACT, GUESS = Basis.FACT, Basis.INFERENCE


def checked(result, *said):
    findings = [Finding(Check.TITLE_WORDING, *one[:1], Citation(), "", *one[1:]) for one in said]
    return CheckedCitation("", "", "", result, [], findings)


@pytest.mark.parametrize(
    ("result", "said", "rank"),
    [
        # An error goes before all, of whatever citation, and though the machine infers it.
        ("document", [(Grade.ERROR, FACT)], Rank.ERROR),
        ("document", [(Grade.NOTICE, FACT), (Grade.ERROR, GUESS)], Rank.ERROR),
        ("not_registered", [(Grade.ERROR, FACT)], Rank.ERROR),
        # What nobody has registered, with the notice that says so or without.
        ("not_registered", [(Grade.NOTICE, FACT)], Rank.NOT_REGISTERED),
        ("not_registered", [], Rank.NOT_REGISTERED),
        ("candidates", [], Rank.SEVERAL_FIT),
        ("candidates", [(Grade.NOTICE, FACT)], Rank.SEVERAL_FIT),
        # Certain what is meant, and still worth a look.
        ("document", [(Grade.NOTICE, FACT)], Rank.NOTICE),
        ("documents", [(Grade.NOTICE, GUESS), (Grade.NOTICE, FACT)], Rank.NOTICE),
        ("document", [(Grade.NOTICE, GUESS)], Rank.GUESS),
        # Several documents that are all meant are as certain as one.
        ("document", [], Rank.SURE),
        ("documents", [], Rank.SURE),
    ],
)
def test_a_citation_is_ranked_by_the_worst_that_is_said_of_it(result, said, rank):
    assert checked(result, *said).rank is rank


def test_only_an_error_is_told_as_one():
    assert checked("documents", (Grade.ERROR, GUESS)).told == "Có lỗi"
    told = checked("documents", (Grade.NOTICE, FACT)).told
    assert told == "Nêu nhiều văn bản, đều có trong sổ"
