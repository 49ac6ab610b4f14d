"""Documents are found by what a body, a type or a term is called now, not what it was."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from documents.models import BackgroundTask, Passage
from documents.tasks import index_documents
from tests import factories as make
from tests.admin_page import administrator_client, filled

pytestmark = pytest.mark.django_db


LATER = "Đang cập nhật chỉ mục tìm kiếm"


def change(model, record, **typed):
    """Change some boxes of a record's admin page as an administrator; return the next page."""
    client = administrator_client()
    address = reverse(f"admin:{model}_change", args=[record.pk])
    page = client.post(address, filled(client.get(address), **typed), follow=True)
    assert page.redirect_chain, page.context["errors"]
    return page.content.decode()


def words_after_work():
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    return Passage.objects.get()


@pytest.mark.django_db(transaction=True)
def test_a_renamed_body_takes_its_documents_along():
    body = make.make_organization("Đảng ủy phường Hoa Sen")
    make.make_document(organization=body)
    assert LATER in change("organizations_organization", body, name="Đảng ủy phường Đào Mai")
    assert " dao mai " in words_after_work().words


@pytest.mark.django_db(transaction=True)
def test_a_renamed_type_takes_its_documents_along():
    kind = make.make_document_type("Chỉ thị")
    make.make_document(document_type=kind)
    assert LATER in change("documents_documenttype", kind, name="Thư khen")
    assert " thu khen " in words_after_work().words


@pytest.mark.django_db(transaction=True)
def test_a_term_renumbered_changes_what_its_documents_are_found_by():
    body = make.make_organization()
    term = make.make_term(body, label="XIII")
    make.make_document(organization=body)
    before = Passage.objects.get().fingerprint
    change("organizations_term", term, label="XIV")
    assert words_after_work().fingerprint != before


def test_what_documents_are_not_found_by_gives_no_work():
    body = make.make_organization()
    make.make_document(organization=body)
    assert LATER not in change("organizations_organization", body, note="Đã đối chiếu")
    # A body without documents has nothing to be indexed anew.
    assert LATER not in change("organizations_organization", make.make_organization(), name="Mới")
    assert not BackgroundTask.objects.exists()


def test_the_worker_says_what_it_did_and_passes_over_what_is_gone():
    document = make.make_document()
    body = document.organization
    type(body).objects.filter(pk=body.pk).update(name="Tên khác")
    told = "Đã so lại 1 văn bản, ghi lại 1 vào chỉ mục tìm kiếm."
    assert index_documents.call("organization", body.pk) == told
    assert "so lại 0 văn bản" in index_documents.call("organization", 0)
