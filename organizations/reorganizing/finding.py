"""Finds the bodies that an editor means by what is typed: a name or a code, tones aside."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from organizations.models import Organization, OrganizationCode, OrganizationName
from organizations.querysets import code_key
from organizations.text import fold, free_slug, normalize, slug

MOST_OFFERED = 12


@dataclass(slots=True)
class Line:
    """One line that was typed, and the bodies it may mean.

    `exact` are those that bear or bore the very name or code, `alike` those whose names hold the
    words; `is_cut` tells that there are more of them. `key` is what the fields of a form about
    this line are called by: it stays when lines are put above it.
    """

    typed: str
    key: str
    exact: list[Organization] = field(default_factory=list)
    alike: list[Organization] = field(default_factory=list)
    is_cut: bool = False

    @property
    def meant(self) -> Organization | None:
        """The one body that can be meant, or None: then a person chooses."""
        if len(self.exact) == 1:
            return self.exact[0]
        # Tones tell bodies apart that are one name without them: “phường Thử”, “phường Thứ”.
        told = normalize(self.typed).casefold()
        same = [body for body in self.exact if normalize(body.name).casefold() == told]
        return same[0] if len(same) == 1 else None

    @property
    def offered(self) -> list[Organization]:
        return self.exact or self.alike


def lines_of(typed: str) -> list[str]:
    """Return what stands in a box, a line each, without empty ones and without repeated ones."""
    lines = (normalize(line).strip(" ;,") for line in typed.splitlines())
    return list(dict.fromkeys(line for line in lines if line))


def find_bodies(lines: Sequence[str]) -> list[Line]:
    """Return for each line the bodies it may mean, in Vietnamese order; those in the bin never.

    The queries do not grow with the lines.
    """
    found: list[Line] = []
    for line in lines:
        # “phường Thử” and “phường Thứ” are two lines of one address.
        key = free_slug(slug(line)[:80] or "dong", {other.key for other in found})
        found.append(Line(line, key))
    by_name: dict[str, set[int]] = {}
    by_code: dict[str, set[int]] = {}
    names = {fold(line) for line in lines}
    codes = {code_key(line) for line in lines} - {""}
    for key, pk in Organization.objects.filter(name_key__in=names).values_list("name_key", "pk"):
        by_name.setdefault(key, set()).add(pk)
    told = OrganizationName.objects.filter(name_key__in=names)
    for key, pk in told.values_list("name_key", "organization_id"):
        by_name.setdefault(key, set()).add(pk)
    owned = OrganizationCode.objects.filter(code_key__in=codes)
    for key, pk in owned.values_list("code_key", "organization_id"):
        by_code.setdefault(key, set()).add(pk)
    keys = {
        line.typed: by_name.get(fold(line.typed)) or by_code.get(code_key(line.typed), set())
        for line in found
    }
    bodies = _ordered(Q(pk__in={pk for some in keys.values() for pk in some}))
    for line in found:
        mine = [body for body in bodies if body.pk in keys[line.typed]]
        line.exact, line.is_cut = mine[:MOST_OFFERED], len(mine) > MOST_OFFERED
    _add_alike([line for line in found if not line.exact])
    return found


def _add_alike(lines: Sequence[Line]) -> None:
    """Offer for lines that are nobody's name those bodies whose names hold all the words."""
    wanted = {line.key: fold(line.typed).split() for line in lines}
    asked = Q()
    for words in wanted.values():
        holds = Q()
        for word in words:
            holds &= Q(name_key__contains=word)
        asked |= holds
    bodies = _ordered(asked) if asked else []
    for line in lines:
        words = wanted[line.key]
        mine = [body for body in bodies if all(word in body.name_key for word in words)]
        # Whole words first: “thu ba” is in “Đảng ủy phường Thử Ba” and in “Ban … Thử” alike.
        told = f" {' '.join(words)} "
        mine.sort(key=lambda body, told=told: told not in f" {body.name_key} ")
        line.alike, line.is_cut = mine[:MOST_OFFERED], len(mine) > MOST_OFFERED


def _ordered(condition: Q) -> list[Organization]:
    return list(Organization.objects.filter(condition).order_by("level", "sort_key", "pk"))
