"""What reads on in the name of an account without a session, and who ends it."""

import pytest
from django.test import Client
from django.urls import reverse

from documents.following.feed import give_address
from documents.models import AccessToken, Follower
from documents.models.tokens import issue_token
from organizations.models import SecurityEntry
from tests import factories as make
from tests.admin_page import administrator_client, client_of
from tests.organizations.second_step.phone import code_on, typed

pytestmark = pytest.mark.django_db
ACCOUNTS = reverse("admin:organizations_user_changelist")


@pytest.fixture
def editor():
    return make.make_editor("bien-tap")


@pytest.fixture
def answers(editor):
    """Make every key of the editor; return what asks with each of them."""
    _, secret = issue_token(editor, "của ai đó")
    feed = reverse("following:feed", args=[give_address(editor)])
    Follower.objects.filter(user=editor).update(digest=Follower.Digest.DAILY)

    def ask():
        bearer = {"Authorization": f"Bearer {secret}"}
        api = Client().get(reverse("api:list"), headers=bearer).status_code
        return api, Client().get(feed).status_code, Follower.objects.get(user=editor).digest

    assert ask() == (200, 200, Follower.Digest.DAILY)
    return ask


@pytest.mark.parametrize("action", ["sign_out_everywhere", "remove_second_step"])
def test_an_administrator_who_signs_an_account_out_ends_its_keys(editor, answers, action):
    make.make_phone(editor)
    pressed = {"action": action, "_selected_action": [editor.pk]}
    told = administrator_client().post(ACCOUNTS, pressed, follow=True).content.decode()
    ended = "1 mã truy cập, địa chỉ kênh tin, thư tóm tắt"
    assert f"Đã hủy của bien-tap: {ended}." in told
    assert answers() == (401, 404, Follower.Digest.NONE)
    entry = SecurityEntry.objects.get(kind="key")
    assert (entry.about, entry.details) == ("bien-tap", f"hủy cùng các phiên: {ended}")
    # The history tells of a token that was revoked.
    assert AccessToken.history.filter(revoked_at__isnull=False).count() == 1


def test_of_an_account_without_keys_nothing_is_said(editor):
    pressed = {"action": "sign_out_everywhere", "_selected_action": [editor.pk]}
    told = administrator_client().post(ACCOUNTS, pressed, follow=True).content.decode()
    assert "Đã hủy của" not in told and not SecurityEntry.objects.filter(kind="key").exists()


def test_who_switches_the_second_step_on_is_told_of_keys_made_before_it(editor, answers):
    phone = make.make_phone(editor, confirmed=False)
    page = client_of(editor).post(reverse("second_step:own"), typed(code_on(phone)), follow=True)
    told = page.content.decode()
    assert "Vẫn còn dùng được: 1 mã truy cập, địa chỉ kênh tin, thư tóm tắt." in told
    assert answers() == (200, 200, Follower.Digest.DAILY)


def test_an_address_for_letters_that_changed_is_told(editor):
    client, address = client_of(editor), reverse("following:digest")
    sent = {"digest": "daily", "email": "ai-do@vi-du.vn"}
    client.post(address, sent)
    client.post(address, sent)
    entry = SecurityEntry.objects.get(kind="account")
    assert (entry.by, entry.about) == ("bien-tap", "bien-tap")
    assert entry.details.startswith("thư điện tử: ") and "→ ai-do@vi-du.vn" in entry.details
