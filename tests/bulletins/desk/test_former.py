"""Editors look at a published bulletin as its readers had it before a correction."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bulletins.former import former_version
from bulletins.importing import import_bulletin
from bulletins.models import Correction
from bulletins.publishing import release_text
from bulletins.reissuing import correcting
from documents.deciding.citations import confirm_citation
from documents.models import SourceText
from tests import factories as make
from tests.admin_page import filled
from tests.bulletins.desk.published import NOTE, make_published

pytestmark = pytest.mark.django_db

LINK = "Bản trước khi đính chính"


@pytest.fixture
def bulletin():
    return make_published()


@pytest.fixture
def item(bulletin):
    return bulletin.items.get(label="1.")


def save(client, item, **values):
    address = reverse("admin:bulletins_bulletinitem_change", args=[item.pk])
    item.refresh_from_db()
    return client.post(address, filled(client.get(address), **values), follow=True)


def correct(client, editor, item, old, new, note=NOTE, **values):
    client.force_login(editor)
    body = SourceText.objects.get(pk=item.text_id).body.replace(old, new)
    save(client, item, body=body, correction=note, **values)
    return Correction.objects.order_by("pk").last()


def offered_on(client, bulletin):
    page = client.get(bulletin.get_absolute_url()).content.decode()
    return [int(key) for key in re.findall(rf"\?lan=(\d+)\">{LINK}<", page)]


def shown(client, bulletin, correction):
    address = f"{bulletin.get_absolute_url()}truoc-dinh-chinh/"
    return client.get(address, {"lan": correction.pk}).content.decode()


def test_each_version_that_readers_had_opens_with_its_text_title_and_links(
    client, bulletin, editor, item
):
    document = make.make_document()
    with correcting(bulletin, editor, "Thêm liên kết."):
        confirm_citation(make.make_citation(item.text, "Chỉ thị số 24-CT/TU", document), editor)
    link = Correction.objects.get()
    text = correct(client, editor, item, "12 hộ", "21 hộ")
    save(client, item, title="Phòng cháy rừng", correction="Sửa tên.")
    title = Correction.objects.order_by("pk").last()
    assert offered_on(client, bulletin) == [title.pk, text.pk, link.pk]
    pages = [shown(client, bulletin, one) for one in (link, text, title)]
    assert [("Có 12 hộ" in page, "Có 21 hộ" in page) for page in pages] == [
        (True, False),
        (True, False),
        (False, True),
    ]
    linked = f'href="{document.get_absolute_url()}">Chỉ thị số 24-CT/TU</a>'
    assert [linked in page for page in pages] == [False, True, True]
    assert all("1. Phòng cháy</h3>" in page and "cháy rừng" not in page for page in pages)


def test_readers_are_neither_offered_nor_given_it(client, bulletin, editor, item):
    correction = correct(client, editor, item, "12 hộ", "21 hộ")
    client.force_login(make.make_member())
    assert offered_on(client, bulletin) == []
    address = f"{bulletin.get_absolute_url()}truoc-dinh-chinh/"
    response = client.get(address, {"lan": correction.pk})
    assert response.status_code == 403 and "12 hộ" not in response.content.decode()


def test_words_that_are_for_nobody_any_more_are_in_no_version(client, bulletin, editor, item):
    first = correct(client, editor, item, "12 hộ", "12 hộ, ông Mẫu", "Thêm tên.")
    hiding = correct(client, editor, item, ", ông Mẫu", "", "Bỏ tên.", hides_former="on")
    assert offered_on(client, bulletin) == []
    for one in (first, hiding):
        page = shown(client, bulletin, one)
        assert "Không có bản trước nào" in page and "Mẫu</" not in page and "ông Mẫu" not in page
    later = correct(client, editor, item, "12 hộ", "21 hộ", "Sửa số.")
    assert offered_on(client, bulletin) == [later.pk]
    assert "ông Mẫu" not in shown(client, bulletin, later)


def test_a_text_that_waited_is_shown_as_it_was_read_before(client, bulletin, editor, item):
    text = "NỘI DUNG\n\n1. Phòng cháy\n\nCó 21 hộ.\n"
    import_bulletin(text, bulletin.publisher, bulletin.year, bulletin.month)
    bulletin.refresh_from_db()
    with correcting(bulletin, editor, NOTE):
        release_text(bulletin.pk, bulletin.text_sha256)
    client.force_login(editor)
    page = shown(client, bulletin, Correction.objects.get())
    assert "Có 12 hộ" in page and "Có 21 hộ" not in page
    # What the new text lacked stood there then.
    assert "2. Tin hoạt động</h3>" in page


def test_a_secret_is_not_shown_again(client, bulletin, editor, item):
    correction = correct(client, editor, item, "12 hộ", "21 hộ")
    SourceText.history.filter(id=item.text_id).update(body="TỐI MẬT\n\nCó 12 hộ.")
    page = shown(client, bulletin, correction)
    assert "12 hộ" not in page and "có dấu độ mật" in page


@pytest.mark.parametrize("key", ["0", "abc", "99999999999999999999", ""])
def test_a_correction_that_is_not_there_shows_nothing(client, bulletin, editor, item, key):
    correct(client, editor, item, "12 hộ", "21 hộ")
    response = client.get(f"{bulletin.get_absolute_url()}truoc-dinh-chinh/", {"lan": key})
    assert response.status_code == 200 and "12 hộ" not in response.content.decode()


def test_the_queries_do_not_grow_with_the_items(client, bulletin, editor, item):
    counts = []
    for rows in (1, 4):
        for _ in range(rows):
            source = make.make_source("Theo Chỉ thị số 24-CT/TU.")
            make.make_item(bulletin, text=source)
            citation = make.make_citation(source, "Chỉ thị số 24-CT/TU", make.make_document())
            confirm_citation(citation, editor)
        with correcting(bulletin, editor, f"Sửa {rows}."):
            bulletin.refresh_from_db()
            bulletin.title = f"Tài liệu {rows}"
            bulletin.save()
        correction = Correction.objects.order_by("pk").last()
        with CaptureQueriesContext(connection) as queries:
            version = former_version(correction)
        counts.append((len(queries), len(version.items)))
    (few, _), (many, items) = counts
    assert few == many and items == 7
