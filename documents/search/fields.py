"""The column of search terms: a `tsvector` on PostgreSQL, words between blanks on SQLite."""

from collections.abc import Iterable
from typing import Any

from django.db import models


class TermsField(models.Field):
    """A set of terms (see `documents.search.terms`), written only; questions go to the index."""

    description = "search terms"

    def db_type(self, connection: Any) -> str:
        return "tsvector" if connection.vendor == "postgresql" else "text"

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return column_value(value, connection.vendor) if isinstance(value, (set, list)) else value


def column_value(terms: Iterable[str], vendor: str) -> str:
    """Return the text in which a database takes a column of terms."""
    if vendor != "postgresql":
        return " ".join(terms)
    joined = "' '".join(given := list(terms))
    # Nearly no term has a sign that must be written twice, and to look once is much quicker.
    if "\\" not in joined and joined.count("'") == 2 * (len(given) - 1):
        return f"'{joined}'"
    return " ".join(map(quoted, given))


def quoted(term: str) -> str:
    """Return a term as it stands in a `tsvector` or `tsquery`."""
    # A word of letters and digits needs no quoting; facts and pairs have marks.
    if term.isalnum():
        return term
    return "'" + term.replace("\\", "\\\\").replace("'", "''") + "'"
