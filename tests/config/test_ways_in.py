"""Whatever way a secret comes in, it is refused, and not a word of it is left anywhere."""

from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from bulletins.desk.withdrawing import seen_of
from documents.deciding.proposals import seen_of as seen_of_relation
from documents.importing.tasks import work_on
from documents.models import ImportedList
from organizations.models import SecurityEntry
from tests import factories as make
from tests.admin_page import client_of, filled
from tests.documents.importing.lists import a_row, xlsx

pytestmark = pytest.mark.django_db

# In letters that nobody's record has, folded or not.
WORDS = "zyxwv tsrqp"
SECRET = f"TỐI MẬT. {WORDS}"


class Ways:
    """One registry, and who sends what to it; a member and a visitor where it says so."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.body = make.make_organization("Đảng ủy phường Mẫu")
        self.document = make.make_document(organization=self.body)
        self.editor = client_of(make.make_editor())
        self.administrator = client_of(make.make_administrator())
        self.member = client_of(make.make_member())

    def admin(self, screen, *args, client=None, **typed):
        client, address = client or self.editor, reverse(f"admin:{screen}", args=args)
        return client.post(address, filled(client.get(address), **typed))

    # --- Documents ---

    def new_document(self):
        return self.admin("documents_document_add", title=SECRET)

    def changed_document(self):
        return self.admin("documents_document_change", self.document.pk, note=SECRET)

    def text_of_document(self):
        return self.admin("documents_document_change", self.document.pk, body=SECRET)

    def pasted(self):
        return self.editor.post(reverse("admin:documents_document_paste"), {"pasted": SECRET})

    def pasted_file(self):
        file = SimpleUploadedFile("a.txt", SECRET.encode())
        return self.editor.post(reverse("admin:documents_document_paste"), {"pasted_file": file})

    def name_of_file(self):
        file = SimpleUploadedFile(f"{SECRET}.txt", b"Mot van ban")
        return self.editor.post(reverse("admin:documents_document_paste"), {"pasted_file": file})

    def name_of_scan(self):
        file = SimpleUploadedFile(f"{WORDS}_TOI_MAT.txt", b"Mot van ban")
        return self.editor.post(reverse("importing:send"), {"file": file})

    def many_documents(self):
        sent = {"action": "together_action", "_selected_action": [self.document.pk]}
        address = reverse("admin:documents_document_changelist")
        return self.editor.post(address, {**sent, "sua-cung-luc": "1", "note": SECRET})

    def list_of_documents(self):
        content = xlsx(a_row(), a_row("25-CT/TU", title=SECRET))
        answer = self.editor.post(
            reverse("importing:send"), {"file": SimpleUploadedFile("a.xlsx", content)}
        )
        imported = ImportedList.objects.get()
        work_on(imported.pk, uuid4())
        return answer

    def list_by_command(self):
        path = self.folder / "a.csv"
        path.write_text(f"Số ký hiệu,Trích yếu\n24-CT/TU,{SECRET}\n", "utf-8")
        call_command("import_documents", str(path), "--dry-run")
        path.unlink()

    def name_of_list_by_command(self):
        path = self.folder / f"{SECRET}.csv"
        path.write_text(
            "Số ký hiệu,Ngày,Loại,Trích yếu\n24-CT/TU,19/5/2023,Chỉ thị,về x\n", "utf-8"
        )
        with pytest.raises(CommandError, match="mang dấu"):
            call_command("import_documents", str(path), user=make.make_editor().username)
        path.unlink()

    # --- Decisions and words of readers ---

    def reason_in_admin(self):
        relation = make.make_relation(self.document, state="proposed")
        sent = {"action": "reject_selected", "_selected_action": [relation.pk], "reason": SECRET}
        address = reverse("admin:documents_relation_changelist")
        return self.editor.post(address, sent, follow=True)

    def reason_of_relation(self):
        relation = make.make_relation(self.document, state="proposed")
        key = f"{relation.pk}-{seen_of_relation(relation)}"
        sent = {"viec": "loai", "chon": [key], "reason": SECRET}
        return self.editor.post(reverse("documents:decide_relations"), sent, follow=True)

    def mistake(self):
        address = reverse("documents:report_mistake", args=[self.document.slug])
        return self.member.post(address, {"words": SECRET})

    def answer_to_mistake(self):
        report = make.make_mistake_report(self.document)
        sent = {"bao": report.pk, "xong": "1", "tra-loi": SECRET}
        return self.editor.post(reverse("documents:handle_report"), sent, follow=True)

    def followed_search(self):
        asked = urlencode({"danh-sach": urlencode({"q": SECRET})})
        return self.member.post(f"{reverse('following:add')}?{asked}")

    # --- Bodies, accounts, keys ---

    def body_renamed(self):
        return self.admin("organizations_organization_change", self.body.pk, name=SECRET)

    def bodies_reorganized(self):
        sent = {
            "kind": "rename",
            "day": "1/7/2025",
            "basis": "Nghị quyết 1",
            "before": "phường Mẫu",
        }
        return self.editor.post(reverse("organizations:reorganize"), {**sent, "after": SECRET})

    def new_member(self):
        return self.editor.post(reverse("accounts:new_member"), {"full_name": SECRET})

    def account_renamed(self):
        person = make.make_member("ba-tam")
        return self.admin(
            "organizations_user_change", person.pk, client=self.administrator, full_name=SECRET
        )

    def token(self):
        return self.member.post(reverse("api:tokens"), {"name": SECRET})

    def token_after_the_session_ended(self):
        return Client().post(reverse("api:tokens"), {"name": SECRET}, follow=True)

    # --- Bulletins and other systems ---

    def bulletin(self):
        sent = {"publisher": self.body.slug, "month": "1", "year": "2024", "text": SECRET}
        return self.editor.post(reverse("bulletins:bring_in"), sent)

    def bulletin_by_command(self):
        path = self.folder / "a.txt"
        path.write_text(SECRET, "utf-8")
        with pytest.raises(CommandError, match="mang dấu"):
            call_command("import_bulletin", str(path), publisher=self.body.slug, month="2024-01")
        path.unlink()

    def missed_citation(self):
        bulletin = make.make_bulletin(self.body)
        make.make_item(bulletin)
        address = f"{bulletin.get_absolute_url()}doi-chieu/danh-dau/"
        return self.editor.post(address, {"chu": SECRET}, follow=True)

    def draft_checked(self):
        return self.editor.post(reverse("bulletins:check"), {"text": SECRET})

    def why_withdrawn(self):
        bulletin = make.make_bulletin(self.body)
        sent = {"seen": seen_of(bulletin), "ly-do": SECRET}
        return self.editor.post(f"{bulletin.get_absolute_url()}thu-hoi/", sent, follow=True)

    def item_in_admin(self):
        item = make.make_item(make.make_bulletin(self.body))
        return self.admin("bulletins_bulletinitem_change", item.pk, title=SECRET)

    def other_system(self):
        address, sent = reverse("api:citations"), {"text": SECRET}
        return self.editor.post(address, sent, content_type="application/json")


# A command answers with no page.
WITHOUT_PAGE = {"list_by_command", "name_of_list_by_command", "bulletin_by_command"}
WAYS = [name for name in vars(Ways) if not name.startswith("_") and name != "admin"]


@pytest.fixture
def ways(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "files"
    return Ways(tmp_path)


@pytest.mark.parametrize("name", WAYS)
def test_a_secret_is_refused_told_and_left_nowhere(ways, name, caplog):
    answer = getattr(ways, name)()
    told = SecurityEntry.objects.filter(kind="secret-refused")
    assert [entry.details.split(",")[0] for entry in told] == ["dấu “TỐI MẬT”"]
    assert find_words(ways.folder) == []
    assert WORDS not in caplog.text
    if name not in WITHOUT_PAGE:
        assert WORDS not in answer.content.decode()


def test_what_is_only_asked_leaves_nothing_either(ways, caplog):
    for client in (Client(), ways.member):
        client.get(reverse("documents:list"), {"q": SECRET})
        client.get(reverse("bulletins:list"), {"q": SECRET})
        client.get(reverse("api:list"), {"q": SECRET})
    Client().post(reverse("login"), {"username": SECRET, "password": SECRET})
    assert find_words(ways.folder) == []
    assert WORDS not in caplog.text


def test_the_words_would_be_found_where_they_are_kept(ways):
    kept = make.make_mistake_report(ways.document, words=f"Sai: {WORDS}")
    (ways.folder / "tep").write_bytes(WORDS.encode())
    tables = {kept._meta.label, kept.history.model._meta.label}
    assert set(find_words(ways.folder)) == {*tables, "tep"}


def find_words(folder: Path) -> list[str]:
    """Return the tables, histories among them, sessions and files that hold the words."""
    found = [
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and WORDS in str(list(model._base_manager.values_list()))
    ]
    found += [
        session.pk for session in Session.objects.all() if WORDS in str(session.get_decoded())
    ]
    files = (path for path in folder.rglob("*") if path.is_file())
    return found + [path.name for path in files if WORDS.encode() in path.read_bytes()]
