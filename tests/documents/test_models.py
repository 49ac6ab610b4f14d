"""What the database must always hold of documents, citations and relations."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from documents.models import Citation, Decision, Document, SourceText
from tests import factories as make

pytestmark = pytest.mark.django_db


def refused_by_the_database(write):
    with pytest.raises(IntegrityError), transaction.atomic():
        write()


@pytest.mark.parametrize(
    "fields",
    [
        {"number": "", "symbol": "", "name": ""},  # neither number nor name
        {"number": "", "symbol": "CT/TU", "name": "Chỉ thị"},  # symbol without number
        {"status": Document.Status.ENDED},  # effect without anyone having said so
        {"issued_on": date(1929, 1, 1)},  # before the Party existed
    ],
)
def test_a_document_that_cannot_be_is_refused(fields):
    refused_by_the_database(lambda: make.make_document(**fields))


def test_effect_is_unknown_until_someone_states_it_with_a_basis():
    document = make.make_document()
    assert document.status == Document.Status.UNKNOWN
    document.status = Document.Status.ENDED
    document.status_basis = "Quy định 399-QĐ/TW, Điều 19"
    document.save()


def test_a_future_date_is_refused_with_the_date_named():
    document = make.make_document()
    document.issued_on = timezone.localdate() + timedelta(days=1)
    with pytest.raises(ValidationError) as refusal:
        document.full_clean()
    assert f"{document.issued_on:%d/%m/%Y}" in str(refusal.value)


@pytest.mark.parametrize("number", ["24ab", "-3", "24/", "hai bốn", "1234567"])
def test_a_number_that_is_none_is_refused_with_its_value(number):
    document = make.make_document()
    document.number = number
    with pytest.raises(ValidationError) as refusal:
        document.clean_fields()
    assert f"“{number}”" in str(refusal.value)


def test_year_and_month_follow_the_date():
    document = make.make_document(issued_on=date(2023, 5, 19))
    assert (document.issued_year, document.issued_month) == (2023, 5)
    document.issued_on = None
    document.save()
    document.refresh_from_db()
    # The year is still known to whoever entered it; the month is not kept without the day.
    assert (document.issued_year, document.issued_month) == (2023, None)


def test_a_partial_save_still_writes_the_keys_that_follow():
    document = make.make_document(number="24", symbol="CT/TU")
    document.number = "25"
    document.save(update_fields=["number"])
    document.refresh_from_db()
    assert document.code_key == "25/cttu"


def test_codes_are_printed_the_way_each_system_prints_them():
    party = make.make_document(number="4", symbol="CT/TU")
    state = make.make_document(number="281", symbol="KH-UBND")
    decree = make.make_document(number="130", year_in_number="2020", symbol="NĐ-CP")
    assert [party.code, state.code, decree.code] == ["04-CT/TU", "281/KH-UBND", "130/2020/NĐ-CP"]


def test_a_document_with_text_is_held():
    source = make.make_source()
    refused_by_the_database(lambda: make.make_document(text=source, is_held=False))


def test_an_empty_text_is_refused():
    refused_by_the_database(lambda: make.make_source(""))


def test_a_stored_text_is_composed_with_plain_line_ends():
    source = make.make_source("Chi\u0309 thi\u0323\r\nmột")
    assert SourceText.objects.get(pk=source.pk).body == "Chỉ thị\nmột"


def test_a_citation_is_one_span_of_at_least_a_character():
    source = make.make_source()
    refused_by_the_database(
        lambda: Citation.objects.create(source=source, start=5, end=5, text="x", kind="full")
    )


def test_one_place_is_one_citation():
    source = make.make_source("Chỉ thị số 24-CT/TU")
    make.make_citation(source)
    refused_by_the_database(lambda: make.make_citation(source))


def test_only_a_person_decides():
    source = make.make_source("Chỉ thị số 24-CT/TU")
    refused_by_the_database(
        lambda: make.make_citation(source, state=Decision.CONFIRMED, decided_by=None)
    )
    undecided = make.make_citation(source)
    undecided.decided_by = make.make_editor()
    refused_by_the_database(undecided.save)


def test_taking_a_decision_back_forgets_who_made_it():
    citation = make.make_citation(state=Decision.CONFIRMED)
    citation.set_decision(Decision.PROPOSED, by=None)
    citation.save()
    assert citation.decided_by is None


def test_what_is_cited_cannot_be_deleted():
    cited = make.make_document()
    make.make_citation(None, "Chỉ thị số 24-CT/TU", cited)
    with pytest.raises(ProtectedError):
        cited.delete()


def test_a_relation_needs_two_documents_and_is_stated_once():
    relation = make.make_relation()
    refused_by_the_database(lambda: make.make_relation(relation.source, relation.source))
    refused_by_the_database(lambda: make.make_relation(relation.source, relation.target))
    # The same two documents may stand in another relation, and the other way round.
    make.make_relation(relation.source, relation.target, verb="amends")
    make.make_relation(relation.target, relation.source)


def test_every_verb_reads_both_ways():
    relation = make.make_relation(verb="implements")
    assert relation.get_verb_display() == "Thực hiện"
    assert relation.reverse_label == "Được thực hiện bởi"
    assert set(relation.REVERSE_LABELS) == set(relation.Verb)


def test_the_same_file_twice_on_one_document_is_refused():
    attachment = make.make_attachment()
    refused_by_the_database(lambda: make.make_attachment(attachment.document))


def test_stored_file_names_tell_nothing():
    attachment = make.make_attachment(name="danh-sach-noi-bo.pdf")
    assert "danh-sach" not in attachment.file.name
