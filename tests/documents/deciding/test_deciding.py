"""What a person's decision on a citation or a relation does."""

import pytest
from django.core.exceptions import ValidationError

from documents.deciding.citations import confirm_citation, register, reject_citation
from documents.deciding.relations import confirm_relation, doubts_about, reject_relation
from documents.models import Decision, Document, Relation
from organizations.models import Organization
from tests.factories import (
    make_attachment,
    make_citation,
    make_document,
    make_editor,
    make_organization,
    make_relation,
    make_source,
)

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
    document.refresh_from_db(from_queryset=Document.all_objects.all())
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


def test_a_relation_without_its_sentence_is_not_confirmed():
    relation = make_relation(state=Decision.PROPOSED, evidence=" ")
    with pytest.raises(ValidationError, match="Ghi câu chứng minh"):
        confirm_relation(relation, make_editor())
    relation.refresh_from_db()
    assert relation.state == Decision.PROPOSED


SENTENCE = "Chỉ thị này thay thế Chỉ thị số 12-CT/ĐU."


@pytest.mark.parametrize(
    ("evidence", "doubts"),
    [
        (SENTENCE, 0),
        # Tones, line ends and the quotes around it are no other sentence.
        ("“Chỉ thị nay thay thế\nChỉ thị số 12-CT/ĐU”", 0),
        ("chỉ thị này thay thế chỉ thị số 12-CT/ĐU", 0),
        ("Chỉ thị này bãi bỏ Chỉ thị số 12-CT/ĐU.", 1),
    ],
)
def test_evidence_is_looked_up_in_the_stored_texts(evidence, doubts):
    source = make_document(text=f"Mở đầu. {SENTENCE} Hết.")
    assert len(doubts_about(make_relation(source, evidence=evidence))) == doubts


def test_evidence_in_a_file_of_the_other_document_counts():
    target = make_document()
    make_attachment(target, text=make_source(f"Phụ lục. {SENTENCE}"))
    assert doubts_about(make_relation(target=target, evidence=SENTENCE)) == []


def test_evidence_in_the_text_where_the_relation_was_read_counts():
    # A bulletin says that one document replaces another, neither of which is held.
    citation = make_citation(make_source(f"Tin trong tháng. {SENTENCE}"), "Chỉ thị số 12-CT/ĐU")
    assert doubts_about(make_relation(evidence=SENTENCE, citation=citation)) == []
    (doubt,) = doubts_about(make_relation(evidence="Câu không có ở đâu.", citation=citation))
    assert "và trong nguồn văn của trích dẫn" in doubt


def test_evidence_that_cannot_be_looked_up_is_said_to_be_so():
    assert ["chưa đối chiếu được" in doubt for doubt in doubts_about(make_relation())] == [True]


@pytest.mark.parametrize(
    ("verb", "actor", "owner", "doubted"),
    [
        (Relation.Verb.REPLACES, 4, 1, True),
        (Relation.Verb.AMENDS, 2, 1, True),
        (Relation.Verb.REPEALS, 4, 2, True),
        # The body itself, one above it, and verbs that change nothing in the other document.
        (Relation.Verb.REPLACES, 2, 2, False),
        (Relation.Verb.REPEALS, 1, 4, False),
        (Relation.Verb.IMPLEMENTS, 4, 1, False),
    ],
)
def test_a_body_below_changes_no_document_of_one_above(verb, actor, owner, doubted):
    bodies = [make_organization(level=Organization.Level(level)) for level in (actor, owner)]
    source, target = (make_document(organization=body) for body in bodies)
    doubts = " ".join(doubts_about(make_relation(source, target, verb)))
    assert ("66-QĐ/TW" in doubts) is doubted
