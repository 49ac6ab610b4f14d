"""What an uploaded file is, what it says, and which files are not let in."""

import io
import logging
import warnings
import zipfile
import zlib
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile

from documents.files import uploads
from documents.files.uploads import clean_name, read_upload
from documents.models import Attachment

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40
JPEG = b"\xff\xd8\xff\xe0" + b"\x00" * 40
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


# A text laid in by the way Word has for it, under a name like any part's.
CHUNK = {
    "word___rels__document.xml.rels": '<a><Relationship Type="http://b/aFChunk" Target="c"/></a>',
    "word__c.xml": "<html/>",
}
HARMLESS = {
    **{"word__fonts__font1.odttf": "x", "docProps__thumbnail.jpeg": "x"},
    **{"xl__printerSettings__printerSettings1.bin": "x", "_xmlsignatures__origin.sigs": ""},
}


def docx(*paragraphs: str, **parts: str) -> bytes:
    """A Word file with `paragraphs`; `parts` are further files, `__` standing for `/`."""
    lines = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    files = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {W}><w:body>{lines}</w:body></w:document>",
        **{f"{name.replace('__', '/')}": content for name, content in parts.items()},
    }
    return zipped(files)


def zipped(files: dict[str, str | bytes]) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return raw.getvalue()


def xlsx(**parts: str) -> bytes:
    files = {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}
    return zipped(files | {name.replace("__", "/"): content for name, content in parts.items()})


def pdf(*pages: bytes, extra: bytes = b"", page_extra: bytes = b"") -> bytes:
    """A PDF of ASCII lines, one a page; `extra` goes into the trailer, `page_extra` into pages."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = b" ".join(b"%d 0 R" % (4 + 2 * index) for index in range(len(pages)))
    objects.append(b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)))
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for index, line in enumerate(pages):
        drawn = b"BT /F1 12 Tf 72 720 Td (%s) Tj ET" % line if line else b""
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R"
            b" >> >> /Contents %d 0 R %s >>" % (5 + 2 * index, page_extra)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return body + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R %s >>\n"
        b"startxref\n%d\n%%%%EOF" % (len(objects) + 1, table, len(objects) + 1, extra, len(body))
    )


def read(name: str, content: bytes):
    return read_upload(SimpleUploadedFile(name, content))


def refusal(name: str, content: bytes) -> ValidationError:
    with pytest.raises(ValidationError) as caught:
        read(name, content)
    return caught.value


LINE = b"Van ban thu nghiem cua phuong Thu Nghiem"


@pytest.mark.parametrize(
    ("name", "content", "kind", "text", "needs_declaration"),
    [
        ("a.pdf", pdf(LINE), "pdf", LINE.decode(), False),
        ("a.docx", docx("Điều 1.", "Điều 2."), "docx", "Điều 1.\nĐiều 2.", False),
        ("a.txt", "Điều 1.".encode(), "txt", "Điều 1.", False),
        # Notepad writes a mark before UTF-8 and can save UTF-16.
        ("a.txt", "Điều 1.".encode("utf-8-sig"), "txt", "Điều 1.", False),
        ("a.txt", "Điều 1.".encode("utf-16"), "txt", "Điều 1.", False),
        # Endings in capitals, and the second usual ending of a picture.
        ("A.PDF", pdf(LINE), "pdf", LINE.decode(), False),
        ("a.JPEG", JPEG, "jpg", None, True),
        ("a.png", PNG, "png", None, True),
        # A scan: pages without text.
        ("a.pdf", pdf(b"", b""), "pdf", None, True),
        # One scanned page among others may bear the stamp.
        ("a.pdf", pdf(LINE, b""), "pdf", LINE.decode(), True),
        # A picture in a Word file may be the stamp.
        ("a.docx", docx("Điều 1.", **{"word__media__image1.png": "x"}), "docx", "Điều 1.", True),
        # So may one in any other place, and a text that Word shows among the file's own.
        *(
            ("a.docx", docx("Điều 1.", **{name: "x"}), "docx", "Điều 1.", True)
            for name in ("media__1.png", "word__Media__1.WMF", "word__a.xhtml", "word__a.odt")
        ),
        ("a.docx", docx("Điều 1.", **CHUNK), "docx", "Điều 1.", True),
        # These say nothing.
        ("a.docx", docx("Điều 1.", **HARMLESS), "docx", "Điều 1.", False),
        # Old fonts (TCVN3) come out as other letters, marks too.
        ("a.docx", docx("§¶ng bé ph­êng vµ c¸c chi bé " * 20), "docx", None, True),
    ],
)
def test_a_file_is_known_by_its_content(name, content, kind, text, needs_declaration):
    facts = read(name, content)
    assert (facts.kind, facts.size) == (kind, len(content))
    assert facts.needs_declaration is needs_declaration
    assert facts.text is None if text is None else facts.text.strip() == text


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.pdf", b"", "empty"),
        # Mislabelled, in both directions.
        ("a.pdf", PNG, "mislabelled"),
        ("a.png", pdf(LINE), "mislabelled"),
        ("a.docx", xlsx(), "mislabelled"),
        ("khong-duoi", pdf(LINE), "mislabelled"),
        # A program that calls itself a text.
        ("a.txt", b"MZ\x90\x00\x03\x00", "unknown_kind"),
        ("a.exe", b"MZ\x90\x00\x03\x00", "unknown_kind"),
        # Not UTF-8.
        ("a.txt", "Điều".encode("utf-16-le") + b"\xff", "unknown_kind"),
        ("a.txt", b"Th\xe0nh \xfey", "unknown_kind"),
        # A ZIP that is no office file.
        ("a.docx", zipped({"a.txt": "x"}), "unknown_kind"),
        ("a.doc", OLD_WORD, "unknown_kind"),
        # Damaged: cut off, or nonsense behind the right first bytes.
        ("a.docx", docx("Điều 1.")[:-30], "unreadable"),
        ("a.docx", docx(**{"word__header1.xml": "<w:hdr"}), "unreadable"),
        ("a.pdf", b"%PDF-1.7\n" + b"\x00\xff" * 500, "unreadable"),
        ("a.pdf", b"%PDF-1.4\ntrailer << /Root 9 0 R >>", "unreadable"),
        # Locked, so nobody can see what it says.
        (
            "a.pdf",
            pdf(LINE, extra=b"/Encrypt << /Filter /Standard /V 1 /R 2 /O (x) /U (y) /P -4 >>"),
            "unreadable",
        ),
        # Programs do not come in with documents.
        ("a.docx", docx("Điều 1.", **{"word__vbaProject.bin": "x"}), "unreadable"),
        # An XML bomb announces itself with a DOCTYPE.
        (
            "a.docx",
            docx("a", **{"word__header1.xml": '<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>'}),
            "unreadable",
        ),
        # A ZIP bomb: 40 MB of blanks in 40 kB.
        ("a.docx", docx("a", **{"word__header1.xml": " " * 40_000_000}), "unreadable"),
    ],
)
def test_what_cannot_be_used_is_refused_in_a_sentence(name, content, code):
    error = refusal(name, content)
    assert error.code == code
    assert name in error.messages[0]


def test_a_mislabelled_file_is_told_both_its_name_and_its_content():
    message = refusal("ke-hoach.pdf", PNG).messages[0]
    assert "đuôi .pdf" in message
    assert "Ảnh PNG" in message


def test_the_old_word_format_gets_its_own_remedy():
    assert ".docx" in refusal("cu.doc", OLD_WORD).messages[0]


def test_a_file_over_the_limit_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(uploads, "MAX_UPLOAD_BYTES", 2**20)
    error = refusal("a.pdf", pdf(LINE) + b" " * 2**20)
    assert error.code == "too_large"
    assert "1 MB" in error.messages[0]


STAMP_PARAGRAPH = f"<w:hdr {W}><w:p><w:r><w:t>TUYỆT MẬT</w:t></w:r></w:p></w:hdr>"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", "Số 05-BC/ĐU\nMẬT\nBáo cáo".encode()),
        # The name of the file is kept too, so it is read too.
        ("MẬT.pdf", pdf(LINE)),
        ("a.docx", docx("Báo cáo", "TỐI MẬT", "Nội dung")),
        # Every other place a stamp stands in.
        ("a.docx", docx("Báo cáo", **{"word__header2.xml": STAMP_PARAGRAPH})),
        ("a.docx", docx("Báo cáo", **{"word__footer1.xml": STAMP_PARAGRAPH})),
        ("a.docx", docx("Báo cáo", **{"word__footnotes.xml": STAMP_PARAGRAPH})),
        ("a.docx", docx("Báo cáo", **{"word__comments.xml": STAMP_PARAGRAPH})),
        # A stamp split into runs is one line.
        ("a.docx", docx("M</w:t></w:r><w:r><w:t>ẬT")),
        # A text box stands inside a paragraph of its own.
        (
            "a.docx",
            docx(
                "Báo cáo</w:t></w:r><w:r><w:txbxContent><w:p><w:r><w:t>MẬT</w:t></w:r></w:p>"
                "</w:txbxContent></w:r><w:r><w:t> tiếp"
            ),
        ),
        # WordArt keeps its words in an attribute; a drawing describes itself.
        ("a.docx", docx("x", **{"word__header1.xml": '<a><textpath string="MẬT"/></a>'})),
        ("a.docx", docx("x", **{"word__document2.xml": '<a><docPr descr="TỐI MẬT"/></a>'})),
        # The file's own title.
        ("a.docx", docx("x", **{"docProps__core.xml": "<c><title>MẬT</title></c>"})),
        # Whatever else it tells of itself: its company, a property that somebody invented, what
        # another program keeps of it, the part of properties that some programs write.
        ("a.docx", docx("x", **{"docProps__core.xml": "<c><creator>MẬT</creator></c>"})),
        ("a.docx", docx("x", **{"docProps__app.xml": "<p><Company>TỐI MẬT</Company></p>"})),
        (
            "a.docx",
            docx("x", **{"docProps__app.xml": "<p><T><lpstr>A</lpstr><lpstr>MẬT</lpstr></T></p>"}),
        ),
        ("a.docx", docx("x", **{"docProps__custom.xml": "<p><q><bstr>MẬT</bstr></q></p>"})),
        ("a.docx", docx("x", **{"customXml__item1.xml": "<a><doMat>Tối mật</doMat></a>"})),
        ("a.docx", docx("x", **{"customXml__item1.xml": '<a doMat="Tối mật"/>'})),
        ("a.docx", docx("x", **{"package__services__core.psmdcp": "<c><x>MẬT</x></c>"})),
        # Workbooks: shared strings, a header with lay-out codes, a formula's result.
        ("a.xlsx", xlsx(**{"xl__sharedStrings.xml": "<sst><si><t>MẬT</t></si></sst>"})),
        (
            "a.xlsx",
            xlsx(**{"xl__worksheets__s1.xml": "<w><oddHeader>&amp;C&amp;14MẬT</oddHeader></w>"}),
        ),
        ("a.xlsx", xlsx(**{"xl__worksheets__s1.xml": '<w><c t="str"><v>TỐI MẬT</v></c></w>'})),
        # A remark that people answer.
        ("a.xlsx", xlsx(**{"xl__threadedComments__t.xml": "<c><d><text>MẬT</text></d></c>"})),
        # A note laid over a PDF page: UTF-16 "MẬT".
        (
            "a.pdf",
            pdf(
                LINE,
                page_extra=b"/Annots [<< /Type /Annot /Subtype /FreeText /Rect [0 0 9 9] "
                b"/Contents <FEFF004D1EAC0054> >>]",
            ),
        ),
    ],
)
def test_a_secrecy_mark_anywhere_in_a_file_refuses_it(name, content, caplog):
    with caplog.at_level(logging.DEBUG):
        error = refusal(name, content)
    assert error.code == "secret"
    # Nothing of the file is said back or logged, not even its name.
    assert "a.docx" not in error.messages[0]
    assert [record.getMessage() for record in caplog.records if "vankien" in record.name] == [
        "refused"
    ]


RELATIONS = (
    '<Relationships><Relationship Type="http://x/officeDocument" Target="word/main.dat"/>'
    "</Relationships>"
)


def twice(name: str) -> bytes:
    """A Word file with two main parts, one of them named `name`: which is it, programs differ."""
    raw = io.BytesIO(docx("TỐI MẬT"))
    with zipfile.ZipFile(raw, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr(name, f"<w:document {W}><w:body/></w:document>")
    return raw.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        # Only the last of two parts would be read, and Word shows the first.
        (twice("word/document.xml"), "trùng tên"),
        (twice("word/Document.xml"), "trùng tên"),
        # A main part that is not among those read for marks.
        (
            docx("x", **{"_rels__.rels": RELATIONS, "word__main.dat": STAMP_PARAGRAPH}),
            "mang tên lạ",
        ),
    ],
)
def test_a_word_file_made_to_be_read_in_two_ways_is_refused(content, sentence):
    error = refusal("a.docx", content)
    assert error.code == "unreadable"
    assert sentence in error.messages[0]


def test_a_mark_that_a_deletion_joins_together_refuses_the_file():
    deletion = "<w:del><w:r><w:delText>x</w:delText></w:r></w:del>"
    assert refusal("a.docx", docx(f"M</w:t></w:r>{deletion}<w:r><w:t>ẬT")).code == "secret"
    assert read("a.docx", docx(f"M</w:t></w:r>{deletion}<w:r><w:t>ẬT độ")).text == "MẬT độ"


@pytest.mark.parametrize(
    "text",
    [
        # About secrecy, not secret.
        "Báo cáo công tác bảo vệ bí mật nhà nước",
        "Mật độ dân số",
        # A circulation note is another scale.
        "SỬ DỤNG VÀ BẢO QUẢN TRONG NỘI BỘ CỦA ĐẢNG",
    ],
)
def test_a_text_about_secrecy_is_let_in(text):
    assert read("a.docx", docx("Điều 1.", text)).text


def test_a_refused_file_leaves_no_temporary_copy():
    upload = TemporaryUploadedFile("a.txt", "text/plain", 10, "utf-8")
    upload.write("MẬT\n".encode())
    upload.size = upload.tell()
    path = upload.temporary_file_path()
    with pytest.raises(ValidationError):
        read_upload(upload)
    assert not Path(path).exists()


def test_pages_beyond_the_limit_are_not_read_and_that_is_said(monkeypatch):
    monkeypatch.setattr("documents.files.pdf.MAX_PAGES", 2)
    facts = read("a.pdf", pdf(LINE, LINE, LINE))
    assert facts.text.count("Van ban") == 2
    assert facts.needs_declaration is True


def test_a_slow_file_is_given_up_after_a_while(monkeypatch):
    monkeypatch.setattr("documents.files.pdf.MAX_SECONDS", 0.0)
    facts = read("a.pdf", pdf(LINE, LINE))
    assert facts.text.count("Van ban") == 1
    assert facts.needs_declaration is True


def test_too_many_parts_are_refused(monkeypatch):
    monkeypatch.setattr("documents.files.parts.MAX_ENTRIES", 3)
    parts = {f"word__h{number}.xml": "<a/>" for number in range(3)}
    assert refusal("a.docx", docx("a", **parts)).code == "unreadable"


def test_a_picture_in_a_pdf_needs_a_persons_eyes():
    raw = zlib.compress(b"\x00")
    picture = (
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray "
        b"/BitsPerComponent 8 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
        % (len(raw), raw)
    )
    with_picture = pdf(LINE).replace(
        b"/Resources << /Font", b"/Resources << /XObject << /I 9 0 R >> /Font"
    )
    # The table of offsets is wrong now; readers rebuild it, which is part of what is tested.
    with_picture = with_picture.replace(b"xref\n", b"9 0 obj\n%s\nendobj\nxref\n" % picture, 1)
    assert read("a.pdf", with_picture).needs_declaration is True


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        # Paths of either system are cut off.
        ("../../etc/passwd.txt", "passwd.txt"),
        (r"C:\Users\a\Kế hoạch.docx", "Kế hoạch.docx"),
        # NFD, as a Mac sends it, becomes NFC; blanks collapse.
        ("Kế  hoạch.pdf", "Kế hoạch.pdf"),
        # A line end or a null in a name would forge a header.
        ("a\r\nb\x00.pdf", "a b.pdf"),
        # The ending survives the cut.
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        ("", "tep"),
        ("...", "..."),
    ],
)
def test_a_file_name_is_made_safe(given, kept):
    assert clean_name(given) == kept


def test_every_accepted_ending_is_a_kind_of_attachment():
    assert set(uploads.STORED.endings.values()) == set(Attachment.Kind)


def test_a_letter_cut_by_the_first_look_is_no_reason_to_refuse():
    content = ("a" * (uploads.HEAD_BYTES - 1) + "ệ" * 10).encode()
    assert read("a.txt", content).kind == "txt"
