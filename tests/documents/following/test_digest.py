"""Letters with what is new: to those who asked, once, and none stopped by another's."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.urls import reverse

from documents.following import digest
from documents.following.follows import follow, followed_in
from documents.models import Follower
from organizations.audience import Audience
from organizations.models import User
from tests import factories as make
from tests.documents.following.asking import asked, look

pytestmark = pytest.mark.django_db
PAGE = "following:digest"
TODAY = date(2024, 3, 11)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """Let the day be set: today(3) is three days later."""

    def later(days: int) -> None:
        monkeypatch.setattr(digest.timezone, "localdate", lambda: TODAY + timedelta(days))

    later(0)
    return later


@pytest.fixture
def body():
    return make.make_organization("Đảng ủy phường Mẫu")


def reader(body, wanted="daily", email="doc@example.org", **fields) -> User:
    user = make.make_member(email=email, **fields)
    follow(user, followed_in(asked(co_quan=body.slug), user))
    Follower.objects.filter(user=user).update(digest=wanted)
    return user


def send(*arguments: str) -> str:
    out = StringIO()
    call_command("send_digest", *arguments, stdout=out)
    return out.getvalue()


def sent_to() -> list[str]:
    return sorted(to for message in mail.outbox for to in message.to)


# --- What is sent ----------------------------------------------------------------------------


def test_who_asked_for_it_gets_one_letter_in_plain_text(body):
    reader(body, last_name="Nguyễn", first_name="An")
    document = make.make_document(organization=body, title="về việc\nmới")
    assert "Đã gửi 1 thư" in send()
    (message,) = mail.outbox
    assert message.subject == "Văn Kiện: 1 việc mới trong những gì bạn theo dõi"
    assert "Kính gửi Nguyễn An," in message.body
    assert "Cơ quan: Đảng ủy phường Mẫu" in message.body
    assert f"- {document}\n  Văn bản mới vào sổ\n  về việc mới\n" in message.body
    assert f"http://127.0.0.1:8000{document.get_absolute_url()}" in message.body
    # How to end it; nothing that tells whether it was read.
    assert "http://127.0.0.1:8000/theo-doi/thu/" in message.body
    assert message.content_subtype == "plain"
    assert not getattr(message, "alternatives", [])


def test_nobody_else_gets_one(body):
    reader(body, wanted="none")
    reader(body, email="")
    reader(body, is_active=False)
    reader(body, is_demo=True)
    reader(make.make_organization())
    make.make_document(organization=body)
    send()
    assert mail.outbox == []


def test_a_letter_names_nothing_that_its_reader_may_not_see(body):
    reader(body)
    make.make_document(organization=body, title="việc kín", audience=Audience.EDITORS)
    opened = make.make_document(organization=body, title="việc nay kín")
    opened.audience = Audience.EDITORS
    opened.save()
    send()
    assert mail.outbox == []


def test_what_was_looked_at_is_not_mailed(client, body):
    user = reader(body)
    client.force_login(user)
    make.make_document(organization=body)
    look(client)
    send()
    assert mail.outbox == []


# --- Once ------------------------------------------------------------------------------------


def test_one_letter_a_day_and_each_event_in_one_letter(body, today):
    reader(body)
    first = make.make_document(organization=body)
    send()
    second = make.make_document(organization=body)
    send()
    assert len(mail.outbox) == 1
    today(1)
    send()
    assert len(mail.outbox) == 2
    assert first.label not in mail.outbox[1].body
    assert second.label in mail.outbox[1].body
    today(2)
    send()
    assert len(mail.outbox) == 2


def test_one_letter_a_week(body, today):
    reader(body, wanted="weekly")
    for day in range(15):
        today(day)
        make.make_document(organization=body)
        send()
    assert len(mail.outbox) == 3


class KilledError(BaseException):
    """Stands for a process that ends in the middle."""


class Backend(EmailBackend):
    """Hands over each letter, and then fails or dies at addresses that say so."""

    def send_messages(self, messages):
        to = messages[0].to[0]
        if to.startswith("sai"):
            raise OSError("550 no such user sai@example.org")
        sent = super().send_messages(messages)
        if to.startswith("chet"):
            raise KilledError
        return sent


@pytest.fixture
def failing(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Backend"


def test_a_bad_address_stops_nobody_and_is_tried_again(body, failing, settings, caplog):
    for name in ("mot", "sai", "hai"):
        reader(body, email=f"{name}@example.org")
    make.make_document(organization=body)
    with pytest.raises(CommandError, match="1 thư chưa gửi được"):
        send()
    assert sent_to() == ["hai@example.org", "mot@example.org"]
    assert "sai@example.org" not in caplog.text
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    send()
    assert sent_to() == ["hai@example.org", "mot@example.org", "sai@example.org"]


def test_what_is_wrong_with_one_letter_stops_no_other(body, monkeypatch):
    for name in ("mot", "sai", "hai"):
        reader(body, email=f"{name}@example.org")
    make.make_document(organization=body)
    write = digest._letter

    def written(follower, until):
        if follower.user.email.startswith("sai"):
            raise ValueError(follower)
        return write(follower, until)

    monkeypatch.setattr(digest, "_letter", written)
    with pytest.raises(CommandError, match="1 thư chưa gửi được"):
        send()
    assert sent_to() == ["hai@example.org", "mot@example.org"]


def test_a_killed_run_repeats_no_letter(body, failing):
    for name in ("mot", "chet", "hai"):
        reader(body, email=f"{name}@example.org")
    make.make_document(organization=body)
    with pytest.raises(KilledError):
        send()
    assert sent_to() == ["chet@example.org", "mot@example.org"]
    send()
    assert sent_to() == ["chet@example.org", "hai@example.org", "mot@example.org"]


def test_a_trial_sends_and_marks_nothing(body):
    reader(body)
    document = make.make_document(organization=body)
    shown = send("--dry-run")
    assert "Gửi: doc@example.org" in shown
    assert document.label in shown
    assert "Sẽ gửi 1 thư" in shown
    assert mail.outbox == []
    assert send("--dry-run") == shown
    send()
    assert len(mail.outbox) == 1


# --- Asking for it ---------------------------------------------------------------------------


def test_a_person_asks_for_letters_and_ends_them(client, member):
    client.post(reverse(PAGE), {"digest": "weekly", "email": "toi@example.org"})
    member.refresh_from_db()
    assert (member.email, member.follower.digest) == ("toi@example.org", "weekly")
    assert "toi@example.org" in client.get(reverse("following:own")).content.decode()
    client.post(reverse(PAGE), {"digest": "none", "email": ""})
    member.refresh_from_db()
    member.follower.refresh_from_db()
    assert (member.email, member.follower.digest) == ("", "none")


def test_the_first_letter_tells_nothing_of_what_came_before_it_was_asked_for(client, member, body):
    follow(member, followed_in(asked(co_quan=body.slug), member))
    make.make_document(organization=body)
    client.post(reverse(PAGE), {"digest": "daily", "email": "toi@example.org"})
    send()
    assert mail.outbox == []
    make.make_document(organization=body)
    send()
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"digest": "daily", "email": ""}, "Ghi địa chỉ để gửi thư tới."),
        ({"digest": "daily", "email": "toi"}, "Đây không phải là địa chỉ thư điện tử"),
        ({"digest": "none", "email": "a@b.vn\nBcc: c@d.vn"}, "Đây không phải là địa chỉ"),
        (
            {
                "digest": "daily",
                "email": f"a@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.{'f' * 9}.vn",
            },
            "dài quá 254 chữ",
        ),
        ({"digest": "x", "email": ""}, "Chọn một trong ba cách."),
        ({}, "Chọn một trong ba cách."),
    ],
)
def test_what_cannot_be_meant_is_refused_and_nothing_kept(client, member, sent, said):
    page = client.post(reverse(PAGE), sent)
    assert page.status_code == 400
    assert said in page.content.decode()
    assert not Follower.objects.exists()
