"""Citations by name to the papers meant: congresses, plenums, sessions, laws of a year.

A name says the meeting, not the number: what it leaves out is taken from the same text
first, and is otherwise left open. Reads the database; writes nothing.
"""

from dataclasses import dataclass

from documents.citations import named_keys
from documents.issuers import read_issuer
from documents.models import Document, SourceText
from documents.resolve import Candidate, Claim
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


def read_name(claim: Claim, source: SourceText) -> Name:
    """Return the keys and the body of a citation by name in `source`."""
    issuer = read_issuer(claim.reading.issuer, source.publisher) if claim.reading.issuer else None
    return Name(named_keys(claim.reading), issuer.organization if issuer else None)


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


def named_candidates(name: Name, why: str, source: SourceText) -> list[list[Candidate]]:
    """Return for each paper named the registered documents it can be."""
    return [_one_paper(key, name, why, source) for key in name.keys]


def _one_paper(key: str, name: Name, why: str, source: SourceText) -> list[Candidate]:
    documents = Document.objects.with_names()
    if key.endswith("/"):
        documents = documents.filter(name_key__startswith=key)
    else:
        documents = documents.filter(name_key=key)
    if not key.startswith("luat/"):
        # Every province has a congress; without the body nothing is certain.
        documents = documents.filter(organization=name.organization)
    reasons = ["đúng tên gọi", *([why] if why else [])]
    return [
        Candidate(document, "; ".join(reasons))
        for document in documents
        if not (
            document.issued_on and source.published_on and document.issued_on > source.published_on
        )
    ]
