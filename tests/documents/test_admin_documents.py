"""The staff screen for documents: what may be typed, what is refused and how it is found."""

from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from documents.models import Citation, Decision, Document, SourceText
from organizations.audience import Audience
from tests.admin_page import client_of, editor_client, errors_of, filled
from tests.documents.files.test_legacy import OLD_TCVN3
from tests.factories import (
    make_citation,
    make_document,
    make_document_type,
    make_editor,
    make_organization,
)

pytestmark = pytest.mark.django_db

ADD = "admin:documents_document_add"
LIST = "admin:documents_document_changelist"
CHANGE = "admin:documents_document_change"


def typed(client, **changes):
    """Return a whole valid document form with `changes`."""
    values = {
        "document_type": make_document_type().pk,
        "number": "24",
        "symbol": "CT/ĐU",
        "issued_on": "19/5/2023",
        "title": "về công tác thử nghiệm",
    }
    if "organization" not in changes:
        values["organization"] = make_organization().pk
    return filled(client.get(reverse(ADD)), **{**values, **changes})


def change_form(client, document, **changes):
    address = reverse(CHANGE, args=[document.pk])
    return address, filled(client.get(address), **changes)


def test_an_editor_enters_a_document_with_its_text():
    client = editor_client()
    body = "Thực hiện Chỉ thị số 12-CT/TW, ngày 05/4/2024 của Ban Bí thư.\r\nHết."
    answer = client.post(reverse(ADD), typed(client, body=body, issued_on="05/4/2024"))
    assert answer.status_code == 302, errors_of(answer)
    document = Document.objects.get(number="24")
    # 05/4 is the fifth of April: the day comes first. Browsers send CRLF; LF is stored.
    assert document.issued_on == date(2024, 4, 5)
    assert document.text.body == body.replace("\r\n", "\n")
    assert (document.is_held, document.state) == (True, Document.State.REGISTERED)
    assert Citation.objects.filter(source=document.text, symbol="CT/TW").exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        # A day that does not exist, with field, value and remedy.
        (
            {"issued_on": "31/02/2024"},
            "Ngày ban hành: “31/02/2024” không phải là ngày có thật. "
            "Nhập ngày/tháng/năm, ví dụ 19/05/2023.",
        ),
        # Month first: there is no month 19.
        ({"issued_on": "5/19/2023"}, "không phải là ngày có thật"),
        ({"issued_on": "hôm qua"}, "“hôm qua” không phải là ngày có thật"),
        ({"issued_on": "19/5/2999"}, "ở tương lai"),
        # A code half typed into the box of the number.
        ({"number": "abc/"}, "“abc/” không phải là số văn bản. Chỉ gõ phần số"),
        ({"number": "24 và 25"}, "“24 và 25” không phải là số văn bản"),
        ({"year_in_number": "20"}, "“20” không phải là năm"),
        # Neither number nor name.
        ({"number": "", "symbol": ""}, "Cần có số, hoặc tên gọi"),
        ({"number": "", "name": "Nghị quyết"}, "Có ký hiệu thì phải có số"),
        # A status is a claim and needs its source.
        ({"status": "ended"}, "Ghi căn cứ"),
        # "Only these bodies" without any body would hide it from everyone.
        ({"audience": "bodies"}, "chưa chọn tổ chức nào"),
        ({"issued_on": "", "issued_year": "1823"}, "Năm ban hành phải từ 1930"),
        ({"issued_on": "", "issued_year": "9" * 30}, "Giá trị không được lớn hơn"),
    ],
)
def test_wrong_input_is_refused_with_what_was_wrong(changes, sentence):
    client = editor_client()
    answer = client.post(reverse(ADD), typed(client, **changes))
    assert answer.status_code == 200
    assert sentence in errors_of(answer)
    assert not Document.all_objects.exists()


@pytest.mark.parametrize("typed_day", ["19/5/2023", "19-05-2023", "19.5.2023", "2023-05-19"])
def test_a_day_is_read_in_each_usual_spelling(typed_day):
    client = editor_client()
    client.post(reverse(ADD), typed(client, issued_on=typed_day))
    assert Document.objects.get().issued_on == date(2023, 5, 19)


# --- The same document twice ---------------------------------------------------------------


def test_the_same_document_twice_is_refused_with_a_link_to_the_first():
    client, body = editor_client(), make_organization()
    first = make_document(organization=body, number="24", symbol="CT/ĐU")
    # Another spelling of the number is the same number.
    answer = client.post(reverse(ADD), typed(client, organization=body.pk, number="024"))
    assert "Văn bản này đã có trong sổ" in errors_of(answer)
    assert f'href="{first.get_absolute_url()}"' in errors_of(answer)
    assert Document.all_objects.count() == 1


@pytest.mark.parametrize("unknown", ["issued_on", "organization"])
def test_leaving_a_part_unknown_does_not_slip_a_duplicate_in(unknown):
    client, body = editor_client(), make_organization()
    make_document(organization=body, number="24", symbol="CT/ĐU")
    values = {"organization": body.pk, unknown: ""}
    answer = client.post(reverse(ADD), typed(client, **values))
    assert "Có thể văn bản này đã có trong sổ" in errors_of(answer)
    # Saying why it is another one is the way in.
    answer = client.post(reverse(ADD), typed(client, **values, distinct_note="Của cơ quan khác."))
    assert answer.status_code == 302, errors_of(answer)


def test_one_code_of_two_years_is_two_documents_once_the_editor_says_so():
    client, body = editor_client(), make_organization()
    former = make_document(
        organization=body, number="24", symbol="CT/ĐU", issued_on=date(2018, 11, 9)
    )
    form = typed(client, organization=body.pk)
    answer = client.post(reverse(ADD), form)
    assert "đánh dấu vào ô “đây là văn bản khác”" in errors_of(answer)
    assert "cùng số ký hiệu, ngày khác (09/11/2018), cùng cơ quan" in answer.content.decode()
    # A confirmation of another document is none of this one.
    assert client.post(reverse(ADD), {**form, "confirmed": "999999"}).status_code == 200
    answer = client.post(reverse(ADD), {**form, "confirmed": str(former.pk)})
    assert answer.status_code == 302, errors_of(answer)


def test_a_title_with_markup_is_shown_as_typed():
    client = editor_client()
    client.post(reverse(ADD), typed(client, title="<script>alert(1)</script>"))
    page = client.get(reverse(LIST)).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


# --- Secrets -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changes",
    [
        {"body": "BÁO CÁO\nMẬT\nNội dung"},
        {"title": "TUYỆT MẬT"},
        {"note": "Độ mật: Mật"},
        {"signer": "TỐI MẬT"},
    ],
)
def test_a_secret_leaves_no_row_and_no_history(changes):
    client = editor_client()
    answer = client.post(reverse(ADD), typed(client, **changes))
    assert "không được nhập vào hệ thống này" in errors_of(answer)
    assert not Document.all_objects.exists()
    assert not Document.history.exists()
    assert not SourceText.objects.exists()
    assert not LogEntry.objects.exists()


def test_a_secret_typed_into_an_existing_document_changes_nothing():
    client, document = editor_client(), make_document(text="Nội dung cũ.")
    versions = document.history.count()
    address, values = change_form(client, document, body="MẬT", title="khác")
    assert "không được nhập" in errors_of(client.post(address, values))
    document.refresh_from_db()
    assert (document.text.body, document.title) == ("Nội dung cũ.", "về việc thử nghiệm sổ văn bản")
    assert document.history.count() == versions


def test_letters_of_before_unicode_are_refused_and_what_is_stored_bars_nothing_else():
    client, document = editor_client(), make_document(text=OLD_TCVN3)
    address, values = change_form(client, document, body=f"{OLD_TCVN3}!")
    assert "Nội dung có chữ gõ bằng phông TCVN3" in errors_of(client.post(address, values))
    client.post(*change_form(client, document, title="về việc khác"))
    document.refresh_from_db()
    assert (document.title, document.text.body) == ("về việc khác", OLD_TCVN3)


# --- The text ------------------------------------------------------------------------------


def test_a_changed_text_keeps_what_people_decided_and_tells_what_is_lost():
    editor = make_editor()
    client = client_of(editor)
    document = make_document(text="Theo Chỉ thị số 24-CT/TU. Theo Kế hoạch số 30-KH/TU.")
    kept = make_citation(document.text, "Chỉ thị số 24-CT/TU", state=Decision.CONFIRMED)
    make_citation(document.text, "Kế hoạch số 30-KH/TU", state=Decision.REJECTED)
    address, values = change_form(client, document, body="Mở đầu. Theo Chỉ thị số 24-CT/TU.")
    answer = client.post(address, values, follow=True)
    assert "“Kế hoạch số 30-KH/TU” không còn trong nội dung mới" in answer.content.decode()
    kept.refresh_from_db()
    document.refresh_from_db()
    assert document.text.body[kept.start : kept.end] == kept.text


def test_the_text_follows_its_documents_audience_day_and_body():
    client, document = editor_client(), make_document(text="Nội dung.")
    body = make_organization()
    address, values = change_form(
        client,
        document,
        audience=Audience.BODIES,
        audience_bodies=[body.pk],
        organization=body.pk,
        issued_on="20/5/2023",
    )
    assert client.post(address, values).status_code == 302
    source = SourceText.objects.get()
    assert (source.audience, source.publisher) == (Audience.BODIES, body)
    assert (source.published_on, list(source.audience_bodies.all())) == (date(2023, 5, 20), [body])


def test_a_text_is_taken_away_only_while_nobody_decided_in_it():
    client, document = editor_client(), make_document(text="Theo Chỉ thị số 24-CT/TU.")
    citation = make_citation(document.text, "Chỉ thị số 24-CT/TU", state=Decision.REJECTED)
    address, values = change_form(client, document, body="")
    assert "1 trích dẫn đã được cán bộ quyết định" in errors_of(client.post(address, values))
    Citation.objects.filter(pk=citation.pk).delete()
    address, values = change_form(client, document, body="")
    assert client.post(address, values).status_code == 302
    document.refresh_from_db()
    assert (document.text, document.is_held) == (None, False)


def test_saving_a_proposed_document_enters_it_into_the_registry():
    client, document = editor_client(), make_document(state=Document.State.PROPOSED)
    address, values = change_form(client, document, title="về việc khác")
    assert "do máy đề xuất" in client.get(address).content.decode()
    client.post(address, values)
    document.refresh_from_db()
    assert document.state == Document.State.REGISTERED


# --- Two people at once --------------------------------------------------------------------


def test_the_second_of_two_editors_is_told_and_overwrites_nothing():
    first = make_editor("nguoi-truoc", last_name="Người", first_name="Sửa Trước")
    second = make_editor("nguoi-sau")
    document = make_document(title="về việc đầu")
    address, early = change_form(client_of(first), document, title="về việc của người trước")
    _, late = change_form(client_of(second), document, title="về việc của người sau")
    assert client_of(first).post(address, early).status_code == 302
    answer = client_of(second).post(address, late)
    # Who it was, what is another now, and the way to it: the words typed stay in this page.
    assert "Người Sửa Trước đã sửa bản ghi" in errors_of(answer)
    page = answer.content.decode()
    changed = "<strong>Trích yếu:</strong> về việc đầu → về việc của người trước"
    assert changed in page and f'<a href="{address}" target="_blank"' in page
    assert "về việc của người sau" in page
    history = client_of(second).get(address.replace("/change/", "/history/")).content.decode()
    assert "<td>Người Sửa Trước</td>" in history
    document.refresh_from_db()
    assert document.title == "về việc của người trước"


def test_a_form_sent_without_its_version_is_refused():
    client, document = editor_client(), make_document()
    address, values = change_form(client, document, title="khác", version=None)
    assert "đã sửa bản ghi" in errors_of(client.post(address, values))
