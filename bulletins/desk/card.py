"""One citation as it lies on the desk, with what it may mean and what speaks against that."""

import hashlib
from dataclasses import dataclass, field

from bulletins.desk.remarks import Remark
from bulletins.desk.wanted import name_read
from documents.models import Citation, CitationTarget, Decision, Document
from documents.resolving.known import code_spellings
from organizations.text import normalize


@dataclass(frozen=True, slots=True)
class Card:
    """One citation: the documents it may mean with the reasons, and what the checks say of it.

    `is_trusted`: the rules by which it was read and its document found are not known to be
    wrong too often (`documents.deciding.trust`). `is_unheard`: nobody registered its document,
    and no text but the bulletin's own names it. A number misprinted there reads like that.
    """

    citation: Citation
    meant: list[CitationTarget]
    remarks: list[Remark] = field(default_factory=list)
    is_trusted: bool = True
    is_unheard: bool = False

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided on it."""
        return self.citation.state == Decision.PROPOSED

    @property
    def read(self) -> list[str]:
        """What was read in the words: what it is called, its day and its body, as printed."""
        one = self.citation
        name = name_read(one) if one.number else one.type
        return [fact for fact in (name, one.date_told, normalize(one.issuer)) if fact]

    @property
    def has_error(self) -> bool:
        """Whether a check calls it wrong that people mostly agree with, and nobody denied it."""
        return any(remark.is_error for remark in self.remarks)

    @property
    def is_certain(self) -> bool:
        """Whether it may be confirmed with others unseen: it is clear, and its document known."""
        return self.is_clear and not self.is_unheard

    @property
    def is_clear(self) -> bool:
        """Whether one document fits, by rules to be trusted, and no check speaks of an error.

        Neither one that is often wrong, as long as nobody has said that it is wrong here. Nor may
        it have another code than the printed one, as what was put right since may.
        """
        one = self.citation.resolution == Citation.Resolution.ONE and len(self.meant) == 1
        is_alarmed = any(remark.is_alarm for remark in self.remarks)
        is_right = one and self.is_trusted and self._has_code_printed
        return self.is_open and is_right and not is_alarmed

    @property
    def _has_code_printed(self) -> bool:
        code = self.citation.code_key if self.citation.symbol else ""
        return not code or all(code in code_spellings(one.document.code_key) for one in self.meant)

    @property
    def can_be_confirmed(self) -> bool:
        several = self.citation.resolution == Citation.Resolution.SEVERAL
        return len(self.meant) == 1 or bool(several and self.meant)

    @property
    def proposal(self) -> Document | None:
        """The one document meant, where only the machine entered it: confirming registers it."""
        documents = [link.document for link in self.meant]
        return documents[0] if len(documents) == 1 and documents[0].is_proposed else None

    @property
    def mark(self) -> str:
        """How the place in the text is marked, a word of the stylesheet."""
        if not self.is_open:
            return str(self.citation.state)
        if self.has_error:
            return "wrong"
        return "certain" if self.is_certain else "open"

    @property
    def decided(self) -> str:
        """When it was decided, for an open desk to compare; '' while nobody has."""
        at = self.citation.decided_at
        return at.isoformat() if at else ""

    @property
    def seen(self) -> str:
        """What a decision form carries: it differs once anybody has decided or read anew."""
        citation = self.citation
        told = (citation.pk, citation.state, citation.decided_at, citation.resolution)
        # What the card calls them: a record put right meanwhile is another to whoever confirms.
        documents = [
            (one.pk, str(one), one.date_display, one.title)
            for one in (link.document for link in self.meant)
        ]
        return hashlib.sha256(repr((told, documents)).encode()).hexdigest()[:16]
