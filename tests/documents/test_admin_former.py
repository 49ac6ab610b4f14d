"""An old version of a record is used again: shown in the form, changed only by saving."""

import pytest
from django.urls import reverse

from documents.models import Document
from tests import factories as make
from tests.admin_page import administrator_client, client_of, filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def changed():
    """A document whose title, text, signer and audience were something else at first."""
    body = make.make_organization("Đảng ủy phường Mẫu")
    client = administrator_client()
    document = make.make_document(
        number="24", title="về việc cũ", audience="bodies", audience_bodies=[body]
    )
    asked = address(document)
    # Saved once as it is, so that the history knows the bodies too.
    save(client, asked, body="Lời cũ.")
    former = document.history.latest()
    save(client, asked, title="về việc mới", body="Lời mới.", audience="members", signer="A")
    return client, document, former


def address(document, **asked):
    named = "&".join(f"{name}={value}" for name, value in asked.items())
    return f"{reverse('admin:documents_document_change', args=[document.pk])}?{named}"


def save(client, asked, **changes):
    page = client.get(asked)
    answer = client.post(asked, filled(page, **changes))
    assert answer.status_code == 302, answer.context["adminform"].form.errors


def initial(page):
    form = page.context["adminform"].form
    return {name: form[name].value() for name in ("title", "body", "audience", "signer")}


def test_the_form_begins_with_the_old_version_and_changes_nothing(changed):
    client, document, former = changed
    page = client.get(address(document, **{"ban-cu": former.history_id}))
    assert initial(page) == {
        "title": "về việc cũ",
        "body": "Lời cũ.",
        "audience": "bodies",
        "signer": "",
    }
    assert "đang hiện nội dung của bản lúc" in page.content.decode()
    assert Document.objects.get(pk=document.pk).title == "về việc mới"


def test_saved_it_is_the_record_again(changed):
    client, document, former = changed
    save(client, address(document, **{"ban-cu": former.history_id}))
    document = Document.objects.get(pk=document.pk)
    assert (document.title, document.signer, document.audience) == ("về việc cũ", "", "bodies")
    assert [str(body) for body in document.audience_bodies.all()] == ["Đảng ủy phường Mẫu"]
    assert document.text.body == "Lời cũ."


def test_the_page_of_a_version_leads_there(changed):
    client, document, former = changed
    named = [document.pk, former.history_id]
    page = client.get(reverse("admin:documents_document_simple_history", args=named))
    assert f"?ban-cu={former.history_id}" in page.content.decode()
    # Nothing can be typed into it.
    before, _, boxes = page.content.decode().partition('<fieldset class="old-version" disabled>')
    assert 'name="title"' in boxes and 'name="title"' not in before


def test_anothers_version_and_nonsense_are_passed_over(changed):
    client, document, _ = changed
    other = make.make_document(title="về việc của văn bản khác").history.latest()
    for named in (other.history_id, "abc", "9" * 30):
        page = client.get(address(document, **{"ban-cu": named}))
        assert initial(page)["title"] == "về việc mới"


def test_what_has_become_secret_since_is_refused_as_if_typed(changed):
    client, document, _ = changed
    document.history.filter(title="về việc cũ").update(title="TUYỆT MẬT")
    former = document.history.filter(title="TUYỆT MẬT").latest()
    asked = address(document, **{"ban-cu": former.history_id})
    refused = client.post(asked, filled(client.get(asked)))
    assert refused.status_code == 200
    assert Document.objects.get(pk=document.pk).title == "về việc mới"


def test_who_may_only_look_is_not_offered_it(changed):
    _, document, former = changed
    viewer = make.make_user("chi-xem", is_staff=True)
    viewer.user_permissions.add(*make.Permission.objects.filter(codename="view_document"))
    page = client_of(viewer).get(address(document, **{"ban-cu": former.history_id}))
    assert "về việc cũ" not in page.content.decode()
