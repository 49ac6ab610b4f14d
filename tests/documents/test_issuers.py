"""Which body a printed issuer means, by name and by where the text was published."""

from datetime import date

import pytest

from documents.issuers import owner_of_symbol, read_issuer
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
