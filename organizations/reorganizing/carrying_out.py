"""Reorganises bodies in one transaction, exactly as it was shown, and takes it back.

Boundary: who may is asked by `organizations.reorganizing.views`.
"""

from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from organizations.models import Organization, Reorganization
from organizations.reorganizing.hearing import bodies_changed
from organizations.reorganizing.plan import make_plan
from organizations.reorganizing.steps import Step
from organizations.reorganizing.taking import take, take_back
from organizations.reorganizing.wishes import NewBody, Wish

REASON_CHARS = 100


def carry_out(wish: Wish, seen: str, by: Any) -> Reorganization:
    """Do what the plan of `wish` says; `seen` is the mark of the plan that was shown.

    Raises ValidationError, and nothing is done, where something speaks against it by now, where the
    plan is another than the one shown (code 'changed'), or where documents would collide.
    """
    try:
        with transaction.atomic():
            return _carry_out(wish, seen, by)
    except IntegrityError as error:
        raise ValidationError(
            "Chưa làm gì: sau khi sắp xếp, hai văn bản khác nhau sẽ trùng nhau (cùng cơ quan, số "
            "ký hiệu và nhiệm kỳ hoặc năm). Hãy xem lại ngày của các văn bản ban hành sau ngày "
            "kết thúc."
        ) from error


def _carry_out(wish: Wish, seen: str, by: Any) -> Reorganization:
    _lock([body.pk for body in wish.before])
    # Read after the lock: whoever was before has stored what this plan must know.
    plan = make_plan(_read_anew(wish))
    if plan.refusals:
        raise ValidationError(plan.refusals)
    if plan.mark != seen:
        raise ValidationError(
            "Chưa làm gì: nội dung không còn như bản xem trước, vì bạn hoặc người khác vừa sửa. "
            "Đọc lại bản xem trước dưới đây rồi bấm lần nữa.",
            code="changed",
        )
    done = take(plan.steps, _reason(f"Sắp xếp {wish.day:%d/%m/%Y}: {wish.basis}"))
    row = Reorganization.objects.create(
        kind=wish.kind,
        effective_on=wish.day,
        basis=wish.basis,
        summary=wish.summary,
        steps=done,
        done_by=by,
    )
    bodies_changed(_changed(done))
    return row


def undo(row: Reorganization, by: Any) -> Reorganization:
    """Take a reorganisation back; what anybody has changed since stays and is named in `stayed`.

    Raises ValidationError, and nothing is done, when it was taken back already, a later one built
    on it, or documents would collide.
    """
    try:
        with transaction.atomic():
            row = Reorganization.objects.select_for_update().get(pk=row.pk)
            if row.is_undone:
                raise ValidationError("Lần sắp xếp này đã được hoàn tác rồi.")
            bodies = _changed(row.steps)
            _lock(bodies)
            _refuse_where_built_on(row)
            reason = _reason(f"Hoàn tác sắp xếp {row.effective_on:%d/%m/%Y}: {row.basis}")
            row.note_undone(by, stayed="\n".join(take_back(row.steps, by, reason)))
            bodies_changed(bodies)
            return row
    except IntegrityError as error:
        raise ValidationError(
            "Chưa hoàn tác: nếu trở lại như trước thì hai văn bản khác nhau sẽ trùng nhau."
        ) from error


def _refuse_where_built_on(row: Reorganization) -> None:
    """Raise ValidationError where a later step changed the same bodies: it goes back first.

    Else what that one made would live on beside what comes to life again.
    """
    bodies = set(_changed(row.steps))
    for later in Reorganization.objects.filter(undone_at=None, pk__gt=row.pk).order_by("-pk"):
        if bodies.intersection(_changed(later.steps)):
            raise ValidationError(
                f"Chưa hoàn tác: sau đó cơ quan này còn được sắp xếp lần nữa ({later}). Hoàn tác "
                "lần ấy trước."
            )


def _read_anew(wish: Wish) -> Wish:
    """Return the wish with its bodies as they are now; ValidationError when one went to the bin."""
    parents = [new.parent for new in wish.after if isinstance(new, NewBody) and new.parent]
    named = [*wish.before, *parents, *(x for x in wish.after if isinstance(x, Organization))]
    now = Organization.objects.in_bulk([body.pk for body in named])
    if gone := [body for body in named if body.pk not in now]:
        raise ValidationError(f"Chưa làm gì: {gone[0]} vừa được bỏ vào thùng rác.")
    after = [
        replace(body, parent=body.parent and now[body.parent.pk])
        if isinstance(body, NewBody)
        else now[body.pk]
        for body in wish.after
    ]
    return replace(wish, before=[now[body.pk] for body in wish.before], after=after)


def _lock(bodies: list[int]) -> None:
    """Let nobody else reorganise these bodies until the transaction ends; in one order."""
    # Not against those who only refer to a body, as every document entered for it does.
    rows = Organization.all_objects.select_for_update(no_key=True).filter(pk__in=bodies)
    list(rows.order_by("pk").values_list("pk"))


def _changed(steps: list[Step]) -> list[int]:
    """Return the keys of the bodies that changed; who got other names or terms is among them.

    Those that only moved below another are not: nothing of their own is different.
    """
    body = Organization._meta.model_name
    own = (step for step in steps if step.get("model") == body)
    return sorted({step["pk"] for step in own if set(step["values"]) != {"parent_id"}})


def _reason(told: str) -> str:
    return told[:REASON_CHARS]
