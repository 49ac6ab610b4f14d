"""Access tokens: made and ended by their holder, known by their hash only, worth one account."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from documents.models import AccessToken, issue_token
from documents.models.tokens import hash_of
from organizations.audience import Audience
from tests import factories as make
from tests.admin_page import administrator_client, client_of, editor_client
from tests.documents.api.caller import Caller

pytestmark = pytest.mark.django_db

PAGE = "/tai-khoan/ma-truy-cap/"
LIST = "/api/van-ban/"


def made(client, name="Cổng thông tin"):
    """Make a token on the page; returns its secret."""
    page = client.post(PAGE, {"name": name})
    assert page.status_code == 200
    return page.context["secret"]


def count_with(client, secret):
    return client.get(LIST, headers={"Authorization": f"Bearer {secret}"}).json()["count"]


# --- What a token is worth --------------------------------------------------------------------


def test_a_token_asks_as_its_holder(client):
    make.make_document()
    make.make_document(audience=Audience.EDITORS)
    secrets = [issue_token(user, "thử")[1] for user in (make.make_member(), make.make_editor())]
    assert [count_with(client, secret) for secret in secrets] == [1, 2]
    assert client.get(LIST).json()["count"] == 0


def test_a_token_outweighs_the_session_of_the_browser(client):
    make.make_document(audience=Audience.EDITORS)
    client.force_login(make.make_editor())
    assert count_with(client, issue_token(make.make_member(), "thử")[1]) == 0


@pytest.mark.parametrize(
    "header",
    [
        "Bearer vk_khong-phai-ma",
        "Bearer ",
        "Bearer",
        "",
        "Basic bmd1b2k6bWF0LWtoYXU=",
        "Bearer \xe1\xbb\x87",
        "Token vk_x",
    ],
)
def test_a_wrong_token_is_refused_and_never_taken_for_nobody(header):
    caller = Caller(session_of=make.make_editor())
    headers = {"Authorization": header}
    for response in (
        caller.ask("get", LIST, headers=headers),
        caller.post('{"text": "a"}', headers=headers),
    ):
        assert response.status_code == 401
        assert response["WWW-Authenticate"] == "Bearer"


def test_a_revoked_token_is_refused():
    caller = Caller(token_of=make.make_member())
    assert caller.get(LIST).status_code == 200
    caller.token.revoke()
    assert caller.get(LIST).status_code == 401


def test_the_token_of_a_closed_account_is_refused():
    user = make.make_member()
    caller = Caller(token_of=user)
    user.is_active = False
    user.save()
    assert caller.get(LIST).status_code == 401


@pytest.mark.parametrize(("demo", "status"), [(True, 200), (False, 401)])
def test_the_token_of_a_demonstration_works_only_in_one(demo, status):
    caller = Caller(token_of=make.make_member(is_demo=True))
    with override_settings(DEMO=demo):
        assert caller.get(LIST).status_code == status


def test_the_day_of_the_last_use_is_kept_and_written_once_a_day():
    caller = Caller(token_of=make.make_member())
    caller.get(LIST)
    caller.token.refresh_from_db()
    assert caller.token.last_used_on == timezone.localdate()
    with CaptureQueriesContext(connection) as queries:
        caller.get(LIST)
    assert not any("UPDATE" in query["sql"] for query in queries)
    yesterday = timezone.localdate() - timedelta(days=1)
    AccessToken.objects.update(last_used_on=yesterday)
    caller.get(LIST)
    caller.token.refresh_from_db()
    assert caller.token.last_used_on == timezone.localdate()


# --- The page of one's own tokens -------------------------------------------------------------


def test_a_token_is_shown_once_and_only_its_hash_is_kept():
    user = make.make_member()
    client = client_of(user)
    page = client.post(PAGE, {"name": "Cổng thông tin"})
    secret = page.context["secret"]
    assert secret in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    token = AccessToken.objects.get(user=user)
    assert token.token_hash == hash_of(secret)
    again = client.get(PAGE).content.decode()
    assert "Cổng thông tin" in again
    assert secret not in again
    values = [*AccessToken.objects.values(), *AccessToken.history.values()]
    assert not any(secret in str(value) for row in values for value in row.values())
    assert count_with(client, secret) == 0


def test_no_two_tokens_are_alike():
    user = make.make_member()
    secrets = {issue_token(user, str(number))[1] for number in range(5)}
    assert len(secrets) == 5
    # 256 bits in the letters of an address, behind the mark.
    assert {len(secret) for secret in secrets} == {len("vk_") + 43}


def test_the_holder_ends_a_token_and_it_stays_on_the_list():
    client = client_of(make.make_member())
    secret = made(client)
    token = AccessToken.objects.get()
    page = client.post(reverse("api:revoke", args=[token.public_id]), follow=True)
    assert "Đã thu hồi mã “Cổng thông tin”" in page.content.decode()
    assert "đã thu hồi ngày" in page.content.decode()
    header = {"Authorization": f"Bearer {secret}"}
    assert client.get(LIST, headers=header).status_code == 401
    ended = AccessToken.objects.get().revoked_at
    client.post(reverse("api:revoke", args=[token.public_id]))
    assert AccessToken.objects.get().revoked_at == ended


def test_nobody_sees_or_ends_the_token_of_another():
    token, _ = issue_token(make.make_member(), "Mã của người khác")
    for client in (client_of(make.make_member()), editor_client(), administrator_client()):
        assert "Mã của người khác" not in client.get(PAGE).content.decode()
        assert client.post(reverse("api:revoke", args=[token.public_id])).status_code == 404
    token.refresh_from_db()
    assert token.revoked_at is None


def test_a_name_in_use_is_refused_and_free_again_once_ended():
    client = client_of(make.make_member())
    made(client, "Cổng")
    page = client.post(PAGE, {"name": "Cổng"})
    assert page.status_code == 400
    assert "cùng tên này" in page.content.decode()
    assert page.context["secret"] == ""
    AccessToken.objects.get().revoke()
    assert made(client, "Cổng")


def test_the_database_keeps_names_in_use_apart():
    user = make.make_member()
    issue_token(user, "Cổng")
    with pytest.raises(IntegrityError), transaction.atomic():
        issue_token(user, "Cổng")


def test_a_second_press_of_the_button_makes_no_fault(monkeypatch):
    client = client_of(make.make_member())
    made(client, "Cổng")
    # Both presses passed the form before either was written.
    monkeypatch.setattr("documents.api.account.TokenForm.clean", lambda form: form.cleaned_data)
    page = client.post(PAGE, {"name": "Cổng"})
    assert page.status_code == 400
    assert "cùng tên này" in page.content.decode()


def test_nobody_holds_more_than_twenty_tokens():
    user = make.make_member()
    for number in range(20):
        issue_token(user, str(number))
    page = client_of(user).post(PAGE, {"name": "thêm"})
    assert page.status_code == 400
    assert "nhiều nhất 20 mã" in page.content.decode()
    AccessToken.objects.first().revoke()
    assert made(client_of(user), "thêm")


@pytest.mark.parametrize("name", ["", "   ", "a" * 101, "a\x00b"])
def test_a_token_needs_an_ordinary_name(name):
    page = client_of(make.make_member()).post(PAGE, {"name": name})
    assert page.status_code == 400
    assert AccessToken.objects.count() == 0


# --- Administrators ---------------------------------------------------------------------------


def test_an_administrator_sees_and_ends_tokens_and_who_did_is_kept():
    token, _ = issue_token(make.make_member("chu-ma"), "Cổng thông tin")
    administrator = make.make_administrator()
    client, address = client_of(administrator), reverse("admin:documents_accesstoken_changelist")
    assert "chu-ma" in client.get(address).content.decode()
    sent = {"action": "revoke_selected", "_selected_action": [token.pk]}
    page = client.post(address, sent, follow=True)
    assert "Đã thu hồi 1 mã truy cập." in page.content.decode()
    token.refresh_from_db()
    assert token.revoked_at is not None
    assert token.history.first().history_user == administrator
    for state, shown in (("dang-dung", 0), ("da-thu-hoi", 1)):
        listed = client.get(address, {"tinh_trang": state}).context["cl"]
        assert listed.result_count == shown


def test_tokens_are_no_matter_of_editors():
    address = reverse("admin:documents_accesstoken_changelist")
    assert editor_client().get(address).status_code == 403
    assert address not in editor_client().get(reverse("admin:index")).content.decode()
    assert address in administrator_client().get(reverse("admin:index")).content.decode()


def test_no_page_of_the_admin_shows_a_hash():
    token, _ = issue_token(make.make_member(), "Cổng")
    page = administrator_client().get(
        reverse("admin:documents_accesstoken_change", args=[token.pk])
    )
    assert page.status_code == 200
    assert token.token_hash not in page.content.decode()
