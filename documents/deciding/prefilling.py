"""What a citation tells of a document that the registry lacks, for a form to be filled with.

Nothing is entered here: what is doubtful is said beside what was read, and a person looks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from documents.checking.phrases import printed_title
from documents.linking.places import as_read, read_places
from documents.linking.together import groups_of
from documents.linking.writing import claim_of
from documents.models import Citation, SourceText
from documents.resolving.candidates import Claim, complete_all, make_claim
from documents.resolving.known import Known
from organizations.text import key_in, normalize

# What the address of a form says of the citation that fills it in.
ASKED = "trich-dan"


@dataclass(frozen=True, slots=True)
class Prefilled:
    """Values by the names of a document's fields, and sentences on what to look at.

    `words` are those of the citation that they were read in.
    """

    values: dict[str, Any]
    doubts: list[str]
    words: str


def prefill(citation: Citation, texts: Sequence[SourceText]) -> Prefilled:
    """Return what is told of the document that `citation` names.

    `texts` are those read together with the citation's, itself among them: what it leaves out
    is taken from other citations of the same code where all of them agree.
    """
    known = Known.load()
    places = read_places(texts)
    claims = complete_all([claim_of(place, known) for place in places])
    here = (citation.source_id, citation.start)
    found = (
        one
        for place, one in zip(places, claims, strict=True)
        if (place.source.pk, place.reading.start) == here
    )
    # Words that a person marked otherwise are no place any more, until they are read anew.
    claim = next(found, None) or make_claim(as_read(citation), citation.source, known)
    title = printed_title(citation.source.body, citation.end)
    has_number = bool(claim.reading.number)
    values = {
        "document_type": claim.document_type,
        "number": (claim.reading.number or "").lower(),
        "year_in_number": claim.reading.year_in_number or "",
        "symbol": claim.reading.symbol or "",
        "name": "" if has_number else normalize(citation.text),
        "organization": claim.organization,
        "issued_on": claim.issued_on,
        "issued_year": None if claim.issued_on else claim.issued_year,
        "title": title,
    }
    return Prefilled(values, list(_doubts(citation, claim, title)), normalize(citation.text))


def entry_address(citation: Citation) -> str:
    """Return the address of the form for a new document, filled in from a citation."""
    return f"{reverse('admin:documents_document_add')}?{urlencode({ASKED: citation.pk})}"


def citation_asked(asked: str, reader: Any) -> Citation | None:
    """Return the citation that an address of `entry_address` asks for, if `reader` may see it."""
    key = key_in(asked)
    visible = Citation.objects.visible_to(reader).select_related("source")
    return None if key is None else visible.filter(pk=key).first()


def prefill_asked(asked: str, reader: Any) -> Prefilled | None:
    """Return what that citation tells; None where there is none."""
    citation = citation_asked(asked, reader)
    if citation is None:
        return None
    return prefill(citation, groups_of([citation.source_id])[0].texts)


def _doubts(citation: Citation, claim: Claim, title: str) -> list[str]:
    said = []
    if claim.document_type is None:
        said.append("Chưa đọc được loại văn bản: chọn trong danh sách.")
    if claim.mismatch:
        said.append(f"Trong câu, {claim.mismatch}: đối chiếu với bản gốc rồi sửa cho đúng.")
    if claim.organization is None:
        printed = f" (câu ghi “{citation.issuer}”)" if citation.issuer else ""
        said.append(f"Chưa rõ cơ quan ban hành{printed}: chọn trong danh sách, hoặc để trống.")
    elif claim.organization_why:
        said.append(f"Cơ quan ban hành là suy ra: {claim.organization_why}. Kiểm tra lại.")
    if claim.issued_on is None:
        said.append("Câu không ghi đủ ngày ban hành.")
    elif not citation.date:
        said.append("Ngày ban hành lấy từ chỗ khác trong cùng bản tin. Kiểm tra lại.")
    if title:
        said.append("Trích yếu lấy từ câu đứng sau: xem có thừa hay thiếu chữ không.")
    return said
