"""What only the machine entered goes to the bin when nothing names it, and comes back with it."""

import pytest
from django.utils import timezone

from bulletins.file_tasks import sweep_files
from documents.deciding.citations import (
    choose_document,
    confirm_citation,
    reject_citation,
    reopen_citation,
)
from documents.deciding.proposals import decidable, seen_of
from documents.deciding.relations import reject_relation
from documents.deciding.several import decide_relations, take_back
from documents.holding import refresh_held
from documents.linking.writing import link_citations
from documents.models import Decision, Document, Relation
from documents.removing.deleting import pointers_at
from documents.removing.letting_go import LEFT, LET_GO, let_go_left
from documents.texts import store_document_text
from tests import factories as make

pytestmark = pytest.mark.django_db

WORDS = "Chỉ thị số 24-CT/TU, ngày 19/5/2023 của Tỉnh ủy Mẫu Sơn"


@pytest.fixture
def editor():
    make.make_document_type("Chỉ thị", party_code="CT")
    make.make_organization("Tỉnh ủy Mẫu Sơn", "TU")
    return make.make_editor()


def read(times=1):
    """The citations of a text that names a document nobody has registered."""
    return link_citations(make.make_source(f"Theo {WORDS}.\n" * times)).citations


def states():
    return [(one.is_proposed, one.is_binned) for one in Document.all_objects.order_by("pk")]


def test_a_proposal_goes_with_its_only_citation_and_comes_back_with_it(editor):
    (citation,) = read()
    document = Document.objects.get()
    assert reject_citation(citation, editor, "Tên đường.") == [document]
    document = Document.all_objects.get()
    assert (document.is_binned, document.deleted_by) == (True, editor)
    assert document.history.first().history_change_reason == LET_GO
    reopen_citation(citation)
    # The reader finds what is there again and enters no second one.
    link_citations(citation.source)
    assert states() == [(True, False)]
    assert list(citation.targets.all()) == [document]


def test_what_another_citation_names_stays_until_that_goes_too(editor):
    first, second = read(times=2)
    assert reject_citation(first, editor) == []
    assert states() == [(True, False)]
    assert len(reject_citation(second, editor)) == 1


def test_choosing_another_document_lets_the_proposal_go_and_taking_it_back_brings_it_back(editor):
    (citation,) = read()
    other = make.make_document(number="7")
    choose_document(citation, other, editor, "người chọn")
    assert states() == [(True, True), (False, False)]
    reopen_citation(citation)
    link_citations(citation.source)
    assert states() == [(True, False), (False, False)]


@pytest.mark.parametrize("kept", ["registered", "held", "related", "binned by hand"])
def test_what_a_person_touched_is_left_as_it_is(editor, kept):
    (citation,) = read()
    document = Document.objects.get()
    if kept == "registered":
        confirm_citation(citation, editor)
    elif kept == "held":
        make.make_attachment(document)
        refresh_held(document)
    elif kept == "related":
        make.make_relation(make.make_document(number="7"), document, state=Decision.PROPOSED)
    else:
        document.move_to_bin(editor)
    assert reject_citation(citation, editor) == []
    document = Document.all_objects.get(pk=document.pk)
    assert document.is_binned is (kept == "binned by hand")
    reopen_citation(citation)
    document.refresh_from_db()
    assert document.is_binned is (kept == "binned by hand")


def test_what_the_machine_took_from_rejected_words_keeps_nothing_out_of_the_bin(editor):
    (citation,) = read()
    document = Document.objects.get()
    doer = make.make_document(number="7")
    proposed = {"state": Decision.PROPOSED, "citation": citation}
    make.make_relation(doer, document, origin=Relation.Origin.MACHINE, **proposed)
    assert pointers_at(document)
    assert reject_citation(citation, editor) == [document]


def test_where_another_took_its_place_meanwhile_the_first_stays_in_the_bin(editor):
    (citation,) = read()
    reject_citation(citation, editor)
    read()
    reopen_citation(citation)
    assert states() == [(True, True), (True, False)]


def test_one_whose_body_lies_in_the_bin_by_now_stays_there(editor):
    (citation,) = read()
    reject_citation(citation, editor)
    Document.all_objects.get().organization.move_to_bin()
    reopen_citation(citation)
    assert states() == [(True, True)]


def test_the_last_relation_holds_a_proposal_too_and_taking_back_brings_both(editor):
    doer = make.make_document(number="7")
    document = make.make_document(number="8", state=Document.State.PROPOSED)
    relation = make.make_relation(doer, document, state=Decision.PROPOSED)
    relation.refresh_from_db()
    seen = {relation.pk: seen_of(relation)}
    outcome = decide_relations(
        decidable(editor), seen, lambda row: reject_relation(row, editor, "Không có."), editor
    )
    assert outcome.refused == []
    assert Document.all_objects.get(pk=document.pk).is_binned
    assert take_back(decidable(editor), outcome.undo, editor) == 1
    assert Document.objects.filter(pk=document.pk).exists()
    relation.refresh_from_db()
    assert relation.state == Decision.PROPOSED


def test_what_a_corrected_text_names_no_more_goes_with_the_hourly_round(editor):
    """Nobody rejected it, and no desk or list would ever show it again."""
    document = make.make_document(number="1")
    store_document_text(document, f"Theo {WORDS}.")
    misprint = Document.objects.get(number="24")
    store_document_text(document, f"Theo {WORDS.replace('24-', '25-')}.")
    now = timezone.now()
    # A reading enters documents before it writes what names them.
    assert let_go_left(now) == 0
    assert let_go_left(now + LEFT * 2) == 1
    misprint.refresh_from_db()
    assert misprint.is_binned and misprint.history.first().history_change_reason == LET_GO
    assert {one.number for one in Document.objects.all()} == {"1", "25"}


@pytest.mark.parametrize("naming", ["a relation", "a text in the bin", "a person"])
def test_what_something_still_names_stays_in_the_hourly_round(editor, naming):
    owner = make.make_document(number="1")
    store_document_text(owner, f"Theo {WORDS}.")
    document = Document.objects.get(number="24")
    if naming == "a relation":
        store_document_text(owner, "Theo việc khác.")
        make.make_relation(owner, document)
    elif naming == "a text in the bin":
        owner.move_to_bin()
    else:
        Document.objects.filter(pk=document.pk).update(state="registered")
        store_document_text(owner, "Theo việc khác.")
    assert let_go_left(timezone.now() + LEFT * 2) == 0


def test_the_worker_lets_go_each_hour(editor):
    document = make.make_document(number="2", state=Document.State.PROPOSED)
    Document.objects.filter(pk=document.pk).update(updated_at=timezone.now() - LEFT * 2)
    sweep_files.func()
    document.refresh_from_db()
    assert document.is_binned
