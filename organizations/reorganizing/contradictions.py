"""Says why a reorganisation cannot be as an editor asks for it, in sentences for that editor."""

from collections.abc import Iterator, Sequence

from django.utils import timezone

from organizations.bin import LIVE
from organizations.models import Organization, OrganizationCode, OrganizationName
from organizations.querysets import code_key, valid_on
from organizations.reorganizing.wishes import Kind, NewBody, Wish
from organizations.text import fold, slug

_HOW_MANY = {
    Kind.RENAME: "Đổi tên: ghi đúng một cơ quan ở ô trên và một tên mới ở ô dưới. Cơ quan khác "
    "thì làm thành lần khác.",
    Kind.MERGE: "Hợp nhất: ghi đúng một cơ quan ở ô dưới, là cơ quan có sau khi hợp nhất. Nếu có "
    "nhiều cơ quan sau thì chọn “Chia tách” hoặc “Kết thúc hoạt động”.",
    Kind.SPLIT: "Chia tách: ghi đúng một cơ quan ở ô trên và ít nhất hai cơ quan ở ô dưới. "
    "Chỉ tách một phần ra thì ở ô dưới ghi lại cả cơ quan ấy.",
    Kind.END: "Ghi cơ quan kết thúc hoạt động ở ô trên.",
}


def have_codes(bodies: Sequence[Organization]) -> bool:
    """Whether any of these bodies writes a code in its symbols now; a chi bộ often has none."""
    codes = OrganizationCode.objects.filter(organization__in=bodies, valid_to__isnull=True)
    return codes.exists()


def contradictions(wish: Wish) -> list[str]:
    """Return all that speaks against `wish`; empty when it can be done.

    A few queries, however many bodies.
    """
    found = [*_of_numbers(wish), *_of_day(wish)]
    for body in wish.before:
        found += _of_body(body, wish)
    for body in wish.after:
        if isinstance(body, NewBody):
            found += _of_new(body, wish)
        else:
            found += _of_successor(body, wish)
    return [*found, *_of_names(wish)]


def _of_numbers(wish: Wish) -> Iterator[str]:
    before, after = len(wish.before), len(wish.after)
    absorbs = any(isinstance(body, Organization) for body in wish.after)
    enough = {
        Kind.RENAME: before == 1 and after == 1,
        Kind.MERGE: after == 1 and before >= 1,
        Kind.SPLIT: before == 1 and after >= 2,
        Kind.END: before >= 1,
    }
    if not enough[Kind(wish.kind)]:
        yield _HOW_MANY[Kind(wish.kind)]
    elif wish.kind == Kind.MERGE and before == 1 and not absorbs:
        yield (
            "Hợp nhất vào một cơ quan mới thì cần ít nhất hai cơ quan ở ô trên. Chỉ đổi tên một "
            "cơ quan thì chọn “Đổi tên”."
        )
    for side in (wish.before, wish.after):
        names = [str(body) for body in side]
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield f"“{name}” được ghi hai lần. Bỏ bớt một dòng."
    if wish.goes_on:
        return
    for name in (str(body) for body in wish.after if body in wish.before):
        yield (
            f"“{name}” vừa ở ô trên vừa ở ô dưới: một cơ quan không thể kế thừa chính nó. Nếu tách "
            "một phần của nó ra thì chọn “Chia tách”; nếu nó tiếp tục hoạt động thì bỏ nó khỏi ô "
            "trên; nếu lập cơ quan mới cùng tên thì chọn “Cơ quan mới”."
        )


def _of_day(wish: Wish) -> Iterator[str]:
    if wish.day > timezone.localdate():
        yield (
            f"Ngày {wish.day:%d/%m/%Y} chưa đến. Sổ ghi điều đã có hiệu lực: làm việc này từ ngày "
            "đó."
        )


def _of_body(body: Organization, wish: Wish) -> Iterator[str]:
    if body.valid_to is not None:
        yield f"{body} đã kết thúc hoạt động ngày {body.valid_to:%d/%m/%Y}."
    elif body.valid_from and body.valid_from > wish.last_day:
        yield (
            f"{body} bắt đầu hoạt động ngày {body.valid_from:%d/%m/%Y}, không trước ngày "
            f"{wish.day:%d/%m/%Y}. Kiểm tra lại ngày có hiệu lực."
        )


def _of_successor(body: Organization, wish: Wish) -> Iterator[str]:
    if body.valid_to and body.valid_to < wish.day:
        yield f"{body} đã kết thúc ngày {body.valid_to:%d/%m/%Y} nên không kế thừa được."
    if body.valid_from and body.valid_from > wish.day:
        yield (
            f"{body} mới hoạt động từ ngày {body.valid_from:%d/%m/%Y}, sau ngày "
            f"{wish.day:%d/%m/%Y} nên không kế thừa được từ ngày đó."
        )


def _of_new(body: NewBody, wish: Wish) -> Iterator[str]:
    if not slug(body.name):
        yield "Tên cơ quan mới phải có chữ."
    if not code_key(body.code) and (body.code or (not wish.renames and have_codes(wish.before))):
        yield f"{body}: ghi mã trong ký hiệu văn bản, ví dụ ĐU."
    if body.parent and body.parent in wish.before and not wish.goes_on:
        yield f"{body}: cấp trên {body.parent} cũng kết thúc. Chọn cấp trên khác."


def _of_names(wish: Wish) -> Iterator[str]:
    """Say which new names another body has on the day, or the body itself had before."""
    new = {fold(body.name): body for body in wish.after if isinstance(body, NewBody)}
    ending = [body.pk for body in wish.before]
    others = Organization.objects.filter(LIVE, valid_on(wish.day), name_key__in=new)
    for other in others.exclude(pk__in=ending):
        yield f"Đã có cơ quan tên “{other}” đang hoạt động. Chọn cơ quan đó, hoặc ghi tên khác."
    if not wish.renames or not wish.before:
        return
    body = wish.before[0]
    official = OrganizationName.objects.filter(
        organization=body, kind=OrganizationName.Kind.OFFICIAL
    )
    if body.name_key in new:
        yield (
            f"Tên mới chỉ khác tên đang dùng “{body}” về dấu hoặc chữ hoa. Đó là sửa lỗi, không "
            "phải đổi tên: bấm “Sửa trong phần biên tập” ở trang của cơ quan."
        )
    elif known := official.filter(name_key__in=new).first():
        yield (
            f"{body} đã có tên “{known}” trong các tên qua các thời kỳ. Hãy sửa ngày của tên đó "
            "trong phần biên tập."
        )
    for name in official.filter(valid_to__isnull=True, valid_from__gt=wish.last_day):
        yield (
            f"{body} mới mang tên “{name}” từ ngày {name.valid_from:%d/%m/%Y}, không trước ngày "
            f"{wish.day:%d/%m/%Y}. Kiểm tra lại ngày có hiệu lực."
        )
