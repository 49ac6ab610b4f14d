"""Readers report mistakes on a document's page; editors deal with what is reported."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from documents.mistakes.reports import (
    MAX_CHARS,
    MOST_AN_HOUR,
    close_report,
    reopen_report,
    report_mistake,
)
from documents.models import MistakeReport
from organizations.audience import Audience
from tests import factories as make

pytestmark = pytest.mark.django_db
LIST = "documents:mistake_reports"


def form_address(document) -> str:
    return reverse("documents:report_mistake", args=[document.slug])


def text_of(response) -> str:
    return response.content.decode()


@pytest.fixture
def member(client):
    user = make.make_member("nguoi-doc")
    client.force_login(user)
    return user


@pytest.fixture
def editor_client(client):
    client.force_login(make.make_editor())
    return client


# --- Reporting -------------------------------------------------------------------------------


def test_a_member_reports_a_mistake_and_sees_that_it_was_sent(client, member):
    document = make.make_document()
    sent = {"words": "Ngày sai.\r\nĐúng ra là 13/5."}
    response = client.post(form_address(document), sent, follow=True)
    report = MistakeReport.objects.get()
    assert (report.document, report.reported_by) == (document, member)
    assert report.words == "Ngày sai.\nĐúng ra là 13/5."
    text = text_of(response)
    assert "Đã gửi." in text
    assert "Ngày sai.<br>Đúng ra là 13/5." in text
    assert "Đang chờ xử lý" in text


def test_what_was_reported_is_shown_as_text(client, member):
    document = make.make_document()
    response = client.post(form_address(document), {"words": "<b>sai</b>"}, follow=True)
    assert "&lt;b&gt;sai&lt;/b&gt;" in text_of(response)


def test_a_visitor_is_sent_to_sign_in_and_back(client):
    document = make.make_document(audience=Audience.EVERYONE)
    for response in (
        client.get(form_address(document)),
        client.post(form_address(document), {"words": "sai"}),
    ):
        assert response.url == f"{reverse('login')}?next={form_address(document)}"
    assert not MistakeReport.objects.exists()


def test_on_a_hidden_document_nobody_reports(client, member):
    document = make.make_document(audience=Audience.EDITORS)
    assert client.get(form_address(document)).status_code == 404
    assert client.post(form_address(document), {"words": "sai"}).status_code == 404


def test_the_page_of_a_document_leads_to_the_form_and_holds_none(client, member):
    document = make.make_document()
    text = text_of(client.get(document.get_absolute_url()))
    assert form_address(document) in text
    assert "csrfmiddlewaretoken" not in text


@pytest.mark.parametrize(
    ("words", "code"),
    [
        # Nothing but blanks says nothing.
        (" \n ", "no_words"),
        ("a" * (MAX_CHARS + 1), "too_long"),
        ("Có dấu này:\nTUYỆT MẬT\nở góc trên", "secret"),
    ],
)
def test_what_is_no_report_is_refused(words, code):
    with pytest.raises(ValidationError) as refused:
        report_mistake(make.make_document(), words, make.make_member())
    assert refused.value.code == code
    assert not MistakeReport.objects.exists()


def test_a_report_may_be_as_long_as_is_said():
    report = report_mistake(make.make_document(), "a" * MAX_CHARS, make.make_member())
    assert len(report.words) == MAX_CHARS


def test_a_refused_report_comes_back_as_typed_but_a_secret_does_not(client, member):
    document = make.make_document()
    long = client.post(form_address(document), {"words": "dài " * MAX_CHARS})
    assert long.status_code == 400
    assert "dài dài" in text_of(long)
    secret = client.post(form_address(document), {"words": "chuyện riêng\nTỐI MẬT"})
    assert "mang dấu “TỐI MẬT”" in text_of(secret)
    assert "chuyện riêng" not in text_of(secret)


def test_a_form_sent_twice_makes_one_report_until_it_is_dealt_with():
    document, reader, editor = make.make_document(), make.make_member(), make.make_editor()
    first = report_mistake(document, "Ngày sai.", reader)
    assert report_mistake(document, "Ngày sai. ", reader) == first
    assert report_mistake(document, "Ngày sai.", make.make_member()) != first
    close_report(first.pk, editor)
    assert report_mistake(document, "Ngày sai.", reader) != first


def test_one_person_cannot_flood_the_list_and_others_go_on():
    document, reader = make.make_document(), make.make_member()
    for number in range(MOST_AN_HOUR):
        report_mistake(document, f"Chỗ {number} sai.", reader)
    with pytest.raises(ValidationError) as refused:
        report_mistake(document, "Một chỗ nữa.", reader)
    assert refused.value.code == "too_many"
    report_mistake(document, "Một chỗ nữa.", make.make_member())
    earlier = timezone.now() - timedelta(minutes=61)
    MistakeReport.objects.filter(reported_by=reader).update(reported_at=earlier)
    report_mistake(document, "Một chỗ nữa.", reader)


def test_a_reader_sees_only_what_they_reported_themselves(client, member):
    document = make.make_document()
    make.make_mistake_report(document, words="của người khác")
    make.make_mistake_report(document, words="của chính mình", reported_by=member)
    make.make_mistake_report(words="về văn bản khác", reported_by=member)
    text = text_of(client.get(form_address(document)))
    assert "của chính mình" in text
    assert "của người khác" not in text
    assert "về văn bản khác" not in text


# --- Dealing with reports --------------------------------------------------------------------


def test_a_member_does_not_reach_the_work_list(client, member):
    report = make.make_mistake_report()
    assert client.get(reverse(LIST)).status_code == 403
    sent = {"bao": report.pk, "xong": "1"}
    assert client.post(reverse("documents:handle_report"), sent).status_code == 403
    report.refresh_from_db()
    assert report.handled_at is None


def test_editors_see_who_reported_what_when_and_where(editor_client):
    document = make.make_document()
    reader = make.make_member("ba-tu", first_name="Tư", last_name="Bà")
    report = make.make_mistake_report(document, words="Ngày <sai>", reported_by=reader)
    text = text_of(editor_client.get(reverse(LIST)))
    when = timezone.localtime(report.reported_at)
    for part in (document.get_absolute_url(), "Ngày &lt;sai&gt;", reader.get_full_name()):
        assert part in text
    assert f"báo lúc {when:%H:%M} ngày {when:%d/%m/%Y}" in text


def test_a_report_dealt_with_leaves_the_list_and_its_sender_reads_the_answer(client):
    reader, editor = make.make_member(), make.make_editor()
    report = make.make_mistake_report(words="Ngày sai.", reported_by=reader)
    client.force_login(editor)
    sent = {"bao": report.pk, "xong": "1", "tra-loi": "Đã sửa <ngày>."}
    response = client.post(reverse("documents:handle_report"), sent, follow=True)
    assert "0 báo sai sót chờ xử lý" in text_of(response)
    assert "Ngày sai." not in text_of(response)
    handled = text_of(client.get(reverse(LIST), {"da_xu_ly": "1"}))
    assert "Ngày sai." in handled
    assert f"{editor.username}</span> <span>xử lý lúc" in handled
    client.force_login(reader)
    shown = text_of(client.get(form_address(report.document)))
    assert "Đã xử lý ngày" in shown
    assert "Trả lời: Đã sửa &lt;ngày&gt;." in shown


def test_a_report_is_opened_again_and_its_history_keeps_who_closed_it(client):
    closer = make.make_editor()
    report = report_mistake(make.make_document(), "Ngày sai.", make.make_member())
    close_report(report.pk, closer, "Không sai.")
    client.force_login(make.make_editor())
    sent = {"bao": report.pk, "mo-lai": "1"}
    client.post(reverse("documents:handle_report"), sent)
    report.refresh_from_db()
    assert (report.handled_by, report.handled_at, report.answer) == (None, None, "")
    versions = [(row.handled_by, row.answer) for row in report.history.order_by("history_id")]
    assert versions == [(None, ""), (closer, "Không sai."), (None, "")]


def test_who_comes_second_is_told_and_changes_nothing(editor_client):
    closer = make.make_editor()
    report = make.make_mistake_report()
    close_report(report.pk, closer, "Đã sửa.")
    sent = {"bao": report.pk, "xong": "1", "tra-loi": "Khác."}
    response = editor_client.post(reverse("documents:handle_report"), sent, follow=True)
    assert "đã có người xử lý" in text_of(response)
    report.refresh_from_db()
    assert (report.handled_by, report.answer) == (closer, "Đã sửa.")
    reopen_report(report.pk, closer)
    with pytest.raises(ValidationError) as refused:
        reopen_report(report.pk, closer)
    assert refused.value.code == "changed_meanwhile"


@pytest.mark.parametrize("key", ["", "x", "999999", "9" * 30])
def test_a_button_of_no_report_does_nothing_and_says_so(editor_client, key):
    sent = {"bao": key, "xong": "1"}
    response = editor_client.post(reverse("documents:handle_report"), sent, follow=True)
    assert 'class="message message-error"' in text_of(response)


@pytest.mark.parametrize(("answer", "code"), [("a" * 301, "too_long"), ("DẤU MẬT", "secret")])
def test_an_answer_is_bound_as_a_report_is(answer, code):
    report = make.make_mistake_report()
    with pytest.raises(ValidationError) as refused:
        close_report(report.pk, make.make_editor(), answer)
    assert refused.value.code == code
    report.refresh_from_db()
    assert report.handled_at is None


def test_a_document_in_the_bin_takes_its_reports_along_and_is_not_kept_out_of_it(editor_client):
    report = make.make_mistake_report(words="Ngày sai.")
    report.document.move_to_bin()
    assert "Ngày sai." not in text_of(editor_client.get(reverse(LIST)))
    assert "Ngày sai." not in text_of(editor_client.get(reverse(LIST), {"da_xu_ly": "1"}))
    with pytest.raises(ValidationError) as refused:
        close_report(report.pk, make.make_editor())
    assert refused.value.code == "gone"


def test_the_page_tells_editors_how_many_reports_wait_and_members_nothing(client):
    document = make.make_document()
    make.make_mistake_report(document)
    make.make_mistake_report(document, handled_by=make.make_editor())
    make.make_mistake_report()
    client.force_login(make.make_member())
    assert "báo sai sót chờ xử lý" not in text_of(client.get(document.get_absolute_url()))
    client.force_login(make.make_editor())
    text = text_of(client.get(document.get_absolute_url()))
    assert "Có 1 báo sai sót chờ xử lý" in text
    only = client.get(reverse(LIST), {"van-ban": document.slug})
    assert only.context["page"].paginator.count == 1


def test_the_work_list_costs_the_same_for_few_and_many(
    editor_client, django_assert_num_queries, django_assert_max_num_queries
):
    make.make_mistake_report()
    with django_assert_max_num_queries(12) as few:
        editor_client.get(reverse(LIST))
    for _ in range(3):
        make.make_mistake_report()
    with django_assert_num_queries(len(few)):
        editor_client.get(reverse(LIST))


@pytest.mark.parametrize("number", ["0", "x", "-1"])
def test_what_is_no_page_is_not_there(editor_client, number):
    assert editor_client.get(reverse(LIST), {"page": number}).status_code == 404
