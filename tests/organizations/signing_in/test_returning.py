"""A form sent after the session ended leads to the way in and back, with what was typed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from documents.models import MistakeReport
from organizations.models import Device
from organizations.signing_in.entry import give_link
from tests import factories as make

pytestmark = pytest.mark.django_db

WORDS = "Ngày ghi 15/3, bản giấy là 13/5."
PASSWORD = "mat-khau-dai-thu-nghiem"


@pytest.fixture
def member():
    person = make.make_member("ba-tam")
    person.set_password(PASSWORD)
    person.save()
    return person


def sign_in(client, answer):
    """Sign in by the form that an answer leads to; return the page one comes back to."""
    (way_in, _), *_ = answer.redirect_chain
    assert way_in.startswith("/dang-nhap/?next=")
    assert "chưa gửi được" in answer.content.decode()
    sent = {"username": "ba-tam", "password": PASSWORD, "next": answer.context["next"]}
    return client.post("/dang-nhap/", sent, follow=True)


def test_a_report_is_found_again_after_signing_in(client, member):
    # For members alone: whoever has signed out does not see it.
    document = make.make_document()
    address = f"{document.get_absolute_url()}bao-sai-sot/"
    page = sign_in(client, client.post(address, {"words": WORDS}, follow=True))
    assert page.request["PATH_INFO"] == address
    assert page.context["form"]["words"].value() == WORDS
    assert not MistakeReport.objects.exists()
    # Told once.
    assert not client.get(address).context["form"]["words"].value()


def test_it_says_nothing_of_what_documents_there_are(client):
    there = client.post(f"{make.make_document().get_absolute_url()}bao-sai-sot/", {"words": "a"})
    not_there = client.post("/van-ban/khong-co/bao-sai-sot/", {"words": "a"})
    assert there.status_code == not_there.status_code == 302
    assert client.get("/van-ban/khong-co/bao-sai-sot/").status_code == 404


@pytest.mark.parametrize("words", ["TUYỆT MẬT", "x" * 5001])
def test_a_secret_and_what_no_box_takes_are_not_kept(client, member, words):
    address = f"{make.make_document().get_absolute_url()}bao-sai-sot/"
    page = sign_in(client, client.post(address, {"words": words}, follow=True))
    assert not page.context["form"]["words"].value()


def test_words_of_long_ago_are_not_shown_to_who_comes_later(client, member, monkeypatch):
    address = f"{make.make_document().get_absolute_url()}bao-sai-sot/"
    answer = client.post(address, {"words": WORDS}, follow=True)
    monkeypatch.setattr("time.time", lambda: timezone.now().timestamp() + 3600)
    assert not sign_in(client, answer).context["form"]["words"].value()


@pytest.mark.parametrize(
    ("name", "back", "typed"),
    [
        ("following:end", "following:own", {}),
        ("following:seen", "following:news", {}),
        ("following:digest", "following:digest", {"digest": "daily", "email": "tam@vi-du.vn"}),
        ("following:feed_address", "following:feed_address", {}),
        ("api:tokens", "api:tokens", {"name": "Máy tính chi bộ"}),
        ("password_change", "password_change", {}),
    ],
)
def test_every_form_of_a_member_leads_back_to_its_page(client, member, name, back, typed):
    page = sign_in(client, client.post(reverse(name), typed, follow=True))
    assert (page.status_code, page.request["PATH_INFO"]) == (200, reverse(back))
    for box, words in typed.items():
        assert page.context["form"][box].value() == words


def test_a_form_of_staff_says_what_to_do_and_leads_to_no_empty_page(client):
    answer = client.post("/bao-sai-sot/xu-ly/", {})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Điều vừa gửi chưa được ghi" in page and "next=/bao-sai-sot" not in page


def test_a_phone_that_was_signed_out_is_not_called_over(client, member):
    editor = make.make_editor()
    link = reverse("accounts:enter", args=[give_link(member, editor)[1]])
    client.post(link)
    client.post("/dang-xuat/")
    client.force_login(editor)
    address = reverse("accounts:person", args=[member.pk])
    page = client.get(address).content.decode()
    assert "đã đăng xuất trên máy ấy" in page and "đã hết hạn" not in page
    Device.objects.update(expires_at=timezone.now() - timedelta(days=1))
    page = client.get(address).content.decode()
    assert "đã hết hạn" in page and "đã đăng xuất trên máy ấy" not in page
