"""Every registered staff screen opens for editors, and for nobody who is not one."""

import json

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client, RequestFactory
from django.urls import reverse

from documents.models import BackgroundTask, Decision, issue_token
from documents.tasks import reread_texts
from tests import factories
from tests.admin_page import administrator_client, editor_client, filled, member_client

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
            *("Device", "SignInLink", "Reorganization", "BinTime"),
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
