"""The bodies that the tables of queries know: a province, its city, the centre, a ward."""

from documents.search.body_names import BodyNames

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
