"""`manage.py setup`: options, prompts, the password's way in, and clear refusals."""

import io
import sys
from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command

from documents.management.commands import setup
from documents.models import DocumentType
from organizations.models import Organization, User

pytestmark = pytest.mark.django_db

PASSWORD = "bon-mua-hoa-no-27"
GIVEN = {
    "name": "Đảng ủy phường Khởi Đầu",
    "code": "ĐU",
    "parent": "Tỉnh uỷ Cao Bằng",
    "valid_from": "01/7/2025",
    "admin": "quantri",
}


class Input(io.StringIO):
    """Standard input of a script, or of a person at a terminal."""

    terminal = False

    def isatty(self) -> bool:
        return self.terminal


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Iterator[Input]:
    stream = Input(f"{PASSWORD}\n")
    monkeypatch.setattr(sys, "stdin", stream)
    yield stream


def run(**options: object) -> str:
    out = io.StringIO()
    call_command("setup", stdout=out, **options)
    return out.getvalue()


def nothing_stored() -> bool:
    return not (
        User.objects.exists() or Organization.objects.exists() or DocumentType.objects.exists()
    )


def test_one_command_makes_an_empty_registry_ours(typed: Input) -> None:
    printed = run(**GIVEN, password_stdin=True)
    own = Organization.objects.own()
    assert own.name == GIVEN["name"]
    assert own.parent.slug == "tinh-uy-cao-bang"
    assert f"{own.valid_from:%d/%m/%Y}" == "01/07/2025"
    assert User.objects.get(username="quantri").check_password(PASSWORD)
    assert DocumentType.objects.filter(name="Chỉ thị").exists()
    assert "Đã lập sổ của Đảng ủy phường Khởi Đầu" in printed
    assert PASSWORD not in printed


def test_a_body_of_the_reference_data_becomes_ours(typed: Input) -> None:
    run(**GIVEN | {"name": "Đảng uỷ phường Thục Phán"}, password_stdin=True)
    assert Organization.objects.own().slug == "dang-uy-phuong-thuc-phan"


def test_setting_up_twice_is_refused_and_changes_nothing(typed: Input) -> None:
    run(**GIVEN, password_stdin=True)
    with pytest.raises(CommandError, match="Không lập sổ lần nữa"):
        run(**GIVEN | {"name": "Đảng ủy phường Khác", "admin": "khac"}, password_stdin=True)
    assert User.objects.count() == 1
    assert not Organization.objects.filter(name="Đảng ủy phường Khác").exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"valid_from": "31/02/2025"}, "31/02/2025"),  # no such day
        ({"kind": "vua"}, "committee"),  # the choices are named
        ({"level": "huyen"}, "commune"),
        ({"parent": "Tỉnh ủy Không Có"}, "Tỉnh ủy Không Có"),
        ({"name": ""}, "--name"),
        ({"admin": None}, "--admin"),
    ],
)
def test_a_wrong_answer_is_named_and_nothing_is_stored(
    typed: Input, wrong: dict[str, object], said: str
) -> None:
    with pytest.raises(CommandError, match=said):
        run(**GIVEN | wrong, password_stdin=True)
    # The reference data is loaded in the same transaction.
    assert nothing_stored()


def test_a_weak_password_is_refused(typed: Input) -> None:
    typed.write("12345\n")
    typed.seek(0)
    with pytest.raises(CommandError, match="quá phổ biến"):
        run(**GIVEN, password_stdin=True)
    assert nothing_stored()


def test_without_a_terminal_a_missing_password_is_said(typed: Input) -> None:
    with pytest.raises(CommandError, match="--password-stdin"):
        run(**GIVEN)
    assert nothing_stored()


def test_at_a_terminal_what_is_missing_is_asked(
    typed: Input, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed.terminal = True
    asked: list[str] = []

    def answer(question: str) -> str:
        asked.append(question)
        return "quantri" if "đăng nhập" in question else ""

    monkeypatch.setattr("builtins.input", answer)
    monkeypatch.setattr(setup, "getpass", lambda prompt: PASSWORD)
    run(name=GIVEN["name"], code="ĐU")
    # Kind, level, parent, day and administrator; nothing typed takes what is in brackets.
    assert len(asked) == 5
    assert any("[commune]" in question for question in asked)
    own = Organization.objects.own()
    assert (own.level, own.kind) == (Organization.Level.COMMUNE, Organization.Kind.COMMITTEE)


def test_two_passwords_that_differ_are_refused(
    typed: Input, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed.terminal = True
    monkeypatch.setattr("builtins.input", lambda question: "")
    answers = iter([PASSWORD, "khac-hoan-toan-9"])
    monkeypatch.setattr(setup, "getpass", lambda prompt: next(answers))
    with pytest.raises(CommandError, match="không giống nhau"):
        run(**GIVEN)
    assert nothing_stored()
