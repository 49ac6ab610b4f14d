"""A registry is saved while people work, and made again elsewhere: every row and every file."""

import json
import subprocess
import sys
import zipfile
from threading import Thread

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection

from config.backup.archive import CONTENTS, BackupError
from config.backup.log_guard import unguarded
from config.backup.restoring import restore_backup
from config.backup.saving import applied_migrations, save_backup
from config.backup.tables import LEFT_OUT, all_at_once, all_tables, empty
from documents.models import Attachment, Document, Passage
from organizations.models import SecurityEntry, User
from tests import factories as make
from tests.config.serving import ROOT, site_environment
from tests.migrated import COPY, create_database, drop_database, lay_migrated_file

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

HOSTILE = "Dòng\tmột\\N \"hai\"\n'ba'; DROP TABLE – ạ\u0323 \U0001f600 \\"

LAST_ENTRIES = (
    "from organizations.models import SecurityEntry as S; "
    "print(*(f'{e.kind} {e.details}' for e in S.objects.all()[:3]), sep='\\n')"
)


@pytest.fixture
def records():
    """Some of everything: texts that trip writers, a file, decisions, history, the bin."""
    editor = make.make_editor("bien-tap")
    document = make.make_document(title=HOSTILE, text=HOSTILE, note=r"\N")
    make.make_attachment(document, b"%PDF-1.4\n\t\\N\x00\xff")
    make.make_citation(None, "Chỉ thị số 24-CT/TU", document, state="confirmed")
    make.make_item(None, document)
    gone = make.make_document()
    make.make_relation(document, gone)
    gone.move_to_bin(editor)
    make.make_security_entry(by="bien-tap", details=HOSTILE)
    return document


def empty_registry():
    with all_at_once(), unguarded():
        empty(all_tables())


def contents_of(path):
    with zipfile.ZipFile(path) as source:
        return json.loads(source.read(CONTENTS))


def manage(environment, *arguments):
    return subprocess.run(
        [sys.executable, "manage.py", *map(str, arguments)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def same(one, other, *, entries=0):
    """Whether two backups hold the same rows and files, with so many more of the security log."""
    log = SecurityEntry._meta.db_table
    lines = [
        next(table["lines"] for table in each["tables"] if table["name"] == log)
        for each in (one, other)
    ]
    one, other = (_without(each, log) if entries else each for each in (one, other))
    alike = all(one[name] == other[name] for name in ("tables", "files", "last_keys"))
    return alike and lines[1] - lines[0] == entries


def _without(contents, name):
    keys = {table: key for table, key in contents["last_keys"].items() if table != name}
    tables = [table for table in contents["tables"] if table["name"] != name]
    return {**contents, "tables": tables, "last_keys": keys}


def test_every_table_is_saved_or_known_to_be_left_out(db):
    named = {table.name for table in all_tables()} | LEFT_OUT | {"django_migrations"}
    assert set(connection.introspection.table_names()) - named == set(index_tables())


def index_tables():
    """The tables by which SQLite keeps its search index, and its own list of keys."""
    found = connection.introspection.table_names()
    return [name for name in found if "passage_index" in name or name == "sqlite_sequence"]


def test_a_registry_is_made_again_elsewhere_and_on_the_other_database(
    records, tmp_path, database_as_migrated
):
    first, second, third = (tmp_path / f"so-{number}.zip" for number in (1, 2, 3))
    save_backup(first)
    folder = tmp_path / "moi"
    folder.mkdir()
    lay_migrated_file(folder / "van-kien.sqlite3")
    site = site_environment(DATA_DIR=str(folder))
    done = manage(site, "restore", first)
    assert done.returncode == 0, done.stderr
    assert "giống hệt bản sao lưu" in done.stdout
    assert manage(site, "backup", second).returncode == 0
    # The restore itself is told of.
    assert same(contents_of(first), contents_of(second), entries=1)
    listed = manage(site, "shell", "-v", "0", "-c", LAST_ENTRIES)
    opened, saved, restored = listed.stdout.splitlines()
    assert opened == "server mở manage.py shell"
    assert saved.startswith("exported sao lưu, ")
    assert restored.startswith("server phục hồi sổ từ bản sao lưu lúc ")
    if connection.vendor != "postgresql":
        return
    site["DATABASE_URL"] = create_database("vankien_restored", template=COPY)
    site["DATA_DIR"] = str(tmp_path / "moi-2")
    try:
        done = manage(site, "restore", second)
        assert done.returncode == 0, done.stderr
        assert manage(site, "backup", third).returncode == 0
    finally:
        drop_database("vankien_restored")
    assert same(contents_of(second), contents_of(third), entries=1)


def test_in_place_all_is_there_again_and_found(records, tmp_path):
    path = tmp_path / "so.zip"
    save_backup(path)
    history = list(Document.history.values_list("history_id", "title").order_by("history_id"))
    name = Attachment.objects.get().file.name
    empty_registry()
    default_storage.delete(name)
    # Somebody tried to sign in before there was anything: that row makes room.
    make.make_security_entry(kind=SecurityEntry.Kind.SIGN_IN_FAILED)
    restore_backup(path)
    assert SecurityEntry.objects.get().details == HOSTILE
    with pytest.raises(DatabaseError, match="only added to"):
        SecurityEntry.objects.all().delete()
    document = Document.objects.get(pk=records.pk)
    assert (document.title, document.text.body) == (records.title, HOSTILE)
    assert list(Document.history.values_list("history_id", "title").order_by("history_id")) == (
        history
    )
    with default_storage.open(name, "rb") as file:
        assert file.read() == b"%PDF-1.4\n\t\\N\x00\xff"
    assert Document.all_objects.binned().count() == 1
    assert Passage.objects.filter(document=document).exists()


def test_what_is_entered_meanwhile_is_not_in_it_by_halves(records, tmp_path):
    path = tmp_path / "so.zip"

    def enter():
        make.make_document(title="nhập trong lúc sao lưu")
        connection.close()

    def told(sentence):
        if sentence.startswith("auth_group:"):
            other = Thread(target=enter)
            other.start()
            other.join(30)

    before = Document.all_objects.count(), Document.history.count()
    save_backup(path, told)
    lines = {table["name"]: table["lines"] for table in contents_of(path)["tables"]}
    assert (lines["documents_document"], lines["documents_historicaldocument"]) == before
    assert Document.objects.filter(title="nhập trong lúc sao lưu").exists()


def test_it_is_for_its_owner_alone_and_has_its_name_only_when_whole(records, tmp_path):
    path = tmp_path / "so.zip"
    save_backup(path)
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(BackupError, match="Đã có tệp"):
        save_backup(path)

    def fail(sentence):
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        save_backup(tmp_path / "day.zip", fail)
    assert [file.name for file in tmp_path.iterdir()] == ["so.zip"]


def test_a_file_that_is_missing_is_named_and_the_rest_saved(records, tmp_path):
    name = Attachment.objects.get().file.name
    default_storage.delete(name)
    assert save_backup(tmp_path / "so.zip").missing == [name]


def test_a_registry_in_use_is_not_written_over(records, tmp_path):
    path = tmp_path / "so.zip"
    save_backup(path)
    with pytest.raises(BackupError, match="đã có dữ liệu"):
        restore_backup(path)
    assert Document.objects.filter(pk=records.pk).exists()


def tampered(path, change):
    """Write the backup anew with its list of contents changed."""
    other = path.with_name("sua.zip")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(other, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == CONTENTS:
                told = json.loads(data)
                change(told)
                data = json.dumps(told).encode()
            target.writestr(name, data)
    return other


def of_newer_format(told):
    told["format"] = 99


def of_newer_version(told):
    told["migrations"]["documents"].append("9999_tuong_lai")


def of_odd_names(told):
    told["tables"][0]["name"] = 'auth_group"; DROP TABLE "auth_group'


def of_other_rows(told):
    told["tables"][3]["sha256"] = "0" * 64


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (of_newer_format, "phiên bản Văn Kiện mới hơn"),
        (of_newer_version, "phiên bản Văn Kiện mới hơn"),
        (of_other_rows, "đã hỏng"),
        (of_odd_names, "đã hỏng"),
    ],
)
def test_a_newer_or_changed_backup_is_refused_before_anything_is_touched(
    records, tmp_path, change, sentence
):
    path = tmp_path / "so.zip"
    save_backup(path)
    empty_registry()
    with pytest.raises(BackupError, match=sentence):
        restore_backup(tampered(path, change))
    assert not User.objects.exists()


def test_a_file_that_would_lie_elsewhere_is_refused_before_anything_is_touched(records, tmp_path):
    path = tmp_path / "so.zip"
    save_backup(path)
    empty_registry()
    other = path.with_name("ngoai.zip")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(other, "w") as target:
        told = json.loads(source.read(CONTENTS))
        name = told["files"][0]["name"]
        told["files"][0]["name"] = "../ngoai.pdf"
        for entry in source.namelist():
            data = source.read(entry)
            if entry == CONTENTS:
                data = json.dumps(told).encode()
            target.writestr(entry.replace(name, "../ngoai.pdf"), data)
    with pytest.raises(BackupError, match="nằm ngoài thư mục tệp"):
        restore_backup(other)
    assert not User.objects.exists()


def test_what_a_killed_run_left_of_a_file_is_written_anew(records, tmp_path):
    path = tmp_path / "so.zip"
    save_backup(path)
    empty_registry()
    name = contents_of(path)["files"][0]["name"]
    default_storage.delete(name)
    default_storage.save(name, ContentFile(b"%PDF-"))
    restore_backup(path)
    with default_storage.open(name, "rb") as file:
        assert file.read() == b"%PDF-1.4\n\t\\N\x00\xff"


# What came with migrations from 0029 on: tables, and other names of columns.
NEWER_TABLES = {
    *("documents_checkedtext", "documents_citationwarning"),
    *("documents_contentremoval", "documents_takenaddress"),
}
FORMER_COLUMNS = {"done_by_id": "merged_by_id", "done_at": "merged_at"}


def of_the_version_before(told):
    """As if saved before the names of bodies at their time were filled in: rows were the same."""
    told["migrations"]["documents"] = [
        name for name in told["migrations"]["documents"] if name < "0029"
    ]
    told["tables"] = [table for table in told["tables"] if table["name"] not in NEWER_TABLES]
    for table in told["tables"]:
        if table["name"] == "documents_merge":
            table["columns"] = [
                [FORMER_COLUMNS.get(name, name), kind] for name, kind in table["columns"]
            ]


def test_a_backup_of_an_older_version_is_restored_into_this_one(records, tmp_path):
    path = tmp_path / "so.zip"
    save_backup(path)
    empty_registry()
    restore_backup(tampered(path, of_the_version_before))
    assert Document.objects.get(pk=records.pk).title == records.title
    assert applied_migrations() == contents_of(path)["migrations"]


@pytest.mark.parametrize("kept", [0, 100, -30])
def test_a_cut_file_is_refused(records, tmp_path, kept):
    path = tmp_path / "so.zip"
    save_backup(path)
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(BackupError, match="không phải là bản sao lưu, hoặc đã hỏng"):
        restore_backup(path)


def test_what_fails_in_the_middle_leaves_the_registry_empty(records, tmp_path, monkeypatch):
    path = tmp_path / "so.zip"
    save_backup(path)
    empty_registry()
    seen = []

    def told(sentence):
        seen.append(sentence)
        if sentence.startswith("documents_relation:"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        restore_backup(path, told)
    assert any(sentence.startswith("documents_document:") for sentence in seen)
    assert not Document.all_objects.exists()
    assert not User.objects.exists()
    restore_backup(path)
    assert Document.objects.filter(pk=records.pk).exists()


def test_what_is_entered_while_files_are_written_stops_the_restore(records, tmp_path):
    path = tmp_path / "so.zip"
    save_backup(path)
    empty_registry()

    def told(sentence):
        if sentence.startswith("Tệp sao lưu còn"):
            make.make_administrator("moi")

    with pytest.raises(BackupError, match="đã có dữ liệu"):
        restore_backup(path, told)
    assert User.objects.get().username == "moi"
