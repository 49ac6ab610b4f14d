"""Each filter of the document list keeps what it names and drops the rest."""

import re
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.test import RequestFactory

from documents.listing.filters import DocumentFilter
from documents.models import Document
from documents.search import names
from organizations.audience import Audience
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def registry():
    centre = make.make_organization("Trung ương Thử Nghiệm", "TW", level=1)
    ward = make.make_organization("Đảng ủy phường Mẫu", "ĐU", level=4)
    plan = make.make_document_type("Kế hoạch")
    public = {"audience": Audience.EVERYONE}
    return {
        "centre": make.make_document(organization=centre, issued_on=date(2018, 11, 9), **public),
        "ward": make.make_document(
            organization=ward, document_type=plan, text="Nội dung.", **public
        ),
        "unknown body": make.make_document(
            organization=None, issued_on=None, issued_year=2012, **public
        ),
    }


def filter_of(parameters: str, user=None) -> DocumentFilter:
    request = RequestFactory().get(f"/van-ban/?{parameters}")
    request.user = user or AnonymousUser()
    return DocumentFilter(QueryDict(parameters), queryset=Document.objects.all(), request=request)


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ("", {"centre", "ward", "unknown body"}),
        ("loai=ke+hoach", {"ward"}),
        ("co_quan=dang-uy-phuong-mau", {"ward"}),
        ("co_quan=chua-ro", {"unknown body"}),
        ("cap=trung-uong", {"centre"}),
        ("cap=xa", {"ward"}),
        ("cap=tinh", set()),
        ("cap=chua-ro", {"unknown body"}),
        ("nam=2018", {"centre"}),
        ("nam=2012", {"unknown body"}),
        ("co_van_ban=co", {"ward"}),
        ("co_van_ban=chi-trich-dan", {"centre", "unknown body"}),
        # Both ends are included, whatever the spelling of the day.
        ("tu_ngay=9/11/2018&den_ngay=09-11-2018", {"centre"}),
        ("tu_ngay=10/11/2018", {"ward"}),
        ("den_ngay=8/11/2018", {"unknown body"}),
        # A year alone counts when all of it lies inside.
        ("tu_ngay=1/1/2012&den_ngay=31/12/2012", {"unknown body"}),
        ("tu_ngay=2/1/2012&den_ngay=31/12/2012", set()),
        ("tu_ngay=1/1/2012&den_ngay=30/12/2012", set()),
        # Conditions are joined by "and".
        ("loai=ke+hoach&nam=2018", set()),
        ("q=m%E1%BA%ABu&cap=xa", {"ward"}),
        ("hieu_luc=unknown&cap=xa", {"ward"}),
        ("hieu_luc=ended", set()),
        ("nhiem_ky=xiii", set()),
    ],
)
def test_a_filter_keeps_what_it_names(registry, parameters, expected):
    filters = filter_of(parameters)
    assert filters.is_valid(), filters.errors
    names = {document.pk: name for name, document in registry.items()}
    assert {names[key] for key in filters.hits.records(filters.order, 0, 10)} == expected
    # The index is asked the same as the table, so that neither lets through what the other stops.
    if "q=" not in parameters:
        assert {names[document.pk] for document in filters.qs} == expected


@pytest.mark.parametrize("name", ["cap", "co_van_ban", "hieu_luc"])
def test_the_choices_of_a_filter_add_up_to_the_whole_list(registry, name):
    words = [word for word, _ in filter_of("").form.fields[name].choices if word]
    counts = [filter_of(f"{name}={word}").qs.count() for word in words]
    assert sum(counts) == len(registry)


def test_conditions_in_use_are_named_with_the_address_that_drops_each(registry):
    filters = filter_of("q=ct+24&loai=ke+hoach&tu_ngay=1/2/2018&cap=xa&page=3")
    assert filters.is_valid()
    assert [(shown.label, shown.shown) for shown in filters.conditions()] == [
        ("Loại văn bản", "Kế hoạch"),
        ("Cấp ban hành", "Cấp xã, phường"),
        ("Từ ngày", "01/02/2018"),
    ]
    # The page number goes too: the longer list starts anew.
    dropped = filters.conditions()[0].address_without
    assert dropped == "/van-ban/?q=ct+24&tu_ngay=1%2F2%2F2018&cap=xa"
    assert [(chip.shown, chip.address_without) for chip in filters.chips()] == [
        ("Chỉ thị", "/van-ban/?loai=ke+hoach&tu_ngay=1%2F2%2F2018&cap=xa&q=24"),
        ("số 24", "/van-ban/?loai=ke+hoach&tu_ngay=1%2F2%2F2018&cap=xa&q=ct"),
    ]


def box_of_bodies(parameters: str = "") -> str:
    boxes = filter_of(parameters).boxes()
    return re.search(r'<select name="co_quan".*?</select>|<input[^>]+"co_quan".*?>', boxes, re.S)[0]


def test_the_box_of_bodies_offers_them_by_level_and_the_one_asked_for_is_chosen(registry):
    text = box_of_bodies("co_quan=dang-uy-phuong-mau")
    assert re.findall(r"<option value=\"(.*?)\"( selected)?>(.*?)</option>", text) == [
        ("", "", "Mọi cơ quan"),
        ("chua-ro", "", "Chưa rõ cơ quan"),
        ("trung-uong-thu-nghiem", "", "Trung ương Thử Nghiệm"),
        ("dang-uy-phuong-mau", " selected", "Đảng ủy phường Mẫu"),
    ]


def test_more_bodies_than_fit_in_a_box_are_not_offered_and_the_one_asked_for_is_kept(
    registry, monkeypatch
):
    monkeypatch.setattr(names, "MOST_BODIES_IN_A_BOX", 2)
    assert box_of_bodies().startswith("<select")
    monkeypatch.setattr(names, "_known", names.Names())
    monkeypatch.setattr(names, "MOST_BODIES_IN_A_BOX", 1)
    text = box_of_bodies("co_quan=dang-uy-phuong-mau")
    assert text.startswith('<input type="hidden" name="co_quan" value="dang-uy-phuong-mau"')


def test_what_was_entered_or_renamed_just_now_is_offered(registry):
    assert "Ban Mới" not in box_of_bodies()
    body = make.make_organization(name="Ban Mới")
    assert "Ban Mới" in box_of_bodies()
    body.name = "Ban Đổi tên"
    body.save()
    assert "Ban Đổi tên" in box_of_bodies()
    assert "Loại Mới" not in filter_of("").boxes()
    make.make_document_type("Loại Mới")
    assert "Loại Mới" in filter_of("").boxes()


def test_boxes_drawn_for_one_list_hold_nothing_of_another(registry):
    assert 'value="2018"' in filter_of("nam=2018").boxes()
    assert 'value="2018"' not in filter_of("q=24").boxes()
    assert " selected>Đảng ủy phường Mẫu" in filter_of("co_quan=dang-uy-phuong-mau").boxes()
    assert " selected>Đảng ủy phường Mẫu" not in filter_of("").boxes()


@pytest.mark.parametrize(
    ("parameters", "shown"),
    [
        ("loai=ke+hoach", "Kế hoạch"),
        ("co_quan=dang-uy-phuong-mau", "Đảng ủy phường Mẫu"),
        ("co_quan=chua-ro", "Chưa rõ cơ quan"),
        ("cap=xa", "Cấp xã, phường"),
        ("cap=chua-ro", "Chưa rõ cấp"),
        ("tu_ngay=1/2/2018", "01/02/2018"),
        ("nam=2018", "2018"),
    ],
)
def test_a_condition_is_told_in_the_words_of_its_box(registry, parameters, shown):
    asked = filter_of(parameters)
    assert asked.is_valid()
    assert [condition.shown for condition in asked.conditions()] == [shown]


def test_a_search_without_a_page_does_not_read_what_the_boxes_offer(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert filter_of("nam=2018").is_valid()
