"""Records that many tests start from, made once: later tests get the same rows put back.

To make a registry, read a bulletin or load the reference data takes a hundred times longer than
to insert the rows that came of it. Each test still has records of its own: it may change them,
and its transaction takes them back.
"""

from collections.abc import Callable, Iterable
from copy import deepcopy
from typing import Any, TypeVar

from django.apps import apps
from django.db import connection, models, transaction
from django.db.models.sql import InsertQuery

Made = TypeVar("Made")
Rows = dict[type[models.Model], dict[Any, tuple[Any, ...]]]

# What was made, from which state of the database, and what the function returned.
_remembered: dict[tuple[Any, ...], tuple[Rows, Rows, Any]] = {}
# Of one call. Where every test comes with another state, remembering what it made gains nothing.
MOST_STATES = 8


def remembered(make: Callable[..., Made], *arguments: Any) -> Made:
    """Do what ``make(*arguments)`` does to the database, and return what it returns.

    From the second time on, when the tables are as they were then, its rows are inserted as they
    are, those that it changed are changed alike, and a copy of what it returned is given. `make`
    keeps nothing in mind elsewhere and returns what can be copied; a file it writes stays.
    Raises ValueError for one that deletes a row that was there before.
    """
    key = (make, arguments, _state())
    if key in _remembered:
        added, changed, returned = _remembered[key]
        # Where a test has no transaction around it, a row would be refused before the one it names.
        with transaction.atomic():
            _insert(added)
            _change(changed)
        return deepcopy(returned)
    if sum(known[:2] == key[:2] for known in _remembered) >= MOST_STATES:
        return make(*arguments)
    before = _all_rows()
    returned = make(*arguments)
    _remembered[key] = (*_difference(before, _all_rows()), deepcopy(returned))
    return returned


def _models() -> list[type[models.Model]]:
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    ]


def _fields(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.local_concrete_fields if not field.generated]


def _state() -> tuple[Any, ...]:
    """Return how many rows each table has, and its last key where keys are numbers."""
    asked = []
    for model in _models():
        key, quote = model._meta.pk, connection.ops.quote_name
        last = f"max({quote(key.column)})" if isinstance(key, models.IntegerField) else "NULL"
        asked.append(f"SELECT count(*), {last} FROM {quote(model._meta.db_table)}")
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        return tuple(cursor.fetchall())


def _all_rows() -> Rows:
    return {
        model: {
            row[0]: row[1:]
            for row in model._base_manager.values_list(
                "pk", *(field.attname for field in _fields(model))
            )
        }
        for model in _models()
    }


def _difference(before: Rows, after: Rows) -> tuple[Rows, Rows]:
    """Return the rows that came, and the values of those that were there and are no longer so."""
    added: Rows = {}
    changed: Rows = {}
    for model, rows in after.items():
        if gone := before[model].keys() - rows.keys():
            raise ValueError(f"Rows of {model.__name__} that were there before are gone: {gone}.")
        for key, row in rows.items():
            if key not in before[model]:
                added.setdefault(model, {})[key] = row
            elif row != before[model][key]:
                changed.setdefault(model, {})[key] = row
    return added, changed


def _insert(rows: Rows) -> None:
    for model, added in rows.items():
        fields = _fields(model)
        names = [field.attname for field in fields]
        made = [model.from_db(connection.alias, names, row) for row in added.values()]
        for some in _batches(made, connection.ops.bulk_batch_size(fields, made)):
            query = InsertQuery(model)
            # As they are: no field fills itself in anew.
            query.insert_values(fields, some, raw=True)
            query.get_compiler(connection=connection).execute_sql()


def _change(rows: Rows) -> None:
    for model, changed in rows.items():
        names = [field.attname for field in _fields(model)]
        for key, row in changed.items():
            model._base_manager.filter(pk=key).update(**dict(zip(names, row, strict=True)))


def _batches(made: list[Any], size: int) -> Iterable[list[Any]]:
    return (made[start : start + size] for start in range(0, len(made), size))
