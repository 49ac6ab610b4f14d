"""Rows as lines of text, the way PostgreSQL's COPY writes and reads them. Pure; no Django.

One form for both databases: PostgreSQL writes and reads it by itself, at its own speed, and
SQLite's values are brought into it here. Equal rows are equal lines whichever database they
are in, so a digest over a table's lines compares them.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

NULL = r"\N"
_ESCAPES = {"\\": "\\\\", "\b": r"\b", "\t": r"\t", "\n": r"\n", "\v": r"\v", "\f": r"\f"} | {
    "\r": r"\r"
}
_ESCAPED = str.maketrans(_ESCAPES)
_UNESCAPED = {escape[1]: char for char, escape in _ESCAPES.items()}
# A backslash and what it stands before: \t, \\
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
# 01234567-89ab-cdef-0123-456789abcdef
_UUID_PARTS = ((0, 8), (8, 12), (12, 16), (16, 20), (20, 32))


class Kind(StrEnum):
    """What a column holds, as far as the databases write it differently."""

    PLAIN = "plain"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    MOMENT = "moment"
    UUID = "uuid"
    JSON = "json"


def line(values: Iterable[Any], kinds: Sequence[Kind]) -> str:
    """Return a row of SQLite's values as a line, with its end."""
    written = (
        NULL if value is None else _WRITERS[kind](value).translate(_ESCAPED)
        for value, kind in zip(values, kinds, strict=True)
    )
    return "\t".join(written) + "\n"


def values(written: str, kinds: Sequence[Kind]) -> list[Any]:
    """Return the values that SQLite stores for a line; ValueError for one that is no such row."""
    parts = written.removesuffix("\n").split("\t")
    return [
        None if part == NULL else _READERS[kind](_ESCAPE.sub(_unescaped, part))
        for part, kind in zip(parts, kinds, strict=True)
    ]


def lines_of(blocks: Iterable[bytes]) -> Iterator[str]:
    """Yield the lines that blocks of bytes hold, however they are cut; ends included."""
    rest = b""
    for block in blocks:
        *whole, rest = (rest + block).split(b"\n")
        for one in whole:
            yield one.decode() + "\n"
    if rest:
        yield rest.decode()


def _unescaped(found: re.Match[str]) -> str:
    return _UNESCAPED.get(found[1], found[1])


def _moment(value: Any) -> str:
    """``2024-05-19 07:30:00.5+00``: in UTC, a fraction without zeros at its end."""
    told = str(value) if isinstance(value, datetime) else str(value).replace("T", " ")
    told = told.removesuffix("+00:00").removesuffix("Z")
    whole, dot, fraction = told.partition(".")
    fraction = fraction.rstrip("0")
    return f"{whole}{dot if fraction else ''}{fraction}+00"


def _moment_read(told: str) -> str:
    """``2024-05-19 07:30:00.500000``, as Django stores it in SQLite."""
    whole, dot, fraction = told.removesuffix("+00").partition(".")
    return f"{whole}.{fraction:0<6}" if dot else whole


def _uuid(value: Any) -> str:
    digits = str(value).replace("-", "")
    return "-".join(digits[start:end] for start, end in _UUID_PARTS)


def _json(value: Any) -> str:
    """As PostgreSQL writes it: shorter keys first, then by their bytes; letters as they are.

    Numbers have no exponent.
    """
    return _written(json.loads(value, parse_float=Decimal) if isinstance(value, str) else value)


def _written(value: Any) -> str:
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: (len(key.encode()), key.encode()))
        parts = ", ".join(f"{_written(key)}: {_written(value[key])}" for key in keys)
        return f"{{{parts}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_written, value))}]"
    if isinstance(value, Decimal):
        return format(value, "f")
    return json.dumps(value, ensure_ascii=False)


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


_WRITERS: dict[Kind, Callable[[Any], str]] = {
    Kind.PLAIN: _plain,
    Kind.INTEGER: str,
    Kind.BOOLEAN: lambda value: "t" if value else "f",
    Kind.MOMENT: _moment,
    Kind.UUID: _uuid,
    Kind.JSON: _json,
}
_READERS: dict[Kind, Callable[[str], Any]] = {
    Kind.PLAIN: str,
    Kind.INTEGER: int,
    Kind.BOOLEAN: lambda told: told == "t",
    Kind.MOMENT: _moment_read,
    Kind.UUID: lambda told: told.replace("-", ""),
    Kind.JSON: str,
}
