"""Bodies, and texts that cite their documents, for the tests of linking."""

from datetime import date
from typing import Any

from documents.linking.writing import LinkSummary, link_citations
from documents.models import SourceText
from organizations.models import Organization
from tests import factories as make


def make_bodies() -> dict[str, Organization]:
    central = make.make_organization("Trung ương Đảng", code="TW", level=1)
    make.make_term(central, "XII", date(2016, 1, 28), date(2021, 1, 30))
    make.make_term(central, "XIII", date(2021, 1, 31), date(2026, 1, 22))
    province = make.make_organization("Tỉnh ủy Mẫu Sơn", code="TU", level=2, parent=central)
    city = make.make_organization("Thành ủy Mẫu Sơn", code="TU", level=3, parent=province)
    for name, code in (("Chỉ thị", "CT"), ("Kế hoạch", "KH"), ("Kết luận", "KL")):
        make.make_document_type(name, party_code=code)
    make.make_document_type("Quyết định", party_code="QĐ", series="quyet-dinh")
    make.make_document_type("Quy định", party_code="QĐ", series="quy-dinh")
    return {"central": central, "province": province, "city": city}


def source(bodies: dict[str, Organization], body: str, **fields: Any) -> SourceText:
    """A text of the city, of the end of March 2024 unless `fields` say otherwise."""
    fields = {"publisher": bodies["city"], "published_on": date(2024, 3, 31), **fields}
    return make.make_source(body, **fields)


def read(bodies: dict[str, Organization], body: str, **fields: Any) -> LinkSummary:
    return link_citations(source(bodies, body, **fields))
