"""From stored citations to proposals of relations, and what a person decided outliving them."""

from datetime import date

import pytest

from documents.deciding.citations import reject_citation
from documents.deciding.relations import confirm_relation, reject_relation
from documents.linking.relating import propose_relations, withdraw_relations
from documents.linking.stating import EVIDENCE_CHARS
from documents.linking.writing import link_citations
from documents.models import Citation, Decision, Relation
from documents.texts import store_document_text
from tests import factories as make

pytestmark = pytest.mark.django_db

PLAN = "Kế hoạch số 9-KH/ĐU"
DIRECTIVE = "Chỉ thị số 4-CT/ĐU"
STATED = f"Ban hành {PLAN} về thực hiện {DIRECTIVE}."


@pytest.fixture
def body():
    return make.make_organization("Đảng ủy phường Mẫu", code="ĐU")


@pytest.fixture
def plan(body):
    return make.make_document(
        document_type=make.make_document_type("Kế hoạch"),
        organization=body,
        number="9",
        symbol="KH/ĐU",
        issued_on=date(2023, 6, 1),
    )


@pytest.fixture
def directive(body):
    return make.make_document(
        organization=body, number="4", symbol="CT/ĐU", issued_on=date(2023, 5, 19)
    )


@pytest.fixture
def source(plan, directive):
    """A text of nobody's own, whose two citations mean the plan and the directive."""
    text = make.make_source(STATED)
    make.make_citation(text, PLAN, plan, type="Kế hoạch")
    make.make_citation(text, DIRECTIVE, directive, type="Chỉ thị")
    return text


def lines():
    return [
        f"{relation.source.code} {relation.verb} {relation.target.code}"
        for relation in Relation.objects.all()
    ]


def test_a_stated_relation_becomes_a_proposal_with_its_evidence(source, plan, directive):
    summary = propose_relations([source])
    relation = Relation.objects.get()
    assert summary.proposed == [relation]
    assert (relation.source, relation.verb, relation.target) == (plan, "implements", directive)
    assert relation.evidence == f"{PLAN} về thực hiện {DIRECTIVE}"
    assert relation.citation.text == DIRECTIVE
    assert (relation.state, relation.origin) == (Decision.PROPOSED, Relation.Origin.MACHINE)
    # A relation holds from the day of the document that states it.
    assert relation.stated_on == plan.issued_on


def test_members_do_not_see_a_proposal_and_see_it_once_confirmed(source):
    propose_relations([source])
    member, editor = make.make_member(), make.make_editor()
    assert not Relation.objects.visible_to(member).exists()
    assert Relation.objects.visible_to(editor).count() == 1
    confirm_relation(Relation.objects.get(), editor)
    assert Relation.objects.visible_to(member).count() == 1


def test_reading_again_changes_nothing(source):
    propose_relations([source])
    before = Relation.objects.get()
    summary = propose_relations([source])
    assert (summary.added, summary.withdrawn, len(summary.proposed)) == (0, 0, 1)
    assert Relation.objects.get().pk == before.pk
    assert Relation.history.count() == 1


def test_a_proposal_keeps_its_row_when_its_citations_are_read_anew(body, plan, directive):
    text = make.make_source(STATED, publisher=body, published_on=date(2023, 7, 1))
    link_citations(text)
    propose_relations([text])
    before = Relation.objects.get()
    text.citations.all().delete()
    link_citations(text)
    propose_relations([text])
    after = Relation.objects.get()
    assert after.pk == before.pk
    assert after.citation_id not in (None, before.citation_id)


def test_what_the_text_no_longer_states_is_withdrawn(source):
    propose_relations([source])
    source.body = STATED.replace("về thực hiện", "và bản sao")
    source.save()
    Citation.objects.filter(text=DIRECTIVE).update(
        start=source.body.index(DIRECTIVE), end=source.body.index(DIRECTIVE) + len(DIRECTIVE)
    )
    assert propose_relations([source]).withdrawn == 1
    assert not Relation.objects.exists()


def test_a_proposal_of_another_text_is_left_alone(source, plan, directive):
    propose_relations([source])
    other = make.make_source("Không nói gì.")
    assert propose_relations([other]).withdrawn == 0
    assert Relation.objects.count() == 1


def test_two_texts_that_state_the_same_share_one_proposal(source, plan, directive):
    propose_relations([source])
    again = make.make_source(STATED)
    make.make_citation(again, PLAN, plan, type="Kế hoạch")
    make.make_citation(again, DIRECTIVE, directive, type="Chỉ thị")
    propose_relations([again])
    assert Relation.objects.get().citation.source == source


@pytest.mark.parametrize("decide", [confirm_relation, reject_relation])
def test_a_decision_outlives_a_new_reading_and_is_not_proposed_again(source, decide):
    propose_relations([source])
    decide(Relation.objects.get(), make.make_editor())
    decided = Relation.objects.get().state
    propose_relations([source])
    source.body = "Không còn gì."
    source.citations.all().delete()
    source.save()
    propose_relations([source])
    assert Relation.objects.get().state == decided


def test_a_relation_in_the_bin_is_not_proposed_again(source):
    propose_relations([source])
    Relation.objects.get().move_to_bin(make.make_editor())
    propose_relations([source])
    assert not Relation.objects.exists()
    assert Relation.all_objects.count() == 1


def test_what_a_person_entered_is_neither_replaced_nor_proposed(source, plan, directive):
    stated = make.make_relation(plan, directive, "implements", state=Decision.PROPOSED)
    assert stated.origin == Relation.Origin.PERSON
    assert propose_relations([source]).proposed == []
    propose_relations([make.make_source("Không nói gì.")])
    assert Relation.objects.get() == stated


def test_a_citation_that_may_mean_several_supports_nothing(source, directive, body):
    citation = Citation.objects.get(text=DIRECTIVE)
    citation.targets.add(make.make_document(organization=body))
    Citation.objects.filter(pk=citation.pk).update(resolution=Citation.Resolution.AMBIGUOUS)
    assert propose_relations([source]).proposed == []


def test_a_citation_of_several_documents_states_each(source, plan, directive, body):
    citation = Citation.objects.get(text=DIRECTIVE)
    other = make.make_document(organization=body)
    citation.targets.add(other)
    Citation.objects.filter(pk=citation.pk).update(resolution=Citation.Resolution.SEVERAL)
    propose_relations([source])
    assert {relation.target for relation in Relation.objects.all()} == {directive, other}


def test_an_unresolved_citation_supports_nothing_but_keeps_its_place(plan, directive):
    # The middle of a chain is not known: its ends are not joined over it.
    text = make.make_source(f"{PLAN} về thực hiện Kết luận số 7-KL/ĐU về thực hiện {DIRECTIVE}")
    make.make_citation(text, PLAN, plan, type="Kế hoạch")
    make.make_citation(text, "Kết luận số 7-KL/ĐU", type="Kết luận")
    make.make_citation(text, DIRECTIVE, directive, type="Chỉ thị")
    assert propose_relations([text]).proposed == []


def test_a_rejected_citation_is_no_citation(source):
    reject_citation(Citation.objects.get(text=DIRECTIVE), make.make_editor())
    assert propose_relations([source]).proposed == []


def test_a_document_in_the_bin_is_related_to_nothing(source, directive):
    directive.move_to_bin(make.make_editor())
    assert propose_relations([source]).proposed == []


def test_a_document_is_not_related_to_itself(plan):
    text = make.make_source(f"{PLAN} về thực hiện Kế hoạch số 09-KH/ĐU")
    make.make_citation(text, PLAN, plan, type="Kế hoạch")
    make.make_citation(text, "Kế hoạch số 09-KH/ĐU", plan, type="Kế hoạch")
    assert propose_relations([text]).proposed == []


def test_the_subject_of_a_documents_own_text_is_the_document(plan, directive):
    change = store_document_text(plan, f"Nhằm đọc sách. Kế hoạch này thực hiện {DIRECTIVE}. Hết.")
    relation = Relation.objects.get()
    assert change.found == 1
    assert (relation.source, relation.verb, relation.target) == (plan, "implements", directive)
    # Who sees the relation sees the document: its whole sentence may be quoted.
    assert relation.evidence == f"Kế hoạch này thực hiện {DIRECTIVE}."


def test_taking_the_text_away_withdraws_what_it_stated(plan, directive):
    store_document_text(plan, f"Kế hoạch này thực hiện {DIRECTIVE}.")
    store_document_text(plan, "")
    assert not Relation.objects.exists()


def test_a_changed_text_is_read_anew(plan, directive):
    store_document_text(plan, f"Kế hoạch này thực hiện {DIRECTIVE}.")
    store_document_text(plan, f"Kế hoạch này thay thế {DIRECTIVE}.")
    assert lines() == ["09-KH/ĐU replaces 04-CT/ĐU"]


def test_the_subject_of_another_text_is_what_the_caller_says(plan, directive):
    text = make.make_source(f"Các chi bộ thực hiện nghiêm {DIRECTIVE}, cùng cả phường.")
    make.make_citation(text, DIRECTIVE, directive, type="Chỉ thị")
    assert propose_relations([text]).proposed == []
    propose_relations([text], {text.pk: plan})
    assert lines() == ["09-KH/ĐU calls_for 04-CT/ĐU"]
    # Of another text only the words that state it are quoted, not what stands around them.
    assert Relation.objects.get().evidence == f"thực hiện nghiêm {DIRECTIVE}"


def test_long_evidence_is_cut_in_the_middle(plan, directive):
    text = make.make_source(f"{PLAN} về {'đọc sách và ' * 60}gắn với thực hiện {DIRECTIVE}")
    make.make_citation(text, PLAN, plan, type="Kế hoạch")
    make.make_citation(text, DIRECTIVE, directive, type="Chỉ thị")
    propose_relations([text])
    evidence = Relation.objects.get().evidence
    assert evidence.startswith(PLAN) and evidence.endswith(DIRECTIVE)
    assert " […] " in evidence and len(evidence) < EVIDENCE_CHARS + 10


def test_withdrawing_leaves_decisions(source, plan, directive):
    propose_relations([source])
    make.make_relation(plan, directive, "based_on")
    assert withdraw_relations([source]) == 1
    assert lines() == ["09-KH/ĐU based_on 04-CT/ĐU"]


def test_the_number_of_queries_does_not_grow_with_the_citations(
    source, plan, directive, django_assert_max_num_queries
):
    propose_relations([source])
    many = make.make_source("; ".join([STATED] * 8))
    for start in range(0, len(many.body), len(STATED) + 2):
        for words, document, name in (
            (PLAN, plan, "Kế hoạch"),
            (DIRECTIVE, directive, "Chỉ thị"),
        ):
            place = many.body.index(words, start)
            make.make_citation(many, words, document, type=name, start=place)
    with django_assert_max_num_queries(10):
        propose_relations([source, many])
