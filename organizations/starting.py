"""Start an empty registry: the body it belongs to and its first administrator."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import models, transaction

from organizations.models import (
    Organization,
    OrganizationCode,
    OrganizationName,
    SecurityEntry,
    User,
)
from organizations.querysets import code_key
from organizations.secrecy import refuse_secret
from organizations.security_log import record
from organizations.text import fold, slug

Kind = Organization.Kind
_STATE_KINDS = frozenset({Kind.COUNCIL, Kind.GOVERNMENT, Kind.FRONT})


@dataclass(frozen=True, slots=True)
class OwnBody:
    """The body a registry belongs to, as typed: `parent` is a name, short name or slug, or ''."""

    name: str
    code: str
    kind: str = Kind.COMMITTEE
    level: int = Organization.Level.COMMUNE
    parent: str = ""
    valid_from: date | None = None


def refuse_started_registry() -> None:
    """Raise ValidationError (code 'started') when the registry has a body or administrator.

    Code 'demo' where it was tried out: the demo records would stay among one's own.
    """
    if User.objects.filter(is_demo=True).exists():
        raise ValidationError(
            "Không lập sổ ở đây: nơi này đang giữ các văn bản dùng thử, chúng sẽ lẫn vào sổ thật. "
            "Đặt DATA_DIR là một thư mục mới (hoặc DATABASE_URL là cơ sở dữ liệu mới), rồi chạy "
            "lại migrate và setup.",
            code="demo",
        )
    own = Organization.objects.own()
    if own is not None:
        reason = f"sổ này đã là của {own}"
    elif User.objects.filter(is_superuser=True).exists():
        reason = "đã có tài khoản quản trị"
    else:
        return
    raise ValidationError(
        "Không lập sổ lần nữa: %(reason)s. Muốn sửa thì đăng nhập vào trang quản trị.",
        code="started",
        params={"reason": reason},
    )


def check_name(name: str) -> None:
    """Raise ValidationError, in Vietnamese, for a name no body can have, or a secrecy mark."""
    refuse_secret([name])
    Organization._meta.get_field("name").clean(name, None)


def check_code(code: str) -> None:
    """Raise ValidationError, in Vietnamese, for a code no body can have, such as one of signs."""
    refuse_secret([code])
    unsaved = _unsaved_code(code)
    unsaved.clean_fields(exclude={"organization"})
    unsaved.validate_constraints(exclude={"organization"})


def check_username(username: str) -> None:
    """Raise ValidationError, in Vietnamese, for a sign-in name with blanks or one that is taken."""
    refuse_secret([username])
    account = User(username=username)
    account.clean_fields(exclude={"password"})
    account.validate_unique()


def check_password(password: str, username: str) -> None:
    """Raise ValidationError, in Vietnamese, for a password that is weak or like the user's name."""
    validate_password(password, User(username=username))


def _unsaved_code(code: str) -> OrganizationCode:
    # The key is set here, not only on saving: the check for letters reads it.
    return OrganizationCode(code=code, code_key=code_key(code))


@transaction.atomic
def start_registry(body: OwnBody, username: str, password: str) -> Organization:
    """Make `body` the registry's own and create its first administrator; return the body.

    A body of that name that is there already (from the reference data) and has not ended is
    taken, with the code added where it has none; otherwise one is made. ValidationError,
    each message in Vietnamese, when the registry is started already, the parent is
    unknown or a value is refused; nothing is stored then.
    """
    refuse_started_registry()
    administrator = User(username=username, is_staff=True, is_superuser=True)
    check_password(password, username)
    administrator.set_password(password)
    administrator.full_clean()
    administrator.save()
    own = _existing_body(body.name) or _new_body(body)
    if not own.codes.exists():
        code = _unsaved_code(body.code)
        code.organization = own
        code.full_clean()
        code.save()
    own.is_own = True
    own.save(update_fields=["is_own"])
    administrator.organizations.add(own)
    told = "tài khoản mới; người quản trị đầu tiên"
    record(SecurityEntry.Kind.ACCOUNT, told, about=administrator)
    return own


def _existing_body(name: str) -> Organization | None:
    found = [body for body in _called(name) if not body.has_ended]
    return found[0] if len(found) == 1 else None


def _called(name: str) -> models.QuerySet[Organization]:
    return Organization.objects.filter(
        models.Q(name_key=fold(name)) | models.Q(names__name_key=fold(name))
    ).distinct()


def _new_body(body: OwnBody) -> Organization:
    state = body.kind in _STATE_KINDS
    own = Organization(
        name=body.name,
        kind=body.kind,
        level=body.level,
        system=Organization.System.STATE if state else Organization.System.PARTY,
        parent=find_parent(body.parent) if body.parent else None,
        valid_from=body.valid_from,
    )
    own.full_clean(exclude=["slug", "name_key"])
    own.save()
    OrganizationName.objects.create(organization=own, name=body.name, valid_from=body.valid_from)
    return own


def find_parent(given: str) -> Organization:
    """Return the one body called `given`, or with that slug.

    ValidationError (code 'unknown_parent'), in Vietnamese, when there is none or several.
    """
    found = Organization.objects.filter(slug=slug(given)).first()
    candidates = [found] if found else [body for body in _called(given) if not body.has_ended]
    if len(candidates) == 1:
        return candidates[0]
    reason = "có nhiều cơ quan tên như vậy" if candidates else "không tìm thấy cơ quan đó"
    raise ValidationError(
        "Cấp trên “%(given)s”: %(reason)s. Gõ đúng tên đầy đủ, ví dụ Tỉnh ủy Cao Bằng, "
        "hoặc để trống rồi bổ sung trong trang quản trị.",
        code="unknown_parent",
        params={"given": given, "reason": reason},
    )
