"""The citations of a text that is not kept, and the documents they mean to one reader.

The same reading and the same rules as `documents.linking.writing`, which writes what it finds.
Nothing is written here, and what the reader may not see takes no part: it is neither named
nor does it make another document doubtful.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from documents.citations import find_citations
from documents.linking.meaning import Meaning, find_meanings, load_candidates
from documents.linking.places import Place
from documents.models import Citation, Document, SourceText
from documents.resolving.candidates import Claim, complete_all, make_claim
from documents.resolving.known import Known
from organizations.models import Organization

MAX_CITATIONS = 250
# Documents held in memory at once for one question: some 5 kB each.
MAX_LOADED = 20_000
Resolution = Citation.Resolution


class TooManyCitationsError(ValueError):
    """The text cites more documents than are read at once."""


@dataclass(frozen=True, slots=True)
class ReadCitation:
    """One citation: what it says, and what it means as far as the reader may know."""

    claim: Claim
    meaning: Meaning

    @property
    def result(self) -> str:
        """How certain the documents are: in the words of the API's description.

        A symbol that its issuer cannot sign is a contradiction in the text: what fits is only
        offered, never told as what is meant.
        """
        if not self.meaning.candidates:
            return "not_registered"
        if self.claim.mismatch or self.meaning.resolution == Resolution.AMBIGUOUS:
            return "candidates"
        return "document" if self.meaning.resolution == Resolution.ONE else "documents"


def read_citations(
    body: str,
    reader: Any,
    publisher: Organization | None = None,
    written_on: date | None = None,
    most: int = MAX_CITATIONS,
) -> Iterator[ReadCitation]:
    """Return the citations of `body`, which is NFC with ``\\n`` line ends, in order.

    `publisher` and `written_on` say whose text it is and of when: “Tỉnh ủy” is then that of
    the publisher, and nothing later can be meant. Raises TooManyCitationsError beyond `most`, and
    TooManyDocumentsError where the codes are those of more than `MAX_LOADED` documents. The
    number of queries does not grow with the citations.
    """
    source = SourceText(body=body, publisher=publisher, published_on=written_on)
    readings = list(islice(find_citations(body), most + 1))
    if len(readings) > most:
        raise TooManyCitationsError
    if not readings:
        return iter(())
    known = Known.load(Document.objects.visible_to(reader), most=MAX_LOADED)
    places = [Place(source, reading, None, (reading.start,)) for reading in readings]
    claims = complete_all([make_claim(reading, source, known) for reading in readings])
    load_candidates(claims, known)
    return map(ReadCitation, claims, find_meanings(places, claims, known))
