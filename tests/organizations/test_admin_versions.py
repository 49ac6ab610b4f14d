"""The history page tells every act in words and leaves out what changed nothing."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.urls import reverse

from documents.models import Attachment, Document
from tests import factories as make
from tests.admin_page import client_of

pytestmark = pytest.mark.django_db


def told(record, name, user=None) -> list[str]:
    """The column “Việc” with what changed, newest first."""
    address = reverse(f"admin:{name}_history", args=[record.pk])
    page = client_of(user or make.make_editor()).get(address).content.decode()
    table = page.split('id="change-history"')[1].split("</table>")[0]
    return [row.split("<td>")[2].split("</td>")[0] for row in table.split("<tr>")[2:]]


def history_page(record, name) -> str:
    address = reverse(f"admin:{name}_history", args=[record.pk])
    return client_of(make.make_editor()).get(address).content.decode()


def test_trashing_and_restoring_are_called_so():
    document = make.make_document()
    document.move_to_bin()
    document.restore()
    document.title = "về việc khác"
    document.save()
    assert told(document, "documents_document") == [
        "Sửa", "Khôi phục", "Bỏ vào thùng rác", "Thêm mới",
    ]  # fmt: skip


def test_letting_members_read_an_item_is_called_so():
    item = make.make_item(unreviewed="text")
    item.unreviewed = "nothing"
    item.save()
    assert told(item, "bulletins_bulletinitem") == ["Cho đọc", "Thêm mới"]


def test_a_version_in_which_nothing_changed_is_left_out():
    document = make.make_document()
    document.save()
    assert told(document, "documents_document") == ["Thêm mới"]
    assert "không đổi trường nào" not in history_page(document, "documents_document")


def test_files_that_come_and_go_are_told_with_their_document():
    document = make.make_document()
    assert "Những gì kèm theo" not in history_page(document, "documents_document")
    attachment = make.make_attachment(document, name="a.txt")
    make.make_attachment(name="cua-van-ban-khac.txt")
    attachment.move_to_bin()
    page = history_page(document, "documents_document")
    assert page.index("Bỏ vào thùng rác tệp đính kèm a.txt") < page.index("Thêm tệp đính kèm a.txt")
    assert "cua-van-ban-khac" not in page


def test_a_changed_text_is_told_with_the_record_it_belongs_to():
    source = make.make_source("Điều 1.")
    document = make.make_document(text=source)
    source.save()
    page = history_page(document, "documents_document")
    assert "Thêm nội dung" in page
    assert "Sửa nội dung" not in page
    source.body = "Điều 2."
    source.save()
    page = history_page(document, "documents_document")
    assert page.index("Sửa nội dung") < page.index("Thêm nội dung")


def test_a_clock_that_was_set_back_turns_nothing_round():
    document = make.make_document()
    attachment = make.make_attachment(document, name="a.txt")
    document.move_to_bin()
    an_hour = {"history_date": F("history_date") + timedelta(hours=1)}
    for kind in (Document, Attachment):
        kind.history.update(**an_hour)
    document.restore()
    attachment.move_to_bin()
    assert told(document, "documents_document") == ["Khôi phục", "Bỏ vào thùng rác", "Thêm mới"]
    page = history_page(document, "documents_document")
    assert page.index("Bỏ vào thùng rác tệp đính kèm a.txt") < page.index("Thêm tệp đính kèm a.txt")
