"""Choosing a record while typing: Django's widgets, made to stand what nobody chose."""

from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple

from organizations.text import key_in


class KnownValuesMixin:
    """Shows no choice for a value that is no key: Django asks the database and fails on it.

    The field itself refuses such a value with a sentence; the page must live to show it.
    """

    def optgroups(self, name: str, value: list[Any], attrs: Any = None) -> Any:
        known = [each for each in value if not each or key_in(str(each)) is not None]
        return super().optgroups(name, known, attrs)


class RecordSelect(KnownValuesMixin, AutocompleteSelect):
    """One record."""


class RecordSelectMultiple(KnownValuesMixin, AutocompleteSelectMultiple):
    """Several records."""
