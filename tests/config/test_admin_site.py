"""Every registered staff screen opens for editors, and for nobody who is not one."""

import json
import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_tasks import TaskResultStatus

from config import work
from config.guide import as_html
from documents.models import BackgroundTask, CitationWarning, Decision, issue_token
from documents.tasks import reread_texts
from tests import factories
from tests.admin_page import administrator_client, client_of, editor_client, filled, member_client

pytestmark = pytest.mark.django_db

OURS = ("organizations", "documents", "bulletins")
REGISTERED = sorted(model._meta.label for model in admin.site._registry)
# Read-only or made elsewhere, so there is no page to add one.
WITHOUT_ADDING = {
    "documents.AccessToken",
    "documents.BackgroundTask",
    "bulletins.ItemSubject",
    "documents.Citation",
    "organizations.SecurityEntry",
    # Only a search adds to the list.
    "documents.SearchMiss",
    "documents.SourceText",
}
# The worker's rows: a list to be read, without pages of their own.
RECORDS = [label for label in REGISTERED if label != "documents.BackgroundTask"]
# The one records nothing that anyone decided, the other never changes.
WITHOUT_HISTORY = {"documents.SearchMiss", "organizations.SecurityEntry"}
WITH_HISTORY = [label for label in RECORDS if label not in WITHOUT_HISTORY]
FOR_ADMINISTRATORS = {
    *("documents.AccessToken", "organizations.User", "organizations.SecurityEntry"),
}


def _record(label: str):
    """Return one record of the model."""
    makers = {
        "bulletins.Bulletin": factories.make_bulletin,
        "bulletins.BulletinItem": factories.make_item,
        "bulletins.ItemSubject": lambda: factories.make_subject(
            factories.make_item(), factories.make_document()
        ),
        "documents.AccessToken": lambda: issue_token(factories.make_member(), "Cổng thông tin")[0],
        "documents.Citation": lambda: factories.make_citation(
            None, "Chỉ thị số 24-CT/TU", factories.make_document()
        ),
        "documents.Document": lambda: factories.make_document(text="Nội dung thử nghiệm."),
        "documents.DocumentType": factories.make_document_type,
        "documents.Relation": lambda: factories.make_relation(state=Decision.PROPOSED),
        "documents.SearchMiss": factories.make_search_miss,
        "documents.SeriesRule": lambda: factories.make_series_rule(
            factories.make_organization(), factories.make_document_type(), "chung"
        ),
        "documents.SourceText": factories.make_source,
        "organizations.Organization": factories.make_organization,
        "organizations.SecurityEntry": factories.make_security_entry,
        "organizations.Term": factories.make_term,
        "organizations.User": factories.make_user,
    }
    return makers[label]()


def _url(label: str, page: str, *args) -> str:
    return reverse(f"admin:{label.replace('.', '_').lower()}_{page}", args=args)


def _client_for(label: str):
    return administrator_client() if label in FOR_ADMINISTRATORS else editor_client()


def test_every_record_staff_work_with_has_a_screen():
    shown_in_another = {
        # Passages are what is searched of the records: made from them, never looked at.
        # How far a bulletin is read is seen on its desk.
        # Corrections are written beside a change and read on the bulletin's page.
        # A file that waits to be read has a page of its own.
        "bulletins": {
            *("BulletinReading", "Correction", "CorrectionChange", "Intake", "ItemPassage"),
        },
        # A verdict stands beside the finding it is on, and is counted. Reports of mistakes have a
        # list of their own, since they are answered and not edited.
        # How far rules are trusted and the figures of the registry are counted from the rest.
        # What somebody follows is nobody else's business.
        "documents": {
            *("Attachment", "CitationTarget", "FindingVerdict", "MistakeReport", "Passage"),
            *("FigureCount", "TrustCount", "Event", "Follow", "Follower", "Merge"),
            # Done and taken back on pages of their own; an address once printed is no record.
            *("ContentRemoval", "TakenAddress"),
            # What the checks last said: shown with the citation.
            *("CheckedText", "CitationWarning"),
            # Brought in, looked through and taken back on pages of their own.
            *("ImportedList", "ImportedRow"),
        },
        # Links are handed out and devices signed out on the pages of members, never edited.
        "organizations": {
            *("OrganizationCode", "OrganizationName", "Succession", "Reorganization"),
            *("Device", "SignInLink", "Reorganization"),
        },
    }
    for app in OURS:
        models = {
            model.__name__
            for model in apps.get_app_config(app).get_models()
            if not model.__name__.startswith("Historical")
        }
        registered = {label.split(".")[1] for label in REGISTERED if label.startswith(f"{app}.")}
        assert models - registered == shown_in_another[app]


@pytest.mark.parametrize("label", REGISTERED)
def test_the_list_opens(label):
    assert _client_for(label).get(_url(label, "changelist")).status_code == 200


@pytest.mark.parametrize("label", REGISTERED)
def test_the_page_to_add_one_opens_or_does_not_exist(label):
    expected = 403 if label in WITHOUT_ADDING else 200
    assert _client_for(label).get(_url(label, "add")).status_code == expected


@pytest.mark.parametrize("label", RECORDS)
@pytest.mark.parametrize("page", ["change", "history"])
def test_a_record_and_its_history_open(label, page):
    record = _record(label)
    assert _client_for(label).get(_url(label, page, record.pk)).status_code == 200


@pytest.mark.parametrize("label", WITH_HISTORY)
def test_an_old_version_opens_and_offers_no_way_to_bring_it_back(label):
    record = _record(label)
    version = type(record).history.filter(id=record.pk).latest()
    page = _client_for(label).get(_url(label, "simple_history", record.pk, version.pk))
    assert page.status_code == 200
    assert b"_save" not in page.content


@pytest.mark.parametrize("label", RECORDS)
def test_a_list_is_searched_without_a_fault(label):
    client = _client_for(label)
    _record(label)
    for words in ("24-CT/TU", "Đảng uỷ", "%'\"<b>", "số", "."):
        assert client.get(_url(label, "changelist"), {"q": words}).status_code == 200


@pytest.mark.parametrize("label", REGISTERED)
def test_a_member_is_refused(label):
    client = member_client()
    page = client.get(_url(label, "changelist"), follow=True)
    assert page.status_code == 403


def test_accounts_are_for_administrators_only():
    accounts = reverse("admin:organizations_user_changelist")
    editor, administrator = editor_client(), administrator_client()
    assert editor.get(accounts).status_code == 403
    assert accounts not in editor.get(reverse("admin:index")).content.decode()
    assert accounts in administrator.get(reverse("admin:index")).content.decode()


def test_a_visitor_is_sent_to_the_sites_own_sign_in_page_and_back():
    page = Client().get(reverse("admin:index"), follow=True)
    assert page.redirect_chain[-1][0] == "/dang-nhap/?next=/quan-tri/"


def test_the_staff_switch_alone_opens_nothing():
    request = RequestFactory().get("/")
    request.user = factories.make_user(is_staff=True)
    assert admin.site.has_permission(request) is False


def test_every_screen_belongs_to_the_registry():
    # The worker's rows and Django's groups would be screens in English, or of no use.
    assert {label.split(".")[0] for label in REGISTERED} == set(OURS)


def test_the_start_page_lists_what_staff_do_most_first():
    context = administrator_client().get(reverse("admin:index")).context
    assert context["background"][0]["object_name"] == "SecurityEntry"
    apps_shown = context["app_list"]
    assert [app["app_label"] for app in apps_shown] == ["documents", "bulletins", "organizations"]
    assert [model["object_name"] for model in apps_shown[0]["models"]][:3] == [
        "Document",
        "Citation",
        "Relation",
    ]


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("documents.Document", "organization"),
        ("documents.Document", "audience_bodies"),
        ("documents.Relation", "target"),
        ("bulletins.Bulletin", "publisher"),
        ("organizations.Organization", "parent"),
    ],
)
def test_a_forged_choice_is_refused_with_a_sentence(label, field):
    client, address = _client_for(label), _url(label, "add")
    sent = filled(client.get(address), **{field: "???"})
    page = client.post(address, sent)
    assert page.status_code == 200
    assert field in page.context["adminform"].form.errors


def test_a_task_shows_no_more_on_a_page_of_its_own_than_in_the_list():
    result = reread_texts.enqueue([987654])
    task = BackgroundTask.objects.get(pk=result.id)
    BackgroundTask.objects.filter(pk=task.pk).update(traceback="dấu vết bên trong")
    page = editor_client().get(_url("documents.BackgroundTask", "change", task.pk))
    words = page.content.decode()
    assert "Đọc lại trích dẫn của văn bản" in words
    assert "987654" not in words
    assert "dấu vết" not in words


# --- The start page --------------------------------------------------------------------------


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
    change = _url("documents.DocumentType", "change", kind.pk)
    client.post(change, filled(client.get(change), note="Đã đối chiếu."))
    citation = factories.make_citation()
    sent = {"action": "reject_selected", "_selected_action": [citation.pk], "reason": "nhầm"}
    client.post(_url("documents.Citation", "changelist"), sent)
    document = factories.make_document()
    client.post(_url("documents.Document", "delete", document.pk), {"post": "yes"})
    shown = client.get(address)
    done = [(row["verb"], row["kind"], row["label"], row["url"]) for row in shown.context["done"]]
    assert done == [
        ("Bỏ", "văn bản", str(document), ""),
        ("Loại", "trích dẫn", str(citation), _url("documents.Citation", "change", citation.pk)),
        ("Sửa", "loại văn bản", "Kế hoạch", change),
    ]
    page = shown.content.decode()
    assert "Việc tôi vừa làm" in page
    assert "Hoạt động gần đây" not in page
    # Mine only.
    assert "Chưa có việc nào." in editor_client().get(address).content.decode()


def test_the_staff_site_has_the_icon_of_the_site():
    page = editor_client().get(reverse("admin:index")).content.decode()
    assert 'rel="icon" href="/static/van-kien.svg"' in page


@pytest.mark.parametrize(
    ("label", "buttons"),
    [
        ("documents.Document", ["Thêm quan hệ", "Thêm tệp"]),
        ("bulletins.Bulletin", ["Thêm mục"]),
        (
            "organizations.Organization",
            ["Thêm mã cơ quan", "Thêm tên cơ quan", "Thêm cơ quan kế thừa"],
        ),
    ],
)
def test_the_button_under_a_table_names_what_it_adds_in_small_letters(label, buttons):
    page = editor_client().get(_url(label, "add"))
    told = [
        json.loads(inline.inline_formset_data)["options"]["addText"]
        for inline in page.context["inline_admin_formsets"]
    ]
    assert told == buttons


def test_background_data_stands_by_itself_and_bodies_without_accounts_are_called_bodies():
    page = editor_client().get(reverse("admin:index"))
    names = {row["object_name"] for row in page.context["background"]}
    assert names == {"SourceText", "SeriesRule", "BackgroundTask", "DocumentType", "Term"}
    assert "Dữ liệu nền" in page.content.decode()
    assert [app["name"] for app in page.context["app_list"]][-1] == "Cơ quan"
    page = administrator_client().get(reverse("admin:index"))
    assert [app["name"] for app in page.context["app_list"]][-1] == "Cơ quan và tài khoản"


def test_history_speaks_as_the_form_does():
    bulletin = factories.make_bulletin(state="draft")
    bulletin.state = "published"
    bulletin.save()
    bulletin.save()
    page = editor_client().get(_url("bulletins.Bulletin", "history", bulletin.pk))
    assert "Bản thảo → Đã phát hành" in page.content.decode()
    assert "draft" not in page.content.decode()
    # Of the three versions the last changed nothing that anybody is shown.
    assert page.content.decode().count('<th scope="row"><a') == 2
