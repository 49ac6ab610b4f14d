"""All bodies with what is above them, and the rows that hang on those to be reorganised."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Self

from organizations.models import (
    Organization,
    OrganizationCode,
    OrganizationName,
    Succession,
    Term,
    User,
)
from organizations.reorganizing.wishes import Wish


@dataclass(slots=True)
class Surroundings:
    """What a plan stands on, read in one query a kind of row; rows by the key of their body."""

    bodies: dict[int, Organization]
    names: dict[int, list[OrganizationName]] = field(default_factory=dict)
    codes: dict[int, list[OrganizationCode]] = field(default_factory=dict)
    terms: dict[int, list[Term]] = field(default_factory=dict)
    successions: dict[tuple[int, int], Succession] = field(default_factory=dict)
    below: dict[int, list[Organization]] = field(default_factory=dict)
    # The accounts of each body of the plan, and of each below them.
    accounts: dict[int, set[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, wish: Wish) -> Self:
        """Read what surrounds the bodies of `wish`."""
        found = cls({body.pk: body for body in Organization.objects.order_by("sort_key", "pk")})
        for body in found.bodies.values():
            if body.parent_id is not None:
                found.below.setdefault(body.parent_id, []).append(body)
        before = [body.pk for body in wish.before]
        for kind, rows in (
            (OrganizationName, found.names),
            (OrganizationCode, found.codes),
            (Term, found.terms),
        ):
            for row in kind.objects.filter(organization__in=before).order_by("pk"):
                rows.setdefault(row.organization_id, []).append(row)
        for row in Succession.objects.filter(predecessor__in=before):
            found.successions[row.predecessor_id, row.successor_id] = row
        after = [body.pk for body in wish.after if isinstance(body, Organization)]
        met = {*after, *before, *(pk for body in before for pk in found.all_below(body))}
        memberships: Any = User.organizations.through.objects.filter(organization__in=met)
        for body, account in memberships.values_list("organization_id", "user_id"):
            found.accounts.setdefault(body, set()).add(account)
        return found

    def all_below(self, body: int) -> Iterator[int]:
        """Yield the keys of all bodies below one, itself left out; a circle ends."""
        met, waiting = {body}, [body]
        while waiting:
            for child in self.below.get(waiting.pop(), ()):
                if child.pk not in met:
                    met.add(child.pk)
                    waiting.append(child.pk)
                    yield child.pk

    def first_above(self, body: Organization, ending: Iterable[Organization]) -> Any:
        """Return the nearest body above that does not end too; None when there is none."""
        gone = {each.pk for each in ending}
        above = self.bodies.get(body.parent_id)
        while above is not None and above.pk in gone:
            # What was passed is not passed again, so a circle ends.
            gone.discard(above.pk)
            above = self.bodies.get(above.parent_id)
        return above

    def accounts_at_or_below(self, body: int) -> set[int]:
        """Return the accounts that read what is for this body: its own and those below it."""
        return {
            account for pk in (body, *self.all_below(body)) for account in self.accounts.get(pk, ())
        }
