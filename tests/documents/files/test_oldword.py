"""Old Word files are turned into new ones by LibreOffice where the machine has it."""

from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from documents.files import oldword
from documents.files.office import read_office
from documents.files.texts import read_text_upload
from tests.documents.files.test_uploads import STAMP_PARAGRAPH, docx


def container(*names, content=b""):
    """The start of a file in Word's old container, with the names of its parts."""
    inside = b"".join(name.encode("utf-16-le") + b"\0" * 8 for name in names)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + inside + content


OLD = container("WordDocument")


@pytest.fixture
def soffice(programs, tmp_path, temporary):
    """Puts a stand-in in place that makes the given .docx of any file."""

    def install(result, then="true"):
        (tmp_path / "result.docx").write_bytes(result)
        programs.install(
            "soffice",
            f'echo "$@" > "$NOTES"; cat profile/user/*.xcu >> "$NOTES"; test -s in.doc || exit 2\n'
            f"mkdir out; cp '{tmp_path}/result.docx' out/in.docx; {then}",
        )
        return programs

    return install


def read(content, name="cu.doc"):
    return read_text_upload(SimpleUploadedFile(name, content), has_looked=True)


def refusal(content, name="cu.doc"):
    with pytest.raises(ValidationError) as caught:
        read(content, name)
    return caught.value


def test_an_old_word_file_is_read_and_nothing_is_left(soffice, temporary):
    programs = soffice(docx("Điều 1.", "Điều 2."))
    assert read(OLD) == "Điều 1.\nĐiều 2."
    assert not list(temporary.iterdir())
    told = programs.notes.read_text("utf-8")
    for word in ("--headless", "--convert-to docx", f"UserInstallation=file://{temporary}/"):
        assert word in told
    # The profile is its own, lets no macro run and nothing be fetched from elsewhere.
    for name, value in (
        ("DisableMacrosExecution", "true"),
        *(("ooInetProxyType", "2"), ("ooInetNoProxy", "")),
        *(("ooInetHTTPProxyName", "127.0.0.1"), ("ooInetHTTPProxyPort", "9")),
        *(("ooInetHTTPSProxyName", "127.0.0.1"), ("ooInetHTTPSProxyPort", "9")),
    ):
        assert f'"{name}" oor:op="fuse"><value>{value}</value>' in told


class Asked(BaseHTTPRequestHandler):
    """A server that notes which addresses are asked for."""

    def do_GET(self):
        self.server.asked.append(self.path)
        self.send_error(404)

    do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    with HTTPServer(("127.0.0.1", 0), Asked) as server:
        server.asked = []
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.mark.slow
@pytest.mark.program("soffice")
def test_the_real_program_reads_the_words_and_fetches_nothing(server, temporary):
    # What it opens it knows by the content, whatever the name says.
    picture = f'<img src="http://127.0.0.1:{server.server_port}/anh.png">'
    page = f'<html><meta charset="utf-8"><body><p>Chỉ thị số 24-CT/TU</p>{picture}</body></html>'
    made = oldword.as_docx(page.encode())
    assert "Chỉ thị số 24-CT/TU" in read_office(made, is_word=True).text
    assert server.asked == []
    assert not list(temporary.iterdir())


def test_without_the_program_the_refusal_says_what_to_do(programs, temporary):
    message = refusal(OLD).messages[0]
    assert "libreoffice-writer-nogui" in message and ".docx" in message


@pytest.mark.parametrize(
    ("content", "name", "code", "sentence"),
    [
        # Macros are seen before any program opens the file.
        (container("WordDocument", "_VBA_PROJECT"), "cu.doc", "unreadable", "macro"),
        # A newer file under a password is kept in the old container too.
        (container("EncryptedPackage"), "moi.docx", "unreadable", "mật khẩu"),
        # An old workbook, and an old Word file that calls itself new.
        (container("Workbook"), "cu.xls", "unknown_kind", ".xlsx"),
        (OLD, "moi.docx", "unknown_kind", "kiểu cũ"),
        # Rich text, as many files called .doc are.
        (b"{\\rtf1 van ban}", "cu.doc", "unknown_kind", "lưu lại dạng .docx"),
        (OLD, "MẬT.doc", "secret", "MẬT"),
    ],
)
def test_other_files_of_that_kind_are_refused_unopened(
    soffice, temporary, content, name, code, sentence
):
    programs = soffice(docx("Điều 1."))
    error = refusal(content, name)
    assert error.code == code
    assert sentence in error.messages[0]
    assert not programs.notes.exists()


@pytest.mark.parametrize(
    ("result", "code"),
    [
        # What comes out is a stranger's file like any other.
        (docx("x", **{"word__header1.xml": STAMP_PARAGRAPH}), "secret"),
        (docx("x", **{"word__vbaProject.bin": "x"}), "unreadable"),
        (docx("x", **{"word__header1.xml": " " * 40_000_000}), "unreadable"),
        (b"no archive", "unreadable"),
    ],
)
def test_the_result_goes_through_all_checks_of_a_new_file(soffice, temporary, result, code):
    soffice(result)
    assert refusal(OLD).code == code
    assert not list(temporary.iterdir())


@pytest.mark.parametrize("then", ["exit 1", "rm out/in.docx", "sleep 30"])
def test_a_program_that_fails_or_hangs_is_a_sentence(soffice, temporary, monkeypatch, then):
    monkeypatch.setattr(oldword, "MAX_SECONDS", 1.0)
    soffice(docx("Điều 1."), then)
    assert ".docx" in refusal(OLD).messages[0]
    assert not list(temporary.iterdir())
