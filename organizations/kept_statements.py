"""Querysets that are built and compiled once for all who see the same, and asked anew each time.

Of a document's page two thirds of the time went into making the same few statements over again.
What is kept is the statement, never what it found: who may see what is a condition within it.
"""

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial, wraps
from typing import Any, cast

from django.core.exceptions import EmptyResultSet
from django.db import connections, models
from django.db.models.sql.compiler import SQLCompiler

from organizations.audience import KEPT_CIRCLES, circle_of

# Stand for the values of a request while a statement is made; no record has such a key or word.
# The smallest integer column can hold the number: of a larger one Django knows that none is so.
_KEY, _WORD = -2_000_000_000, "\ue000{}\ue001"

Value = int | str | tuple[int, ...]
# Of a value its kind, whether it is blank, and of several how many they are.
Shape = tuple[type, int]


@dataclass(frozen=True, slots=True)
class _Made:
    """A compiled statement: `places` tell at which parameter which value stands."""

    model: type[models.Model]
    compiler: SQLCompiler
    sql: str
    parameters: tuple[Any, ...]
    places: tuple[tuple[int, int], ...]


class _Asked:
    """A made statement with the values of one request: what a queryset takes for its query."""

    def __init__(self, made: _Made, values: Sequence[int | str]) -> None:
        self._made = made
        parameters = list(made.parameters)
        for place, value in made.places:
            # The database's own kind of number.
            parameters[place] = type(parameters[place])(values[value])
        self._parameters = tuple(parameters)

    def get_compiler(self, using: str, *args: Any, **kwargs: Any) -> SQLCompiler:
        # The columns are known from the first time; the connection is this thread's own.
        compiler = copy.copy(self._made.compiler)
        compiler.using, compiler.connection = using, connections[using]
        compiler.as_sql = self._as_sql
        return compiler

    def _as_sql(self, *args: Any, **kwargs: Any) -> tuple[str, tuple[Any, ...]]:
        return self._made.sql, self._parameters


def kept(build: Callable[..., models.QuerySet[Any]]) -> Callable[..., models.QuerySet[Any]]:
    """Have the queryset of `build(reader, *values)` made once for each circle of readers.

    Values are keys, words and tuples of keys. `build` gets others in their place and a `Circle`: it
    may put them into the queryset and ask whether they are blank, nothing else. What it returns is
    then to be iterated, and no further narrowed. Raises ValueError for a value that is not asked.
    """
    make = lru_cache(maxsize=KEPT_CIRCLES)(partial(_make, build))

    @wraps(build)
    def asked(reader: Any, *values: Value) -> models.QuerySet[Any]:
        filled = [_filled(value) for value in values]
        made = make(circle_of(reader), tuple(map(_shape, filled)))
        flat = [one for value in filled for one in (value if isinstance(value, tuple) else [value])]
        return models.QuerySet(made.model, query=cast(Any, _Asked(made, flat)))

    return asked


def _filled(value: Value) -> Value:
    """Return several keys as so many as there is a statement for: the last one as often again."""
    if not isinstance(value, tuple) or not value:
        return value
    wanted = 1 << (len(value) - 1).bit_length()
    return value + value[-1:] * (wanted - len(value))


def _shape(value: Value) -> Shape:
    if isinstance(value, tuple):
        return tuple, len(value)
    return type(value), 1 if isinstance(value, int) else bool(value)


def _make(
    build: Callable[..., models.QuerySet[Any]], reader: Any, shapes: tuple[Shape, ...]
) -> _Made:
    stand_ins: list[Value] = []
    flat: list[int | str] = []
    for kind, size in shapes:
        if kind is str:
            # A blank word is one that the queryset may leave out.
            flat.append(_WORD.format(len(flat)) if size else "")
            stand_ins.append(flat[-1])
            continue
        keys = tuple(_KEY - len(flat) - number for number in range(size))
        flat += keys
        stand_ins.append(keys if kind is tuple else keys[0])
    queryset = build(reader, *stand_ins)
    compiler = queryset.query.get_compiler(using=queryset.db)
    try:
        sql, parameters = compiler.as_sql()
    except EmptyResultSet:
        sql, parameters = "", ()
    numbers = {value: number for number, value in enumerate(flat) if value != ""}
    places = tuple(
        (place, numbers[parameter])
        for place, parameter in enumerate(parameters)
        if isinstance(parameter, int | str) and parameter in numbers
    )
    if sql and {number for _, number in places} != set(numbers.values()):
        raise ValueError(f"{build.__qualname__} does not ask for every value it is given")
    return _Made(queryset.model, compiler, sql, tuple(parameters), places)
