"""A changed text keeps what people decided about its citations."""

import pytest
from django.core.exceptions import ValidationError

from documents.linking.anchoring import cut_text, join_texts, replace_body
from documents.linking.writing import link_citations
from documents.models import Citation, Decision, FindingVerdict, SourceText
from tests import factories as make

pytestmark = pytest.mark.django_db

CODE = "Chỉ thị số 24-CT/TU"


def decided(source, text=CODE, **fields):
    return make.make_citation(source, text, state=Decision.CONFIRMED, **fields)


def place(citation):
    citation.refresh_from_db()
    return citation.source.body[citation.start : citation.end]


def test_a_decided_citation_moves_with_its_words():
    source = make.make_source(f"Mở đầu. {CODE} về đất đai.")
    citation = decided(source)
    assert replace_body(source, f"Mở đầu dài hơn nhiều. {CODE} về đất đai.") == []
    assert place(citation) == CODE


def test_among_equal_words_the_surroundings_decide():
    source = make.make_source(f"Về đất đai có {CODE}. Về y tế có {CODE}.")
    health = decided(source, start=source.body.rindex(CODE))
    replace_body(source, f"Về y tế có {CODE}. Về đất đai có {CODE}.")
    assert place(health) == CODE
    assert health.start < 20


def test_two_citations_that_change_places_do_not_meet():
    source = make.make_source("A: Kế hoạch số 1-KH/TU. B: Kế hoạch số 2-KH/TU.")
    first = decided(source, "Kế hoạch số 1-KH/TU")
    second = decided(source, "Kế hoạch số 2-KH/TU")
    replace_body(source, "B: Kế hoạch số 2-KH/TU. A: Kế hoạch số 1-KH/TU.")
    assert place(first) == "Kế hoạch số 1-KH/TU"
    assert place(second) == "Kế hoạch số 2-KH/TU"


def test_what_was_rejected_moves_beside_what_begins_at_the_same_place():
    source = make.make_source(f"Mở đầu. {CODE} về đất đai.")
    wide = make.make_citation(source, f"{CODE} về", state=Decision.REJECTED)
    right = decided(source)
    assert replace_body(source, f"Mở đầu dài hơn. {CODE} về đất đai.") == []
    assert (place(wide), place(right)) == (f"{CODE} về", CODE)


def test_equal_words_rejected_and_confirmed_do_not_meet():
    source = make.make_source(f"Về đất đai có {CODE}. Về y tế có {CODE}.")
    wrong = make.make_citation(source, CODE, state=Decision.REJECTED)
    right = decided(source, start=source.body.rindex(CODE))
    lost = replace_body(source, f"Về y tế có {CODE}.")
    assert len(lost) == 1 and {wrong.text} == {CODE}
    assert Citation.objects.count() == 1 and right.text == CODE


def test_a_citation_whose_words_are_gone_is_named():
    source = make.make_source(f"{CODE} về đất đai.")
    citation = decided(source)
    lost = replace_body(source, "Không còn gì.")
    assert [gone.text for gone in lost] == [CODE]
    assert not Citation.objects.exists()
    assert Citation.history.filter(id=citation.pk).exists()


def test_undecided_proposals_make_room_for_a_new_reading():
    source = make.make_source(f"{CODE} về đất đai.")
    make.make_citation(source)
    assert replace_body(source, f"Nay {CODE} về đất đai.") == []
    assert not source.citations.exists()


def test_two_texts_are_joined_and_cut_again_with_every_citation_in_its_place():
    first = make.make_source(f"Một: {CODE}.\n")
    second = make.make_source(f"Hai: {CODE}.")
    early, late = decided(first), decided(second)
    open_ = make.make_citation(second, "Hai")
    join_texts(first, second, "\n")
    assert first.body == f"Một: {CODE}.\n\nHai: {CODE}."
    assert not SourceText.objects.filter(pk=second.pk).exists()
    for citation, words in ((early, CODE), (late, CODE), (open_, "Hai")):
        assert (place(citation), citation.source) == (words, first)
    rest = cut_text(first, first.body.index("\nHai"), 1)
    assert (first.body, rest.body) == (f"Một: {CODE}.\n", f"Hai: {CODE}.")
    for citation, source in ((early, first), (late, rest), (open_, rest)):
        assert place(citation) == citation.text
        assert citation.source == source
    assert late.state == Decision.CONFIRMED
    # The history tells that a decided citation went over and came back.
    assert late.history.count() == 3


def test_a_text_cut_off_is_for_the_same_readers():
    ward = make.make_organization()
    source = make.make_source("Một.\nHai.", audience="bodies", audience_bodies=[ward])
    rest = cut_text(source, 5)
    assert (rest.audience, list(rest.audience_bodies.all())) == ("bodies", [ward])


@pytest.mark.parametrize("kept", [{"state": Decision.CONFIRMED}, {"origin": "person"}])
def test_a_cut_goes_through_a_proposal_and_never_through_a_persons_word(kept):
    source = make.make_source(f"Theo {CODE}.")
    at = source.body.index("24")
    citation = make.make_citation(source, CODE, **kept)
    with pytest.raises(ValidationError, match=CODE):
        cut_text(source, at)
    source.refresh_from_db()
    assert place(citation) == CODE
    citation.delete()
    make.make_citation(source, CODE)
    cut_text(source, at)
    assert not Citation.objects.exists()


def judged(citation):
    return FindingVerdict.objects.create(
        citation=citation,
        check_id="symbol",
        sentence_sha256="a" * 64,
        is_right=False,
        said_by=make.make_editor(),
    )


def test_an_undecided_citation_with_a_word_on_its_check_moves_with_its_words():
    source = make.make_source(f"Mở đầu. {CODE} về đất đai. Kế hoạch số 1-KH/TU.")
    verdict = judged(make.make_citation(source, CODE))
    make.make_citation(source, "Kế hoạch số 1-KH/TU")
    assert replace_body(source, f"Mở đầu dài hơn nhiều. {CODE} về đất đai.") == []
    # The one nobody spoke of goes.
    assert place(Citation.objects.get()) == CODE
    link_citations(source)
    verdict.refresh_from_db()
    assert verdict.citation == Citation.objects.get()


def test_a_judged_citation_whose_words_are_gone_is_no_decision_that_was_lost():
    source = make.make_source(f"{CODE} về đất đai.")
    verdict = judged(make.make_citation(source, CODE))
    assert replace_body(source, "Không còn gì.") == []
    assert not Citation.objects.exists()
    verdict.refresh_from_db()
    assert verdict.citation is None


@pytest.mark.parametrize("start", [0, 3])
def test_a_reading_that_begins_elsewhere_takes_the_word_on_a_check_along(start):
    make.make_document_type("Chỉ thị", party_code="CT")
    source = make.make_source(f"{CODE} về đất đai.")
    verdict = judged(make.make_citation(source, CODE[start:]))
    link_citations(source)
    verdict.refresh_from_db()
    assert place(verdict.citation) == CODE
    # Who said it when is as it was; that the row went elsewhere stays in the history.
    assert verdict.history.count() == (1 if start == 0 else 2)


def test_a_word_on_a_check_is_not_given_to_other_words():
    make.make_document_type("Kế hoạch", party_code="KH")
    source = make.make_source("Các chi bộ. Kế hoạch số 1-KH/TU.")
    verdict = judged(make.make_citation(source, "Các chi bộ"))
    link_citations(source)
    verdict.refresh_from_db()
    assert Citation.objects.count() == 1 and verdict.citation is None
