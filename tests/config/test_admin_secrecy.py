"""Every staff form stands behind the secrecy guard, those of tables inside a page too."""

import pytest
from django.contrib import admin
from django.test import RequestFactory
from django.urls import reverse

from documents.models import Document
from organizations.admin.forms import GuardedForm
from organizations.models import Organization, User
from tests.admin_page import administrator_client, editor_client, errors_of, filled
from tests.factories import (
    make_administrator,
    make_bulletin,
    make_document,
    make_member,
    make_organization,
)

pytestmark = pytest.mark.django_db

# Rows of tasks and of the security log nobody writes by hand.
WITHOUT_TEXTS = {"BackgroundTask", "SecurityEntry"}


def staff_forms():
    """Return (where, form class) of every form by which staff write."""
    request = RequestFactory().get("/")
    request.user = make_administrator()
    for model, screen in admin.site._registry.items():
        if model.__name__ in WITHOUT_TEXTS:
            continue
        yield model.__name__, screen.get_form(request)
        for inline in screen.get_inline_instances(request):
            if inline.has_change_permission(request) or inline.has_add_permission(request, None):
                formset = inline.get_formset(request)
                yield f"{model.__name__} – {inline.model.__name__}", formset.form


def test_every_form_of_the_staff_site_is_guarded():
    found = list(staff_forms())
    assert len(found) > 12
    assert [where for where, form in found if not issubclass(form, GuardedForm)] == []


@pytest.mark.parametrize(
    "typed", [{"note": "TUYỆT MẬT"}, {"name": "MẬT"}, {"names-0-name": "TỐI MẬT"}]
)
def test_a_mark_in_a_body_or_its_names_is_refused(typed):
    body = make_organization("Đảng ủy phường Mẫu")
    client = editor_client()
    address = reverse("admin:organizations_organization_change", args=[body.pk])
    answer = client.post(address, filled(client.get(address), **typed))
    assert answer.status_code == 200
    assert "mang dấu" in answer.content.decode(), errors_of(answer)
    assert Organization.objects.get(pk=body.pk).name == "Đảng ủy phường Mẫu"
    assert Organization.history.count() == 1


SECRET = "Lời lẽ của tài liệu này"


@pytest.mark.parametrize(
    "typed",
    [
        # Every text goes, not only the one that bears the mark.
        {"body": f"MẬT\n{SECRET}", "title": SECRET, "note": SECRET, "signer": SECRET},
        {"note": "TỐI MẬT", "name": SECRET, "number": "", "symbol": "", "status_basis": SECRET},
        # The mark in a row of a table takes the document's own texts along.
        {
            "relations-TOTAL_FORMS": 1,
            "relations-0-evidence": f"MẬT\n{SECRET}",
            "title": SECRET,
            "body": SECRET,
        },
    ],
)
def test_the_page_that_refuses_a_secret_does_not_send_it_back(typed):
    client = editor_client()
    stored = make_document(title="về việc cũ")
    addresses = [
        reverse("admin:documents_document_add"),
        reverse("admin:documents_document_change", args=[stored.pk]),
    ]
    for address in addresses:
        answer = client.post(address, filled(client.get(address), **typed))
        assert answer.status_code == 200
        assert "mang dấu" in answer.content.decode()
        assert SECRET not in answer.content.decode()
    # What was stored stands there again, so that the next saving does not wipe it out.
    assert "về việc cũ" in answer.content.decode()


@pytest.mark.parametrize("typed", [f"TỐI MẬT. {SECRET} " * 40, f"{SECRET}\nMẬT\n" * 60])
def test_what_is_refused_for_its_length_too_is_not_sent_back(typed):
    client = editor_client()
    address = reverse("admin:documents_document_add")
    answer = client.post(address, filled(client.get(address), note="", signer=typed, title=SECRET))
    assert "mang dấu" in answer.content.decode()
    assert SECRET not in answer.content.decode()


def test_people_may_be_called_like_a_mark():
    person, client = make_member(), administrator_client()
    address = reverse("admin:organizations_user_change", args=[person.pk])
    typed = {"full_name": "Trần Văn Mật"}
    assert client.post(address, filled(client.get(address), **typed)).status_code == 302
    added = {"full_name": "Nguyễn Thị Mật"}
    assert editor_client().post(reverse("accounts:new_member"), added).status_code == 302
    assert User.objects.filter(first_name="Mật").count() == 2


# As a line comes out of a scan or a chat: the mark between the body and the title.
RUN_TOGETHER = f"Báo cáo số 9-BC/ĐU ngày 1/10/2025 của Đảng ủy phường Mẫu. TỐI MẬT. {SECRET}"


def test_a_mark_amid_pasted_words_is_refused_before_anything_is_read_out_of_them():
    client = editor_client()
    answer = client.post("/quan-tri/documents/document/dan/", {"pasted": RUN_TOGETHER})
    assert "mang dấu “TỐI MẬT”" in answer.content.decode()
    assert SECRET not in answer.content.decode()


@pytest.mark.parametrize("box", ["title", "note", "body"])
def test_a_mark_before_the_words_of_a_box_is_refused(box):
    client = editor_client()
    address = reverse("admin:documents_document_add")
    answer = client.post(address, filled(client.get(address), **{box: f"TỐI MẬT. {SECRET}"}))
    assert "mang dấu “TỐI MẬT”" in answer.content.decode()
    assert not Document.history.exists()


def test_a_secret_in_a_bulletins_item_is_not_sent_back():
    client, bulletin = editor_client(), make_bulletin()
    address = reverse("admin:bulletins_bulletin_change", args=[bulletin.pk])
    rows = {"items-TOTAL_FORMS": 1, "items-0-kind": "news", "items-0-title": f"MẬT\n{SECRET}"}
    answer = client.post(address, filled(client.get(address), title=SECRET, **rows))
    assert "mang dấu" in answer.content.decode()
    assert SECRET not in answer.content.decode()
