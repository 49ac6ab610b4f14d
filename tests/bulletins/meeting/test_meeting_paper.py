"""The pack on paper, printed by a real browser: two sides, however long the titles are."""

import re
from datetime import date
from itertools import product

import pytest

from documents.models import Document
from tests import factories as make
from tests.browsing import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.any_database]

TITLE = "về việc tăng cường sự lãnh đạo của Đảng ĐỐI VỚI CÔNG TÁC xây dựng nếp sống văn hóa mới "


def sides_of(page):
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


@pytest.fixture
def pack(page, live_server):
    """Return what opens the pack of a bulletin with 14 documents and 14 new ones, of one title."""
    committee = make.make_organization("Đảng ủy phường Mẫu Có Tên Gọi Dài")
    bulletin = make.make_bulletin(
        make.make_organization("Ban Tuyên giáo Đảng ủy phường Mẫu", parent=committee),
        marking="SỬ DỤNG VÀ BẢO QUẢN TRONG NỘI BỘ CỦA ĐẢNG",
    )
    for number in range(14):
        first = make.make_document(organization=committee)
        make.make_item(bulletin, first)
        new = make.make_document(issued_on=date(2024, 2, 1 + number))
        make.make_relation(new, first, "replaces", stated_on=date(2024, 3, 1))
    sign_in(page, live_server.url, make.make_member())

    def open_pack(title, is_of_bulletin):
        Document.objects.update(title=title)
        word = f"{bulletin.publisher.slug}/2024/3" if is_of_bulletin else ""
        page.goto(f"{live_server.url}/ban-tin/tai-lieu-hop/?ban_tin={word}&tu_ngay=01/02/2024")

    return open_pack


def test_a_full_pack_is_printed_on_two_sides(page, pack):
    for length, is_of_bulletin in product((0, 60, 130, 400), (True, False)):
        pack((TITLE * 5)[:length], is_of_bulletin)
        assert "Hai mặt giấy không đủ chỗ" in page.locator(".pack-note").inner_text()
        assert sides_of(page) == 2, (length, is_of_bulletin)
