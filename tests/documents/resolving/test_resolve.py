"""What a citation means where bodies change, codes are misprinted, or words are few: cases.

Each row: what is registered, what an invented text of 31/10/2026 says, and for each citation
in it the documents it is found to mean.
"""

from datetime import date

import pytest

from documents.linking.writing import link_citations
from documents.models import Document
from tests import factories as make

pytestmark = pytest.mark.django_db

WRITTEN = date(2026, 10, 31)


@pytest.fixture
def bodies():
    central = make.make_organization("Trung ương Đảng", code="TW", level=1)
    make.make_term(central, "XII", date(2016, 1, 27), date(2021, 1, 30))
    make.make_term(central, "XIII", date(2021, 1, 31), date(2026, 1, 22))
    make.make_term(central, "XIV", date(2026, 1, 23), None)
    province = make.make_organization("Tỉnh ủy Mẫu Sơn", code="TU", level=2, parent=central)
    make.make_term(province, "XIX", date(2020, 10, 28), date(2025, 9, 17))
    city = make.make_organization(
        "Thành ủy Mẫu Sơn", code="TU", level=3, parent=province, valid_to=date(2025, 6, 30)
    )
    ward = make.make_organization(
        "Đảng ủy phường Thượng Mẫu", level=4, parent=province, valid_from=date(2025, 7, 1)
    )
    make.make_organization("Văn phòng Tỉnh ủy", "VPTU", parent=province, kind="party_office")
    old = make.make_organization("Ban Tuyên giáo Cũ", "BTGC", level=1, valid_to=date(2025, 2, 3))
    new = make.make_organization("Ban Tuyên giáo Mới", "BTGM", level=1, valid_from=date(2025, 2, 3))
    for former, later in ((city, ward), (city, province), (old, new)):
        make.make_succession(former, later)
    make.make_state_body("UBND tỉnh Mẫu Sơn", level=2, parent=province)
    for name, code in (("Kết luận", "KL"), ("Hướng dẫn", "HD"), ("Thông báo", "TB")):
        make.make_document_type(name, party_code=code)
    make.make_document_type("Chỉ thị", party_code="CT")
    make.make_document_type("Kế hoạch", party_code="KH")
    make.make_document_type("Nghị quyết", party_code="NQ")
    make.make_document_type("Công văn", party_code="CV")
    make.make_document_type("Quyết định", party_code="QĐ", series="qd")
    make.make_document_type("Quy định", party_code="QĐ", series="quy-dinh")
    names = {"TW": central, "tỉnh": province, "thành": city, "cũ": old}
    return names


def registered(bodies, told):
    """Register “tỉnh: Chỉ thị 24-CT/TU 2023-05-19”."""
    body, rest = told.split(": ")
    *kind, code, day = rest.split(" ")
    number, symbol = code.split("-", 1)
    return make.make_document(
        organization=bodies[body],
        document_type=make.make_document_type(" ".join(kind)),
        number=number,
        symbol=symbol,
        issued_on=date.fromisoformat(day),
    )


CASES = [
    # --- Bodies over time
    # The body that took another's place is named for it, by the code and the day.
    (
        ["cũ: Hướng dẫn 12-HD/BTGC 2023-05-05"],
        "Hướng dẫn số 12-HD/BTGC, ngày 05/5/2023 của Ban Tuyên giáo Mới.",
        ["12-HD/BTGC 2023-05-05"],
    ),
    (
        ["thành: Kế hoạch 361-KH/TU 2024-01-30"],
        "Kế hoạch số 361-KH/TU, ngày 30/01/2024 của Đảng ủy phường Thượng Mẫu.",
        ["361-KH/TU 2024-01-30"],
    ),
    # One that existed then and writes the code means its own, successor or not.
    (
        ["thành: Kế hoạch 361-KH/TU 2024-01-30"],
        "Kế hoạch số 361-KH/TU, ngày 30/01/2024 của Tỉnh ủy.",
        ["new 361-KH/TU 2024-01-30"],
    ),
    # An office that signs for its committee numbers in the committee's series.
    (
        ["tỉnh: Thông báo 7-TB/TU 2023-05-19"],
        "Thông báo số 07-TB/TU, ngày 19/5/2023 của Văn phòng Tỉnh ủy.",
        ["07-TB/TU 2023-05-19"],
    ),
    # --- Time
    # What is dated after the text is neither found nor entered.
    ([], "Chỉ thị số 26-CT/TW, ngày 01/11/2027 của Ban Bí thư.", [""]),
    (["TW: Chỉ thị 26-CT/TW 2026-11-30"], "Chi bộ học Chỉ thị 26 của Bộ Chính trị.", [""]),
    # After the restart of numbers in 2026 the day tells the term, a slip of the day too.
    (
        ["TW: Kết luận 14-KL/TW 2021-09-22", "TW: Kết luận 14-KL/TW 2026-03-20"],
        "Kết luận số 14-KL/TW, ngày 21/9/2021; Kết luận số 14-KL/TW, ngày 20/3/2026.",
        ["14-KL/TW 2021-09-22", "14-KL/TW 2026-03-20"],
    ),
    # --- QĐ: the words tell, QĐi is one of its spellings
    (
        ["TW: Quyết định 41-QĐ/TW 2018-11-03", "TW: Quy định 41-QĐ/TW 2021-11-03"],
        "Quy định số 41-QĐ/TW. Quyết định số 41-QĐ/TW.",
        ["41-QĐ/TW 2021-11-03", "41-QĐ/TW 2018-11-03"],
    ),
    (
        ["TW: Quyết định 41-QĐ/TW 2018-11-03", "TW: Quy định 41-QĐ/TW 2021-11-03"],
        "Thực hiện 41-QĐ/TW.",
        ["41-QĐ/TW 2021-11-03 or 41-QĐ/TW 2018-11-03"],
    ),
    (
        ["TW: Quy định 8-QĐi/TW 2018-10-25"],
        "Quy định số 08-QĐ/TW, ngày 25/10/2018. Quyết định số 08-QĐ/TW, ngày 25/10/2018.",
        ["08-QĐi/TW 2018-10-25", "new 08-QĐ/TW 2018-10-25"],
    ),
    # --- Misprints: offered, never entered; said again without the issuer they are the same
    (
        ["TW: Kết luận 14-KL/TW 2021-09-22"],
        "Kết luận số 14-KL/TU, ngày 22/9/2021 của Bộ Chính trị. Học Kết luận số 14-KL/TU.",
        ["14-KL/TW 2021-09-22", "14-KL/TW 2021-09-22"],
    ),
    # The province's own of the same number, said to be its own, is no misprint.
    (
        ["TW: Kết luận 14-KL/TW 2021-09-22", "tỉnh: Kết luận 14-KL/TU 2022-02-02"],
        "Kết luận số 14-KL/TU, ngày 22/9/2021 của Bộ Chính trị; Kết luận số 14-KL/TU của Tỉnh ủy.",
        ["14-KL/TW 2021-09-22", "14-KL/TU 2022-02-02"],
    ),
    (
        ["TW: Kết luận 14-KL/TW 2021-09-22"],
        "Kết luận số 14-KL/TU, ngày 23/9/2021 của Bộ Chính trị.",
        [""],
    ),
    # A State công văn has no type code: what comes first is the body.
    ([], "Công văn số 640/UBND-KT, ngày 05/5/2023 của UBND tỉnh.", ["new 640/UBND-KT 2023-05-05"]),
    # --- Short forms
    # Two antecedents stay open, unless the body tells them apart.
    (
        ["TW: Chỉ thị 5-CT/TW 2016-05-15", "tỉnh: Chỉ thị 5-CT/TU 2021-06-01"],
        "Chỉ thị số 05-CT/TW và Chỉ thị số 05-CT/TU, ngày 01/6/2021 của Tỉnh ủy. Học Chỉ thị 05. "
        "Học Chỉ thị 05 của Bộ Chính trị.",
        [
            "05-CT/TW 2016-05-15",
            "05-CT/TU 2021-06-01",
            "05-CT/TW 2016-05-15 or 05-CT/TU 2021-06-01",
            "05-CT/TW 2016-05-15",
        ],
    ),
    # One of the two is not known: the registry's other one is not taken for it.
    (
        ["tỉnh: Kết luận 14-KL/TU 2022-02-02"],
        "Kết luận số 14-KL/TW, ngày 01/11/2027 của Bộ Chính trị. Học Kết luận 14.",
        ["", ""],
    ),
    # A body said of Chỉ thị 05 is not that of Nghị quyết 05.
    (
        ["TW: Chỉ thị 5-CT/TW 2022-05-15", "tỉnh: Nghị quyết 5-NQ/TU 2022-06-01"],
        "Chỉ thị 05 của Bộ Chính trị và Nghị quyết 05.",
        ["05-CT/TW 2022-05-15", "05-NQ/TU 2022-06-01"],
    ),
    # --- Two that fit are both listed
    (
        ["tỉnh: Chỉ thị 24-CT/TU 2023-05-19", "thành: Chỉ thị 24-CT/TU 2023-05-19"],
        "Chỉ thị số 24-CT/TU, ngày 19/5/2023.",
        ["24-CT/TU 2023-05-19 or 24-CT/TU 2023-05-19"],
    ),
]


@pytest.mark.parametrize(("told", "text", "expected"), CASES)
def test_a_citation_means(bodies, told, text, expected):
    for line in told:
        registered(bodies, line)
    source = make.make_source(text, publisher=bodies["tỉnh"], published_on=WRITTEN)
    link_citations(source)
    assert [in_words(citation) for citation in source.citations.order_by("start")] == expected


def in_words(citation):
    documents = [link.document for link in citation.target_links.order_by("pk")]
    is_one = len(documents) < 2
    assert (citation.resolution == "ambiguous") != is_one
    return " or ".join(
        f"{'new ' if document.state == Document.State.PROPOSED else ''}"
        f"{document.code} {document.issued_on}"
        for document in documents
    )
