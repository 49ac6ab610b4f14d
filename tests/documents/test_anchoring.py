"""A changed text keeps what people decided about its citations."""

import pytest

from documents.anchoring import replace_body
from documents.models import Citation, Decision
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
