"""One document, one record: homonyms live side by side, the same document twice cannot."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from documents import identity
from documents.models import Document
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def central():
    body = make.make_organization("Trung ương Đảng", code="TW")
    make.make_term(body, "XII", date(2016, 1, 28), date(2021, 1, 30))
    make.make_term(body, "XIII", date(2021, 1, 31), date(2026, 1, 22))
    make.make_term(body, "XIV", date(2026, 1, 23), None)
    return body


def directive(body, **fields):
    defaults = {"organization": body, "number": "26", "symbol": "CT/TW"}
    return make.make_document(**{**defaults, **fields})


def refuse(**fields):
    """Return the sentence with which a document of these fields is refused."""
    unsaved = Document(
        document_type=fields.pop("document_type", make.make_document_type()), **fields
    )
    with pytest.raises(ValidationError) as refusal:
        unsaved.full_clean(exclude=["slug", "identity_key"])
    return " ".join(refusal.value.messages)


def test_two_genuine_documents_with_one_code_live_side_by_side(central):
    # 26-CT/TW was given by Bộ Chính trị in term XII and by Ban Bí thư in term XIII.
    first = directive(central, issued_on=date(2018, 11, 9))
    second = directive(central, issued_on=date(2023, 11, 23))
    assert first.code_key == second.code_key
    assert first.identity_key != second.identity_key
    assert (first.slug, second.slug) == ("26-ct-tw-2018", "26-ct-tw-2023")


@pytest.mark.parametrize(
    "spelling",
    [
        {"number": "026"},  # leading zeros
        {"symbol": "ct / tw"},  # small letters, blanks
        {"issued_on": date(2023, 12, 1)},  # another day of the same term: numbers do not repeat
    ],
)
def test_the_same_document_twice_is_refused_by_the_database(central, spelling):
    directive(central, issued_on=date(2023, 11, 23))
    with pytest.raises(IntegrityError), transaction.atomic():
        directive(central, **{"issued_on": date(2023, 11, 23), **spelling})


def test_two_records_that_both_lack_date_and_body_collide():
    directive(None, issued_on=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        directive(None, issued_on=None)


@pytest.mark.parametrize("unknown", [{"issued_on": None}, {"organization": None}, {"symbol": ""}])
def test_an_unknown_part_cannot_slip_a_duplicate_in(central, unknown):
    known = directive(central, issued_on=date(2023, 11, 23))
    fields = {
        "organization": central,
        "number": "26",
        "symbol": "CT/TW",
        "issued_on": date(2023, 11, 23),
        **unknown,
    }
    message = refuse(**fields)
    assert known.get_absolute_url() in message
    assert "Vì sao không trùng" in message


def test_filling_in_what_was_unknown_names_the_record_it_lands_on(central):
    known = directive(central, issued_on=date(2023, 11, 23))
    undated = directive(central, issued_on=None, distinct_note="nghi là bản khác")
    undated.issued_on = date(2023, 11, 23)
    with pytest.raises(ValidationError) as refusal:
        undated.full_clean()
    assert known.get_absolute_url() in str(refusal.value)
    assert "đã có trong sổ" in str(refusal.value)


def test_another_day_of_the_same_term_is_refused_with_the_rule(central):
    directive(central, issued_on=date(2023, 11, 23))
    fields = {"organization": central, "number": "26", "symbol": "CT/TW"}
    rule = "trùng số trong cùng nhiệm kỳ: số không lặp lại trong một khóa"
    assert rule in refuse(issued_on=date(2023, 12, 1), **fields)
    # The same day needs no rule.
    assert rule not in refuse(issued_on=date(2023, 11, 23), **fields)


def test_a_reason_lets_an_incomplete_homonym_in(central):
    directive(central, issued_on=date(2023, 11, 23))
    other = Document(
        document_type=make.make_document_type(),
        organization=central,
        number="26",
        symbol="CT/TW",
        distinct_note="bản của khóa trước, chưa rõ ngày",
    )
    other.full_clean(exclude=["slug", "identity_key"])
    other.save()


def test_a_binned_document_does_not_block_its_number(central):
    directive(central, issued_on=date(2023, 11, 23)).move_to_bin()
    directive(central, issued_on=date(2023, 11, 23))


def test_restoring_onto_a_number_taken_since_is_refused(central):
    old = directive(central, issued_on=date(2023, 11, 23))
    old.move_to_bin()
    directive(central, issued_on=date(2023, 11, 23))
    with pytest.raises(IntegrityError), transaction.atomic():
        old.restore()


def test_one_code_of_two_bodies_is_two_documents():
    province = make.make_organization("Tỉnh ủy Mẫu", code="TU")
    city = make.make_organization("Thành ủy Mẫu", code="TU")
    for body in (province, city):
        make.make_document(organization=body, number="24", symbol="CT/TU")
    assert Document.objects.with_code_key("24/cttu").count() == 2


def test_decision_and_regulation_share_a_code_but_by_rule_not_a_series(central):
    decision = make.make_document_type("Quyết định", party_code="QĐ", series="quyet-dinh")
    regulation = make.make_document_type("Quy định", party_code="QĐ", series="quy-dinh")
    fields = {"organization": central, "number": "41", "symbol": "QĐ/TW"}
    make.make_document(document_type=decision, issued_on=date(2018, 1, 2), **fields)
    make.make_document(document_type=regulation, issued_on=date(2018, 1, 2), **fields)


def test_where_the_body_numbers_them_together_one_number_is_one_document(central):
    decision = make.make_document_type("Quyết định", party_code="QĐ", series="quyet-dinh")
    regulation = make.make_document_type("Quy định", party_code="QĐ", series="quy-dinh")
    for kind in (decision, regulation):
        make.make_series_rule(central, kind, "qd", valid_from=date(2021, 1, 31))
    fields = {"organization": central, "number": "41", "symbol": "QĐ/TW"}
    make.make_document(document_type=regulation, issued_on=date(2021, 11, 3), **fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        make.make_document(document_type=decision, issued_on=date(2022, 1, 3), **fields)
    # Before the rule began the two series ran apart.
    make.make_document(document_type=decision, issued_on=date(2016, 10, 3), **fields)


def test_old_spellings_of_the_regulation_code_are_one_symbol():
    assert identity.symbol_key("QĐi/TW") == identity.symbol_key("QĐ/TW")
    assert identity.symbol_key("QyĐ/ĐU") == identity.symbol_key("QĐ/ĐU")
    assert identity.symbol_key("CT/TW") != identity.symbol_key("CTr/TW")


def test_state_numbers_restart_with_the_year():
    council = make.make_state_body("UBND tỉnh Mẫu")
    plan = make.make_document_type("Kế hoạch", state_code="KH")
    fields = {"document_type": plan, "organization": council, "number": "281", "symbol": "KH-UBND"}
    make.make_document(issued_on=date(2021, 10, 26), **fields)
    make.make_document(issued_on=date(2023, 9, 15), **fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        make.make_document(issued_on=date(2023, 11, 1), **fields)


def test_a_document_without_number_is_known_by_its_name(central):
    fields = {"organization": central, "issued_on": None}
    make.make_document(name="Nghị quyết Đại hội XIII của Đảng", **fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        make.make_document(name="nghị quyết  Đại Hội XIII của Đảng", **fields)
    make.make_document(name="Nghị quyết Đại hội XII của Đảng", **fields)


def test_a_new_term_renumbers_the_documents_it_covers():
    body = make.make_organization("Tỉnh ủy Mẫu", code="TU")
    document = make.make_document(organization=body, issued_on=date(2023, 5, 19))
    assert document.identity_key.endswith("nam-2023")
    make.make_term(body, "XIX", date(2020, 10, 28), date(2025, 9, 17))
    assert identity.rekey(body) == 1
    document.refresh_from_db()
    assert document.identity_key.endswith("khoa-xix")
    assert document.term.label == "XIX"
    assert identity.rekey(body) == 0


def test_an_address_never_changes_and_is_never_given_twice(central):
    first = directive(central, issued_on=date(2023, 11, 23))
    first.number = "27"
    first.save()
    assert first.slug == "26-ct-tw-2023"
    first.move_to_bin()
    assert directive(central, issued_on=date(2023, 11, 23)).slug == "26-ct-tw-2023-2"
