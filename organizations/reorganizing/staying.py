"""What a body keeps although it ends: how many records of other parts of the registry name it."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import PROTECT, Count

from organizations.models import Organization
from organizations.pointers import in_use


@dataclass(frozen=True, slots=True)
class Kept:
    """So many records of one kind."""

    count: int
    kind: str

    def __str__(self) -> str:
        return f"{self.count} {self.kind}"


def kept_by(bodies: Collection[int]) -> dict[int, list[Kept]]:
    """Return by the key of each body what of the layers above names it and stays with it.

    One query a kind of record, however many bodies. It goes by the foreign keys that protect a
    body, so that no upper layer is named here.
    """
    found: dict[int, list[Kept]] = {body: [] for body in bodies}
    for relation in Organization._meta.get_fields(include_hidden=True):
        model = relation.related_model
        is_theirs = relation.auto_created and getattr(relation, "on_delete", None) is PROTECT
        if not is_theirs or model._meta.app_label == Organization._meta.app_label:
            continue
        rows = model._base_manager.filter(**{f"{relation.field.name}__in": found})
        counts = rows.filter(in_use(model)).order_by().values_list(relation.field.attname)
        for body, count in counts.annotate(Count("pk")):
            found[body].append(Kept(count, str(model._meta.verbose_name)))
    return found
