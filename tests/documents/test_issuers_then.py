"""A document bears its body's name of the day of issue, wherever it is shown or looked for."""

from datetime import date
from importlib import import_module
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.urls import reverse

from documents.issuers_then import MOST_AT_ONCE, keep_names
from documents.models import Document
from documents.search.indexing import index_document
from documents.showing.citing import citation_form
from organizations.models import Organization, OrganizationName, Reorganization
from organizations.reorganizing.carrying_out import carry_out, undo
from organizations.reorganizing.plan import make_plan
from organizations.reorganizing.wishes import Kind, NewBody, Wish
from organizations.text import fold
from tests import factories as make
from tests.admin_page import editor_client, filled

pytestmark = pytest.mark.django_db

DAY, LAST = date(2025, 7, 1), date(2025, 6, 30)
OLD, NEW = "Đảng ủy phường Xưa", "Đảng ủy phường Nay"


@pytest.fixture
def body(db):
    return make.make_organization(OLD, "ĐUX")


def rename(body, name=NEW, code="ĐUN", day=DAY) -> Reorganization:
    wish = Wish(Kind.RENAME, day, "NQ 12", [body], [NewBody(name, code)])
    return carry_out(wish, make_plan(wish).mark, make.make_editor())


def then(document) -> str:
    document = Document.objects.with_names().get(pk=document.pk)
    return document.issuer_name


def found(client, words: str) -> set[str]:
    response = client.get(reverse("documents:list"), {"q": words, "danh_sach": "1"})
    assert response.status_code == 200
    return {document.label for document in response.context["page"]}


def test_what_was_issued_before_a_renaming_keeps_the_former_name(body):
    before = make.make_document(organization=body, issued_on=LAST)
    row = rename(body)
    body = Organization.objects.get(pk=body.pk)
    after = make.make_document(organization=body, issued_on=DAY)
    entered_late = make.make_document(organization=body, issued_on=date(2020, 1, 1))
    undated = make.make_document(organization=body, issued_on=None)
    of_year = make.make_document(organization=body, issued_on=None, issued_year=2024)
    of_that_year = make.make_document(organization=body, issued_on=None, issued_year=2025)
    names = [OLD, NEW, OLD, NEW, OLD, NEW]
    documents = [before, after, entered_late, undated, of_year, of_that_year]
    assert [then(document) for document in documents] == names
    undo(row, make.make_editor())
    assert {then(document) for document in documents} == {OLD}


def test_a_document_given_another_day_gets_the_name_of_that_day(body):
    document = make.make_document(organization=body, issued_on=LAST)
    rename(body)
    document.refresh_from_db()
    document.issued_on = DAY
    document.save()
    assert then(document) == NEW


def test_an_ended_body_and_an_unverified_former_name_change_nothing(body):
    document = make.make_document(organization=body, issued_on=date(2010, 1, 1))
    OrganizationName.objects.create(
        organization=body, name="Chưa Chắc", valid_to=LAST, is_verified=False
    )
    ended = Wish(Kind.END, DAY, "NQ 12", [body])
    carry_out(ended, make_plan(ended).mark, make.make_editor())
    document.save()
    assert (then(document), document.issuer_then) == (OLD, "")


def test_of_three_names_each_document_bears_its_own(body):
    days = {date(2010, 1, 1): OLD, date(2016, 1, 1): "Giữa", date(2026, 1, 1): NEW}
    documents = {day: make.make_document(organization=body, issued_on=day) for day in days}
    rename(body, "Giữa", day=date(2015, 1, 1))
    rename(Organization.objects.get(pk=body.pk), NEW, "ĐUM")
    assert {day: then(document) for day, document in documents.items()} == days


def test_every_place_shows_the_name_of_its_time(client, body):
    document = make.make_document(
        organization=body, issued_on=LAST, number="24", symbol="CT/ĐUX", audience="everyone"
    )
    rename(body)
    client.force_login(make.make_member())
    document = Document.objects.with_names().get(pk=document.pk)
    page = client.get(document.get_absolute_url()).content.decode()
    assert f"{OLD}</a> (nay là {NEW})" in page
    assert f"của {OLD}" in citation_form(document)
    listed = client.get(reverse("documents:list")).content.decode()
    assert f"<span>{OLD}</span>" in listed
    assert client.get(f"/api{document.get_absolute_url()}").json()["body"] == OLD
    csv = b"".join(client.get(reverse("documents:list_csv")).streaming_content).decode()
    assert OLD in csv and NEW not in csv


def test_rows_of_a_list_ask_nothing_for_the_names(body, django_assert_num_queries):
    for day in (LAST, date(2020, 1, 1), DAY):
        make.make_document(organization=body, issued_on=day)
    rename(body)
    with django_assert_num_queries(1):
        names = [document.issuer_display for document in Document.objects.for_rows()]
    assert names == [NEW, OLD, OLD]


@pytest.mark.parametrize("words", [OLD, NEW, "dang uy phuong xua", "ĐUX", "ĐUN", "CT/ĐUX"])
def test_former_and_present_name_and_code_find_the_documents(client, body, words):
    other = make.make_organization("Đảng ủy xã Khác", "ĐUK")
    make.make_document(organization=other, number="7", symbol="CT/ĐUK")
    make.make_document(organization=body, issued_on=LAST, number="24", symbol="CT/ĐUX")
    rename(body)
    client.force_login(make.make_member())
    assert found(client, words) == {"Chỉ thị 24-CT/ĐUX"}


def test_words_of_either_name_are_in_the_index_at_once(client, body):
    make.make_document(organization=body, issued_on=LAST, number="24", symbol="CT/ĐUX")
    rename(body, "Đảng ủy phường Sơn Thủy")
    client.force_login(make.make_member())
    for words in ("xưa thử nghiệm", "sơn thủy thử nghiệm"):
        assert found(client, words) == {"Chỉ thị 24-CT/ĐUX"}, words


def test_every_document_is_found_by_the_present_name_whatever_name_it_bears(client, body):
    times = [{"issued_on": day} for day in (LAST, DAY, date(2026, 5, 1))]
    times += [{"issued_on": None}, {"issued_on": None, "issued_year": 2020}]
    documents = [make.make_document(organization=body, **time) for time in times]
    labels = {document.label for document in documents}
    client.force_login(make.make_member())
    rename(body, "Đảng ủy phường Sơn Thủy")
    assert found(client, "sơn thủy thử nghiệm") == labels
    body = Organization.objects.get(pk=body.pk)
    again = rename(body, "Đảng ủy phường Bình Minh", "ĐUM", day=date(2026, 1, 1))
    assert found(client, "bình minh thử nghiệm") == labels
    undo(again, make.make_editor())
    assert found(client, "sơn thủy thử nghiệm") == labels
    assert found(client, "bình minh thử nghiệm") == set()


def test_documents_are_found_by_a_term_as_it_ends_with_the_body(client, body):
    make.make_term(body, "V", date(2020, 1, 1), None)
    label = make.make_document(organization=body, issued_on=LAST).label
    client.force_login(make.make_member())
    wish = Wish(Kind.END, DAY, "NQ 12", [body])
    row = carry_out(wish, make_plan(wish).mark, make.make_editor())
    assert found(client, "nhiệm kỳ 2020-2025") == {label}
    undo(row, make.make_editor())
    assert found(client, "nhiệm kỳ 2020-2025") == set()


def test_many_documents_are_indexed_by_the_worker_and_shown_rightly_at_once(body, monkeypatch):
    handed = []
    monkeypatch.setattr("documents.issuers_then.MOST_AT_ONCE", 1)
    monkeypatch.setattr(
        "documents.issuers_then.index_documents_later", lambda *told: handed.append(told)
    )
    documents = [make.make_document(organization=body, issued_on=day) for day in (LAST, DAY)]
    rename(body)
    assert MOST_AT_ONCE > 1
    assert handed == [("organization", body.pk)]
    assert [then(document) for document in documents] == [OLD, NEW]


def test_keeping_names_asks_the_same_of_many_documents(body, django_assert_max_num_queries):
    for day in range(1, 9):
        make.make_document(organization=body, issued_on=date(2025, 1, day))
    rename(body)
    with django_assert_max_num_queries(12):
        assert keep_names(Organization.objects.get(pk=body.pk)) == 0


@pytest.mark.parametrize("middle", [date(2015, 1, 1), date(2015, 7, 1)])
@pytest.mark.parametrize("last", [date(2026, 1, 1), date(2025, 12, 31)])
def test_the_migration_names_documents_as_the_registry_does(body, middle, last):
    rename(body, "Giữa", day=middle)
    rename(Organization.objects.get(pk=body.pk), NEW, "ĐUM", day=last)
    body = Organization.objects.get(pk=body.pk)
    for year in (None, 2014, 2015, 2016, 2024, 2025, 2026):
        make.make_document(organization=body, issued_on=None, issued_year=year)
    for day in (date(2014, 12, 31), middle, date(2025, 12, 30), last):
        make.make_document(organization=body, issued_on=day)
    make.make_document(organization=None, issued_on=None, issued_year=2014)
    kept = list(Document.objects.order_by("pk").values_list("pk", "issuer_then"))
    assert {name for _, name in kept} == {OLD, "Giữa", ""}
    Document.objects.update(issuer_then="")
    import_module("documents.migrations.0029_fill_issuer_then").fill(apps, None)
    assert list(Document.objects.order_by("pk").values_list("pk", "issuer_then")) == kept


def test_index_search_finds_documents_from_before_by_the_name_they_bear(body):
    before = make.make_document(organization=body, issued_on=LAST)
    make.make_document(organization=body, issued_on=DAY)
    rename(body)
    before.refresh_from_db()
    words = before.search_text
    # As they were stored before names of their time were known of.
    Document.objects.update(issuer_then="", search_text=fold(NEW))
    for document in Document.objects.with_names():
        index_document(document)
    import_module("documents.migrations.0029_fill_issuer_then").fill(apps, None)
    told = StringIO()
    call_command("index_search", stdout=told, processes=1)
    assert "đã ghi 1/1 văn bản" in told.getvalue()
    before.refresh_from_db()
    assert before.search_text == words
    assert fold(OLD) in before.passages.get().words
    told = StringIO()
    call_command("index_search", stdout=told)
    assert told.getvalue() == ""


def test_a_term_that_ends_with_its_body_lets_later_documents_go(body):
    make.make_term(body, "V", date(2020, 1, 1), None)
    late = make.make_document(organization=body, issued_on=date(2025, 9, 1))
    wish = Wish(Kind.END, DAY, "NQ 12", [body])
    plan = make_plan(wish)
    assert plan.doubts == [
        f"1 văn bản của {OLD} ghi ngày ban hành sau ngày cơ quan kết thúc. Sau khi sắp xếp hãy "
        "xem lại ngày và cơ quan ban hành của chúng."
    ]
    row = carry_out(wish, plan.mark, make.make_editor())
    late.refresh_from_db()
    assert (late.term, late.identity_key.split("|")[-1]) == (None, "nam-2025")
    undo(row, make.make_editor())
    late.refresh_from_db()
    assert late.term.label == "V"


def test_a_name_corrected_in_the_admin_reaches_the_documents(body):
    document = make.make_document(organization=body, issued_on=LAST)
    rename(body)
    client = editor_client()
    address = reverse("admin:organizations_organization_change", args=[body.pk])
    values = {"names-0-name": "Đảng ủy phường Xưa Cũ"}
    answer = client.post(address, filled(client.get(address), **values), follow=True)
    assert "1 văn bản được ghi theo tên cơ quan khi ban hành" in answer.content.decode()
    assert then(document) == "Đảng ủy phường Xưa Cũ"
    assert client.get(document.get_absolute_url()).content.decode().count("Xưa Cũ") > 0
