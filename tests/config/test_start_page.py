"""The start page of the staff: what waits, what they did last, the way to the guide."""

import re

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_tasks import TaskResultStatus

from config import work
from config.guide import as_html
from documents.models import BackgroundTask, CitationWarning, Decision
from documents.tasks import reread_texts
from tests import factories
from tests.admin_page import client_of, editor_client, filled

pytestmark = pytest.mark.django_db


def _waiting():
    """One more of each kind of work."""
    CitationWarning.objects.create(citation=factories.make_citation(), sentence="Sai mã.")
    factories.make_relation(state=Decision.PROPOSED)
    factories.make_document(state="proposed")
    factories.make_bulletin(state="draft")
    factories.make_search_miss()
    factories.make_item(factories.make_bulletin(month=7), unreviewed="text")
    factories.make_mistake_report()
    _failed_task()
    _wanted_document()


def _wanted_document():
    """A document that a bulletin cites and nobody has."""
    words = "Chỉ thị số 24-CT/TU"
    item = factories.make_item(factories.make_bulletin(month=8))
    item.text = factories.make_source(f"Thực hiện {words}.")
    item.save()
    document = factories.make_document()
    factories.make_citation(item.text, words, document, state=Decision.CONFIRMED)


def _failed_task():
    """A piece of background work that ended in a fault."""
    task = reread_texts.enqueue([])
    BackgroundTask.objects.filter(pk=task.id).update(status=TaskResultStatus.FAILED)


def test_the_start_page_counts_what_waits_and_leads_to_exactly_that():
    client = editor_client()
    _waiting()
    factories.make_citation(state=Decision.CONFIRMED)
    factories.make_bulletin()
    factories.make_search_miss(is_handled=True)
    factories.make_mistake_report(handled_by=factories.make_editor())
    factories.make_mistake_report().document.move_to_bin()
    # The relations of a document in the bin are no work, from whichever end.
    factories.make_relation(state=Decision.PROPOSED).source.move_to_bin()
    factories.make_relation(state=Decision.PROPOSED).target.move_to_bin()
    page = client.get(reverse("admin:index"))
    for label in ("Trích dẫn chờ xác nhận", "Quan hệ chờ xác nhận", "Văn bản máy đề xuất"):
        assert f"{label}: 1</a>" in page.content.decode()
    assert "Câu tìm không ra: 1</a>" in page.content.decode()
    assert "Bản tin nháp: 1</a>" in page.content.decode()
    for label in ("Việc chạy nền không xong", "Văn bản còn thiếu", "Báo sai sót chờ xử lý"):
        assert f"{label}: 1</a>" in page.content.decode()
    for task in page.context["work"]:
        shown = client.get(task["url"]).context
        count = shown["cl"].result_count if "cl" in shown else shown["page"].paginator.count
        assert count == task["count"] == 1, task
    assert "Nhập văn bản</a>" in page.content.decode()
    assert "Nhập bản tin</a>" in page.content.decode()


def test_work_is_counted_up_to_a_bound(monkeypatch):
    monkeypatch.setattr(work, "COUNTED", 2)
    for _ in range(3):
        factories.make_search_miss()
    page = editor_client().get(reverse("admin:index")).content.decode()
    assert "Câu tìm không ra: hơn 2</a>" in page


def test_nothing_is_counted_for_who_may_not_see_the_list():
    _waiting()
    assert work.work_waiting(factories.make_member()) == []
    assert len(work.work_waiting(factories.make_editor())) == 10


def test_the_start_page_leads_to_the_guide_with_its_pictures():
    client = editor_client()
    assert reverse("guide") in client.get(reverse("admin:index")).content.decode()
    page = client.get(reverse("guide")).content.decode()
    assert "<h1>Hướng dẫn biên tập</h1>" in page
    assert "<strong>Đọc trích dẫn</strong>" in page
    for name in re.findall(r'src="/static/(huong-dan/[^"]+)"', page):
        assert finders.find(name), name
    # Every address it leads to is there for an editor.
    found = set(re.findall(r'<a href="(/[^"]*)"', page.split("<article")[1].split("</article")[0]))
    assert len(found) >= 6
    assert {address: client.get(address).status_code for address in found} == dict.fromkeys(
        found, 200
    )


def test_the_guide_escapes_what_it_does_not_know():
    shown = as_html("# <b>Đầu</b>\n\n- một **hai**\n  ba\n- [x](javascript:y) [z](/a/)")
    assert shown == (
        "<h1>&lt;b&gt;Đầu&lt;/b&gt;</h1>\n<ul><li>một <strong>hai</strong> ba</li>"
        '<li>[x](javascript:y) <a href="/a/">z</a></li></ul>'
    )


def test_the_start_page_costs_the_same_for_little_and_much_work():
    client, address = editor_client(), reverse("admin:index")
    _waiting()
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for _ in range(4):
        _waiting()
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)


def test_the_start_page_says_what_i_did_last_in_words_and_leads_there():
    editor = factories.make_editor()
    client, address = client_of(editor), reverse("admin:index")
    assert "Chưa có việc nào." in client.get(address).content.decode()
    kind = factories.make_document_type("Kế hoạch")
    change = reverse("admin:documents_documenttype_change", args=[kind.pk])
    client.post(change, filled(client.get(change), note="Đã đối chiếu."))
    citation = factories.make_citation()
    sent = {"action": "reject_selected", "_selected_action": [citation.pk], "reason": "nhầm"}
    client.post(reverse("admin:documents_citation_changelist"), sent)
    document = factories.make_document()
    client.post(reverse("admin:documents_document_delete", args=[document.pk]), {"post": "yes"})
    shown = client.get(address)
    done = [(row["verb"], row["kind"], row["label"], row["url"]) for row in shown.context["done"]]
    assert done == [
        ("Bỏ", "văn bản", str(document), ""),
        (
            "Loại",
            "trích dẫn",
            str(citation),
            reverse("admin:documents_citation_change", args=[citation.pk]),
        ),
        ("Sửa", "loại văn bản", "Kế hoạch", change),
    ]
    page = shown.content.decode()
    assert "Việc tôi vừa làm" in page
    assert "Hoạt động gần đây" not in page
    # Mine only.
    assert "Chưa có việc nào." in editor_client().get(address).content.decode()
