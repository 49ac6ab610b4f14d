"""What was done in one step and can be taken back: who did it and took it back, and the values
that columns held before and got then, as JSON keeps them.

A column that somebody has changed since is left alone: it is as a person wants it. So is one that
held a record which is no longer there.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone


class UndoableModel(models.Model):
    """One step that changed several records; the rows say what taking it back needs."""

    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người thực hiện",
        # Who did it is part of the record; accounts are closed, not deleted.
        on_delete=models.PROTECT,
        related_name="+",
    )
    done_at = models.DateTimeField("thực hiện lúc", auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người hoàn tác",
        null=True,
        # As above.
        on_delete=models.PROTECT,
        related_name="+",
    )
    undone_at = models.DateTimeField("hoàn tác lúc", null=True)

    class Meta:
        abstract = True
        # Done on its own pages, never by hand.
        default_permissions = ()
        ordering = ["-done_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(undone_at=None, undone_by=None)
                | models.Q(undone_at__isnull=False, undone_by__isnull=False),
                name="%(class)s_undone_by_a_person",
            ),
        ]

    @property
    def is_undone(self) -> bool:
        return self.undone_at is not None

    def note_undone(self, by: Any, **fields: Any) -> None:
        """Store that `by` took the step back now, with these other fields of the row."""
        self.undone_by, self.undone_at = by, timezone.now()
        for name, value in fields.items():
            setattr(self, name, value)
        self.save(update_fields=["undone_by", "undone_at", *fields])


def put(row: models.Model, values: Mapping[str, Any]) -> None:
    """Give columns of `row` these values as JSON keeps them; the caller saves it."""
    for column, value in values.items():
        setattr(row, column, _read(row, column, value))


def is_as_left(row: models.Model, values: Mapping[str, Any]) -> bool:
    """Whether each of these columns of `row` still holds its value as JSON keeps it."""
    return all(getattr(row, column) == _read(row, column, values[column]) for column in values)


def put_back(row: models.Model, pairs: Mapping[str, list[Any]]) -> list[str]:
    """Give columns what they held before they got what they were left with: `[before, left]`.

    Returns the columns that keep what they hold: that somebody changed since, or whose former value
    is a record that is no longer there. The caller saves.
    """
    gone = keys_gone(type(row), [{column: before for column, (before, _) in pairs.items()}])
    kept = [
        column
        for column, (before, left) in pairs.items()
        if not is_as_left(row, {column: left}) or (column, before) in gone
    ]
    put(row, {column: before for column, (before, _) in pairs.items() if column not in kept})
    return kept


def keys_gone(
    model: type[models.Model], values: Iterable[Mapping[str, Any]]
) -> set[tuple[str, Any]]:
    """Return of these values of columns those that are keys of records which were deleted since.

    Values are kept as JSON, which protects nothing from deletion. One query a column that is a key.
    """
    asked: dict[str, set[Any]] = {}
    for one in values:
        for column, value in one.items():
            if value is not None and model._meta.get_field(column).many_to_one:
                asked.setdefault(column, set()).add(value)
    gone = set()
    for column, keys in asked.items():
        related: Any = model._meta.get_field(column).related_model
        there = related._base_manager.filter(pk__in=keys).values_list("pk", flat=True)
        gone |= {(column, key) for key in keys.difference(there)}
    return gone


def _read(row: models.Model, column: str, value: Any) -> Any:
    # Of a key to another record the column's own name leads to its field too.
    return row._meta.get_field(column).to_python(value)
