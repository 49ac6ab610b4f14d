"""The Word files as LibreOffice sets them: pages, letterhead, marking, tables. Debian has it as
`libreoffice-writer-nogui`; without it these tests are skipped by name, and fail where CI=true.
"""

import os
import re
import shutil
import subprocess
import zipfile
from io import BytesIO

import pytest

from bulletins.publishing import share_texts
from documents.files.pdf import read_pdf
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.any_database]

MISSING = "soffice is not installed: apt-get install libreoffice-writer-nogui"
SECONDS = 200
MARKING = "SỬ DỤNG VÀ BẢO QUẢN TRONG NỘI BỘ CỦA ĐẢNG"
LETTERHEAD = ["THÀNH ỦY MẪU SƠN", "BAN TUYÊN GIÁO", "*"]
SENTENCE = "Các chi bộ đọc và làm theo, rồi báo cáo kết quả trước ngày cuối của tháng ấy. "
CITED = 45


@pytest.fixture(scope="session")
def profile(tmp_path_factory):
    """What LibreOffice lays down when it is first started, which takes longest."""
    if shutil.which("soffice") is None:
        if os.environ.get("CI") == "true":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    return tmp_path_factory.mktemp("libreoffice")


@pytest.fixture
def pages_of(client, profile, tmp_path):
    """Has files of a bulletin set on paper; of each the lines of every page."""

    def pages(bulletin, *names):
        sources = [tmp_path / name for name in names]
        for source in sources:
            made = client.get(bulletin.get_absolute_url() + source.name).content
            source.write_bytes(_in_a_face_that_is_there(made))
        command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless"]
        command += ["--convert-to", "pdf", "--outdir", str(tmp_path)]
        subprocess.run([*command, *sources], check=True, capture_output=True, timeout=SECONDS)
        return [_lines(source.with_suffix(".pdf")) for source in sources]

    return pages


def _in_a_face_that_is_there(made):
    """The file in a face that has all letters: else they come from several, and out torn apart."""
    changed = BytesIO()
    with zipfile.ZipFile(BytesIO(made)) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"Times New Roman", b"DejaVu Serif"))
    return changed.getvalue()


def _lines(path):
    with path.open("rb") as file:
        read = read_pdf(file).pages
    split = [[" ".join(line.split()) for line in page.splitlines()] for page in read]
    return [[line for line in lines if line] for lines in split]


@pytest.fixture
def long_bulletin(bulletin):
    """Pages of text, and an annex longer than a page."""
    text = f"3. Tin dài\n\n{(SENTENCE * 8 + chr(10) * 2) * 10}"
    make.make_item(bulletin, label="3.", title="Tin dài", text=make.make_source(text))
    source = bulletin.items.get(label="1.").text
    body = bulletin.publisher.parent
    for number in range(1, CITED + 1):
        document = make.make_document(
            number=str(number), organization=body, title="về phòng cháy, chữa cháy ở khu dân cư"
        )
        make.make_citation(source, source.body[number], document, start=number, state="confirmed")
    share_texts(bulletin)
    return bulletin


def test_a_bulletin_begins_as_the_originals_do_and_its_pages_and_tables_go_on(
    pages_of, client, long_bulletin
):
    client.force_login(make.make_member())
    (pages,) = pages_of(long_bulletin, "ban-tin.docx")
    first = pages[0]
    contents = first.index("STT NỘI DUNG")
    assert first[:3] == LETTERHEAD
    assert "Tháng 3 năm 2024" in first[3:contents]
    assert MARKING in " ".join(first[3:contents])
    # The main items, then the items themselves.
    assert first[contents + 1 : contents + 4] == ["1 Phòng cháy", "2 Tin hoạt động", "3 Tin dài"]
    assert first[contents + 4] == "1. Phòng cháy"
    annex = next(n for n, page in enumerate(pages) if "DANH MỤC VĂN BẢN TRÍCH DẪN" in page)
    # Ten paragraphs of some 650 letters behind the cover; forty-five rows of two or three lines.
    assert 3 <= annex <= 5 and 2 <= len(pages) - annex <= 6
    assert [page[0] for page in pages[1:]] == [str(n) for n in range(2, len(pages) + 1)]
    assert all(any(line.startswith("STT") for line in page) for page in pages[annex:])
    # No row is lost or doubled, whatever page it stands on.
    lines = [line for page in pages[annex:] for line in page]
    begun = [re.match(r"(\d+) Chỉ thị", line) for line in lines]
    assert [int(found[1]) for found in begun if found] == list(range(1, CITED + 1))


def test_the_annex_alone_and_a_draft_say_what_they_are(pages_of, client, bulletin, directive):
    bulletin.state = "draft"
    bulletin.save()
    client.force_login(make.make_editor())
    annex, draft = pages_of(bulletin, "danh-muc.docx", "ban-tin.docx")
    assert len(annex) == 1 and annex[0][:3] == LETTERHEAD
    words = " ".join(annex[0])
    assert words.index("DANH MỤC VĂN BẢN TRÍCH DẪN") < words.index(MARKING) < words.index("STT")
    assert "Chỉ thị 24-CT/TU" in words
    assert len(draft) == 2 and "BẢN THẢO" in " ".join(draft[0]).upper()
