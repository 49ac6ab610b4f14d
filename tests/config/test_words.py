"""Nobody meets an English word: the pages of every role are opened and their words read."""

import json
import re
from functools import cache
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.forms import ModelChoiceField
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from documents.models import Relation, issue_token
from organizations.models import User
from tests import factories as make
from tests.admin_page import administrator_client, client_of, filled
from tests.config.test_translations import theirs, vietnamese_without_ours
from tests.remembering import remembered

pytestmark = pytest.mark.django_db

MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)
# What staff enter; the worker's own rows are only listed.
WITH_HISTORY = [model for model in MODELS if hasattr(model, "history")]
SHOWN_ATTRIBUTES = {"alt", "aria-label", "label", "placeholder", "title"}
UNSEEN_ELEMENTS = {"script", "style", "template"}
# Names and signs that Vietnamese has as well; true and false are what Django calls its two
# pictures of a yes-or-no column, whatever the language; "Thu" is a Thursday, and "thu hồi".
NAMES = {"ipv", "json", "url", "uuid", "true", "false", "thu"}
# A run of plain letters that is no part of an address, a code or a hyphened name.
WORD = re.compile(r"(?<![\w./@:-])[A-Za-z]{3,}(?![\w/@]|[-.:]\w)")


@cache
def english() -> frozenset[str]:
    """Return the words of the libraries' own sentences and of our fields' names.

    The first stay where no Vietnamese is given, the second where a field has been given no name
    for people. A word that a Vietnamese sentence has too, as "trang" or "file", proves nothing.
    """
    fields = [field.name.replace("_", " ") for model in MODELS for field in model._meta.fields]
    sentences = "\n".join((*theirs("django"), *theirs("djangojs"), *fields))
    vietnamese = "\n".join(map(str, vietnamese_without_ours("django").values()))
    words = set(WORD.findall(re.sub(r"%\(\w+\)\w|\{\w*\}", " ", sentences).lower()))
    return frozenset(words - set(WORD.findall(vietnamese.lower())) - NAMES)


class ShownText(HTMLParser):
    """Collects what a page shows or a reading program says: text, hints, words of buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unseen += tag in UNSEEN_ELEMENTS
        attributes = {name: value or "" for name, value in attrs}
        self.pieces += [attributes[name] for name in SHOWN_ATTRIBUTES & attributes.keys()]
        if attributes.get("type") in {"submit", "button", "reset"}:
            self.pieces.append(attributes.get("value", ""))
        if "data-inline-formset" in attributes:
            options = json.loads(attributes["data-inline-formset"])["options"]
            self.pieces += [options["addText"], options["deleteText"]]

    def handle_endtag(self, tag: str) -> None:
        self.unseen -= tag in UNSEEN_ELEMENTS

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.pieces.append(data)


def english_in(page: HttpResponse | str) -> list[str]:
    """Return the pieces of a page that hold an English word."""
    reader = ShownText()
    reader.feed(page if isinstance(page, str) else page.content.decode())
    return sorted(
        {
            piece.strip()
            for piece in reader.pieces
            if any(word.lower() in english() for word in WORD.findall(piece))
        }
    )


@pytest.fixture
def records():
    remembered(make_records)


def make_records():
    """One record of every kind that has a screen, tied to one another as in use."""
    body = make.make_organization("Đảng ủy phường Mẫu", names=("Phường Mẫu",))
    make.make_term(body)
    document = make.make_document(text="Căn cứ Chỉ thị số 24-CT/TU.", organization=body)
    make.make_attachment(document, content=b"%PDF-1.4", name="phu-luc.pdf")
    make.make_citation(None, "Chỉ thị số 24-CT/TU", document)
    make.make_relation()
    make.make_series_rule(body, make.make_document_type(), "chung")
    make.make_subject(make.make_item(), document)
    issue_token(make.make_member("thanh-vien", body), "Cổng thông tin")
    make.make_search_miss()
    make.make_security_entry(by="thanh-vien", address="192.0.2.1", details="mật khẩu")
    DBTaskResult.objects.create(
        task_path="documents.tasks.reread_texts",
        args_kwargs={"args": [], "kwargs": {}},
        queue_name="default",
        backend_name="default",
        run_after="2024-03-01T00:00:00Z",
        exception_class_path="",
        traceback="",
    )


def english_on(client: Client, *paths: str) -> dict[str, list[str]]:
    """Return the pages that hold English, and what they hold."""
    held = {path: english_in(client.get(path, follow=True)) for path in paths}
    return {path: pieces for path, pieces in held.items() if pieces}


def address(model: type, page: str, *args: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def first_of(model: type):
    return getattr(model, "all_objects", model._default_manager).first()


# --- The reader of pages ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>Please correct the error below.</p>", ["Please correct the error below."]),
        # Traps: words that are not text but are shown, or said aloud.
        ('<img alt="Select this object">', ["Select this object"]),
        ('<input type="submit" value="Save">', ["Save"]),
        (
            """<p data-inline-formset='{"options": {"addText": "Add", "deleteText": "Xóa"}}'>""",
            ["Add"],
        ),
        # Traps: words nobody is shown; a value typed by a person; a code and an address.
        ("<script>please()</script><style>select {}</style>", []),
        ('<input type="text" value="Please"><a href="/please/" class="select">Chọn</a>', []),
        ("<p>tep-please.pdf, please@example.org, /please/</p>", []),
        ("<p>Hãy sửa các lỗi dưới đây, rồi bấm nút trong danh sách.</p>", []),
    ],
)
def test_english_is_told_from_vietnamese(markup, expected):
    assert english_in(markup) == expected


# --- Pages for everybody ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/van-ban/",
        "/van-ban/?nam=abc&trang=x&loai=y&tu_ngay=31/02/2024",
        "/van-ban/?q=abc/",
        "/van-ban/?trang=99999",
        "/ban-tin/",
        "/co-quan/",
        "/co-quan/dang-uy-phuong-mau/",
        "/day-so/dang-uy-phuong-mau/",
        "/day-so/dang-uy-phuong-mau/ct/khoa-xiii/",
        "/theo-doi/",
        "/theo-doi/moi/",
        "/theo-doi/thu/",
        "/theo-doi/kenh-tin/",
        "/theo-doi/them/?co-quan=dang-uy-phuong-mau",
        "/theo-doi/them/?danh-sach=nam%3Dabc",
        "/dang-nhap/",
        "/doi-mat-khau/",
        "/doi-mat-khau/xong/",
        "/dang-xuat/",
        "/khong-co/",
        "/readyz",
        "/healthz",
    ],
)
def test_a_members_pages_hold_no_english(records, path):
    client = client_of(make.make_member())
    assert english_in(client.get(path, follow=True)) == []


def test_the_pages_of_a_document_and_a_bulletin_hold_no_english(records):
    client = administrator_client()
    for label in ("documents.Document", "bulletins.Bulletin"):
        model = next(model for model in MODELS if model._meta.label == label)
        page = client.get(first_of(model).get_absolute_url())
        assert page.status_code == 200
        assert english_in(page) == []


def test_the_pages_of_reported_mistakes_hold_no_english():
    client = administrator_client()
    form = f"{make.make_document().get_absolute_url()}bao-sai-sot/"
    pages = [client.post(form, {"words": ""}), client.post(form, {"words": "Sai."}, follow=True)]
    pages += [client.get("/bao-sai-sot/"), client.get("/bao-sai-sot/?da_xu_ly=1")]
    sent = {"bao": "", "xong": "1"}
    pages.append(client.post("/bao-sai-sot/xu-ly/", sent, follow=True))
    assert [english_in(page) for page in pages] == [[]] * 5


def test_the_page_of_figures_holds_no_english(records):
    assert english_on(administrator_client(), "/so-lieu/", "/so-lieu/?nam=1900") == {}


@pytest.mark.parametrize("path", ["chuoi/", "trien-khai/"])
def test_the_pages_beside_a_document_hold_no_english(records, path):
    document = Relation.objects.get().target
    page = administrator_client().get(document.get_absolute_url() + path)
    assert page.status_code == 200
    assert english_in(page) == []


@pytest.mark.parametrize(
    "typed",
    [{}, {"username": "khong-co", "password": "sai"}, {"username": "\0", "password": "\0"}],
)
def test_a_refused_sign_in_is_told_without_english(typed):
    page = Client().post("/dang-nhap/", typed)
    assert page.context["form"].errors
    assert english_in(page) == []


@pytest.mark.parametrize(
    ("old", "new", "again"),
    [
        ("", "", ""),
        ("sai", "ngan1", "ngan2"),
        (make.PASSWORD, "ngan", "ngan"),  # Too short and too common.
        (make.PASSWORD, "123456789", "123456789"),
        (make.PASSWORD, "thanh-vien-moi", "thanh-vien-moi"),  # Too like the name.
    ],
)
def test_a_refused_new_password_is_told_without_english(old, new, again):
    client = client_of(make.make_member("thanh-vien-moi"))
    form = {"old_password": old, "new_password1": new, "new_password2": again}
    page = client.post("/doi-mat-khau/", form)
    assert page.context["form"].errors
    assert english_in(page) == []


# --- Staff screens ---------------------------------------------------------------------------


def test_the_first_staff_page_and_those_of_each_part_hold_no_english(records):
    administrator = make.make_administrator()
    for done in (ADDITION, CHANGE, DELETION):
        LogEntry.objects.create(
            user=administrator,
            action_flag=done,
            object_id="1",
            object_repr="bản ghi",
            change_message="[]",
            content_type=None,
        )
    parts = ["", "documents/", "bulletins/", "organizations/", "khong-co/"]
    client = client_of(administrator)
    assert english_on(client, *(f"/quan-tri/{part}" for part in parts)) == {}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_list_holds_no_english(records, model):
    queries = ("", "?q=24-CT/TU", "?thung-rac=co", "?sai=1", "?e=1", "?all=", "?p=99999")
    lists = [address(model, "changelist") + query for query in queries]
    assert english_on(administrator_client(), *lists) == {}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_what_an_action_answers_holds_no_english(records, model):
    client, chosen = administrator_client(), [first_of(model).pk]
    for action, keys in (("", chosen), ("khong-co", chosen), ("bin_selected", [])):
        sent = {"action": action, "_selected_action": keys}
        page = client.post(address(model, "changelist"), sent, follow=True)
        assert english_in(page) == []


@pytest.mark.parametrize("model", WITH_HISTORY, ids=lambda model: model._meta.label)
def test_the_pages_of_a_record_hold_no_english(records, model):
    pages = [
        address(model, page, key)
        for page in ("change", "history", "delete")
        for key in (first_of(model).pk, 999_999)
    ]
    assert english_on(administrator_client(), *pages) == {}


@pytest.mark.parametrize("model", WITH_HISTORY, ids=lambda model: model._meta.label)
def test_an_old_version_holds_no_english(records, model):
    record = first_of(model)
    version = model.history.filter(id=record.pk).latest()
    page = administrator_client().get(address(model, "simple_history", record.pk, version.pk))
    assert page.status_code == 200
    assert english_in(page) == []


@pytest.mark.parametrize("model", WITH_HISTORY, ids=lambda model: model._meta.label)
@pytest.mark.parametrize("typed", ["", "31/02/2024 ???", "0" * 400])
def test_a_refused_form_is_told_without_english(records, model, typed):
    client, path = administrator_client(), address(model, "add")
    if client.get(path).status_code == 403:
        path = address(model, "change", first_of(model).pk)
    empty = client.get(path)
    wrong = {
        # A list of records sends the key of one that is gone: nothing else can be chosen there.
        name: "999999" if isinstance(field, ModelChoiceField) else typed
        for name, field in empty.context["adminform"].form.fields.items()
    }
    assert english_in(client.post(path, filled(empty) | wrong)) == []
    # Trap: a form that arrives without the counts of its lines.
    assert english_in(client.post(path, {"_save": ""})) == []


@pytest.mark.parametrize("model", WITH_HISTORY, ids=lambda model: model._meta.label)
def test_a_saved_form_is_told_without_english(records, model):
    client, path = administrator_client(), address(model, "change", first_of(model).pk)
    for button in ("_save", "_continue", "_addanother"):
        answer = client.post(path, filled(client.get(path), **{button: "1"}), follow=True)
        assert english_in(answer) == []


@pytest.mark.parametrize("model", WITH_HISTORY, ids=lambda model: model._meta.label)
def test_a_deletion_is_answered_without_english(records, model):
    path = address(model, "delete", first_of(model).pk)
    assert english_in(administrator_client().post(path, {"post": "yes"}, follow=True)) == []


@pytest.mark.parametrize("typed", ["", "ngan", "123456789"])
def test_setting_a_password_for_somebody_is_told_without_english(records, typed):
    client, path = administrator_client(), "/quan-tri/organizations/user/add/"
    sent = {"username": "tên sai!", "password1": typed, "password2": f"{typed}x"}
    page = client.post(path, sent | {"usable_password": "true"})
    assert page.context["adminform"].form.errors
    assert english_in(page) == []
    path = reverse("admin:auth_user_password_change", args=[User.objects.first().pk])
    for page in (client.get(path), client.post(path, sent)):
        assert english_in(page) == []


# Other words for a document of which only citations are known, whose term is "chưa có văn bản"
# as in the tables that leave the site.
NOT_HELD = re.compile(r"(?:chưa có|khi có|có) bản gốc|chưa có bản văn|thiếu bản gốc", re.IGNORECASE)


def test_a_document_that_is_not_held_is_called_by_one_term(client):
    files = [
        file
        for folder in ("bulletins", "config", "documents", "organizations", "templates")
        for file in (settings.BASE_DIR / folder).rglob("*.*")
        if file.suffix in {".py", ".html"}
    ]
    assert len(files) > 300
    assert [str(file) for file in files if NOT_HELD.search(file.read_text("utf-8"))] == []
    make.make_document(number="1")
    make.make_document(number="2", text="Nội dung.")
    client.force_login(make.make_member())
    page = client.get("/van-ban/").content.decode()
    assert "chưa có văn bản" in page
    # What the list is narrowed by is called as its rows are.
    assert "Đã có văn bản" in page and "Chưa có văn bản" in page
