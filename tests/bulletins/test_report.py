"""What the import of a bulletin tells of the checks: errors one by one, notices by kind."""

from datetime import date

import pytest

from bulletins.importing import import_bulletin
from bulletins.report import summary_lines
from tests import factories as make

pytestmark = pytest.mark.django_db

TEXT = """NỘI DUNG

1. Chỉ thị số 24-CT/TU, ngày 19/5/2023 của Tỉnh ủy Mẫu Sơn về phòng cháy

Chi bộ làm theo Chỉ thị số 24 -CT/TU.

2. Kế hoạch số 05-KH/TU, ngày 02/01/2024 của Thành ủy Mẫu Sơn về trồng cây

Kế hoạch số 05-KH/TU, ngày 02/11/2024 nêu ba việc.
"""


@pytest.fixture
def publisher():
    province = make.make_organization("Tỉnh ủy Mẫu Sơn", code="TU", level=2)
    city = make.make_organization("Thành ủy Mẫu Sơn", code="TU", level=3, parent=province)
    for name, code in (("Chỉ thị", "CT"), ("Kế hoạch", "KH")):
        make.make_document_type(name, party_code=code)
    return make.make_organization("Ban Tuyên giáo Thành ủy Mẫu Sơn", code="BTGTU", parent=city)


def test_errors_are_told_with_their_item_and_notices_counted_by_kind(publisher):
    lines = summary_lines(import_bulletin(TEXT, publisher, 2024, 1))
    errors = [line for line in lines if line.startswith("LỖI")]
    assert len(errors) == 1
    assert errors[0].startswith("LỖI ở mục 2.: “Kế hoạch số 05-KH/TU, ngày 02/11/2024”")
    assert "sau ngày 31/01/2024" in errors[0]
    assert "Lưu ý – chưa có trong sổ: 3" in lines
    assert "Lưu ý – số ký hiệu in khác nhau: 1" in lines
    assert [line for line in lines if line.startswith("Trích dẫn có số ký hiệu")]
    place = [line.split()[0] for line in lines]
    assert place.index("Trích") < place.index("LỖI") < place.index("Lưu")


def test_a_bulletin_without_anything_to_tell_has_no_such_lines(publisher):
    make.make_document(
        document_type=make.make_document_type("Chỉ thị"),
        organization=publisher.parent.parent,
        number="24",
        symbol="CT/TU",
        issued_on=date(2023, 5, 19),
        title="về phòng cháy",
    )
    text = TEXT.split("2. Kế")[0].replace("24 -CT", "24-CT")
    lines = summary_lines(import_bulletin(text, publisher, 2024, 1))
    assert [line for line in lines if line.startswith(("LỖI", "Lưu ý –"))] == []
