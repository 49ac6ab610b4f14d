"""`import_documents`: long lists at one go, by the same code as behind the pages."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from documents.importing import at_once
from documents.models import BackgroundTask, Document, ImportedList
from tests import factories as make
from tests.documents.importing.lists import HEADINGS, a_row, delimited, undone, xlsx

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "ds.csv"
    path.write_bytes(delimited(a_row(), a_row("25-CT/TU")))
    return path


def run(*arguments):
    told = StringIO()
    call_command("import_documents", *map(str, arguments), stdout=told, stderr=StringIO())
    return told.getvalue()


def test_a_dry_run_tells_what_would_be_done_and_does_nothing(body, path):
    assert "Chưa ghi gì; sẽ làm: thêm mới 2, sửa 0, không đổi 0, không nhập 0" in run(
        path, "--dry-run"
    )
    assert not Document.objects.exists() and not ImportedList.objects.exists()


def test_a_list_is_written_in_the_name_of_an_editor_and_taken_back(editor, body, path):
    changed = make.make_document(number="24", symbol="CT/TU", organization=body, title="cũ")
    assert "Đã ghi: thêm mới 1, sửa 1" in run(path, "--user", editor.username)
    assert Document.objects.get(number="25").history.get().history_user == editor
    imported = undone(ImportedList.objects.get())
    assert imported.state == "undone"
    assert [row.title for row in Document.objects.all()] == ["cũ"]
    changed.refresh_from_db()
    assert changed.title == "cũ"


def test_a_refused_row_keeps_all_from_being_written_unless_it_is_left_out(editor, body, path):
    path.write_bytes(delimited(a_row(), a_row("sai"), [1, "x", "", "", "", "TUYỆT MẬT"]))
    with pytest.raises(CommandError, match="chưa ghi gì"):
        run(path, "--user", editor.username)
    assert not Document.objects.exists() and not ImportedList.objects.exists()
    told = run(path, "--dry-run")
    assert "Dòng 3, ô B3" in told and "Dòng 4: dòng mang dấu mật" in told
    run(path, "--user", editor.username, "--only-good")
    assert Document.objects.get().code == "24-CT/TU"


def test_a_column_that_cannot_be_taken_in_is_skipped_by_its_name(editor, body, path):
    """A list of others that says what is in force, and not where that stands."""
    path.write_bytes(
        delimited([*a_row(), "Còn hiệu lực"], headings=[*HEADINGS, "Tình trạng hiệu lực"])
    )
    assert "mà không ghi căn cứ" in run(path, "--dry-run")
    told = run(path, "--user", editor.username, "--skip", "Hiệu lực")
    assert "thêm mới 1" in told
    assert Document.objects.get().status == "unknown"


def test_neither_what_names_a_document_nor_its_secrecy_can_be_skipped(body, path):
    for name in ("Số, ký hiệu", "Độ mật"):
        with pytest.raises(CommandError, match="skip"):
            run(path, "--dry-run", "--skip", name)


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ([], "Cho biết ai nhập"),
        (["--user", "nguoi-la"], "không phải tài khoản của cán bộ biên tập"),
    ],
)
def test_nothing_is_written_in_nobodys_name(body, path, arguments, why):
    with pytest.raises(CommandError, match=why):
        run(path, *arguments)


def test_a_file_that_is_no_list_is_refused_in_words(body, tmp_path):
    with pytest.raises(CommandError, match="Không có tệp"):
        run(tmp_path / "khong-co.xlsx", "--dry-run")
    path = tmp_path / "ds.xlsx"
    path.write_bytes(b"%PDF-1.4")
    with pytest.raises(CommandError, match="không phải bảng tính"):
        run(path, "--dry-run")
    path.write_bytes(xlsx(["x", "y"], headings=["a", "b"]))
    with pytest.raises(CommandError, match="dòng tiêu đề"):
        run(path, "--dry-run")


def test_a_document_that_two_far_rows_name_is_entered_once(editor, body, path, monkeypatch):
    monkeypatch.setattr(at_once, "_ROWS_A_BATCH", 1)
    path.write_bytes(delimited(a_row(), a_row("25-CT/TU"), a_row(title="khác")))
    told = run(path, "--user", editor.username, "--only-good")
    assert "Dòng 4, ô B4: trùng với dòng 2" in told
    assert Document.objects.get(number="24").title == "về cháy"


def test_a_change_between_planning_and_writing_is_not_written_over(editor, body, path, monkeypatch):
    document = make.make_document(number="24", symbol="CT/TU", organization=body, title="cũ")
    prepare, told = at_once.prepare, []

    def overtaken(rows):
        if not told:
            told.append(1)
            changed = Document.objects.get(pk=document.pk)
            changed.signer = "Người khác"
            changed.save()
        return prepare(rows)

    monkeypatch.setattr(at_once, "prepare", overtaken)
    # Planned again, and counted once.
    assert "Đã ghi: thêm mới 1, sửa 1" in run(path, "--user", editor.username)
    document.refresh_from_db()
    assert (document.title, document.signer) == ("về cháy", "Người khác")


def test_who_is_overtaken_again_and_again_writes_nothing_and_says_so(
    editor, body, path, monkeypatch
):
    monkeypatch.setattr(at_once.Registry, "has_changed", lambda registry: True)
    with pytest.raises(CommandError, match="Người khác đang ghi vào sổ"):
        run(path, "--user", editor.username)
    assert not Document.objects.exists() and not ImportedList.objects.exists()


def test_texts_are_held_before_series_and_documents(editor, body, path, monkeypatch):
    held = []
    for name in ("lock_texts_of", "hold_all_series", "lock_documents"):
        monkeypatch.setattr(at_once, name, lambda *_, name=name, **__: held.append(name))
    run(path, "--user", editor.username)
    assert held == ["lock_texts_of", "hold_all_series", "lock_documents"]


def test_citations_that_waited_are_left_to_the_worker(editor, body, path):
    run(path, "--dry-run")
    left = BackgroundTask.objects.filter(task_path__endswith="pick_up_all")
    assert not left.exists()
    run(path, "--user", editor.username)
    assert left.get().args_kwargs["args"] == [str(ImportedList.objects.get().pk)]
