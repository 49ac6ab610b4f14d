"""Insert reference rows that the registry has never held; whatever it holds or held is left alone.

A row is known by a natural key (a body's slug, a type's name), never by its primary key. The
history table remembers every key a row ever had, so a row that staff renamed is recognised
under its old name, and one they deleted or put in the bin does not come back.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from organizations.models import Organization, OrganizationCode, OrganizationName, Succession
from organizations.text import fold

REFERENCE_FOLDER = settings.BASE_DIR / "fixtures" / "reference"

# Shown in the history of a record, so that it is never mistaken for a person's entry.
CHANGE_REASON = "Dữ liệu kèm theo phần mềm"

Row = dict[str, Any]


@dataclass(slots=True)
class LoadReport:
    """How many rows were added, how many were known, and which staff's own entries ruled out."""

    added: int = 0
    known: int = 0
    refused: list[str] = field(default_factory=list)

    def summary(self, subject: str) -> str:
        """One Vietnamese line: “Dữ liệu tham chiếu: thêm 12, giữ nguyên 300, không nhận 0.”"""
        return (
            f"{subject}: thêm {self.added}, giữ nguyên {self.known} đã có, "
            f"không nhận {len(self.refused)}."
        )


def read_rows(path: Path) -> list[Row]:
    """Return the rows of one JSON file of `fixtures/`."""
    return json.loads(path.read_text(encoding="utf-8"))


class KnownRows:
    """The rows of one model by natural key, those of the past included, and a way to add one.

    `key` names the fields of the natural key; texts are compared without case and tone.
    """

    def __init__(self, model: type[models.Model], key: tuple[str, ...], report: LoadReport) -> None:
        self.model = model
        self.key = key
        self.report = report
        self._ids: dict[tuple[Any, ...], int] = {}
        # Present rows come second: they win where a key was given up and taken by another row.
        for rows in (model.history.all(), model._base_manager.all()):
            for pk, *values in rows.order_by().values_list("id", *key).distinct():
                self._ids[_comparable(values)] = pk
        self._in_use = set(model._default_manager.values_list("pk", flat=True))

    def find(self, *values: Any) -> int | None:
        """Return the id of the row that has or had this key; None when not known or not in use."""
        pk = self._ids.get(_comparable(values))
        return pk if pk in self._in_use else None

    def knows(self, *values: Any) -> bool:
        """Whether a row has or ever had this key."""
        return _comparable(values) in self._ids

    def add_if_new(self, row: Row) -> models.Model | None:
        """Insert `row` (field values) unless its key is known; return the inserted object or None.

        A row that contradicts what staff entered (a term that overlaps theirs) is not
        inserted and is named in the report.
        """
        key = _comparable(row.get(name) for name in self.key)
        if key in self._ids:
            self.report.known += 1
            return None
        created = self.model(**row)
        created._change_reason = CHANGE_REASON
        derived = [field.name for field in self.model._meta.fields if not field.editable]
        try:
            with transaction.atomic():
                created.full_clean(exclude=derived)
                created.save()
        except (ValidationError, IntegrityError) as error:
            self.report.refused.append(f"{created._meta.verbose_name} “{created}”: {_said(error)}")
            return None
        self._ids[key] = created.pk
        self._in_use.add(created.pk)
        self.report.added += 1
        return created


def _comparable(values: Iterable[Any]) -> tuple[Any, ...]:
    """Return a key as it is compared; files write days as text (``2025-06-30``)."""
    plain = (value.isoformat() if isinstance(value, date) else value for value in values)
    return tuple(fold(value) if isinstance(value, str) else value for value in plain)


def _said(error: ValidationError | IntegrityError) -> str:
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)


_NOT_OWN_FIELDS = ("parent", "codes", "names", "successors")


def load_organizations(rows: list[Row], report: LoadReport) -> KnownRows:
    """Insert bodies with their codes, names and successors; return all bodies by slug.

    A row names its parent and its successors by slug; the parent's row must come first.
    """
    bodies = KnownRows(Organization, ("slug",), report)
    for row in rows:
        facts = {name: value for name, value in row.items() if name not in _NOT_OWN_FIELDS}
        if "parent" in row:
            facts["parent_id"] = bodies.find(row["parent"])
        bodies.add_if_new(facts)
    codes = KnownRows(OrganizationCode, ("organization_id", "code"), report)
    names = KnownRows(OrganizationName, ("organization_id", "name", "kind"), report)
    successions = KnownRows(Succession, ("predecessor_id", "successor_id"), report)
    for row in rows:
        body = bodies.find(row["slug"])
        # Staff took this body out of use; what belongs to it stays out too.
        if body is None:
            continue
        for code in row["codes"]:
            codes.add_if_new({"organization_id": body, **code})
        for name in row["names"]:
            names.add_if_new({"organization_id": body, **name})
        for link in row.get("successors", ()):
            successor = bodies.find(link["slug"])
            if successor is not None:
                facts = {name: value for name, value in link.items() if name != "slug"}
                facts |= {"predecessor_id": body, "successor_id": successor}
                successions.add_if_new(facts)
    return bodies
