"""Demo accounts: made where DEMO=1 only, shown once, and never in a real person's place."""

import io
import re

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.management import CommandError, call_command

from organizations.auth import RegistryBackend
from organizations.demo import DEMO_BODY_SLUG, create_demo_accounts, readable_password
from organizations.models import User
from organizations.models.people import EDITOR_GROUP, MEMBER_GROUP
from tests.factories import make_organization, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings: object) -> None:
    settings.DEMO = True
    body = make_organization("Đảng ủy phường Mẫu", slug=DEMO_BODY_SLUG)
    assert body.slug == DEMO_BODY_SLUG


def opened(username: str, password: str) -> User | None:
    """The account that this name and password open; None where they open none."""
    return RegistryBackend().authenticate(None, username=username, password=password)


def run(*options: str) -> str:
    out = io.StringIO()
    call_command("create_demo_accounts", *options, stdout=out)
    return out.getvalue()


def passwords(printed: str) -> dict[str, str]:
    return dict(re.findall(r"tên đăng nhập (\w+), mật khẩu (\S+)", printed))


@pytest.mark.usefixtures("demo")
def test_an_editor_and_a_member_can_sign_in_with_what_was_printed() -> None:
    printed = passwords(run())
    assert set(printed) == {"bientap", "thanhvien"}
    for username, password in printed.items():
        assert opened(username=username, password=password) is not None
    editor, member = (User.objects.get(username=name) for name in ("bientap", "thanhvien"))
    assert editor.is_editor and editor.is_staff and not editor.is_superuser
    assert not member.is_editor and not member.is_staff
    assert [group.name for group in editor.groups.all()] == [EDITOR_GROUP]
    assert [group.name for group in member.groups.all()] == [MEMBER_GROUP]
    for user in (editor, member):
        assert user.is_demo
        assert [body.slug for body in user.organizations.all()] == [DEMO_BODY_SLUG]


@pytest.mark.usefixtures("demo")
def test_the_second_run_keeps_the_passwords_and_says_how_to_get_new_ones() -> None:
    first = passwords(run())
    second = run()
    assert passwords(second) == {}
    assert "tài khoản bientap đã có" in second
    # As typed: without DEMO=1 the command would be refused.
    assert "DEMO=1 .venv/bin/python manage.py create_demo_accounts --new-passwords" in second
    assert opened(username="bientap", password=first["bientap"]) is not None


@pytest.mark.usefixtures("demo")
def test_new_passwords_replace_the_old_ones() -> None:
    first, second = passwords(run()), passwords(run("--new-passwords"))
    assert set(second) == {"bientap", "thanhvien"}
    assert opened(username="thanhvien", password=first["thanhvien"]) is None
    assert opened(username="thanhvien", password=second["thanhvien"]) is not None
    assert User.objects.count() == 2


@pytest.mark.usefixtures("demo")
def test_rights_that_were_changed_by_hand_are_left_alone() -> None:
    run()
    member = User.objects.get(username="thanhvien")
    member.groups.clear()
    run("--new-passwords")
    assert not member.groups.exists()


@pytest.mark.usefixtures("demo")
def test_demo_accounts_stop_working_when_the_demonstration_ends(settings: object) -> None:
    password = passwords(run())["bientap"]
    settings.DEMO = False
    assert opened(username="bientap", password=password) is None


def test_a_registry_in_use_gets_no_demo_accounts(settings: object) -> None:
    settings.DEMO = False
    make_organization("Đảng ủy phường Mẫu", slug=DEMO_BODY_SLUG)
    with pytest.raises(CommandError, match="DEMO=1"):
        run()
    assert not User.objects.exists()


def test_demo_records_come_first(settings: object) -> None:
    settings.DEMO = True
    with pytest.raises(CommandError, match="load_demo"):
        run()


@pytest.mark.usefixtures("demo")
def test_a_real_person_s_account_is_never_taken_over() -> None:
    make_user("thanhvien", password="mat-khau-cua-nguoi-that")
    with pytest.raises(CommandError, match="thanhvien"):
        run("--new-passwords")
    assert opened(username="thanhvien", password="mat-khau-cua-nguoi-that") is not None
    # Nothing half-made: the editor, who comes first, is not there either.
    assert not User.objects.filter(username="bientap").exists()


@pytest.mark.usefixtures("demo")
def test_the_function_returns_passwords_only_when_they_are_new() -> None:
    assert all(account.password for account in create_demo_accounts())
    assert not any(account.password for account in create_demo_accounts())


def test_passwords_are_long_random_and_easy_to_type() -> None:
    made = {readable_password() for _ in range(200)}
    assert len(made) == 200
    for password in made:
        assert re.fullmatch(
            r"([bcdghkmnprstvx][aeiou]){2}(-([bcdghkmnprstvx][aeiou]){2}){3}", password
        )
        validate_password(password)
