"""Which body a printed issuer means, by name and by where the text was published."""

from datetime import date

import pytest

from documents.resolving.bodies import Bodies
from documents.resolving.issuers import (
    namesakes,
    owner_of_symbol,
    read_issuer,
    read_issuer_in,
)
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def bodies():
    """A Centre, two provinces with a city each, and a city's propaganda department."""
    central = make.make_organization("Trung ương Đảng", code="TW", level=1)
    province = make.make_organization("Tỉnh ủy Mẫu Sơn", code="TU", level=2, parent=central)
    city = make.make_organization("Thành ủy Mẫu Sơn", code="TU", level=3, parent=province)
    other = make.make_organization("Tỉnh ủy Nơi Khác", code="TU", level=2, parent=central)
    department = make.make_organization(
        "Ban Tuyên giáo Thành ủy Mẫu Sơn", code="BTGTU", level=3, parent=city
    )
    office = make.make_state_body("UBND thành phố Mẫu Sơn", code="UBND", level=3, parent=city)
    for name, code in (
        ("Văn phòng Trung ương Đảng", "VPTW"),
        ("Ủy ban Kiểm tra Trung ương", "UBKTTW"),
        ("Ban Tổ chức Trung ương", "BTCTW"),
    ):
        make.make_organization(name, code, level=1, parent=central)
    council = make.make_state_body("HĐND thành phố Mẫu Sơn", code="HĐND", level=3, parent=city)
    return {
        "council": council,
        "central": central,
        "province": province,
        "city": city,
        "other": other,
        "department": department,
        "office": office,
    }


@pytest.mark.parametrize(
    ("printed", "body", "collective"),
    [
        ("Bộ Chính trị", "central", "politburo"),
        ("Bộ Chính trị khóa XIII", "central", "politburo"),
        ("Ban Bí thư Trung ương Đảng", "central", "secretariat"),
        ("Ban Chấp hành Trung ương", "central", "committee"),
        # A plenum acts for the Central Committee.
        ("Hội nghị lần thứ sáu Ban Chấp hành Trung ương Đảng khóa XIII", "central", "committee"),
        ("Đại hội đại biểu toàn quốc lần thứ XIII của Đảng", "central", "congress"),
        ("Tỉnh ủy Mẫu Sơn", "province", ""),
        ("Tỉnh uỷ Nơi Khác", "other", ""),  # a named place wins over nearness
        ("Tỉnh ủy", "province", ""),  # no place named: the publisher's own province
        ("Ban Thường vụ Tỉnh uỷ", "province", "standing_committee"),  # old tone placement
        ("BTV Thành ủy", "city", "standing_committee"),
        ("Thường trực Thành ủy", "city", "standing_board"),
        ("Ban Chấp hành Đảng bộ thành phố Mẫu Sơn", "city", "committee"),
        ("Đại hội đại biểu Đảng bộ tỉnh", "province", "congress"),
        # The number of the meeting and its tenure are no part of the body's name.
        ("Đại hội đại biểu Đảng bộ tỉnh lần thứ XIX", "province", "congress"),
        ("Đại hội đại biểu lần thứ XIX Đảng bộ tỉnh", "province", "congress"),
        ("Đại hội Đảng bộ Thành phố khóa XVIII, nhiệm kỳ 2020 - 2025", "city", "congress"),
        ("kỳ họp thứ 12, Hội đồng nhân dân Thành phố nhiệm kỳ 2021-2026", "council", ""),
        ("Ủy ban nhân dân thành phố", "office", ""),
        ("UBND TP Mẫu Sơn", "office", ""),
    ],
)
def test_a_printed_issuer_means_a_body_and_a_collective(bodies, printed, body, collective):
    issuer = read_issuer(printed, bodies["department"])
    assert issuer.organization == bodies[body]
    assert issuer.collective == collective


@pytest.mark.parametrize(
    ("printed", "collective"),
    [
        ("Bộ Chính trị (khóa XII)", "politburo"),
        ("Bộ Chính trị, Ban Bí thư Trung ương Đảng", "politburo"),
        ("Thường trực Ban Bí thư", "secretariat"),
        ("BCH TW Đảng", "committee"),
        ("BCH T.Ư Đảng khóa XIII", "committee"),
        ("Hội nghị Trung ương 4 khóa XII", "committee"),
        ("Trung ương 5 khóa X", "committee"),
        ("Trung ương 4 (khóa XI, XII)", "committee"),
        ("Hội nghị lần thứ năm khóa XIII", "committee"),
        ("Trung ương", "committee"),
        ("Đại hội XIII", "congress"),
        ("Đại hội Đảng lần thứ XII", "congress"),
        ("Đại hội lần thứ XIII của Đảng Cộng sản Việt Nam", "congress"),
        ("Đại hội đại biểu toàn quốc lần thứ XIII, nhiệm kỳ 2021 - 2026", "congress"),
        ("Đảng", ""),
    ],
)
def test_those_who_act_for_the_centre_are_known_by_the_whole_phrase(bodies, printed, collective):
    issuer = read_issuer(printed, None)
    assert issuer.organization == bodies["central"]
    assert issuer.collective == collective


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        # Each holds words of the Centre and writes a code of its own.
        ("Văn phòng Ban Chấp hành Trung ương", "VPTW"),
        ("Văn phòng Ban Chấp hành Trung ương Đảng", "VPTW"),
        ("Văn phòng Trung ương Đảng", "VPTW"),
        ("Văn phòng Trung ương", "VPTW"),
        ("Văn phòng TW Đảng", "VPTW"),
        ("Ủy ban Kiểm tra Trung ương", "UBKTTW"),
        ("Uỷ ban Kiểm tra Ban Chấp hành Trung ương", "UBKTTW"),
        ("UBKT Trung ương", "UBKTTW"),
        ("Ban Tổ chức Trung ương Đảng", "BTCTW"),
    ],
)
@pytest.mark.parametrize("is_published", [True, False])
def test_an_office_of_the_centre_is_not_the_centre(bodies, printed, code, is_published):
    issuer = read_issuer(printed, bodies["department"] if is_published else None)
    assert issuer.organization.codes.get().code == code
    assert issuer.collective == ""


@pytest.mark.parametrize(
    "printed",
    [
        # The youth union and the Front have a centre and congresses of their own.
        "Ban Bí thư Trung ương Đoàn",
        "Ban Chấp hành Trung ương Đoàn",
        "Đại hội đại biểu toàn quốc lần thứ X Mặt trận Tổ quốc Việt Nam",
        "Đại hội Đoàn toàn quốc lần thứ XII",
        # No number and no body: whose congress it is stays open.
        "Đại hội",
        "Đại hội đại biểu",
        "Ban Kinh tế Trung ương",  # an office nobody registered
        "Ban Quản lý đầu tư",  # "tư" ends other words too
        "Hội nghị tổng kết",
    ],
)
def test_words_of_the_centre_within_another_name_are_not_the_centre(bodies, printed):
    assert read_issuer(printed, bodies["department"]).organization is None


def test_a_numbered_congress_of_a_province_is_not_the_partys(bodies):
    issuer = read_issuer("Đại hội XIX Đảng bộ tỉnh", bodies["department"])
    assert (issuer.organization, issuer.collective) == (bodies["province"], "congress")


@pytest.mark.parametrize(
    "printed",
    ["Thành ủy Tịnh Tây", "Huyện ủy", "Công ty Than", "", "Thường trực Ban Chỉ đạo"],
)
def test_a_name_that_fits_no_body_gives_none(bodies, printed):
    assert read_issuer(printed, bodies["department"]).organization is None


def test_without_a_publisher_a_name_without_a_place_stays_open(bodies):
    assert read_issuer("Tỉnh ủy", None).organization is None
    assert read_issuer("Tỉnh ủy Mẫu Sơn", None).organization == bodies["province"]


def test_the_reason_names_the_publisher_when_that_decided(bodies):
    why = read_issuer("Tỉnh ủy", bodies["department"]).why
    assert "Tỉnh ủy Mẫu Sơn vì nguồn do Ban Tuyên giáo Thành ủy Mẫu Sơn phát hành" in why


def test_a_code_only_one_body_writes_names_it(bodies):
    assert owner_of_symbol("CT/TW", None) == bodies["central"]
    assert owner_of_symbol("KH-UBND", None) == bodies["office"]


def test_a_code_that_several_bodies_write_names_none(bodies):
    assert owner_of_symbol("CT/TU", None) is None
    assert owner_of_symbol("CT/XYZ", None) is None


def test_a_code_is_read_past_terms_and_units():
    assembly = make.make_state_body("Ủy ban Thường vụ Quốc hội", code="UBTVQH")
    police = make.make_state_body("Bộ Công an", code="BCA")
    assert owner_of_symbol("UBTVQH13", None) == assembly
    assert owner_of_symbol("QĐ-BCA-V05", None) == police


def test_a_code_belongs_to_the_body_that_existed_on_the_day():
    old = make.make_organization("Ban Tuyên giáo Cũ", code="BTGCU", valid_to=date(2025, 2, 28))
    new = make.make_organization("Ban Tuyên giáo Mới", code="BTGCU", valid_from=date(2025, 3, 1))
    assert owner_of_symbol("HD/BTGCU", date(2024, 1, 5)) == old
    assert owner_of_symbol("HD/BTGCU", date(2026, 1, 5)) == new
    assert owner_of_symbol("HD/BTGCU", None) is None


@pytest.fixture
def ward(bodies):
    return make.make_organization("Đảng ủy phường Thử", parent=bodies["city"])


@pytest.mark.parametrize(
    "printed",
    [
        "Đảng ủy phường Thử",
        "ĐẢNG UỶ PHƯỜNG THỬ",
        # Who writes no accents asks for none.
        "Dang uy phuong Thu",
        # Other words for the body's kind, the meeting and the term before and behind its name.
        "Ban Chấp hành Đảng bộ phường Thử",
        "Đại hội đại biểu Đảng bộ phường Thử lần thứ XIX",
        "BTV Đảng ủy phường Thử khóa XIX",
    ],
)
@pytest.mark.parametrize("is_published", [True, False])
def test_a_name_is_the_bodys_whatever_its_tones_stand_on(bodies, ward, printed, is_published):
    publisher = bodies["department"] if is_published else None
    assert read_issuer(printed, publisher).organization == ward


@pytest.mark.parametrize(
    "printed", ["Đảng ủy phường Thứ", "Đảng bộ phường Thứ", "Đảng ủy phường Thu", "Tỉnh ủy Mậu Sơn"]
)
@pytest.mark.parametrize("is_published", [True, False])
def test_a_name_with_other_tones_is_not_the_bodys(bodies, ward, printed, is_published):
    publisher = bodies["department"] if is_published else None
    assert read_issuer(printed, publisher).organization is None


def test_of_two_names_that_a_tone_tells_apart_the_printed_one_is_meant(bodies, ward):
    other = make.make_organization("Đảng ủy phường Thứ", parent=bodies["city"])
    assert read_issuer("Đảng ủy phường Thứ", bodies["city"]).organization == other
    assert read_issuer("Đảng ủy phường Thử", None).organization == ward
    # Without accents it may be either.
    assert read_issuer("Dang uy phuong Thu", None).organization is None
    assert namesakes("Dang uy phuong Thu", Bodies.load()) == [ward, other]


# --- Bodies over time ---------------------------------------------------------------------------


@pytest.fixture
def wards():
    """An old ward and a new one of one name, as after the reform of 2025."""
    province = make.make_organization("Tỉnh ủy Mẫu Sơn", code="TU", level=2)
    old = make.make_organization(
        "Đảng ủy phường Mẫu Giang", parent=province, valid_to=date(2025, 6, 30)
    )
    new = make.make_organization(
        "Đảng ủy phường Mẫu Giang", parent=province, valid_from=date(2025, 7, 1)
    )
    return province, old, new


def test_of_two_bodies_of_one_name_the_day_decides(wards):
    province, old, new = wards
    name = "Đảng ủy phường Mẫu Giang"
    assert read_issuer(name, province, day=date(2024, 3, 1)).organization == old
    assert read_issuer(name, province, day=date(2025, 8, 1)).organization == new
    assert read_issuer(name, province).organization is None


def test_a_text_names_no_body_that_came_after_it(wards):
    province, old, _ = wards
    name = "Đảng ủy phường Mẫu Giang"
    assert read_issuer(name, province, written_on=date(2024, 3, 31)).organization == old


def test_a_body_named_for_the_one_whose_place_it_took_gives_that_one():
    old = make.make_organization("Ban Tuyên giáo Cũ", code="BTGCU", valid_to=date(2025, 2, 28))
    new = make.make_organization("Ban Tuyên giáo Mới", code="BTGMOI", valid_from=date(2025, 3, 1))
    make.make_succession(old, new)
    source, bodies = make.make_source(), Bodies.load()
    found = read_issuer_in(source, "Ban Tuyên giáo Mới", "HD/BTGCU", date(2023, 5, 5), bodies)
    assert (found.organization, found.why) == (old, "Ban Tuyên giáo Cũ nay là Ban Tuyên giáo Mới")
    # Under its own code, after it began, it is itself; a successor never stands in.
    own = read_issuer_in(source, "Ban Tuyên giáo Mới", "HD/BTGMOI", date(2025, 5, 5), bodies)
    assert own.organization == new
    late = read_issuer_in(source, "Ban Tuyên giáo Cũ", "HD/BTGCU", date(2025, 5, 5), bodies)
    assert late.organization == old


def test_of_several_whose_place_it_took_all_are_kept_in_mind():
    olds = [
        make.make_organization(f"Đảng ủy phường Cũ {number}", valid_to=date(2025, 6, 30))
        for number in (1, 2)
    ]
    new = make.make_organization("Đảng ủy phường Mới", valid_from=date(2025, 7, 1))
    for old in olds:
        make.make_succession(old, new)
    found = read_issuer_in(
        make.make_source(), "Đảng ủy phường Mới", "NQ/ĐU", date(2023, 5, 5), Bodies.load()
    )
    assert found.organization is None
    assert list(found.bodies) == olds


def test_all_bodies_cost_four_queries(bodies, django_assert_num_queries):
    with django_assert_num_queries(4):
        loaded = Bodies.load()
    with django_assert_num_queries(0):
        read_issuer("Ban Thường vụ Tỉnh uỷ", bodies["department"], loaded)
        owner_of_symbol("CT/TU", date(2023, 5, 19), loaded)
