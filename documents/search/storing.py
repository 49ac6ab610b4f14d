"""Stores many passages at once, as fast as the database at hand takes them."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, models

from documents.search.fields import column_value


def insert_passages(model: type[models.Model], rows: Sequence[Any]) -> None:
    """Store these unsaved passages; PostgreSQL takes them as one stream (COPY)."""
    columns = [field.attname for field in model._meta.concrete_fields]
    names = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
    vendor = connection.vendor
    values = (
        [
            column_value(value, vendor) if isinstance(value, set) else value
            for value in (getattr(row, column) for column in columns)
        ]
        for row in rows
    )
    with connection.cursor() as cursor:
        if vendor == "postgresql":
            with cursor.copy(f"COPY {model._meta.db_table} ({names}) FROM STDIN") as stream:
                for row in values:
                    stream.write_row(row)
            return
        marks = ", ".join(["%s"] * len(columns))
        cursor.executemany(
            f"INSERT INTO {model._meta.db_table} ({names}) VALUES ({marks})", list(values)
        )
