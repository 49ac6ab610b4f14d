"""What the tables of queries share: the bodies they know, and how they write what is read."""

from documents.search.body_names import BodyNames
from documents.search.parts import Query

CITY, PROVINCE, CENTRE, PEOPLE, ORGAN, GOVERNMENT, WARD = range(1, 8)
BODIES = BodyNames.of(
    [
        ("Thành ủy Sơn Thủy", CITY),
        ("TU", CITY),
        ("Tỉnh ủy Lam Hà", PROVINCE),
        ("TU", PROVINCE),
        ("Ban Chấp hành Trung ương Đảng", CENTRE),
        ("Trung ương Đảng", CENTRE),
        ("Trung ương", CENTRE),
        ("TW", CENTRE),
        ("Ủy ban nhân dân tỉnh Lam Hà", PEOPLE),
        ("Ban Tuyên giáo Thành ủy Sơn Thủy", ORGAN),
        ("BTGTU", ORGAN),
        ("Chính phủ", GOVERNMENT),
        ("CP", GOVERNMENT),
        ("Đảng ủy phường Hoa Sen", WARD),
        ("ĐU", WARD),
    ]
)


def told(query: Query) -> str:
    """Return the parts of `query` as the tables write them: "type: Chỉ thị | number: số 24"."""
    return " | ".join(f"{part.kind}: {part.shown}" for part in query.parts)
