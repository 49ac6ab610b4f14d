"""Texts whose citations are read by the pure reader and linked by hand: what a check sees.

The resolver has its own tests; here a test says which document each citation is linked to.
"""

from datetime import date
from types import SimpleNamespace
from typing import Any

from documents.checking import Check, Finding, Grade, check_texts
from documents.citations import find_citations
from documents.citations.codes import code_key
from documents.models import Document, SourceText
from organizations.models import Organization
from tests import factories as make

Links = Document | tuple[Document, ...] | None


def read_text(body: str, *links: Links, **fields: Any) -> SourceText:
    """Store `body`; its citations, in reading order, are linked to `links`, the rest to none."""
    fields.setdefault("published_on", date(2024, 3, 31))
    source = make.make_source(body, **fields)
    found = list(find_citations(body))
    assert len(found) >= len(links), f"the reader finds {[c.text for c in found]}"
    for position, reading in enumerate(found):
        link = links[position] if position < len(links) else None
        targets = link if isinstance(link, tuple) else (link,) if link else ()
        make.make_citation(
            source,
            reading.text,
            *targets,
            start=reading.start,
            kind=reading.kind,
            type=reading.type,
            type_code=reading.type_code,
            number=reading.number or "",
            year_in_number=reading.year_in_number or "",
            symbol=reading.symbol or "",
            code_key=code_key(
                reading.number or "", reading.year_in_number or "", reading.symbol or ""
            ),
            date=reading.date or "",
            issuer=reading.issuer or "",
        )
    return source


def found_by(check: Check, *sources: SourceText) -> list[Finding]:
    """Return what one check finds in `sources`, in the order they are told."""
    return [finding for finding in check_texts(sources) if finding.check_id == check]


def grades(findings: list[Finding]) -> list[Grade]:
    return [finding.grade for finding in findings]


def make_bodies() -> SimpleNamespace:
    """The centre, a province and its city, the city's office that publishes, and the State.

    “Tỉnh ủy” in a text of the office is the province, “Thành ủy” the city.
    """
    centre = make.make_organization("Trung ương Đảng", code="TW", level=1)
    province = make.make_organization("Tỉnh ủy Mẫu Sơn", code="TU", level=2)
    city = make.make_organization("Thành ủy Mẫu Sơn", code="TU", level=3, parent=province)
    office = make.make_organization(
        "Ban Tuyên giáo Thành ủy Mẫu Sơn",
        code="BTGTU",
        parent=city,
        kind=Organization.Kind.PARTY_OFFICE,
    )
    state = make.make_state_body("UBND tỉnh Mẫu Sơn", parent=province)
    codes = {"Chỉ thị": "CT", "Kế hoạch": "KH", "Kết luận": "KL", "Hướng dẫn": "HD"}
    codes |= {"Nghị quyết": "NQ", "Quyết định": "QĐ", "Quy định": "QĐ"}
    for name, code in codes.items():
        make.make_document_type(name, party_code=code, state_code=code)
    make.make_term(centre, "XIII")
    make.make_term(province, "XIX")
    return SimpleNamespace(centre=centre, province=province, city=city, office=office, state=state)
