"""Moves what names one document to another, whatever app it is in, and moves it back.

It goes by the foreign keys, so that an upper layer's rows come along without being named here.
Boundary: the documents themselves are changed by `documents.merging.merge`.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import models, transaction
from simple_history.utils import bulk_update_with_history

from documents.models import DecisionModel, Document
from organizations.bin import BinModel

# What is made from the document, or tells what happened to this very record.
STAYING = frozenset(
    {"documents.Passage", "documents.Event", "documents.Merge", "documents.ContentRemoval"}
)
ROWS_AT_ONCE = 500

# One step as it is stored: what was done, to which row, and what it held where it is gone.
Step = dict[str, Any]
MOVED, BINNED, REMOVED = "moved", "binned", "removed"


def naming_fields() -> list[Any]:
    """Return every foreign key by which a row names a document, but of the rows that stay.

    Rows of the history and of a list's hidden table are no records of their own.
    """
    return [
        relation.field
        for relation in Document._meta.get_fields(include_hidden=True)
        if relation.auto_created
        and (relation.one_to_many or relation.one_to_one)
        and relation.on_delete in (models.PROTECT, models.CASCADE)
        and not relation.related_model._meta.auto_created
        and relation.related_model._meta.label not in STAYING
    ]


def move_pointers(
    gone: Document, kept: Document, by: Any, only: Mapping[str, Collection[int]] | None = None
) -> list[Step]:
    """Let every row that names `gone` name `kept`; return the steps, for `move_back`.

    With `only`, those of these keys, by how their column is called (see `called`).

    Where that would say the same twice, or of a document that it is about itself, one of the two
    rows is taken away: never one that a person decided on before one that nobody did. Moved rows
    are no news to followers. To be called in a transaction.
    """
    steps: list[Step] = []
    for field in naming_fields():
        rows = rows_naming(field, gone)
        if only is not None:
            rows = rows.filter(pk__in=only.get(called(field), ()))
        steps += _move(field, list(rows), gone, kept, by)
    return steps


def called(field: Any) -> str:
    """Return what a column is called among all: `documents.Relation.source`."""
    return f"{field.model._meta.label}.{field.name}"


def rows_naming(field: Any, document: Document) -> models.QuerySet[Any]:
    """Return the rows whose `field` is the document, those of the bin too, in order."""
    rows: models.QuerySet[Any] = field.model._base_manager.filter(**{field.name: document})
    return rows.order_by("pk")


def move_back(steps: Sequence[Step], gone: Document, kept: Document, by: Any) -> int:
    """Take `steps` back, the last one first; return how many rows have changed hands since.

    IntegrityError where `gone` has got the same again in the meantime.
    """
    lost = 0
    for step in reversed(steps):
        model = Document._meta.apps.get_model(step["model"])
        if step["act"] == MOVED:
            field = model._meta.get_field(step["field"])
            rows = list(model._base_manager.filter(**{field.name: kept}, pk__in=step["pks"]))
            lost += len(step["pks"]) - len(rows)
            _write(field, rows, gone, by)
        elif step["act"] == BINNED:
            row = model._base_manager.filter(pk=step["pk"]).first()
            if row is not None and row.is_binned:
                row.restore()
            else:
                lost += 1
        else:
            lost += not _made_again(model, step["values"])
    return lost


def _move(
    field: Any, rows: Sequence[Any], gone: Document, kept: Document, by: Any
) -> Iterator[Step]:
    standing = _rows_in_the_way(field, gone, kept) if rows else {}
    moving = []
    for row in rows:
        other = standing.get(row.pk)
        if _names(row, field, kept):
            yield from _given_way(row, by)
        elif other is None:
            moving.append(row)
        elif _outweighs(row, other):
            yield from _given_way(other, by)
            moving.append(row)
        else:
            yield from _given_way(row, by)
    if moving:
        _write(field, moving, kept, by)
        pks = [row.pk for row in moving]
        yield {"act": MOVED, "model": field.model._meta.label, "field": field.name, "pks": pks}


def _rows_in_the_way(field: Any, gone: Document, kept: Document) -> dict[int, Any]:
    """Return by the key of each row of `gone` the one of `kept` that says the same."""
    model, found = field.model, {}
    for constraint in model._meta.constraints:
        if not isinstance(constraint, models.UniqueConstraint) or field.name not in (
            constraint.fields
        ):
            continue
        others = [name for name in constraint.fields if name != field.name]
        columns = [model._meta.get_field(name).attname for name in others]
        bound = model._base_manager.filter(constraint.condition or models.Q())
        held = {
            tuple(getattr(row, column) for column in columns): row
            for row in bound.filter(**{field.name: kept})
        }
        for row in bound.filter(**{field.name: gone}) if held else ():
            if other := held.get(tuple(getattr(row, column) for column in columns)):
                found[row.pk] = other
    return found


def _names(row: Any, field: Any, kept: Document) -> bool:
    """Whether another column of the row names `kept`: it would then relate it to itself."""
    return any(
        other.related_model is Document and getattr(row, other.attname) == kept.pk
        for other in row._meta.concrete_fields
        if other is not field and other.is_relation
    )


def _outweighs(row: Any, other: Any) -> bool:
    """Whether a person decided on `row` and nobody on the one that is in its way."""
    return isinstance(row, DecisionModel) and row.is_decided and not other.is_decided


def _given_way(row: Any, by: Any) -> Iterator[Step]:
    """Take a row away, into the bin where it has one."""
    label = row._meta.label
    if not isinstance(row, BinModel):
        values = {column.attname: _kept_value(row, column.attname) for column in row._meta.fields}
        row.delete()
        yield {"act": REMOVED, "model": label, "values": values}
    elif not row.is_binned:
        row.move_to_bin(by)
        yield {"act": BINNED, "model": label, "pk": row.pk}


def _kept_value(row: Any, column: str) -> Any:
    """Return a value as it is stored with a step: JSON would shorten a moment."""
    value = getattr(row, column)
    return value.isoformat() if isinstance(value, datetime) else value


def _write(field: Any, rows: Iterable[Any], document: Document, by: Any) -> None:
    """Store that these rows name `document`, past their `save`: it would tell old news again."""
    rows = list(rows)
    if not rows:
        return
    for row in rows:
        setattr(row, field.name, document)
    model = field.model
    if hasattr(model, "history"):
        bulk_update_with_history(
            rows,
            model,
            [field.name],
            batch_size=ROWS_AT_ONCE,
            default_user=by,
            manager=model._base_manager,
        )
    else:
        model._base_manager.bulk_update(rows, [field.name], batch_size=ROWS_AT_ONCE)


def _made_again(model: Any, values: dict[str, Any]) -> bool:
    """Store a row that was taken away, as it was; False where what it hung on is gone."""
    read = {
        column.attname: column.to_python(values[column.attname]) for column in model._meta.fields
    }
    for column in model._meta.fields:
        owner = column.related_model
        pk = read[column.attname]
        if owner and pk is not None and not owner._base_manager.filter(pk=pk).exists():
            return False
    with transaction.atomic():
        model(**read).save(force_insert=True)
        # Moments of writing are those of the first time.
        model._base_manager.filter(pk=read["id"]).update(**read)
    return True
