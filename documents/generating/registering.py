"""Registers the bodies of a generated registry with their terms, and knows which it has.

A registry holds one generated set: it is named by seed and size in the note of its bodies, so
that a second run goes on with the first and never mixes two sets.
"""

import re
from collections.abc import Mapping, Sequence

from django.conf import settings
from django.db import transaction
from django.db.models import Prefetch

from documents.generating.bodies import COMMITTEE, SLUG_PREFIX, PlannedBody, plan_bodies
from documents.models import DocumentType
from documents.reference import load_reference
from organizations.models import Organization, OrganizationCode, OrganizationName, Term
from organizations.reference import REFERENCE_FOLDER, Row, read_rows
from organizations.text import fold

NOTE_START = "sinh ra để thử"
NOTE = NOTE_START + ": hạt giống {seed}, {total} văn bản"
_NOTED = re.compile(NOTE.format(seed=r"(-?\d+)", total=r"(\d+)"))


class GeneratingRefusedError(Exception):
    """Nothing was generated; the message says why, in Vietnamese."""


def refuse_real_registry(is_for_testing: bool) -> None:
    """Raise GeneratingRefusedError unless this is a trial registry: by DEMO=1, or as was said."""
    if not (settings.DEMO or is_for_testing):
        raise GeneratingRefusedError(
            "Lệnh này đưa hàng loạt văn bản không có thật vào sổ, nên không chạy trên sổ thật. "
            "Hãy chạy với DEMO=1, hoặc thêm --database-is-for-testing nếu cơ sở dữ liệu này "
            "chỉ dùng để thử."
        )


@transaction.atomic
def register_bodies(seed: int, total: int) -> list[PlannedBody]:
    """Insert reference data, bodies and terms where missing; return the plan of the bodies.

    Raises GeneratingRefusedError when the registry holds a set of another seed or size.
    """
    planned = plan_bodies({fold(row["name"]): row["slug"] for row in _reference_bodies()})
    # Not by the address: the Prime Minister's (Thủ tướng) starts with the same letters.
    notes = Organization.all_objects.filter(note__startswith=NOTE_START)
    noted = notes.values_list("note", flat=True).first() or ""
    held = _NOTED.search(noted)
    if held is None:
        load_reference()
        _insert(planned, NOTE.format(seed=seed, total=total))
    elif held.groups() != (str(seed), str(total)):
        raise GeneratingRefusedError(
            f"Sổ đã có bộ văn bản thử với --seed {held[1]}, {held[2]} văn bản. Hãy chạy lại đúng "
            "như thế để làm tiếp, hoặc dùng một cơ sở dữ liệu khác."
        )
    return planned


def generated_bodies(planned: Sequence[PlannedBody]) -> list[Organization]:
    """Return the registered bodies in the order of the plan, with codes and terms loaded."""
    by_time = Prefetch("terms", Term.objects.order_by("starts_on"))
    bodies = Organization.all_objects.filter(slug__startswith=SLUG_PREFIX)
    by_slug = {body.slug: body for body in bodies.prefetch_related("codes", by_time)}
    return [by_slug[plan.slug] for plan in planned]


def series_by_type() -> dict[str, str]:
    """Return the number series of each document type by the type's name."""
    return dict(DocumentType.objects.values_list("name", "series"))


def reference_names() -> list[str]:
    """Return the names of real bodies and types: words that titles and texts also hold."""
    types = read_rows(REFERENCE_FOLDER / "document_types.json")
    return [row["name"] for row in [*types, *_reference_bodies()]]


def _reference_bodies() -> list[Row]:
    return read_rows(REFERENCE_FOLDER / "organizations.json")


def _insert(planned: Sequence[PlannedBody], note: str) -> None:
    """Insert bodies, those above first, and what belongs to them."""
    ids = dict(Organization.all_objects.values_list("slug", "pk"))
    provinces = [plan for plan in planned if plan.family is COMMITTEE]
    others = [plan for plan in planned if plan.family is not COMMITTEE]
    for plans in (provinces, others):
        rows = Organization.all_objects.bulk_create(_row(plan, ids, note) for plan in plans)
        ids |= {body.slug: body.pk for body in rows}
    codes = [OrganizationCode(organization_id=ids[plan.slug], code=plan.code) for plan in planned]
    names = [
        OrganizationName(organization_id=ids[plan.slug], name=name, kind=kind)
        for plan in planned
        for name, kind in _names(plan)
    ]
    for row in [*codes, *names]:
        row.refresh_keys()
    OrganizationCode.objects.bulk_create(codes)
    OrganizationName.objects.bulk_create(names)
    Term.objects.bulk_create(
        Term(
            organization_id=ids[plan.slug],
            label=term.label,
            starts_on=term.starts_on,
            ends_on=term.ends_on,
            is_verified=False,
        )
        for plan in planned
        for term in plan.terms
    )


def _row(plan: PlannedBody, ids: Mapping[str, int], note: str) -> Organization:
    family = plan.family
    body = Organization(
        slug=plan.slug,
        name=plan.name,
        kind=family.kind,
        level=family.level,
        system=family.system,
        parent_id=ids[plan.parent],
        is_verified=False,
        note=note,
    )
    body.refresh_keys()
    return body


def _names(plan: PlannedBody) -> list[tuple[str, str]]:
    """Return a body's names with their kinds: the official one, and the short one if it differs."""
    names = [(plan.full_name, OrganizationName.Kind.OFFICIAL)]
    if plan.name != plan.full_name:
        names.append((plan.name, OrganizationName.Kind.SHORT))
    return names
