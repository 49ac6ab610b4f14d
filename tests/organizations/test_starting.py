"""Starting an empty registry: its own body and the first administrator, once."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from organizations.models import Organization, SecurityEntry, User
from organizations.starting import OwnBody, refuse_started_registry, start_registry
from tests.factories import make_administrator, make_organization, make_user

pytestmark = pytest.mark.django_db

PASSWORD = "bon-mua-hoa-no-27"


def body(**fields: object) -> OwnBody:
    return OwnBody(**{"name": "Đảng ủy phường Khởi Đầu", "code": "ĐU", **fields})


def test_the_body_is_made_and_the_administrator_belongs_to_it() -> None:
    above = make_organization("Tỉnh ủy Cao Bằng", code="TU")
    own = start_registry(
        body(parent="Tỉnh uỷ Cao Bằng", valid_from=date(2025, 7, 1)), "quantri", PASSWORD
    )
    assert Organization.objects.own() == own
    assert (own.parent, own.valid_from) == (above, date(2025, 7, 1))
    assert own.system == Organization.System.PARTY
    assert [code.code for code in own.codes.all()] == ["ĐU"]
    assert Organization.objects.named("đảng uỷ phường khởi đầu").get() == own
    administrator = User.objects.get(username="quantri")
    assert administrator.is_superuser and administrator.is_staff and administrator.is_editor
    assert administrator.check_password(PASSWORD)
    assert list(administrator.organizations.all()) == [own]
    assert SecurityEntry.objects.get().about == administrator.username


def test_a_body_of_the_state_numbers_by_year() -> None:
    own = start_registry(body(name="UBND xã Khởi Đầu", kind="government"), "quantri", PASSWORD)
    assert own.system == Organization.System.STATE


def test_a_body_that_is_there_already_is_taken() -> None:
    known = make_organization("Đảng ủy phường Khởi Đầu", note="từ dữ liệu tham chiếu")
    assert start_registry(body(code="KHAC"), "quantri", PASSWORD) == known
    known.refresh_from_db()
    assert known.is_own
    assert known.note == "từ dữ liệu tham chiếu"
    # Its recorded code stays; another one is entered in the admin, with its period.
    assert [code.code for code in known.codes.all()] == ["ĐU"]


def test_a_body_that_has_ended_is_not_taken() -> None:
    ended = make_organization("Đảng ủy phường Khởi Đầu", valid_to=date(2025, 6, 30))
    own = start_registry(body(), "quantri", PASSWORD)
    assert own != ended
    assert own.slug == "dang-uy-phuong-khoi-dau-2"


@pytest.mark.parametrize(
    ("parent", "said"),
    [
        ("Tỉnh ủy Không Có", "không tìm thấy"),
        # Two bodies of one name: none is guessed.
        ("Đảng ủy Hai Nơi", "nhiều cơ quan"),
    ],
)
def test_a_parent_that_is_not_certain_is_refused(parent: str, said: str) -> None:
    make_organization("Đảng ủy Hai Nơi", slug="noi-mot")
    make_organization("Đảng ủy Hai Nơi", slug="noi-hai")
    with pytest.raises(ValidationError, match=said):
        start_registry(body(parent=parent), "quantri", PASSWORD)
    assert not User.objects.exists()


def test_a_parent_may_be_given_by_its_address() -> None:
    above = make_organization("Đảng ủy Hai Nơi", slug="noi-mot")
    assert start_registry(body(parent="noi-mot"), "quantri", PASSWORD).parent == above


@pytest.mark.parametrize(
    ("fields", "username", "password"),
    [
        ({}, "quantri", "12345"),  # a password the validators refuse
        ({}, "quantri", "quantri-2024"),  # too like the username
        ({}, "quản trị", PASSWORD),  # a username with a blank
        ({"code": "///"}, "quantri", PASSWORD),  # a code without a letter
        ({"name": ""}, "quantri", PASSWORD),
        ({"kind": "vua"}, "quantri", PASSWORD),  # no such kind
        ({"level": 9}, "quantri", PASSWORD),
    ],
)
def test_a_refused_value_leaves_nothing_behind(
    fields: dict[str, object], username: str, password: str
) -> None:
    with pytest.raises(ValidationError):
        start_registry(body(**fields), username, password)
    assert not User.objects.exists()
    assert not Organization.objects.exists()


def test_a_registry_that_has_its_body_is_not_started_again() -> None:
    make_organization("Đảng ủy phường Có Sẵn", is_own=True)
    with pytest.raises(ValidationError, match="Đảng ủy phường Có Sẵn"):
        start_registry(body(), "quantri", PASSWORD)
    assert not User.objects.exists()


def test_a_registry_that_has_an_administrator_is_not_started_again() -> None:
    make_administrator()
    with pytest.raises(ValidationError, match="tài khoản quản trị"):
        refuse_started_registry()
    assert Organization.objects.own() is None


def test_a_registry_that_was_tried_out_is_not_started() -> None:
    """Its demo records would stay among one's own."""
    make_user(is_demo=True)
    with pytest.raises(ValidationError, match="văn bản dùng thử") as refused:
        start_registry(body(), "quantri", PASSWORD)
    assert refused.value.code == "demo"
    assert Organization.objects.own() is None


def test_an_empty_registry_may_be_started() -> None:
    refuse_started_registry()
