"""Staff pages asked for records by what is no key: a refusal, never a fault."""

import pytest
from django.urls import reverse

from tests import factories as make
from tests.admin_page import editor_client

pytestmark = pytest.mark.django_db

NO_KEYS = ["-", "1.5", "９", "٣", "9" * 400, "=a1v", "a\ufeff"]


@pytest.fixture
def administrator(client):
    client.force_login(make.make_administrator())
    return client


@pytest.mark.parametrize("key", NO_KEYS)
@pytest.mark.parametrize("model", ["organizations_organization", "organizations_user"])
def test_no_version_of_what_is_no_record(administrator, model, key):
    record = make.make_organization() if model.endswith("organization") else make.make_member()
    for name, keys in (
        ("history", [key]),
        ("simple_history", [record.pk, key]),
        ("simple_history", [key, 1]),
    ):
        answer = administrator.get(reverse(f"admin:{model}_{name}", args=keys))
        # Django leads from an unknown record to the list of its kind.
        assert answer.status_code in {302, 404}


@pytest.mark.parametrize("key", NO_KEYS)
def test_a_body_nobody_could_choose_is_refused_with_a_sentence(administrator, key):
    account = make.make_member()
    address = reverse("admin:organizations_user_change", args=[account.pk])
    answer = administrator.post(address, {"username": account.username, "organizations": key})
    assert answer.status_code == 200
    assert "organizations" in answer.context["adminform"].form.errors


@pytest.mark.parametrize("key", NO_KEYS)
def test_a_document_nobody_could_choose_for_an_item_is_refused_with_a_sentence(key):
    item = make.make_item()
    address = reverse("admin:bulletins_bulletin_change", args=[item.bulletin_id])
    answer = editor_client().post(
        address,
        {
            "items-TOTAL_FORMS": "1",
            "items-INITIAL_FORMS": "1",
            "items-0-id": str(item.pk),
            "items-0-bulletin": str(item.bulletin_id),
            "items-0-about": key,
        },
    )
    assert answer.status_code == 200
    [rows] = [
        each for each in answer.context["inline_admin_formsets"] if each.opts.model is type(item)
    ]
    assert "about" in rows.formset.forms[0].errors
