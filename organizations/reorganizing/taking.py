"""Does the steps of a reorganisation, and takes them back as far as nothing was changed since.

To be called in a transaction.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from organizations.models import (
    Organization,
    OrganizationCode,
    OrganizationName,
    Succession,
    Term,
    User,
)
from organizations.pointers import find_pointers
from organizations.reorganizing.steps import CHANGE, CREATE, JOIN, Step
from organizations.undoing import is_as_left, put, put_back

_MODELS: dict[str, Any] = {
    model._meta.model_name: model
    for model in (Organization, OrganizationCode, OrganizationName, Succession, Term)
}


def take(steps: Iterable[Step], reason: str) -> list[Step]:
    """Do the steps; return those that changed something, with the keys of the rows made.

    `reason` stands in the history of each row.
    """
    made: dict[int, int] = {}
    done = []
    for step in steps:
        if step["act"] == CHANGE:
            pairs = {
                name: [old, _known(value, made)] for name, (old, value) in step["values"].items()
            }
            step = {**step, "values": pairs}
            row = _MODELS[step["model"]]._base_manager.get(pk=step["pk"])
            _set(row, {name: new for name, (_, new) in pairs.items()}, reason)
        elif step["act"] == CREATE:
            step = _create(step, made, reason)
        else:
            step = {**step, "body": _known(step["body"], made)}
            organizations = User.objects.get(pk=step["user"]).organizations
            if organizations.filter(pk=step["body"]).exists():
                continue
            organizations.add(step["body"])
        done.append(step)
    return done


def take_back(steps: Sequence[Step], by: Any, reason: str) -> list[str]:
    """Undo the steps, the last first; return in sentences what was changed since and so stays."""
    stayed = []
    made = {step["pk"] for step in steps if step["act"] == CREATE and step["model"] == _BODY}
    for step in reversed(steps):
        if step["act"] == JOIN:
            # An account that left since has nothing to be taken back.
            account = User.objects.filter(pk=step["user"], organizations=step["body"]).first()
            if account:
                account.organizations.remove(step["body"])
            continue
        row = _MODELS[step["model"]]._base_manager.filter(pk=step["pk"]).first()
        if step["act"] == CHANGE:
            stayed += _changed_back(row, step, reason)
        elif step["model"] == _BODY:
            stayed += _binned(row, step, by)
        # Names and codes of a body that was made go to the bin with it.
        elif step["values"].get("organization_id") not in made:
            stayed += _removed(row, step)
    return stayed


_BODY = Organization._meta.model_name


def _create(step: Step, made: dict[int, int], reason: str) -> Step:
    values = {name: _known(value, made) for name, value in step["values"].items()}
    row = _MODELS[step["model"]]()
    _set(row, values, reason)
    if "new" in step:
        made[step["new"]] = row.pk
    return {**step, "values": values, "pk": row.pk}


def _known(value: Any, made: dict[int, int]) -> Any:
    return made[value["new"]] if isinstance(value, dict) else value


def _set(row: models.Model, values: dict[str, Any], reason: str) -> None:
    put(row, values)
    _save(row, reason)


def _save(row: models.Model, reason: str) -> None:
    row._change_reason = reason
    row.save()


def _changed_back(row: Any, step: Step, reason: str) -> list[str]:
    if row is None:
        return [f"Một {_MODELS[step['model']]._meta.verbose_name} đã bị xóa từ đó."]
    told = _told(row)
    lost = put_back(row, step["values"])
    if len(lost) < len(step["values"]):
        try:
            with transaction.atomic():
                _save(row, reason)
        except (IntegrityError, ValidationError):
            return [f"{told}: để nguyên, vì từ đó có bản ghi khác đã thay chỗ."]
    labels = ", ".join(str(_label(row, name)) for name in lost)
    return [f"{_told(row)}: để nguyên {labels}, đã có người sửa."] if lost else []


def _removed(row: Any, step: Step) -> list[str]:
    if row is None:
        return []
    if not is_as_left(row, step["values"]):
        return [f"{_told(row)}: để nguyên, đã có người sửa."]
    row.delete()
    return []


def _binned(row: Any, step: Step, by: Any) -> list[str]:
    if row is None or row.is_binned:
        return []
    if not is_as_left(row, step["values"]):
        return [f"{_told(row)}: để nguyên, đã có người sửa."]
    if held := [*map(str, find_pointers(row)), *_named_in_lists(row)]:
        return [f"{_told(row)}: để nguyên, vì đã có {'; '.join(held)}."]
    row.move_to_bin(by)
    return []


def _named_in_lists(body: Organization) -> list[str]:
    """Say which records name the body in a list of bodies: accounts, audiences."""
    found = []
    for relation in Organization._meta.get_fields(include_hidden=True):
        if relation.auto_created and relation.many_to_many:
            field = relation.field
            rows = field.remote_field.through._base_manager
            count = rows.filter(**{field.m2m_reverse_field_name(): body}).count()
            if count:
                found.append(f"{count} {relation.related_model._meta.verbose_name}")
    return found


def _label(row: models.Model, column: str) -> str:
    return str(row._meta.get_field(column.removesuffix("_id")).verbose_name)


def _told(row: Any) -> str:
    owner = getattr(row, "organization", None)
    told = f"“{row}” của {owner}" if owner else f"“{row}”"
    return f"{row._meta.verbose_name.capitalize()} {told}"
