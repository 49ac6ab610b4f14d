"""What happens to each body that is reorganised, as an editor is shown it."""

from dataclasses import dataclass

from organizations.models import Organization, OrganizationCode, OrganizationName, Term
from organizations.reorganizing.staying import Kept

Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing an editor may choose in a plan, about one body."""

    body: Organization
    choices: Choices
    chosen: str

    @property
    def label(self) -> str:
        """What the chosen one is called."""
        return dict(self.choices)[self.chosen]


@dataclass(frozen=True, slots=True)
class Part:
    """What happens to one of the bodies before: what closes, what stays, what moves."""

    body: Organization
    names: list[OrganizationName]
    codes: list[OrganizationCode]
    terms: list[Term]
    kept: list[Kept]
    below: list[Choice]
    accounts: int
    # None where there is nothing to be joined.
    joining: Choice | None
    # Of bodies below that move: accounts that become its own, to read on what they could.
    readers: int
