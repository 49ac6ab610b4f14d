"""The history tells which document a citation was decided to mean, by whom, and which before."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse

from documents.deciding.citations import confirm_citation, reject_citation
from documents.linking.arriving import pick_up_citations
from documents.linking.writing import link_citations
from documents.models import Citation, Decision
from tests import factories as make
from tests.admin_page import client_of, errors_of, filled

pytestmark = pytest.mark.django_db

WORDS = "Chỉ thị số 24-CT/TU, ngày 19/5/2023"


@pytest.fixture
def right():
    return make.make_document(number="24", symbol="CT/TU", issued_on=date(2023, 5, 19))


@pytest.fixture
def wrong():
    return make.make_document(number="24", symbol="CT/TU", issued_on=date(2018, 2, 1))


def named(document) -> str:
    return f"{document} [{document.slug}]"


def versions(citation) -> list[tuple[str, str, object]]:
    """What was written of the citation, oldest first: which documents, decided how, by whom."""
    rows = citation.history.order_by("history_id")
    return [(row.named_documents, row.state, row.history_user) for row in rows]


def submit(editor, citation, **typed):
    client = client_of(editor)
    address = reverse("admin:documents_citation_change", args=[citation.pk])
    answer = client.post(address, filled(client.get(address), **typed))
    assert answer.status_code == 302, errors_of(answer)


def test_a_proposal_is_one_row_of_history_and_names_what_the_machine_thought(right):
    citation = link_citations(make.make_source(f"Thực hiện {WORDS}.")).citations[0]
    assert versions(citation) == [(named(right), Decision.PROPOSED, None)]


def test_confirming_and_rejecting_keep_the_document_that_was_meant(right):
    first, second = make.make_editor(), make.make_editor()
    citation = make.make_citation(None, WORDS, right)
    confirm_citation(citation, first)
    reject_citation(citation, second, "Máy đọc nhầm.")
    kept = [(row.named_documents, row.decided_by) for row in citation.history.all()[:2]]
    assert kept == [(named(right), second), (named(right), first)]


@pytest.mark.parametrize("state", [Decision.CONFIRMED, Decision.REJECTED])
def test_another_document_on_the_page_is_another_decision(right, wrong, state):
    first, second = make.make_editor(), make.make_editor()
    citation = make.make_citation(None, WORDS, wrong)
    confirm_citation(citation, first)
    if state == Decision.REJECTED:
        reject_citation(citation, first, "Máy đọc nhầm.")
    # The state box is left as it was found.
    submit(second, citation, **{"target_links-0-document": right.pk})
    citation.refresh_from_db()
    assert (citation.state, citation.decided_by) == (state, second)
    assert versions(citation)[-2][0] == named(wrong)
    assert versions(citation)[-1] == (named(right), state, second)


def test_a_document_listed_without_deciding_is_kept_too(right, wrong):
    editor = make.make_editor()
    citation = make.make_citation(None, WORDS, wrong, named_documents=named(wrong))
    submit(editor, citation, **{"target_links-0-document": right.pk})
    assert versions(citation)[-1] == (named(right), Decision.PROPOSED, editor)
    assert len(versions(citation)) == 2


def test_the_reason_alone_changes_no_document(right):
    editor = make.make_editor()
    citation = make.make_citation(None, WORDS, right)
    submit(editor, citation, state="rejected", reason="Chỉ nhắc đến.")
    assert versions(citation)[-1] == (named(right), Decision.REJECTED, editor)


def test_the_history_page_says_in_vietnamese_which_document_and_which_before(right, wrong):
    editor = make.make_editor()
    citation = make.make_citation(None, WORDS, wrong)
    confirm_citation(citation, editor)
    submit(editor, citation, **{"target_links-0-document": right.pk})
    address = reverse("admin:documents_citation_history", args=[citation.pk])
    page = client_of(editor).get(address)
    assert "Văn bản được hiểu là" in page.content.decode()
    shown = page.context["page_obj"].object_list[0].history_delta_changes
    change = next(row for row in shown if row["field"] == "Văn bản được hiểu là")
    assert (change["old"], change["new"]) == (named(wrong), named(right))


def test_a_document_that_arrives_is_named_in_the_row_that_takes_it(right):
    source = make.make_source(f"Thực hiện {WORDS}.")
    citation = make.make_citation(source, WORDS, number="24", symbol="CT/TU", code_key="24/cttu")
    assert pick_up_citations(right) == 1
    assert [row[0] for row in versions(citation)] == ["", named(right)]


@pytest.mark.parametrize(
    "fields",
    [
        {"number": "24", "symbol": "CT/TU", "issued_on": date(2023, 5, 19)},
        {"number": "4", "symbol": "CT/TU", "issued_on": None, "issued_year": 2023},
        {"number": "130", "year_in_number": "2020", "symbol": "NĐ-CP", "issued_on": None},
        {"number": "7", "symbol": "QĐ", "issued_on": None},
        {"number": "12", "symbol": "", "issued_on": None},
        {"number": "", "symbol": "", "name": "Nghị quyết thử nghiệm", "issued_on": None},
    ],
)
def test_the_migration_names_documents_as_the_registry_does(fields):
    document = make.make_document(**fields)
    document.refresh_from_db()
    citation = make.make_citation(None, WORDS, document)
    citation.save()
    import_module("documents.migrations.0009_fill_named_documents").fill(apps, None)
    citation.refresh_from_db()
    assert citation.named_documents == named(document)
    # Only the newest version is known to have stood like this.
    assert [row[0] for row in versions(citation)] == ["", named(document)]
    assert Citation.objects.count() == 1
