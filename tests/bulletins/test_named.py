"""Who types the name of a bulletin in the search box is led to it."""

from datetime import date

import pytest

from bulletins.models import Bulletin
from bulletins.named import SHOWN, bulletins_named
from documents.search.query import read_query
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def march() -> Bulletin:
    return make.make_bulletin(year=2024, month=3)


def named(typed, reader=None):
    return bulletins_named(reader or make.make_member(), read_query(typed))


@pytest.mark.parametrize(
    "typed",
    [
        "bản tin tháng 3/2024",
        "ban tin thang 3",
        "BẢN TIN THÁNG 03 NĂM 2024",
        "sinh hoat chi bo thang 3",
        "Tài liệu sinh hoạt chi bộ tháng 3 năm 2024",
        "3/2024",
        "bản tin 2024",
    ],
)
def test_a_bulletin_is_named_by_its_month_or_year(march, typed):
    make.make_bulletin(publisher=march.publisher, year=2023, month=11)
    assert named(typed) == [march]


@pytest.mark.parametrize(
    "typed",
    [
        # Another month, another year.
        "bản tin tháng 4/2024",
        "bản tin 2022",
        # Something in it, or of it.
        "bản tin tháng 3 trật tự đô thị",
        "kế hoạch tháng 3/2024",
        '"bản tin" tháng 3/2024',
        "bản tin tháng 3/2024 -nháp",
        "19/3/2024",
        "2024",
        "tin",
        "",
    ],
)
def test_other_questions_name_no_bulletin(march, typed):
    assert named(typed) == []


def test_a_draft_is_named_to_editors_and_a_withdrawn_one_to_nobody(march):
    Bulletin.objects.filter(pk=march.pk).update(state=Bulletin.State.DRAFT)
    assert named("bản tin tháng 3/2024") == []
    assert named("bản tin tháng 3/2024", make.make_editor()) == [march]
    Bulletin.objects.filter(pk=march.pk).update(
        state=Bulletin.State.WITHDRAWN, withdrawn_on=date(2024, 4, 1), withdrawn_reason="In nhầm."
    )
    assert named("bản tin tháng 3/2024", make.make_editor()) == []


def test_the_newest_of_a_month_come_first_and_not_all(march):
    for year in range(2015, 2021):
        make.make_bulletin(publisher=march.publisher, year=year, month=3)
    assert [one.year for one in named("bản tin tháng 3")] == [2024, 2020, 2019][:SHOWN]


def test_the_list_of_documents_leads_to_the_bulletin_first(client, march):
    client.force_login(make.make_member())
    page = client.get("/van-ban/", {"q": "bản tin tháng 3/2024"}).content.decode()
    link = f'href="{march.get_absolute_url()}"'
    assert 0 < page.index(link) < page.index("Không tìm thấy văn bản nào")
    # What asks for documents is not asked twice.
    assert link not in client.get("/van-ban/", {"q": "kế hoạch 2024"}).content.decode()
