"""What a person's decision on a citation or a relation does."""

import pytest
from django.core.exceptions import ValidationError

from documents.deciding import (
    confirm_citation,
    confirm_relation,
    register,
    reject_citation,
    reject_relation,
)
from documents.models import Decision, Document, Relation
from tests.factories import make_citation, make_document, make_editor, make_relation

pytestmark = pytest.mark.django_db

WORDS = "Chỉ thị số 24-CT/TU"


def proposed_document():
    return make_document(state=Document.State.PROPOSED)


def test_confirming_a_citation_registers_the_document_it_names():
    editor, document = make_editor(), proposed_document()
    citation = make_citation(None, WORDS, document)
    assert confirm_citation(citation, editor) == [document]
    citation.refresh_from_db()
    document.refresh_from_db()
    assert (citation.state, citation.decided_by) == (Decision.CONFIRMED, editor)
    assert document.state == Document.State.REGISTERED


@pytest.mark.parametrize(
    ("documents", "why"), [(0, "chưa gắn với văn bản nào"), (2, "nhiều văn bản cùng khớp")]
)
def test_a_citation_of_none_or_several_is_not_confirmed(documents, why):
    targets = [proposed_document() for _ in range(documents)]
    citation = make_citation(None, WORDS, *targets)
    with pytest.raises(ValidationError, match=why):
        confirm_citation(citation, make_editor())
    citation.refresh_from_db()
    assert citation.state == Decision.PROPOSED
    assert not Document.objects.exclude(state=Document.State.PROPOSED).exists()


def test_rejecting_a_citation_registers_nothing_and_keeps_the_reason():
    document = proposed_document()
    citation = make_citation(None, WORDS, document)
    reject_citation(citation, make_editor(), "Tên đường phố.")
    citation.refresh_from_db()
    document.refresh_from_db()
    assert (citation.state, citation.reason) == (Decision.REJECTED, "Tên đường phố.")
    assert document.is_proposed is True


def test_confirming_a_relation_registers_both_documents_or_nobody_could_see_it():
    relation = make_relation(proposed_document(), proposed_document(), state=Decision.PROPOSED)
    confirm_relation(relation, make_editor())
    assert Relation.objects.get().state == Decision.CONFIRMED
    assert not Document.objects.filter(state=Document.State.PROPOSED).exists()


def test_a_decision_can_be_changed_by_another_person():
    relation, second = make_relation(), make_editor()
    reject_relation(relation, second, "Chỉ nhắc đến.")
    relation.refresh_from_db()
    assert (relation.state, relation.decided_by) == (Decision.REJECTED, second)
    assert relation.history.count() == 2


def test_registering_twice_does_nothing_the_second_time():
    document = proposed_document()
    assert (register(document), register(document)) == (True, False)
