"""A published bulletin of a department with two items, a confirmed and an undecided citation.

Models are imported within each fixture: pytest reads this file before the settings are ready.
"""

import pytest


@pytest.fixture
def bulletin(db):
    from bulletins.models import DEFAULT_MARKING
    from bulletins.publishing import share_texts
    from documents.models import Citation
    from tests import factories as make

    committee = make.make_organization("Thành ủy Mẫu Sơn", "TU")
    department = make.make_organization("Ban Tuyên giáo Thành ủy Mẫu Sơn", parent=committee)
    made = make.make_bulletin(department, marking=DEFAULT_MARKING)
    text = "1. Phòng cháy\n\nCác chi bộ đọc Chỉ thị số 24-CT/TU và Kế hoạch số 7-KH/TU."
    make.make_item(
        made, label="1.", title="Phòng cháy", text=make.make_source(text, audience="members")
    )
    make.make_item(made, label="2.", title="Tin hoạt động", kind="news")
    share_texts(made)
    # Read with the publisher; here each test says what is cited.
    Citation.objects.all().delete()
    return made


@pytest.fixture
def directive(bulletin):
    """Chỉ thị 24-CT/TU, cited and confirmed."""
    return _cited(bulletin, "Chỉ thị", "24", "CT/TU", state="confirmed")


@pytest.fixture
def plan(bulletin):
    """Kế hoạch 07-KH/TU, cited and not decided on."""
    return _cited(bulletin, "Kế hoạch", "7", "KH/TU", state="proposed")


def _cited(bulletin, kind, number, symbol, state):
    from tests import factories as make

    document = make.make_document(
        document_type=make.make_document_type(kind, party_code=symbol.split("/")[0]),
        number=number,
        symbol=symbol,
        organization=bulletin.publisher.parent,
        title=f"về {kind.lower()} thử",
    )
    source = bulletin.items.get(label="1.").text
    make.make_citation(source, f"{kind} số {number}-{symbol}", document, state=state)
    return document
