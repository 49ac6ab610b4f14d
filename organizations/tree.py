"""Bodies as a tree, for pages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from organizations.models import Organization
from organizations.succession import Line


@dataclass(slots=True)
class Branch:
    """A body, what came after it when it has ended, and the bodies directly below it."""

    organization: Organization
    line: Line | None = None
    branches: list["Branch"] = field(default_factory=list)


def tree_of(organizations: Iterable[Organization], lines: Mapping[int, Line]) -> list[Branch]:
    """Return `organizations` as trees, siblings in the order given; `lines` by the body's pk.

    A body whose parent is not among them (it lies in the bin, or it has none) is a root, so
    no body is lost; neither is one in a circle of parents: the first given becomes the root.
    """
    branches = {body.pk: Branch(body, lines.get(body.pk)) for body in organizations}
    roots = []
    for branch in branches.values():
        parent = branches.get(branch.organization.parent_id)
        if parent is None or _stands_above(branch, parent, branches):
            roots.append(branch)
        else:
            parent.branches.append(branch)
    return roots


def _stands_above(branch: Branch, other: Branch, branches: dict[int, Branch]) -> bool:
    """Whether `other` already hangs below `branch`, so that hanging it there closes a circle."""
    return any(below is other or _stands_above(below, other, branches) for below in branch.branches)
