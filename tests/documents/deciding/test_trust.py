"""What people decided is counted by the rule it speaks of, and makes a rule a suggestion."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from documents.deciding.citations import (
    MISPRINT,
    NO_CITATION,
    OTHER_DOCUMENT,
    TOGETHER,
    choose_document,
    confirm_citation,
    reject_citation,
    reopen_citation,
)
from documents.deciding.relations import AS_GROUP, confirm_relation, reject_relation
from documents.deciding.trust import Kind, Tally, count_tallies, distrusted_rules, early_limits
from documents.kept_counts import KEPT
from documents.linking.writing import link_citations
from documents.models import Citation, CitationTarget, FindingVerdict, Relation, TrustCount, Way
from documents.texts import store_document_text
from tests import factories as make

pytestmark = pytest.mark.django_db

WORDS = "Chỉ thị số 24-CT/TU, ngày 19/5/2023 của Tỉnh ủy Mẫu"
READ, FOUND = (Kind.READING, "party-code"), (Kind.WAY, Way.CODE_AND_DAY)


@pytest.fixture
def directive():
    body = make.make_organization("Tỉnh ủy Mẫu", code="TU")
    return make.make_document(number="24", symbol="CT/TU", organization=body)


@pytest.fixture
def editor():
    return make.make_editor()


def read(words=WORDS):
    (citation,) = link_citations(make.make_source(f"Thực hiện {words}.")).citations
    return citation


def counted(key):
    tally = count_tallies().get(key, Tally(*key))
    return tally.right, tally.wrong, tally.together


@pytest.mark.parametrize(
    ("words", "way"),
    [
        (WORDS, Way.CODE_AND_DAY),
        # A year alone, and nothing but the code.
        ("Chỉ thị số 24-CT/TU năm 2023", Way.CODE_AND_PERIOD),
        ("Chỉ thị số 24-CT/TU", Way.CODE),
        # Type and number: the one in the registry.
        ("Chỉ thị số 24", Way.SHORT_IN_REGISTRY),
    ],
)
def test_the_way_to_the_document_is_kept_with_the_citation_and_its_link(directive, words, way):
    citation = read(words)
    assert citation.way == way
    assert CitationTarget.objects.get(citation=citation).way == way


def test_where_nothing_is_meant_for_certain_no_way_is_kept(directive):
    make.make_document(number="24", symbol="CT/TU", organization=make.make_organization(code="TU"))
    citation = read("Chỉ thị số 24-CT/TU")
    assert (citation.resolution, citation.way) == (Citation.Resolution.AMBIGUOUS, "")


def test_a_reading_from_before_gets_its_way_when_its_text_is_read_anew(directive):
    citation = read()
    Citation.objects.update(way="")
    CitationTarget.objects.update(way="")
    link_citations(citation.source)
    assert Citation.objects.get().way == Way.CODE_AND_DAY
    assert CitationTarget.objects.get().way == Way.CODE_AND_DAY


@pytest.mark.parametrize(
    ("decide", "reading", "way"),
    [
        (lambda one, by: confirm_citation(one, by), (1, 0, 0), (1, 0, 0)),
        # Nobody looked at each: told apart, and no proof of the rule.
        (lambda one, by: confirm_citation(one, by, TOGETHER), (0, 0, 1), (0, 0, 1)),
        # Another document: the words are a citation, the way was wrong.
        (
            lambda one, by: choose_document(one, make.make_document(), by, "người chọn"),
            (1, 0, 0),
            (0, 1, 0),
        ),
        (lambda one, by: reject_citation(one, by, OTHER_DOCUMENT), (1, 0, 0), (0, 1, 0)),
        # No citation: no way could be right.
        (lambda one, by: reject_citation(one, by, NO_CITATION), (0, 1, 0), (0, 0, 0)),
        # The bulletin's slip is nobody's mistake here.
        (lambda one, by: reject_citation(one, by, MISPRINT), (0, 0, 0), (0, 0, 0)),
        (lambda one, by: reject_citation(one, by, "không rõ"), (0, 1, 0), (0, 1, 0)),
    ],
)
def test_a_decision_counts_for_the_rule_it_speaks_of(directive, editor, decide, reading, way):
    decide(read(), editor)
    assert (counted(READ), counted(FOUND)) == (reading, way)


def test_what_waits_was_taken_back_or_marked_by_a_person_is_not_counted(directive, editor):
    read()
    citation = read()
    confirm_citation(citation, editor)
    reopen_citation(citation)
    marked = make.make_citation(None, WORDS, directive, rule="party-code", origin="person")
    confirm_citation(marked, editor)
    assert counted(READ) == (0, 0, 0)


def test_relations_are_counted_by_their_rule_and_those_of_people_are_not(directive, editor):
    decree = make.make_document(organization=directive.organization)
    store_document_text(decree, f"Chỉ thị này thay thế {WORDS}.")
    relation = Relation.objects.get()
    assert (relation.rule, relation.cue) == ("this", "thay thế")
    confirm_relation(relation, editor)
    confirm_relation(make.make_relation(state="proposed", rule="this"), editor)
    assert counted((Kind.RELATION, "this")) == (1, 0, 0)
    reject_relation(relation, editor, "câu không nói vậy")
    assert counted((Kind.RELATION, "this")) == (0, 1, 0)


def test_relations_confirmed_as_a_group_are_not_counted_as_looked_at(directive, editor):
    for _ in range(3):
        confirm_relation(make.make_relation(state="proposed", rule="r", origin="machine"), editor)
    grouped = make.make_relation(state="proposed", rule="r", origin="machine")
    confirm_relation(grouped, editor, AS_GROUP)
    assert counted((Kind.RELATION, "r")) == (3, 0, 1)


def test_verdicts_outlive_the_citation_they_were_said_of(directive, editor):
    citation = read()
    FindingVerdict.objects.create(
        citation=citation, check_id="type-code", is_right=False, said_by=editor
    )
    citation.delete()
    assert counted((Kind.CHECK, "type-code")) == (0, 1, 0)


@pytest.mark.parametrize(
    ("right", "wrong", "is_trusted"),
    [
        # At the share, and just under it.
        (18, 2, True),
        (17, 3, False),
        (899, 101, False),
        # Too few to say anything.
        (0, 19, True),
        (0, 20, False),
        (0, 0, True),
    ],
)
def test_a_rule_is_trusted_until_enough_people_disagreed(right, wrong, is_trusted):
    assert Tally(Kind.WAY, "code", right, wrong, together=1_000).is_trusted is is_trusted


@pytest.mark.parametrize(
    ("right", "wrong", "together", "is_trusted"),
    [
        # What a small department decides in a month or two: three of four rejected.
        (1, 3, 0, False),
        (1, 2, 0, False),
        # A slip or two say nothing.
        (0, 2, 0, True),
        (2, 1, 0, True),
        (3, 1, 0, True),
        # The bounds of the steps: 3 of 6, 4 of 11, 5 of 17.
        (3, 2, 0, False),
        (4, 2, 0, True),
        (7, 3, 0, False),
        (8, 3, 0, True),
        (12, 4, 0, False),
        (13, 4, 0, True),
        (14, 5, 0, False),
        # Who rejects three wrong ones and confirms the other forty at once is not against it.
        (1, 3, 40, True),
        (1, 3, 4, False),
    ],
)
def test_a_rule_that_is_wrong_from_the_start_is_a_suggestion_before_it_is_measured(
    right, wrong, together, is_trusted
):
    assert Tally(Kind.WAY, "code", right, wrong, together).is_trusted is is_trusted


def test_what_is_confirmed_at_once_is_counted_before_a_rule_is_distrusted_early(directive, editor):
    for _ in range(3):
        reject_citation(read(), editor, NO_CITATION)
    TrustCount.objects.update(counted_at=timezone.now() - KEPT)
    assert distrusted_rules() == {READ}
    for _ in range(30):
        confirm_citation(read(), editor, TOGETHER)
    TrustCount.objects.update(counted_at=timezone.now() - KEPT)
    assert distrusted_rules() == frozenset()


def test_the_page_tells_the_steps_as_they_are_counted():
    assert early_limits() == [(3, 5, 2), (6, 10, 3), (11, 16, 4), (17, 19, 5)]


def test_a_share_is_never_shown_as_more_than_it_is():
    assert Tally(Kind.WAY, "code", 899, 101).percent == 89
    assert Tally(Kind.WAY, "code").percent is None


def test_a_changed_verdict_is_seen_in_five_minutes_and_not_counted_anew_before(directive, editor):
    assert distrusted_rules() == frozenset()
    for _ in range(20):
        reject_citation(read(), editor, NO_CITATION)
    with CaptureQueriesContext(connection) as queries:
        assert distrusted_rules() == frozenset()
    assert len(queries) == 1
    TrustCount.objects.update(counted_at=timezone.now() - KEPT)
    assert distrusted_rules() == {READ}


def test_two_processes_go_by_one_count_and_keep_nothing_of_it(directive, editor):
    for _ in range(20):
        reject_citation(read(), editor, NO_CITATION)
    assert distrusted_rules() == {READ}
    # Another process counted since, and this one goes by it at once.
    TrustCount.objects.update(counts=[[*FOUND, 17, 3]], counted_at=timezone.now())
    assert distrusted_rules() == {FOUND}
    TrustCount.objects.update(counts=[[*FOUND, 18, 2]])
    assert distrusted_rules() == frozenset()


def test_what_another_counts_at_this_moment_is_not_waited_for(directive, editor, monkeypatch):
    assert distrusted_rules() == frozenset()
    TrustCount.objects.update(counted_at=None)
    # As PostgreSQL passes over a row that another transaction holds.
    none = TrustCount.objects.none()
    monkeypatch.setattr(TrustCount.objects, "select_for_update", lambda **_: none)
    with CaptureQueriesContext(connection) as queries:
        assert distrusted_rules() == frozenset()
    assert len([one for one in queries if "documents_citation" in one["sql"]]) == 0
    assert TrustCount.objects.get().counted_at is None


def test_a_rule_without_a_name_is_told_and_never_distrusted(editor):
    for _ in range(20):
        reject_citation(make.make_citation(), editor, NO_CITATION)
    assert counted((Kind.READING, "")) == (0, 20, 0)
    assert distrusted_rules() == frozenset()


def test_counting_costs_as_many_queries_for_many_decisions_as_for_few(directive, editor):
    counts = []
    for times in (1, 6):
        for _ in range(times):
            confirm_citation(read(), editor)
        with CaptureQueriesContext(connection) as queries:
            count_tallies()
        counts.append(len(queries))
    assert counts == [4, 4]
