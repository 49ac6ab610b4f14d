"""`manage.py setup`: options, prompts, the password's way in, and clear refusals."""

import io
import sys
from collections.abc import Callable, Iterator, Sequence

import pytest
from django.core.management import CommandError, call_command

from documents.models import DocumentType
from organizations import typed_password
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
        ({"code": "///"}, "--code: Mã phải có chữ"),
        ({"admin": "quản trị"}, "--admin"),
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


@pytest.fixture
def person(typed: Input, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """A person at a terminal: what they type to each question, and to each password prompt."""
    typed.terminal = True

    def answers(lines: Sequence[str], passwords: Sequence[str] = (PASSWORD, PASSWORD)) -> list[str]:
        asked: list[str] = []
        to_type, to_hide = iter(lines), iter(passwords)

        def answer(question: str) -> str:
            asked.append(question)
            line = next(to_type, None)
            if line is None:
                raise EOFError  # Ctrl-D
            return line

        monkeypatch.setattr("builtins.input", answer)
        monkeypatch.setattr(typed_password, "getpass", lambda prompt: next(to_hide))
        return asked

    return answers


def test_at_a_terminal_what_is_missing_is_asked(person: Callable[..., list[str]]) -> None:
    asked = person(["", "", "", "", "quantri"])
    run(name=GIVEN["name"], code="ĐU")
    # Kind, level, parent, day and administrator; nothing typed takes what is in brackets.
    assert len(asked) == 5
    kind, level = asked[:2]
    assert kind.startswith("Loại hình:\n  1. Cấp ủy\n  2. ")
    assert kind.endswith("Gõ số [1]: ")
    assert "  4. Cấp xã, phường\n" in level and level.endswith("Gõ số [4]: ")
    # Codes are for options; a person sees words.
    assert "committee" not in kind and "commune" not in level
    own = Organization.objects.own()
    assert (own.level, own.kind) == (Organization.Level.COMMUNE, Organization.Kind.COMMITTEE)


@pytest.mark.parametrize(
    ("kind", "level"),
    [("5", "2"), ("government", "province"), ("cơ quan hành chính nhà nước", "cấp tỉnh")],
)
def test_a_choice_may_be_a_number_a_code_or_its_words(
    person: Callable[..., list[str]], kind: str, level: str
) -> None:
    person([kind, level, "", "", "quantri"])
    run(name="UBND tỉnh Khởi Đầu", code="UBND")
    own = Organization.objects.own()
    assert (own.kind, own.level) == (Organization.Kind.GOVERNMENT, Organization.Level.PROVINCE)


def test_each_wrong_answer_is_told_at_once_and_asked_again(
    person: Callable[..., list[str]],
) -> None:
    asked = person(
        [
            *("", "Đảng ủy phường Khởi Đầu"),  # needed
            *("///", "ĐU"),  # a code without a letter
            *("9", "1"),  # no such kind
            *("huyen", "4"),  # no such level
            *("Tỉnh ủy Không Có", "Tỉnh ủy Cao Bằng"),  # unknown in the reference data
            *("31/02/2025", "01/7/2025"),  # no such day
            *("quản trị", "quantri"),  # a blank in the name
        ],
        [
            "12345",  # weak: the second time is not asked for
            *(PASSWORD, "khac-hoan-toan-9"),  # not the same
            *(PASSWORD, PASSWORD),
        ],
    )
    errors = io.StringIO()
    run(stderr=errors)
    assert asked[::2] == asked[1::2]
    assert len(asked) == 14
    told = errors.getvalue()
    for words in (
        *("Cần trả lời", "Mã phải có chữ", "“9”", "“huyen”", "Tỉnh ủy Không Có", "31/02/2025"),
        *("Tên đăng nhập chưa hợp lệ", "quá phổ biến", "không giống nhau"),
    ):
        assert words in told
    own = Organization.objects.own()
    assert own.parent.slug == "tinh-uy-cao-bang"
    assert User.objects.get(username="quantri").check_password(PASSWORD)


def test_a_wrong_option_ends_the_command_before_anything_is_asked(
    person: Callable[..., list[str]],
) -> None:
    asked = person([])
    with pytest.raises(CommandError, match="--level: Không có lựa chọn “huyen”"):
        run(level="huyen")
    assert asked == []


@pytest.mark.parametrize(
    "lines", [[], ["Đảng ủy phường Khởi Đầu", "ĐU", "", "", "Tỉnh ủy Cao Bằng"]]
)
def test_breaking_off_leaves_nothing(person: Callable[..., list[str]], lines: list[str]) -> None:
    person(lines)
    with pytest.raises(CommandError, match="không có gì được lưu"):
        run()
    assert nothing_stored()
