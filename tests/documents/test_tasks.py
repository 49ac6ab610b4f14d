"""Long work goes to the worker, is done whole or not at all, and staff see how it ended."""

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django_tasks import TaskResultStatus

from bulletins.tasks import reread_bulletin
from documents.models import BackgroundTask, Citation, Document
from documents.tasks import reread_texts
from tests import factories as make

pytestmark = pytest.mark.django_db

SENTENCE = "Thực hiện Chỉ thị số 24-CT/TU, ngày 19/5/2023 của Tỉnh ủy."


@pytest.fixture
def administrator():
    client = Client()
    client.force_login(make.make_administrator())
    return client


@pytest.fixture(autouse=True)
def directive_type():
    return make.make_document_type("Chỉ thị", party_code="CT")


def run_worker():
    """Run what is waiting, the way the worker process does, and stop."""
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)


def post_action(client, model, action, *records):
    address = reverse(f"admin:{model}_changelist")
    data = {"action": action, "_selected_action": [record.pk for record in records]}
    return client.post(address, data, follow=True)


@pytest.mark.django_db(transaction=True)
def test_chosen_documents_are_read_anew_by_the_worker(administrator):
    document = make.make_document(text=SENTENCE)
    page = post_action(administrator, "documents_document", "reread_action", document)
    assert "Đang đọc lại 1 văn bản" in page.content.decode()
    assert not Citation.objects.exists()
    run_worker()
    assert Citation.objects.get().source == document.text
    listed = administrator.get(reverse("admin:documents_backgroundtask_changelist"))
    words = listed.content.decode()
    assert "Đọc lại trích dẫn của văn bản" in words
    assert "Đã đọc lại 1 nguồn văn: 1 trích dẫn chờ xác nhận, 1 văn bản mới ghi nhận, " in words
    assert "1 quan hệ đề xuất." in words


@pytest.mark.django_db(transaction=True)
def test_a_bulletin_is_read_as_a_whole(administrator):
    bulletin = make.make_bulletin()
    for text in ("Chi bộ học Chỉ thị số 24-CT/TU.", SENTENCE):
        make.make_item(bulletin, text=make.make_source(text))
    post_action(administrator, "bulletins_bulletin", "reread_action", bulletin)
    run_worker()
    # The undated mention is completed by the dated one in the other item.
    assert Document.objects.count() == 1
    assert Citation.objects.filter(resolution="one").count() == 2


def test_documents_without_text_have_nothing_to_read(administrator):
    page = post_action(administrator, "documents_document", "reread_action", make.make_document())
    assert "chưa có nội dung để đọc" in page.content.decode()
    assert not BackgroundTask.objects.exists()


def test_what_vanished_before_the_worker_came_is_passed_over():
    assert reread_texts.call([0]).startswith("Đã đọc lại 0 nguồn văn")
    assert reread_bulletin.call(0) == "Bản tin không còn trong sổ."


def test_a_failed_task_tells_staff_what_to_do_and_no_inner_words(administrator):
    make.make_document()
    result = reread_texts.enqueue(["không phải số"])
    BackgroundTask.objects.filter(pk=result.id).update(
        status=TaskResultStatus.FAILED, exception_class_path="builtins.ValueError", traceback="bí"
    )
    page = administrator.get(reverse("admin:documents_backgroundtask_changelist"))
    assert "Hãy chạy lại" in page.content.decode()
    assert "ValueError" not in page.content.decode()


def test_only_the_worker_writes_task_rows(administrator):
    assert administrator.get(reverse("admin:documents_backgroundtask_add")).status_code == 403
