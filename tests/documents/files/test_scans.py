"""Scanned pages are read by ocrmypdf where the machine has it; a stand-in keeps its contract."""

import time
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader

from documents.files import scans
from documents.files.reading import FileReading, Stage
from documents.files.texts import read_text_upload
from tests.documents.files.pdfs import lines, vietnamese_pdf, with_pictures
from tests.documents.files.test_uploads import LINE, pdf

# What it is told and what it knows; then the texts as the program writes them: a form feed
# between pages, none behind the last, and one line for all pages it was told to pass over.
READS = r"""
echo "$@" > "$NOTES"; env >> "$NOTES"; pwd >> "$NOTES"; cp in.pdf "$NOTES.pdf"
test -s in.pdf || exit 2
case "$*" in *--force-ocr*) ;; *) printf '[OCR skipped on page(s) 1-2]\f' > text.txt; exit;; esac
case $(grep -c '/Type /Page$' in.pdf) in
1) printf 'Chỉ thị số 24-CT/TU\n' > text.txt;;
2) printf 'Chỉ thị số 24-CT/TU\n\fTrang hai\n' > text.txt;;
*) printf 'Chỉ thị số 24-CT/TU\n\fTrang hai\n\fTrang ba\n' > text.txt;;
esac
"""


def read(content, has_looked=True):
    return read_text_upload(SimpleUploadedFile("quet.pdf", content), has_looked=has_looked)


def refusal(content, has_looked=True):
    with pytest.raises(ValidationError) as caught:
        read(content, has_looked)
    return caught.value


def test_a_scan_is_read_by_the_program_and_nothing_is_left(programs, temporary):
    programs.install("ocrmypdf", READS)
    assert read(pdf(b"", b"", b"")) == "Chỉ thị số 24-CT/TU\nTrang hai\nTrang ba"
    assert not list(temporary.iterdir())
    told = programs.notes.read_text("utf-8")
    for word in ("--language vie", "--force-ocr", "--sidecar text.txt", "--jobs 1", "in.pdf"):
        assert word in told
    # Its own temporary files lie in the folder that is removed, and it knows no setting.
    assert f"TMPDIR={temporary}/" in told
    assert "DATA_DIR" not in told and "DJANGO" not in told


def test_pages_that_have_letters_stay_as_they_are(programs, temporary):
    programs.install("ocrmypdf", READS)
    picture = pdf(LINE, b"", page_extra=b"")
    # Of a page without letters and pictures nothing is asked: it is empty.
    assert read(picture) == LINE.decode()
    assert not programs.notes.exists()


def test_scanned_pages_come_back_to_their_places_among_the_others(programs, temporary):
    programs.install("ocrmypdf", READS)
    mixed = with_pictures(pdf(LINE, LINE + b" hai", b"", LINE + b" bon", b""), (2, 4))
    one, two = LINE.decode(), "Chỉ thị số 24-CT/TU"
    assert read(mixed) == f"{one}\n{one} hai\n{two}\n{one} bon\nTrang hai"
    # The pages with letters are not even handed over.
    assert len(PdfReader(f"{programs.notes}.pdf").pages) == 2


@pytest.mark.program("ocrmypdf")
def test_the_real_program_reads_each_page_into_its_place():
    content = pdf(LINE, b"Trang nay de nguyen", b"", b"Ket thuc van ban")
    reading = FileReading("", pages=["", "giữ nguyên", "", ""], scanned=[0, 2, 3])
    pages = scans.read_scanned_pages(BytesIO(content), reading)
    assert [page.strip() for page in pages] == [
        *(LINE.decode(), "giữ nguyên", "", "Ket thuc van ban")
    ]


def test_without_the_program_the_refusal_says_what_to_install(programs, temporary):
    error = refusal(pdf(b"", b""), has_looked=False)
    assert "bản chụp ở trang 1-2," in error.messages[0]
    assert "apt-get install ocrmypdf tesseract-ocr-vie" in error.messages[0]


SIGNED = b"Ky boi: UBND phuong Thu Nghiem, Email: a@b.vn, Ngay ky: 01.02.2024 08:00:00 +07:00"


@pytest.mark.parametrize(
    ("content", "places", "pages"),
    [
        # Single pages of a file that has letters elsewhere.
        (pdf(LINE, b"", LINE, b"", b"", b""), (1, 3, 4, 5), "2, 4-6"),
        # Words that a program of scanning or signing types onto the picture.
        (pdf(LINE, b"Scanned with CamScanner"), (1,), "2"),
        (pdf(SIGNED), (0,), "1"),
    ],
)
def test_scanned_pages_that_cannot_be_read_are_never_left_out(
    programs, temporary, content, places, pages
):
    error = refusal(with_pictures(content, places))
    assert f"bản chụp ở trang {pages}," in error.messages[0]
    assert "apt-get install ocrmypdf" in error.messages[0]


@pytest.mark.parametrize(
    ("content", "size"),
    [
        # A coat of arms above a short text.
        (pdf(LINE), (90, 90)),
        # A sheet of coloured paper behind a whole page of text.
        (vietnamese_pdf(lines(*["Đảng bộ phường Mẫu Sơn họp thường kỳ"] * 9)), (595, 842)),
        # A scan whose letters were recognised before: they lie on it unseen.
        (pdf(LINE + b") Tj 3 Tr (cua Dang bo"), (595, 842)),
    ],
)
def test_pages_with_letters_and_a_picture_are_no_scans(programs, temporary, content, size):
    assert len(read(with_pictures(content, [0], *size))) >= len(LINE)


def test_what_is_typed_onto_a_scan_does_not_pass_for_its_text(programs, temporary):
    programs.install("ocrmypdf", READS)
    content = with_pictures(pdf(LINE, b"Scanned with CamScanner"), [1])
    assert read(content) == f"{LINE.decode()}\nChỉ thị số 24-CT/TU"


def test_a_person_looks_first_and_is_not_made_to_wait_for_it(programs, temporary):
    programs.install("ocrmypdf", READS)
    error = refusal(pdf(b"", b""), has_looked=False)
    assert error.code == "must_look"
    assert "có 2 trang chụp. Máy sẽ nhận dạng chữ" in error.messages[0]
    assert not programs.notes.exists()


def test_more_pages_than_can_be_waited_for_are_refused_at_once(programs, temporary, monkeypatch):
    programs.install("ocrmypdf", READS)
    monkeypatch.setattr(scans, "MAX_SCANNED_PAGES", 2)
    message = refusal(pdf(b"", b"", b""), has_looked=False).messages[0]
    assert "có 3 trang chụp" in message and "ocrmypdf -l vie" in message
    assert not programs.notes.exists()


def test_a_program_that_takes_too_long_ends_with_all_it_started(programs, temporary, monkeypatch):
    programs.install("ocrmypdf", '(sleep 3; echo late > "$NOTES") & sleep 30')
    monkeypatch.setattr(scans, "MAX_SECONDS", 0.5)
    began = time.monotonic()
    assert "nên đã dừng" in refusal(pdf(b"")).messages[0]
    assert time.monotonic() - began < 2.5
    time.sleep(3.5 - (time.monotonic() - began))
    assert not programs.notes.exists()
    assert not list(temporary.iterdir())


@pytest.mark.parametrize(
    "script",
    [
        # It fails, having said the text where a log would keep it.
        "echo 'Lời của tài liệu' >&2; exit 2",
        # It succeeds and writes nothing.
        "true",
        # Fewer or more texts than pages: whose is which, nobody knows.
        "printf 'Trang một' > text.txt",
        r"printf 'Trang một\fTrang hai\fTrang ba' > text.txt",
        # A page passed over, by order and for lack of time.
        r"printf '[OCR skipped on page(s) 1]\fTrang hai' > text.txt",
        r"printf 'Trang một\f[skipped page]' > text.txt",
    ],
)
def test_a_program_that_fails_is_a_sentence(programs, temporary, script, capfd):
    programs.install("ocrmypdf", script)
    assert "không nhận dạng được" in refusal(pdf(b"", b"")).messages[0]
    assert "Lời của tài liệu" not in "".join(capfd.readouterr())
    assert not list(temporary.iterdir())


@pytest.mark.parametrize(
    ("script", "code"),
    [
        # A stamp that only the program could read.
        (r"printf 'Báo cáo\n\nTỐI MẬT\n' > text.txt", "secret"),
        # Nothing but white paper.
        (r"printf '\n' > text.txt", "no_text"),
    ],
)
def test_what_was_recognised_goes_through_the_same_checks(programs, temporary, script, code):
    programs.install("ocrmypdf", script)
    assert refusal(pdf(b"")).code == code
    assert not list(temporary.iterdir())


def test_more_text_than_pages_hold_is_refused_and_never_cut(programs, temporary, monkeypatch):
    programs.install("ocrmypdf", READS)
    monkeypatch.setattr(scans, "MAX_TEXT_BYTES", 30)
    assert "không nhận dạng được" in refusal(pdf(b"", b"", b"")).messages[0]


def test_while_pages_are_recognised_it_is_told_how_many_are_done(programs, monkeypatch):
    programs.install(
        "ocrmypdf",
        f"mkdir ocrmypdf.io.x; echo > ocrmypdf.io.x/000001_ocr_hocr.txt; sleep 0.4\n{READS}",
    )
    monkeypatch.setattr("documents.files.programs.TELL_SECONDS", 0.1)
    told = []
    file = SimpleUploadedFile("quet.pdf", pdf(b"", b""))
    read_text_upload(file, has_looked=True, progress=lambda *what: told.append(what))
    # Of the file itself two pages are read, then both are pictures.
    assert told[:2] == [(Stage.PAGES, 1, 2), (Stage.PAGES, 2, 2)]
    assert told[-1] == (Stage.SCANS, 1, 2)
