"""A file that takes long to read waits for the worker; its page says how far that is."""

import re
import threading
from contextlib import contextmanager
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from bulletins import reading_files
from bulletins.file_tasks import read_staged, sweep_files
from bulletins.importing import take_in
from bulletins.models import Bulletin, BulletinItem, Intake
from bulletins.reading import LIFE, MOST_TRIES
from documents import working
from documents.files import programs
from documents.models import BackgroundTask
from documents.working import at_work, is_worker_busy
from tests import factories as make
from tests.bulletins.desk.intakes.sending import (
    OTHER_MONTH,
    PDF,
    key_of,
    let_pass,
    send,
    staged,
    text_of,
    waiting_tasks,
)
from tests.bulletins.desk.material import (
    BRING_IN,
    TEXT,
    read_by_the_worker,
    refusals,
    told,
)
from tests.documents.files.pdfs import lines, vietnamese_pdf
from tests.documents.files.programs import Programs
from tests.documents.files.test_oldword import OLD
from tests.documents.files.test_uploads import docx

pytestmark = pytest.mark.django_db


def test_a_pdf_waits_in_a_private_folder_until_the_worker_has_taken_it_in(
    client, editor, page, folder
):
    assert not Bulletin.objects.exists()
    (file,) = folder.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600 and folder.stat().st_mode & 0o777 == 0o700
    assert file.name not in page and "ban-tin" not in file.name
    waits = client.get(page)
    assert "đang chờ đến lượt đọc" in text_of(waits) and waits["Refresh"] == "2; url=?tu-dong=1"
    assert waiting_tasks() == 1

    read_by_the_worker(client, page)
    bulletin = Bulletin.objects.get()
    led = client.get(page, follow=True)
    assert led.redirect_chain == [(f"{bulletin.get_absolute_url()}muc/", 302)]
    assert "Đã chia bản tin thành 3 mục" in told(led)
    assert [item.label for item in bulletin.items.order_by("order") if item.label] == ["1.", "2."]
    assert staged(folder) == []
    # Whoever sent it brought it in, not "the system"; and the laid-down repetition is gone.
    assert bulletin.history.first().history_user == editor
    assert waiting_tasks() == 1


def test_while_a_pdf_is_read_its_page_counts_the_pages(client, page, monkeypatch):
    shown = []
    monkeypatch.setattr(reading_files, "TELL_SECONDS", 0)
    join = "documents.files.pdf.join_pages"
    monkeypatch.setattr(join, lambda pages: shown.append(client.get(page)) or "\n".join(pages))
    read_by_the_worker(client, page)
    assert "Đã đọc 3 trên 3 trang" in text_of(shown[0])
    assert shown[0]["Refresh"] == "2; url=?tu-dong=1"


def test_while_a_big_word_file_is_read_its_page_tells_how_much_of_it(client, registry, monkeypatch):
    monkeypatch.setattr("documents.files.texts.QUICK_XML_BYTES", 100)
    monkeypatch.setattr(reading_files, "TELL_SECONDS", 0)
    monkeypatch.setattr("documents.files.parts.CHUNK_BYTES", 1000)
    page = send(client, registry[0], docx(*TEXT.splitlines() * 20), "a.docx").url
    shown, real = [], reading_files._own

    def own(intake):
        shown.append(text_of(client.get(page)))
        return real(intake)

    monkeypatch.setattr(reading_files, "_own", own)
    read_by_the_worker(client, page)
    told = [int(part) for text in shown for part in re.findall(r"Đã đọc ([0-9]+)% tệp Word", text)]
    assert len(told) > 5 and told == sorted(told)
    assert told[0] < 20 and told[-1] == 100
    assert "sắp xong" in shown[-1] and "sắp xong" not in shown[1]


@pytest.mark.parametrize(("most", "is_taken"), [(240, True), (-1, False)])
def test_a_pdf_has_more_time_at_the_worker_than_a_request_takes(
    client, page, monkeypatch, most, is_taken
):
    monkeypatch.setattr("documents.files.pdf.MAX_SECONDS", -1)
    monkeypatch.setattr("documents.files.pdf.MAX_SECONDS_TOLD", most)
    read_by_the_worker(client, page)
    assert Intake.objects.get().is_taken is is_taken


def test_a_small_word_file_is_read_at_once_and_a_big_one_by_the_worker(
    client, registry, folder, monkeypatch
):
    file = docx(*TEXT.splitlines())
    assert send(client, registry[0], file, "a.docx").url.endswith("/2024/1/muc/")
    assert staged(folder) == []
    monkeypatch.setattr("documents.files.texts.QUICK_XML_BYTES", 100)
    waits = send(client, registry[0], file, "a.docx", **OTHER_MONTH)
    assert Bulletin.objects.count() == 1 and len(staged(folder)) == 1
    assert read_by_the_worker(client, waits.url).url.endswith("/2024/2/muc/")


def test_what_is_refused_comes_back_as_the_form_and_another_file_takes_its_place(
    client, registry, folder
):
    page = send(client, registry[0], vietnamese_pdf(lines("MẬT", "Chỉ thị của tỉnh"))).url
    refused = read_by_the_worker(client, page)
    assert "mang dấu “MẬT”" in refusals(refused)
    assert staged(folder) == []
    form = text_of(refused)
    assert f'action="{BRING_IN}"' in form and 'value="2024"' in form and "Refresh" not in refused
    # Who has closed the page finds it from the form.
    found = text_of(client.get(BRING_IN))
    assert page in found and "không nhận được" in found
    send(client, registry[0])
    assert Intake.objects.count() == 1
    assert "không nhận được" not in text_of(client.get(BRING_IN))


def test_a_file_with_pictures_asks_a_person_to_look_first(client, registry, monkeypatch):
    monkeypatch.setattr("bulletins.desk.forms.is_read_quickly", lambda file: False)
    file = docx(*TEXT.splitlines(), **{"word__media__image1.png": "x"})
    refused = read_by_the_worker(client, send(client, registry[0], file, "a.docx").url)
    assert list(refused.context["form"].errors) == ["declared"]
    page = send(client, registry[0], file, "a.docx", declared="on").url
    assert read_by_the_worker(client, page).url.endswith("/muc/")


def test_a_file_sent_again_unseen_is_told_at_once_and_not_read_again(
    client, registry, folder, monkeypatch
):
    monkeypatch.setattr("bulletins.desk.forms.is_read_quickly", lambda file: False)
    file, other = (
        docx(*TEXT.splitlines(), last, **{"word__media__image1.png": "x"}) for last in "ab"
    )
    first = send(client, registry[0], file, "a.docx").url
    read_by_the_worker(client, first)
    again = send(client, registry[0], file, "khac-ten.docx")
    assert again.status_code == 400
    assert "declared" in again.context["form"].errors
    assert "Vẫn là tệp đã gửi lúc" in refusals(again) and "đánh dấu vào đây" in refusals(again)
    assert staged(folder) == []
    # Another file, another month, or the same one looked through: each is read.
    other_month = send(client, registry[0], file, "a.docx", **OTHER_MONTH)
    read_by_the_worker(client, other_month.url)
    assert send(client, registry[0], other, "a.docx", **OTHER_MONTH).status_code == 302
    seen = send(client, registry[0], file, "a.docx", declared="on")
    assert read_by_the_worker(client, seen.url).url.endswith("/muc/")


def test_of_a_refused_file_no_sum_is_kept_but_of_one_to_be_looked_through(client, registry):
    page = send(client, registry[0], vietnamese_pdf(lines("MẬT", "Chỉ thị của tỉnh"))).url
    read_by_the_worker(client, page)
    assert Intake.objects.get().sha256 == ""


def test_without_a_worker_the_page_says_so_and_who_is_to_be_told(client, page):
    let_pass(LIFE)
    assert "chương trình làm việc nền trên máy chủ có vẻ không chạy" in text_of(client.get(page))
    # One that is at other work is none that stands still; one that was killed at it works no more.
    BackgroundTask.objects.update(status="RUNNING", started_at=timezone.now())
    assert "không chạy" in text_of(client.get(page))
    with at_work(), at_work():
        busy = text_of(client.get(page))
    assert "Máy đang bận việc khác" in busy and "không chạy" not in busy
    assert "không chạy" in text_of(client.get(page))


def test_the_worker_is_seen_at_work_while_it_runs_any_task(client, page, monkeypatch):
    seen = []
    monkeypatch.setattr(reading_files, "sweep", lambda: seen.append(is_worker_busy()))
    sweep_files.call()
    assert seen == [True] and not is_worker_busy()


def test_two_who_ask_at_once_do_not_tell_each_other_that_the_worker_is_busy(monkeypatch):
    asked, meeting = [], threading.Event()
    lock_file = working.lock_file

    @contextmanager
    def slowly(name):
        with lock_file(name) as is_ours:
            asked.append(is_ours)
            # The first one stands in the middle of its question when the second asks.
            meeting.wait(0.2 if len(asked) == 1 else 0)
            yield is_ours

    monkeypatch.setattr(working, "lock_file", slowly)
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(is_worker_busy())) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert answers == [False, False]


def test_a_killed_reading_that_is_asked_for_again_is_not_called_running(client, page):
    killed = BackgroundTask.objects.get(task_path="bulletins.file_tasks.read_file")
    BackgroundTask.objects.filter(pk=killed.pk).update(status="RUNNING", started_at=timezone.now())
    reading_files.begin(key_of(page), killed.pk)
    let_pass(LIFE)
    client.post(page, {"viec": "doc-lai"})
    killed.refresh_from_db()
    assert killed.status == "FAILED" and killed.finished_at
    assert waiting_tasks() == 1


def test_a_killed_reading_is_begun_anew_by_the_next_worker(client, page, folder):
    killed = uuid4()
    assert reading_files.begin(key_of(page), killed)
    # While it may be alive nobody takes over, but the work is laid down for later.
    assert "lượt khác" in read_staged(key_of(page), uuid4())
    assert waiting_tasks() == 2 and not Bulletin.objects.exists()
    let_pass(LIFE)
    assert "đọc lại tệp này từ đầu" in text_of(client.get(page))
    assert len(staged(folder)) == 1
    assert read_by_the_worker(client, page).url.endswith("/muc/")
    assert staged(folder) == [] and Bulletin.objects.count() == 1


def test_who_was_taken_over_neither_takes_in_nor_refuses(client, page, folder, monkeypatch):
    slow = reading_files.begin(key_of(page), uuid4())
    let_pass(LIFE)
    reading_files.begin(key_of(page), uuid4())
    reading_files.read_through(slow)
    assert not Bulletin.objects.exists() and len(staged(folder)) == 1
    monkeypatch.setattr(reading_files, "text_of_file", lambda *a, **k: "Không có mục nào.")
    reading_files.read_through(slow)
    assert not Intake.objects.get().answer and len(staged(folder)) == 1


def test_a_file_that_kills_every_worker_is_left_to_a_person(client, page):
    for _ in range(MOST_TRIES):
        assert reading_files.begin(key_of(page), uuid4())
        let_pass(LIFE)
    read_staged(key_of(page), uuid4())
    assert not Bulletin.objects.exists()
    assert "thử nhiều lần" in text_of(client.get(page))
    client.post(page, {"viec": "doc-lai"})
    assert read_by_the_worker(client, page).url.endswith("/muc/")


def test_a_second_file_of_the_month_is_refused_while_one_waits(client, registry, page, folder):
    second = send(client, registry[0])
    assert second.status_code == 400
    assert "awaited" in refusals(second)
    # The one that waits is at hand.
    assert page in text_of(second)
    assert len(staged(folder)) == 1 and Intake.objects.count() == 1
    # Of another month it is welcome; and so it is once the first is taken back.
    assert send(client, registry[0], **OTHER_MONTH).status_code == 302
    client.post(page, {"viec": "bo"})
    assert send(client, registry[0]).status_code == 302


def test_a_file_taken_back_while_it_is_read_takes_nothing_in(client, page, folder, monkeypatch):
    def taken_back(file, **told):
        client.post(page, {"viec": "bo"})
        return TEXT

    monkeypatch.setattr(reading_files, "text_of_file", taken_back)
    read_staged(key_of(page), uuid4())
    assert not Bulletin.objects.exists() and staged(folder) == []
    led = client.get(page, follow=True)
    assert led.redirect_chain == [(BRING_IN, 302)]
    assert "không còn chờ đọc" in told(led)


def test_a_file_taken_back_the_moment_it_is_to_be_looked_through_ends_in_peace(
    client, page, folder, monkeypatch
):
    def taken_back(file, **told):
        client.post(page, {"viec": "bo"})
        raise ValidationError("Xem lại cả tệp.", code="must_look")

    monkeypatch.setattr(reading_files, "text_of_file", taken_back)
    assert read_staged(key_of(page), uuid4()) == (
        "Tệp đã bị bỏ đi trong lúc máy đọc; không nhập gì."
    )
    assert not Intake.objects.exists() and not Bulletin.objects.exists()
    assert waiting_tasks() == 1 and staged(folder) == []


def test_a_file_cannot_be_taken_back_once_a_bulletin_was_made_of_it(client, page, monkeypatch):
    """The button was pressed on a page that still said the file is being read."""
    read_by_the_worker(client, page)
    led = client.post(page, {"viec": "bo"}, follow=True)
    assert "Không có gì được nhập" not in told(led)
    assert led.redirect_chain[-1][0] == f"{Bulletin.objects.get().get_absolute_url()}muc/"


def test_a_file_that_waited_for_a_worker_longer_than_a_day_is_not_taken_in(client, page, folder):
    let_pass(reading_files.KEPT)
    read_staged(key_of(page), uuid4())
    assert not Bulletin.objects.exists() and staged(folder) == []


def publish(bulletin):
    bulletin.state = Bulletin.State.PUBLISHED
    bulletin.save()


@pytest.mark.parametrize(
    ("meanwhile", "sentence"),
    [
        (publish, "đã chuyển sang “Đã phát hành”"),
        (lambda bulletin: bulletin.move_to_bin(), "đã bị xóa hoặc bỏ vào thùng rác"),
        (
            lambda bulletin: take_in(TEXT, bulletin.publisher, 2024, 1),
            "đã có nội dung trong sổ",
        ),
    ],
)
def test_a_bulletin_changed_meanwhile_gets_nothing_of_the_file(
    client, registry, folder, meanwhile, sentence
):
    bulletin = make.make_bulletin(registry[0], year=2024, month=1, state=Bulletin.State.DRAFT)
    page = send(client, registry[0]).url
    meanwhile(bulletin)
    items = list(BulletinItem.all_objects.values("pk", "title", "text"))
    refused = read_by_the_worker(client, page)
    assert sentence in refusals(refused)
    assert list(BulletinItem.all_objects.values("pk", "title", "text")) == items
    assert Bulletin.all_objects.count() == 1 and staged(folder) == []


def test_a_file_sent_for_a_published_bulletin_waits_for_review_and_is_read(client, registry):
    make.make_bulletin(registry[0], year=2024, month=1)
    led = read_by_the_worker(client, send(client, registry[0], onto="on").url)
    assert led.url.endswith("/doc/")
    assert {item.unreviewed for item in BulletinItem.objects.all()} == {"item"}
    assert "Đang chờ đến lượt đọc" in text_of(client.get(led.url))


def test_who_may_edit_no_more_brings_nothing_in(client, editor, page, folder):
    editor.groups.clear()
    read_staged(key_of(page), uuid4())
    assert "không còn quyền biên tập" in Intake.objects.get().answer
    assert not Bulletin.objects.exists() and staged(folder) == []


def test_while_a_program_is_busy_the_file_waits_on(client, registry, folder, tmp_path, monkeypatch):
    Programs(tmp_path, monkeypatch).install("soffice", "exit 1")
    page = send(client, registry[0], OLD, "ban-tin.doc").url
    with programs.program_folder():
        read_staged(key_of(page), uuid4())
    intake = Intake.objects.get()
    assert (intake.finished_at, intake.runner, intake.tries) == (None, None, 0)
    assert waiting_tasks() == 2 and len(staged(folder)) == 1
    assert "đang chờ đến lượt đọc" in text_of(client.get(page))
    # Once it is free the file is read, and this one is refused for what it is.
    assert "bị hỏng" in refusals(read_by_the_worker(client, page))


def test_a_lost_file_is_told_of(client, page, folder):
    (file,) = folder.iterdir()
    file.write_bytes(PDF[:100])
    assert "không còn trên máy chủ" in refusals(read_by_the_worker(client, page))


def test_an_upload_that_the_disk_does_not_take_leaves_no_file(
    client, registry, folder, monkeypatch
):
    def fails(*told):
        raise OSError("no room")

    monkeypatch.setattr("os.fsync", fails)
    with pytest.raises(OSError, match="no room"):
        send(client, registry[0])
    assert staged(folder) == [] and not Intake.objects.exists()
