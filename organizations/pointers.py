"""What still points at a record, so that nothing others stand on is taken away.

Works on any model: it reads the foreign keys that protect their target, so a lower layer
learns of an upper layer's rows without naming them.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models

from organizations.bin import LIVE, BinModel

EXAMPLES = 3
Standing = Callable[[type[models.Model]], models.Q]


def in_use(model: type[models.Model]) -> models.Q:
    """Condition on rows of `model`: neither they nor a record they belong to lie in the bin."""
    condition = LIVE if issubclass(model, BinModel) else models.Q()
    for field in model._meta.fields:
        owner = field.related_model
        if field.is_relation and isinstance(owner, type) and issubclass(owner, BinModel):
            condition &= models.Q(**{f"{field.name}__deleted_at__isnull": True})
    return condition


@dataclass(frozen=True, slots=True)
class Pointers:
    """Rows of one kind that point at a record: how many, and the first few by name."""

    kind: str
    count: int
    examples: tuple[str, ...]

    def __str__(self) -> str:
        """“2 trích dẫn (…; …)”, as it stands in a sentence."""
        more = "…" if self.count > len(self.examples) else ""
        return f"{self.count} {self.kind} ({'; '.join(self.examples)}{more})"


def find_pointers(
    row: models.Model, go_along: Collection[str] = (), standing: Standing = in_use
) -> list[Pointers]:
    """Return what protects `row`, by kind of record; empty when nothing does.

    `go_along` names the row's relations that share its fate (a document's files);
    `standing` tells which rows of a model count.
    """
    found = []
    for pointing in _pointing_at(row, go_along, standing):
        count = pointing.count()
        if count:
            examples = tuple(str(each) for each in pointing.order_by("pk")[:EXAMPLES])
            kind = str(pointing.model._meta.verbose_name_plural)
            found.append(Pointers(kind, count, examples))
    return found


def is_pointed_at(
    row: models.Model, go_along: Collection[str] = (), standing: Standing = in_use
) -> bool:
    """Whether `find_pointers` would find anything, looking no further than the first row."""
    return any(pointing.exists() for pointing in _pointing_at(row, go_along, standing))


def _pointing_at(
    row: models.Model, go_along: Collection[str], standing: Standing
) -> Iterator[models.QuerySet[Any]]:
    """Yield for each model that protects `row` those of its rows that count and point at it."""
    for relation in row._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and (relation.one_to_many or relation.one_to_one)):
            continue
        if relation.on_delete is not models.PROTECT or relation.get_accessor_name() in go_along:
            continue
        model = relation.related_model
        yield model._base_manager.filter(**{relation.field.name: row}).filter(standing(model))
