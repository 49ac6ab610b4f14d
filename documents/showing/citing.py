"""How a registered document is cited: the words that others may copy into their papers.

What is in the record goes into `documents.citations.form`; nothing is looked up here, so load
the document `with_names()`.
"""

import re

from documents.citations.form import first_citation
from documents.models import Document
from organizations.models import Organization

# Named without their body: “của Bộ Chính trị”; which congress it was, the body does not tell.
_ALONE = frozenset(
    {
        Document.Collective.POLITBURO,
        Document.Collective.SECRETARIAT,
        Document.Collective.CONGRESS,
    }
)
# A committee acts for the Party organisation it leads: Tỉnh ủy X is the Ban Chấp hành of Đảng bộ
# tỉnh X (Điều lệ Đảng).
_OF_PARTY = frozenset({Document.Collective.COMMITTEE, Document.Collective.CONGRESS})
_COMMITTEES = {
    "tỉnh ủy": "tỉnh ",
    "thành ủy": "thành phố ",
    "quận ủy": "quận ",
    "thị ủy": "thị xã ",
    "huyện ủy": "huyện ",
    "đảng ủy": "",
}
# "Tỉnh ủy Cao Bằng", also in the older spelling "Tỉnh uỷ".
_COMMITTEE = re.compile(r"(?P<kind>\w+ (?:ủy|uỷ)) (?P<place>.+)", re.IGNORECASE)


def citation_form(document: Document) -> str:
    """Return the document's first citation (DOMAIN.md §1.6), of what is known about it.

    “Chỉ thị số 24-CT/TU, ngày 19/5/2023 của Ban Thường vụ Tỉnh ủy Cao Bằng về …”. The short form
    of later ones is `document.label`.
    """
    named = document.name
    if document.number:
        named = f"{document.document_type.name} số {document.code}"
    return first_citation(
        named,
        day=document.issued_on,
        year=None if document.year_in_number else document.issued_year,
        issuer=_issuer(document),
        title=document.title,
        is_state=_is_of_state(document),
    )


def _is_of_state(document: Document) -> bool:
    """Whether the State's rules of form hold; without a body its code tells: 12/KH-UBND."""
    if document.organization is not None:
        return document.organization.system == Organization.System.STATE
    return bool(document.year_in_number) or ("-" in document.symbol and "/" not in document.symbol)


def _issuer(document: Document) -> str:
    """Return who issued it, as printed on it, else in the words of a citation; '' when unknown."""
    if document.issuer_printed or document.organization is None:
        return document.issuer_printed
    body, collective = document.issuer_name, document.get_collective_display()
    if not document.collective:
        return body
    if document.collective in _OF_PARTY and (committee := _COMMITTEE.fullmatch(body)):
        kind = committee["kind"].lower().replace("uỷ", "ủy")
        if kind in _COMMITTEES:
            return f"{collective} Đảng bộ {_COMMITTEES[kind]}{committee['place']}"
    return collective if document.collective in _ALONE else f"{collective} {body}"
