"""The bodies of a generated registry, with the types they issue and their terms. No Django.

Provinces are the 34 of 01/07/2025 (Resolution 202/2025/QH15); communes are invented. All are
the same at every run: only documents are drawn.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from documents.generating.vocabulary import PLACE_SYLLABLES
from organizations.text import fold, slug

SLUG_PREFIX = "thu-"
# The slug of Trung ương Đảng in the reference data.
CENTRAL_SLUG = "trung-uong-dang"
COMMUNES_A_PROVINCE = 20

CITIES = ("Hà Nội", "Hải Phòng", "Huế", "Đà Nẵng", "Cần Thơ", "Hồ Chí Minh")
PROVINCES = (
    *("Tuyên Quang", "Cao Bằng", "Lai Châu", "Lào Cai", "Thái Nguyên", "Điện Biên", "Lạng Sơn"),
    *("Sơn La", "Phú Thọ", "Bắc Ninh", "Quảng Ninh", "Hưng Yên", "Ninh Bình", "Thanh Hóa"),
    *("Nghệ An", "Hà Tĩnh", "Quảng Trị", "Quảng Ngãi", "Gia Lai", "Đắk Lắk", "Khánh Hòa"),
    *("Lâm Đồng", "Đồng Nai", "Tây Ninh", "Đồng Tháp", "Vĩnh Long", "Cà Mau", "An Giang"),
)


@dataclass(frozen=True, slots=True)
class Family:
    """Bodies alike: `kind`, `level`, `system` as in the registry; types, weights added up.

    `weight` is how many documents one such body issues beside one of another family.
    """

    kind: str
    level: int
    system: str
    weight: int
    type_names: tuple[str, ...]
    type_weights: tuple[int, ...]
    # Types of which some have the year in the number: 12/2020/QĐ-UBND.
    year_types: tuple[str, ...] = ()


def _family(
    kind: str,
    level: int,
    weight: int,
    types: dict[str, int],
    system: str = "party",
    year_types: tuple[str, ...] = (),
) -> Family:
    weights = tuple(accumulate(types.values()))
    return Family(kind, level, system, weight, tuple(types), weights, year_types)


_PARTY = {
    **{"Quyết định": 22, "Kế hoạch": 20, "Thông báo": 14, "Báo cáo": 14, "Công văn": 12},
    **{"Kết luận": 5, "Nghị quyết": 4, "Chỉ thị": 3, "Tờ trình": 3, "Hướng dẫn": 3},
    **{"Quy định": 3, "Chương trình": 2, "Chương trình hành động": 2, "Đề án": 1, "Quy chế": 1},
}
_OFFICE = {
    **{"Công văn": 28, "Báo cáo": 20, "Kế hoạch": 16, "Hướng dẫn": 14, "Thông báo": 10},
    **{"Quyết định": 8, "Tờ trình": 5},
}
_GOVERNMENT = {
    **{"Quyết định": 46, "Kế hoạch": 16, "Báo cáo": 11, "Công văn": 10, "Tờ trình": 8},
    **{"Thông báo": 7, "Chỉ thị": 2},
}
_COUNCIL = {"Nghị quyết": 70, "Báo cáo": 12, "Tờ trình": 10, "Thông báo": 8}

COMMITTEE = _family("committee", 2, 160, _PARTY)
OFFICE = _family("party_office", 2, 30, _OFFICE)
GOVERNMENT = _family("government", 2, 300, _GOVERNMENT, "state", ("Quyết định",))
COUNCIL = _family("council", 2, 50, _COUNCIL, "state", ("Nghị quyết",))
COMMUNE = _family("committee", 4, 17, _PARTY)

# What a provincial committee's offices are called before its name, and their codes.
OFFICES = (
    ("Văn phòng", "VPTU"),
    ("Ban Tổ chức", "BTCTU"),
    ("Ủy ban Kiểm tra", "UBKTTU"),
    ("Ban Nội chính", "BNCTU"),
    ("Ban Tuyên giáo", "BTGTU"),
)


@dataclass(frozen=True, slots=True)
class PlannedTerm:
    """One term of a body; the last is open."""

    label: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class PlannedBody:
    """One body to be registered; `parent` is a slug, of another planned body or of a known one."""

    slug: str
    name: str
    full_name: str
    code: str
    family: Family
    parent: str
    terms: tuple[PlannedTerm, ...]


def plan_bodies(known: dict[str, str]) -> list[PlannedBody]:
    """Return all bodies to be made, those above first.

    `known` gives the slugs of bodies the registry has already, by folded name: these are not
    made a second time and issue nothing, but bodies below them are put under them.
    """
    bodies: list[PlannedBody] = []
    names = _commune_names()
    for place, is_city in [(city, True) for city in CITIES] + [(name, False) for name in PROVINCES]:
        for body in _province(place, is_city, known, names):
            if fold(body.name) not in known:
                bodies.append(body)
    return bodies


def _province(
    place: str, is_city: bool, known: dict[str, str], communes: Iterator[str]
) -> Iterator[PlannedBody]:
    """Yield the bodies of one province; a city's committee is a Thành ủy."""
    committee = f"{'Thành ủy' if is_city else 'Tỉnh ủy'} {place}"
    area = f"{'thành phố' if is_city else 'tỉnh'} {place}"
    top = known.get(fold(committee)) or _slug(committee)
    yield _body(committee, "TU", COMMITTEE, CENTRAL_SLUG)
    for office, code in OFFICES:
        yield _body(f"{office} {committee}", code, OFFICE, top)
    yield _body(f"UBND {area}", "UBND", GOVERNMENT, top, f"Ủy ban nhân dân {area}")
    yield _body(f"HĐND {area}", "HĐND", COUNCIL, top, f"Hội đồng nhân dân {area}")
    for _ in range(COMMUNES_A_PROVINCE):
        yield _body(f"Đảng ủy {next(communes)}", "ĐU", COMMUNE, top)


def _body(name: str, code: str, family: Family, parent: str, full_name: str = "") -> PlannedBody:
    terms = plan_terms(name, family.level) if family.system == "party" else ()
    return PlannedBody(_slug(name), name, full_name or name, code, family, parent, terms)


def _slug(name: str) -> str:
    return SLUG_PREFIX + slug(name)


def _commune_names() -> Iterator[str]:
    """Yield names of invented communes, each once: “phường Tân Phú An”, “xã Tân Phú Bình”…"""
    for first in PLACE_SYLLABLES:
        for second in PLACE_SYLLABLES:
            for third in PLACE_SYLLABLES:
                if len({first, second, third}) == 3:
                    kind = "phường" if len(first + second + third) % 3 == 0 else "xã"
                    yield f"{kind} {first} {second} {third}"


# Month and year of the congresses of provincial committees; communes meet some months before.
_CONGRESSES = (
    *((1986, 10), (1991, 10), (1996, 4), (2000, 12), (2005, 12), (2010, 10), (2015, 10)),
    *((2020, 10), (2025, 9)),
)
_NUMERALS = ("XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX")
PROVINCE_LEVEL = 2


def plan_terms(name: str, level: int) -> tuple[PlannedTerm, ...]:
    """Return a committee's terms without gaps since before 1990, the days differing by body.

    Provinces count to XX today, as most do; communes to XIX or XX.
    """
    spread = sum(map(ord, name))
    earlier = 0 if level == PROVINCE_LEVEL else 3
    starts = [date(year, month - earlier, 1 + spread % 28) for year, month in _CONGRESSES]
    ends = [start - timedelta(days=1) for start in starts[1:]] + [None]
    offset = 1 if level == PROVINCE_LEVEL else spread % 2
    labels = _NUMERALS[offset : offset + len(starts)]
    return tuple(PlannedTerm(*facts) for facts in zip(labels, starts, ends, strict=True))
