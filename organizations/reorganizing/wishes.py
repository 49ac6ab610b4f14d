"""What an editor asks for when bodies are reorganised, as values; the bodies in it are loaded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from organizations.models import Organization, Reorganization

Kind = Reorganization.Kind


@dataclass(frozen=True, slots=True)
class NewBody:
    """A body that begins with the reorganisation; when one is renamed, its new name and code.

    `code` may be empty only for a new name: the code then stays.
    """

    name: str
    code: str = ""
    kind: str = Organization.Kind.COMMITTEE
    level: int = Organization.Level.COMMUNE
    system: str = Organization.System.PARTY
    parent: Organization | None = None

    def __str__(self) -> str:
        return self.name


Successor = Organization | NewBody

# Where a body below an ended one goes, and whom the accounts of an ended one join: the place of
# a successor in `Wish.after`, or one of these.
ABOVE, STAYS = "tren", "giu"
NONE, ALL = "khong", "tat-ca"


@dataclass(frozen=True, slots=True)
class Wish:
    """Bodies to be renamed, ended, merged or split from `day` on, by what `basis` decided.

    `moves` says by the key of a body below an ended one where it goes, `joins` by the key of an
    ended body which successors its accounts join; what is not said goes as usual.
    """

    kind: str
    day: date
    basis: str
    before: Sequence[Organization] = ()
    after: Sequence[Successor] = ()
    moves: Mapping[int, str] = field(default_factory=dict)
    joins: Mapping[int, str] = field(default_factory=dict)

    @property
    def last_day(self) -> date:
        """The last day on which things were as before."""
        return self.day - timedelta(days=1)

    @property
    def renames(self) -> bool:
        return self.kind == Kind.RENAME

    @property
    def goes_on(self) -> bool:
        """Whether the body that is split goes on under its own name: a part is taken out of it."""
        return self.kind == Kind.SPLIT and any(body in self.before for body in self.after)

    @property
    def successors(self) -> list[tuple[int, Successor]]:
        """The bodies after that others become, each with its place: not one that goes on itself."""
        numbered = enumerate(self.after)
        return [(place, body) for place, body in numbered if body not in self.before]

    @property
    def summary(self) -> str:
        """“Đảng ủy phường A, Đảng ủy phường B → Đảng ủy phường C”."""
        before, after = (", ".join(map(str, side)) for side in (self.before, self.after))
        return f"{before} → {after}" if after else before
