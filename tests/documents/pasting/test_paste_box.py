"""The box above “Thêm văn bản”: paste, look, save."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from documents.models import Attachment, Citation, Document
from tests.admin_page import client_of, editor_client, errors_of, filled, member_client
from tests.documents.files.test_uploads import docx
from tests.documents.pasting.test_first_page import WORD
from tests.factories import make_document_type, make_editor, make_organization

pytestmark = pytest.mark.django_db

ADD = "admin:documents_document_add"
PASTE = "admin:documents_document_paste"
CITATION = (
    "Chỉ thị số 29-CT/TU, ngày 06/02/2024 của Ban Thường vụ Tỉnh ủy Mẫu Sơn về tăng cường công "
    "tác thử nghiệm"
)


@pytest.fixture(autouse=True)
def _own_folders(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def committee():
    return make_organization("Tỉnh ủy Mẫu Sơn", code="TU", names=("Tỉnh ủy",))


def pasted(client, text="", **more):
    return client.post(reverse(PASTE), {"pasted": text, **more})


def waiting():
    folder = Path(settings.DATA_DIR) / "pasted"
    return list(folder.iterdir()) if folder.exists() else []


def test_a_pasted_citation_fills_the_form_and_is_saved_as_filled(committee):
    kind = make_document_type("Chỉ thị", party_code="CT")
    client = editor_client()
    page = pasted(client, CITATION)
    assert not Document.objects.exists()
    answer = client.post(reverse(ADD), filled(page))
    assert answer.status_code == 302, errors_of(answer)
    document = Document.objects.get()
    assert (document.document_type, document.number, document.symbol) == (kind, "29", "CT/TU")
    assert (document.organization, document.collective) == (committee, "standing_committee")
    assert document.issued_on == date(2024, 2, 6)
    assert document.title == "về tăng cường công tác thử nghiệm"
    assert document.text is None


def test_each_filled_field_says_the_words_it_came_from(committee):
    make_document_type("Chỉ thị", party_code="CT")
    page = pasted(editor_client(), CITATION)
    helps = {bound.name: bound.help_text for bound in page.context["adminform"].form}
    assert "Đọc từ: “Ban Thường vụ Tỉnh ủy Mẫu Sơn”" in helps["organization"]
    assert "Đọc từ: “Chỉ thị số 29-CT/TU" in helps["number"]
    assert "Cần xem" not in helps["organization"] + helps["number"] + helps["issued_on"]
    # What nothing was read for says nothing of a source.
    assert "Đọc từ" not in str(helps["signer"])


@pytest.mark.parametrize(
    ("text", "name", "doubt"),
    [
        # No day.
        ("Chỉ thị số 29-CT/TU của Tỉnh ủy Mẫu Sơn", "issued_on", "không ghi đủ ngày"),
        # Whose "TU" it is was not said.
        ("Chỉ thị số 29-CT/TU, ngày 06/02/2024", "organization", "là suy ra"),
        # A body the registry does not know.
        (
            "Chỉ thị số 29-CT/TU, ngày 06/02/2024 của Thành ủy Lạ Lùng",
            "organization",
            "Chưa rõ cơ quan ban hành (ghi “Thành ủy Lạ Lùng”)",
        ),
        # One "Tỉnh ủy" alone is known: taken, and said.
        (
            "Chỉ thị số 29-CT/TU, ngày 06/02/2024 của Ban Thường vụ Tỉnh ủy",
            "organization",
            "trong sổ chỉ có Tỉnh ủy Mẫu Sơn",
        ),
        ("Chỉ thị số 29-CT/TU", "title", "Câu không ghi trích yếu"),
    ],
)
def test_what_is_doubtful_is_marked_beside_its_field(committee, text, name, doubt):
    make_document_type("Chỉ thị", party_code="CT")
    page = pasted(editor_client(), text)
    help_text = page.context["adminform"].form.fields[name].help_text
    assert "Cần xem" in help_text
    assert doubt in help_text


def test_a_pasted_first_page_fills_the_signature_and_keeps_the_text(committee):
    make_document_type("Chỉ thị", party_code="CT")
    client = editor_client()
    text = WORD.replace("Thời gian qua", "Theo Chỉ thị số 12-CT/TW, ngày 05/4/2020. " * 5)
    page = pasted(client, text)
    # What was read in a folded part is shown open.
    parts = {part.name: part.classes for part in page.context["adminform"]}
    assert "collapse" not in parts["Người ký, tập thể ban hành, hiệu lực"]
    answer = client.post(reverse(ADD), filled(page))
    assert answer.status_code == 302, errors_of(answer)
    # What the text cites is entered as proposed beside it.
    document = Document.objects.get(number="24")
    assert (document.signer, document.signer_position) == ("Hoàng Văn Thử", "Bí thư")
    assert (document.code, document.issued_on) == ("24-CT/TU", date(2023, 5, 19))
    assert (document.organization, document.collective) == (committee, "standing_committee")
    assert document.text.body == text
    assert Citation.objects.filter(source=document.text, symbol="CT/TW").exists()


def test_an_uploaded_file_fills_the_form_and_is_kept_as_attachment(committee):
    make_document_type("Chỉ thị", party_code="CT")
    client = editor_client()
    file = SimpleUploadedFile("chi-thi.docx", docx(*WORD.splitlines(), CITATION))
    page = pasted(client, pasted_file=file)
    form = page.context["adminform"].form
    assert (form["number"].value(), form["body"].value()) == ("24", "")
    assert len(waiting()) == 1
    kept = page.context["kept_file"]
    answer = client.post(reverse(ADD), filled(page, kept_file=kept["token"]))
    assert answer.status_code == 302, errors_of(answer)
    attachment = Attachment.objects.get()
    assert (attachment.name, attachment.document) == ("chi-thi.docx", Document.objects.get())
    assert attachment.document.is_held
    # Its text is searched and its citations are read.
    assert "29-CT/TU" in attachment.text.body
    assert Citation.objects.filter(source=attachment.text, number="29").exists()


def test_pressed_once_more_the_file_that_was_just_read_is_read_again(committee):
    make_document_type("Chỉ thị", party_code="CT")
    client = editor_client()
    file = SimpleUploadedFile("chi-thi.docx", docx(*WORD.splitlines()))
    page = pasted(client, pasted_file=file)
    again = pasted(client, kept_file=page.context["kept_file"]["token"])
    assert again.context["adminform"].form["number"].value() == "24"
    token = again.context["kept_file"]["token"]
    assert client.post(reverse(ADD), filled(again, kept_file=token)).status_code == 302
    assert Attachment.objects.get().name == "chi-thi.docx"
    # Another's is nobody's business.
    refused = pasted(editor_client(), kept_file=page.context["kept_file"]["token"])
    assert "Chưa dán gì và chưa chọn tệp nào" in refused.content.decode()


def test_a_refused_form_keeps_the_uploaded_file_for_the_next_try(committee):
    make_document_type("Chỉ thị", party_code="CT")
    client = editor_client()
    file = SimpleUploadedFile("chi-thi.docx", docx(*WORD.splitlines()))
    page = pasted(client, pasted_file=file)
    token = page.context["kept_file"]["token"]
    refused = client.post(reverse(ADD), filled(page, kept_file=token, issued_on="31/02/2024"))
    assert refused.context["kept_file"]["token"] == token
    again = filled(refused, kept_file=token, issued_on="19/5/2023")
    assert client.post(reverse(ADD), again).status_code == 302
    assert Attachment.objects.count() == 1


def test_without_the_tick_the_file_is_not_attached_and_others_cannot_take_it(committee):
    make_document_type("Chỉ thị", party_code="CT")
    client = editor_client()
    file = SimpleUploadedFile("chi-thi.docx", docx(*WORD.splitlines()))
    page = pasted(client, pasted_file=file)
    token = page.context["kept_file"]["token"]
    other = client_of(make_editor())
    other.post(reverse(ADD), filled(page, kept_file=token))
    client.post(reverse(ADD), filled(page, number="25", title=""))
    client.post(reverse(ADD), filled(page, number="26", title="", kept_file=token + "x"))
    assert Document.objects.count() == 3
    assert not Attachment.objects.exists()


@pytest.mark.parametrize("how", ["text", "file"])
def test_a_secret_paste_is_refused_and_not_sent_back(how, committee):
    text = f"TUYỆT MẬT\n{WORD}"
    more = {"pasted_file": SimpleUploadedFile("tep.docx", docx(*text.splitlines()))}
    client = editor_client()
    page = pasted(client, text) if how == "text" else pasted(client, **more)
    content = page.content.decode()
    assert "mang dấu “TUYỆT MẬT”" in content
    assert "thử nghiệm" not in content
    assert waiting() == []
    assert page.context["adminform"].form["number"].value() in (None, "")


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Chưa dán gì và chưa chọn tệp nào"),
        ({"pasted": "Trời hôm nay đẹp."}, "Không thấy số ký hiệu hay tên văn bản"),
        (
            {"pasted_file": SimpleUploadedFile("anh.pdf", b"\x89PNG\r\n\x1a\n" + b"0" * 50)},
            "có đuôi .pdf nhưng nội dung là Ảnh PNG",
        ),
    ],
)
def test_what_cannot_be_read_is_said_and_fills_nothing(sent, sentence):
    make_document_type()
    page = editor_client().post(reverse(PASTE), sent)
    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert page.context["adminform"].form["number"].value() in (None, "")


def test_the_box_is_for_editors_and_stands_above_new_documents_only(client):
    assert client.post(reverse(PASTE), {"pasted": CITATION}).status_code == 302
    assert pasted(member_client(), CITATION).status_code in (302, 403)
    assert 'name="pasted"' in editor_client().get(reverse(ADD)).content.decode()
    # Opened without anything sent it leads to the empty form.
    assert editor_client().get(reverse(PASTE)).url == reverse(ADD)


def test_the_own_body_of_who_pastes_says_which_committee_is_meant():
    make_document_type("Chỉ thị", party_code="CT")
    own = make_organization("Tỉnh ủy Mẫu Sơn", code="TU", names=("Tỉnh ủy",))
    make_organization("Tỉnh ủy Hữu Lũng", code="TU", names=("Tỉnh ủy",))
    text = "Chỉ thị số 29-CT/TU, ngày 06/02/2024 của Ban Thường vụ Tỉnh ủy"
    editor = make_editor()
    assert not pasted(client_of(editor), text).context["adminform"].form["organization"].value()
    editor.organizations.add(own)
    form = pasted(client_of(editor), text).context["adminform"].form
    assert form["organization"].value() == own.pk
    assert "là suy ra" in form.fields["organization"].help_text


def test_pasted_markup_is_shown_as_it_was_pasted():
    make_document_type("Chỉ thị", party_code="CT")
    text = "Chỉ thị số 29-CT/TU, ngày 06/02/2024 của Tỉnh ủy <script>alert(1)</script> về <b>a</b>"
    page = pasted(editor_client(), text).content.decode()
    assert "<script>alert" not in page
    assert "<b>a</b>" not in page
    assert "&lt;b&gt;a&lt;/b&gt;" in page
