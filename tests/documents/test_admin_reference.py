"""Terms, number series and types: a change moves documents' keys, whole or not at all."""

from datetime import date

import pytest
from django.urls import reverse

from documents.models import SeriesRule
from organizations.models import Term
from tests.admin_page import editor_client, errors_of, filled
from tests.factories import (
    make_document,
    make_document_type,
    make_organization,
    make_series_rule,
    make_term,
)

pytestmark = pytest.mark.django_db


def add(client, name, **values):
    address = reverse(f"admin:{name}_add")
    return client.post(address, filled(client.get(address), **values), follow=True)


def change(client, row, **values):
    address = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    return client.post(address, filled(client.get(address), **values), follow=True)


def test_a_new_term_moves_the_keys_of_the_documents_in_it():
    client, document = editor_client(), make_document(issued_on=date(2023, 5, 19))
    assert document.identity_key.endswith("|nam-2023")
    values = {
        "organization": document.organization_id,
        "label": "XIII",
        "starts_on": "31/01/2021",
        "ends_on": "22/01/2026",
    }
    answer = add(client, "organizations_term", **values)
    assert "Đã tính lại khóa nhận dạng của 1 văn bản" in answer.content.decode()
    document.refresh_from_db()
    assert (document.identity_key.endswith("|khoa-xiii"), document.term.label) == (True, "XIII")


def test_a_term_that_makes_two_documents_one_is_refused_and_nothing_changes():
    client, body = editor_client(), make_organization()
    fields = {"organization": body, "number": "24", "symbol": "CT/ĐU"}
    first = make_document(issued_on=date(2022, 5, 19), **fields)
    second = make_document(issued_on=date(2023, 5, 19), **fields)
    values = {"organization": body.pk, "label": "XIII", "starts_on": "31/01/2021"}
    answer = add(client, "organizations_term", **values)
    assert "không có gì thay đổi" in answer.content.decode()
    assert not Term.objects.exists()
    keys = {first.identity_key, second.identity_key}
    first.refresh_from_db()
    second.refresh_from_db()
    assert {first.identity_key, second.identity_key} == keys


def test_a_term_that_overlaps_another_is_refused():
    client, term = editor_client(), make_term()
    values = {"organization": term.organization_id, "label": "XIV", "starts_on": "01/01/2025"}
    answer = add(client, "organizations_term", **values)
    assert "Nhiệm kỳ này chồng lên Khóa XIII (2021–2026)" in errors_of(answer)


def test_a_series_rule_moves_keys_and_its_removal_moves_them_back():
    client, document = editor_client(), make_document()
    before = document.identity_key
    values = {
        "organization": document.organization_id,
        "document_type": document.document_type_id,
        "series": "chung",
    }
    add(client, "documents_seriesrule", **values)
    document.refresh_from_db()
    assert "|chung|" in document.identity_key
    rule = SeriesRule.objects.get()
    client.post(reverse("admin:documents_seriesrule_delete", args=[rule.pk]), {"post": "yes"})
    document.refresh_from_db()
    assert document.identity_key == before
    # Removed, but not forgotten.
    assert SeriesRule.history.filter(history_type="-").exists()


def test_a_rule_given_to_another_body_moves_the_keys_of_both():
    client = editor_client()
    here, there = make_document(organization=make_organization()), make_document()
    rule = make_series_rule(here.organization, here.document_type, "chung")
    here.save()
    change(client, rule, organization=there.organization_id)
    here.refresh_from_db()
    there.refresh_from_db()
    assert ("|chung|" in here.identity_key, "|chung|" in there.identity_key) == (False, True)


def test_the_series_of_a_type_in_use_is_not_changed():
    client, unused = editor_client(), make_document_type("Đề án")
    used = make_document().document_type
    change(client, used, series="khac", note="ghi")
    change(client, unused, series="khac")
    used.refresh_from_db()
    unused.refresh_from_db()
    assert (used.series, used.note, unused.series) == ("ct", "ghi", "khac")


def test_a_type_that_documents_have_is_not_deleted():
    client, used = editor_client(), make_document().document_type
    address = reverse("admin:documents_documenttype_delete", args=[used.pk])
    assert "Không xóa được “Chỉ thị”" in client.get(address).content.decode()
    client.post(address, {"post": "yes"})
    used.refresh_from_db()
