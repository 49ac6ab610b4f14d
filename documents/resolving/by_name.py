"""Citations by name to the papers meant: congresses, plenums, sessions, laws of a year.

A name says the meeting, not the number: what it leaves out is taken from the same text
first, and is otherwise left open. Reads the database; writes nothing.
"""

from dataclasses import dataclass

from documents.citations import named_keys
from documents.models import SourceText, Way
from documents.resolving.candidates import Candidate, Claim, is_later
from documents.resolving.known import Known
from organizations.models import Organization


@dataclass(frozen=True, slots=True)
class Name:
    """What one citation by name says: a key for each paper, and the body that met."""

    keys: tuple[str, ...]
    organization: Organization | None

    @property
    def is_whole(self) -> bool:
        """Whether the number of the congress or the tenure is said."""
        return not any(key.endswith("/") for key in self.keys)


def read_name(claim: Claim) -> Name:
    """Return the keys and the body of a citation by name."""
    return Name(named_keys(claim.reading), claim.organization)


def complete_name(name: Name, others: list[Name]) -> tuple[Name, str]:
    """Fill a missing congress number from the same text; returns the name and the reason.

    "Nghị quyết Đại hội Đảng bộ Thành phố" is that of the XVIII congress where the text
    names no other congress of this body.
    """
    if name.is_whole or name.organization is None:
        return name, ""
    begun = name.keys[0]
    whole = {
        key
        for other in others
        if other.organization == name.organization and other.is_whole
        for key in other.keys
        if key.startswith(begun)
    }
    if len(whole) != 1:
        return name, ""
    key = whole.pop()
    return Name((key,), name.organization), f"cùng bản văn ghi rõ “{key.rsplit('/')[-1].upper()}”"


def named_candidates(
    name: Name, why: str, source: SourceText, known: Known
) -> list[list[Candidate]]:
    """Return for each paper named the registered documents it can be."""
    return [_one_paper(key, name, why, source, known) for key in name.keys]


def _one_paper(key: str, name: Name, why: str, source: SourceText, known: Known) -> list[Candidate]:
    # Every province has a congress; without the body nothing is certain. A law has one maker.
    any_body = key.startswith("luat/")
    reasons = "; ".join(["đúng tên gọi", *([why] if why else [])])
    return [
        Candidate(document, reasons, Way.NAME_COMPLETED if why else Way.NAME)
        for document in known.named(key)
        if (any_body or document.organization == name.organization)
        and not is_later(document, source)
    ]
