"""A file that cannot be used is refused by the desk in one sentence, and nothing of it is left."""

import logging
import tempfile
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader, PdfWriter

from bulletins.desk.forms import MAX_TEXT_CHARS
from bulletins.models import Intake
from documents.files import programs, uploads
from documents.models import BackgroundTask
from organizations.models import SecurityEntry
from organizations.secrecy import refuse_secret
from tests.bulletins.desk.material import (
    BRING_IN,
    TEXT,
    asked,
    bring_in,
    read_by_the_worker,
    refusals,
)
from tests.documents.files.test_legacy import OLD_TCVN3, OLD_VNI
from tests.documents.files.test_oldword import OLD, container
from tests.documents.files.test_uploads import (
    LINE,
    PNG,
    STAMP_PARAGRAPH,
    docx,
    pdf,
    xlsx,
    zipped,
)

pytestmark = pytest.mark.django_db

CHECK = "/ban-tin/kiem-tra/"
# What the worker reads; that a file was sent and what its fate was is kept for a day.
SLOW = (".pdf", ".doc")
TOLD = (
    *("sessions.Session", "bulletins.Intake"),
    *("django_tasks_database.DBTaskResult", "documents.BackgroundTask"),
    # That somebody's file was refused for its mark stays for ever, without a word of it.
    "organizations.SecurityEntry",
)
# Stands in every file that is refused, and may be found nowhere afterwards.
WORDS = "Lời lẽ riêng của tài liệu này"
NAME = "ke-hoach-rieng"
BOX = (
    "</w:t></w:r><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>TUYỆT MẬT</w:t></w:r></w:p>"
    "</w:txbxContent></w:pict></w:r><w:r><w:t>"
)
CAPTION = '<a><docPr descr="MẬT"/></a>'

REFUSED = [
    # What no reader can open, and what to do.
    ("a.docx", b"", "rỗng"),
    ("a.docx", docx(WORDS)[:-40], "bị hỏng"),
    ("a.docx", zipped({"word/styles.xml": "<a/>"}), "bị hỏng"),
    ("a.pdf", b"%PDF-1.7\n" + WORDS.encode() * 50, "bị hỏng"),
    (
        "a.docx",
        docx(WORDS, **{"word__h.xml": " " * 40_000_000}),
        "quá lớn",
    ),
    ("a.docx", docx(WORDS, **{"word__vbaProject.bin": "x"}), "macro"),
    ("a.docx", container("EncryptedPackage", content=WORDS.encode()), "mật khẩu"),
    # Another thing than its name says.
    ("a.docx", pdf(LINE), "nội dung là PDF"),
    ("a.pdf", docx(WORDS), "nội dung là"),
    ("a.docx", b"MZ\x90\x00\x03\x00" + WORDS.encode(), "chỉ nhận"),
    # What has no text to bring in.
    ("a.png", PNG, "Không đọc được chữ nào"),
    ("a.xlsx", xlsx(), "Không đọc được chữ nào"),
    # What needs a program that this machine has not.
    ("a.pdf", pdf(b"", b""), "ocrmypdf tesseract-ocr-vie"),
    ("a.doc", OLD, "libreoffice-writer-nogui"),
    # Letters that are other ones.
    ("a.docx", docx(OLD_TCVN3), "TCVN3"),
    ("a.docx", docx(OLD_VNI), "VNI"),
    ("a.txt", OLD_TCVN3.encode(), "UniKey"),
    ("a.docx", docx("The committee held its meeting. " * 20), "không phải tiếng Việt"),
    # A mark, wherever it stands.
    ("a.docx", docx(WORDS, "MẬT"), "mang dấu “MẬT”"),
    ("a.docx", docx(f"{WORDS}{BOX}"), "mang dấu “TUYỆT MẬT”"),
    ("a.docx", docx(WORDS, **{"word__header1.xml": STAMP_PARAGRAPH}), "mang dấu"),
    ("a.docx", docx(WORDS, **{"word__footnotes.xml": STAMP_PARAGRAPH}), "mang dấu"),
    ("a.docx", docx(WORDS, **{"word__drawing.xml": CAPTION}), "mang dấu"),
    ("a.docx", docx(WORDS, **{"docProps__core.xml": "<c><title>TỐI MẬT</title></c>"}), "mang dấu"),
    ("a.txt", f"Độ mật: TỐI MẬT\n{WORDS}".encode(), "mang dấu"),
    ("MẬT.docx", docx(WORDS), "mang dấu"),
]


def locked_pdf():
    """A PDF that asks for a password, as a writer of PDFs makes it."""
    writer = PdfWriter(clone_from=PdfReader(SimpleUploadedFile("a.pdf", pdf(LINE))))
    writer.encrypt("mat-khau", algorithm="RC4-40")
    file = SimpleUploadedFile("a.pdf", b"")
    writer.write(file)
    return file.file.getvalue()


REFUSED.append(("a.pdf", locked_pdf(), "có mật khẩu"))


@pytest.fixture
def kept(settings, tmp_path, monkeypatch):
    """Tells what was kept anywhere: rows of every model, files of the site, temporary files."""
    temporary, media = tmp_path / "tmp", tmp_path / "files"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    # No program of the machine is asked.
    monkeypatch.setenv("PATH", str(tmp_path))
    settings.MEDIA_ROOT = media
    # Every file, however small, goes the way of a large one: into a temporary file.
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    # Empty, and there from the first file on.
    Path(settings.DATA_DIR, programs.LOCK).touch()

    def count():
        rows = {
            model._meta.label: model._base_manager.count()
            for model in apps.get_models()
            if model._meta.label not in TOLD
        }
        data = [path for path in Path(settings.DATA_DIR).rglob("*") if path.is_file()]
        files = {str(path) for path in data if not path.name.startswith("test.sqlite3")}
        return rows, files, [*temporary.iterdir()], [*media.rglob("*")]

    return count


def all_told():
    """What the rows say that a file leaves which the worker read."""
    rows = [model.objects.values() for model in (Intake, BackgroundTask, SecurityEntry)]
    return str([list(found) for found in rows])


@pytest.mark.parametrize(
    ("address", "is_staged"), [(BRING_IN, False), (BRING_IN, True), (CHECK, False)]
)
@pytest.mark.parametrize(("name", "content", "sentence"), REFUSED)
def test_a_bad_file_is_one_sentence_and_nothing_of_it_is_kept(
    client,
    editor,
    registry,
    kept,
    monkeypatch,
    caplog,
    capfd,
    address,
    is_staged,
    name,
    content,
    sentence,
):
    client.force_login(editor)
    if is_staged:
        # Every kind goes the way of those that only the worker reads; a name is looked at before.
        monkeypatch.setattr(
            "bulletins.desk.forms.is_read_quickly",
            lambda file: bool(refuse_secret([Path(file.name).stem])),
        )
    before = kept()
    fields = asked(registry[0]) if address == BRING_IN else {}
    with caplog.at_level(logging.DEBUG):
        # A mark in a name stands alone.
        called = name if "MẬT" in name else f"{NAME}-{name}"
        file = SimpleUploadedFile(called, content)
        response = client.post(address, {**fields, "file": file})
    if response.status_code == 302:
        assert is_staged or name.endswith(SLOW)
        with caplog.at_level(logging.DEBUG):
            response = read_by_the_worker(client, response.url)
    else:
        assert response.status_code == 400 and (not is_staged or "MẬT" in name)
    (errors,) = response.context["form"].errors.values()
    assert len(errors) == 1 and sentence in errors[0]
    assert kept() == before
    assert not before[2]
    page = response.content.decode()
    told = [caplog.text, *capfd.readouterr(), all_told()]
    assert not [text for text in (page, *told) if WORDS in text]
    # Nor of its name, which the answer to whoever sent it may hold, and nothing that is kept.
    assert not [text for text in told if NAME in text]
    assert not is_staged or NAME not in page


def test_a_secret_that_was_pasted_is_not_sent_back(client, editor, registry, kept, caplog):
    client.force_login(editor)
    before = kept()
    for address, fields in ((BRING_IN, asked(registry[0])), (CHECK, {})):
        with caplog.at_level(logging.DEBUG):
            response = client.post(address, {**fields, "text": f"TỐI MẬT\n{WORDS}\n{TEXT}"})
        assert response.status_code == 400
        assert "secret" in refusals(response)
        assert WORDS not in response.content.decode() + caplog.text
    # What else was typed is still there.
    response = client.post(BRING_IN, asked(registry[0], text="MẬT\n1. x"))
    assert 'value="2024"' in response.content.decode()
    assert kept() == before


def test_a_text_that_was_pasted_in_old_letters_is_refused_and_stays_to_be_mended(
    client, editor, registry
):
    client.force_login(editor)
    response = client.post(BRING_IN, asked(registry[0], text=OLD_VNI))
    assert "VNI" in refusals(response)
    assert OLD_VNI in response.content.decode()


def test_a_file_with_pictures_asks_a_person_to_look_first(client, editor, registry, kept):
    client.force_login(editor)
    file = docx(*TEXT.splitlines(), **{"word__media__image1.png": "x"})
    asks = client.post(CHECK, {"file": SimpleUploadedFile("a.docx", file)})
    assert "must_look" in refusals(asks)
    fields = {"file": SimpleUploadedFile("a.docx", file), "declared": "on"}
    response = client.post(CHECK, fields)
    assert response.status_code == 200
    assert response.context["checked"]


def test_a_file_is_not_read_while_the_rest_of_the_form_is_wrong(
    client, desk, registry, kept, monkeypatch
):
    """A scan would keep a person waiting for minutes, only to be told of the month."""
    monkeypatch.setattr("bulletins.desk.forms.text_of_file", None)
    file = SimpleUploadedFile("a.txt", TEXT.encode())
    for wrong in ({}, {"month": "13"}):
        response = client.post(BRING_IN, {**asked(registry[0], file=file), **wrong})
        assert response.status_code == 400
        assert list(response.context["form"].errors) == ["month"]


def test_a_huge_upload_is_refused_and_never_kept_whole(
    client, editor, registry, kept, monkeypatch, settings
):
    client.force_login(editor)
    most = 2**20
    monkeypatch.setattr(uploads, "MAX_UPLOAD_BYTES", most)
    monkeypatch.setattr("documents.files.receiving.MAX_UPLOAD_BYTES", most)
    sizes = []
    read = uploads._check_size
    monkeypatch.setattr(
        uploads, "_check_size", lambda file, name: (sizes.append(file.size), read(file, name))
    )
    response = client.post(
        CHECK, {"file": SimpleUploadedFile("a.pdf", pdf(LINE) + b" " * 5 * most)}
    )
    assert response.status_code == 400
    assert "lớn hơn mức 1 MB" in refusals(response)
    assert most < sizes[0] < 1.2 * most
    assert not kept()[2]


def test_a_bulletin_numbered_by_word_itself_is_cut_into_its_items(client, editor, registry):
    from tests.documents.files.test_word import NUMBERING, listed, paragraph, part

    body = (
        paragraph("NỘI DUNG")
        + listed("Chỉ thị số 24-CT/TU, ngày 19/5/2023 của Tỉnh ủy Mẫu Sơn về phòng cháy")
        + paragraph("Các chi bộ đọc Chỉ thị 24 trong tháng, cùng những văn bản khác.")
        + listed("Tin hoạt động")
        + paragraph("Buổi trồng cây có đủ đảng viên của chi bộ tham gia từ sáng sớm.")
    )
    parts = {
        "word__numbering.xml": NUMBERING,
        "word__document.xml": part("document", f"<w:body>{body}</w:body>"),
    }
    client.force_login(editor)
    file = SimpleUploadedFile("a.docx", docx(**parts))
    page = client.get(bring_in(client, registry[0], text="", file=file))
    items = page.context["bulletin"].items.order_by("order")
    assert [item.label for item in items if item.label] == ["1.", "2."]
    assert page.context["sheet"].cards[0].citation.text.startswith("Chỉ thị số 24-CT/TU")


@pytest.mark.parametrize("more", ["a file", "too long"])
def test_a_pasted_secret_is_not_sent_back_with_another_fault_either(client, editor, registry, more):
    client.force_login(editor)
    for address in (BRING_IN, CHECK):
        sent = asked(registry[0], text=f"TỐI MẬT\n{WORDS}\n{TEXT}")
        if more == "a file":
            sent["file"] = SimpleUploadedFile("a.txt", TEXT.encode())
        else:
            sent["text"] += "\n" + "chữ " * (MAX_TEXT_CHARS // 4)
        response = client.post(address, sent)
        assert response.status_code == 400
        assert "secret" in refusals(response)
        assert WORDS not in response.content.decode()
        # What is no secret comes back to be put right.
        sent["text"] = sent["text"].replace("TỐI MẬT", "")
        if more == "a file":
            sent["file"] = SimpleUploadedFile("a.txt", TEXT.encode())
        assert WORDS in client.post(address, sent).content.decode()
