"""The report on a draft, as a table to keep and as a page to print."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from documents.citations.clauses import sentence_around
from documents.models import Citation, SourceText
from tests.bulletins.desk.material import TEXT, refusals
from tests.bulletins.desk.test_checking import CHECK

pytestmark = pytest.mark.django_db


def table(client, **fields):
    """The rows of the table that is answered, its head first."""
    response = client.post(CHECK, {"tai": "xlsx", **fields})
    assert response.status_code == 200, refusals(response)
    assert response["Content-Disposition"].startswith('attachment; filename="kiem-tra-trich-dan-')
    assert "no-store" in response["Cache-Control"]
    return list(load_workbook(BytesIO(response.content)).active.iter_rows())


def test_the_table_tells_what_the_page_tells_the_worst_first(client, editor, registry):
    client.force_login(editor)
    fields = {"text": TEXT, "publisher": registry[0].slug}
    checked = client.post(CHECK, fields).context["checked"]
    head, *rows = [[cell.value for cell in row] for row in table(client, **fields)]
    assert head == ["STT", "Trích dẫn", "Câu", "Văn bản", "Kết quả", "Lỗi, lưu ý"]
    assert [row[:2] for row in rows] == [
        [number, " ".join(one.text.split())] for number, one in enumerate(checked, start=1)
    ]
    assert rows[0][5].startswith("Lỗi")
    assert all(
        finding.sentence in row[5]
        for row, one in zip(rows, checked, strict=True)
        for finding in one.findings
    )
    (held,) = {row[3] for row in rows if row[1].startswith("Chỉ thị số 24")}
    assert held == str(registry[1])
    told = [row[4] for row in rows]
    assert set(told) == {"Có lỗi", "Khớp một văn bản trong sổ", "Chưa có trong sổ"}
    # What is wrong is never told to match, whatever it matches.
    assert [one == "Có lỗi" for one in told] == [(row[5] or "").startswith("Lỗi") for row in rows]
    assert not SourceText.objects.exists() and not Citation.objects.exists()


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", " =", "\t="])
def test_a_draft_makes_no_formula(client, editor, registry, sign):
    client.force_login(editor)
    text = f"{sign}HYPERLINK(1), Chỉ thị số 24-CT/TU"
    (_, row) = table(client, text=text)
    assert row[2].value.startswith(text.strip()[:5])
    assert "f" not in {cell.data_type for cell in row}
    assert row[2].data_type == "s" and row[2].quotePrefix


def test_signs_that_no_spreadsheet_takes_are_left_out(client, editor, registry):
    client.force_login(editor)
    (_, row) = table(client, text="Theo\x0b\x01 Chỉ thị số 24-CT/TU")
    assert row[1].value == "Chỉ thị số 24-CT/TU"
    assert "\x01" not in row[2].value


def test_a_draft_that_cannot_be_checked_gives_no_table(client, editor, registry):
    client.force_login(editor)
    response = client.post(CHECK, {"tai": "xlsx", "text": f"TỐI MẬT\n\n{TEXT}"})
    assert response.status_code == 400
    assert "secret" in refusals(response)


def test_the_page_offers_the_table_of_what_was_read_in_a_file(client, editor, registry):
    client.force_login(editor)
    file = SimpleUploadedFile("nhap.txt", '"Theo" <b>Chỉ thị số 24-CT/TU.'.encode())
    page = client.post(CHECK, {"file": file, "day": "31/01/2024", "publisher": registry[0].slug})
    text = page.content.decode()
    assert 'name="text" value="&quot;Theo&quot; &lt;b&gt;Chỉ thị số 24-CT/TU.' in text
    assert 'name="day" value="31/01/2024"' in text
    assert f'name="publisher" value="{registry[0].slug}"' in text


def test_each_citation_stands_in_its_whole_sentence(client, editor, registry):
    client.force_login(editor)
    long = "các đồng chí trong chi bộ " * 12
    text = f"Câu trước. Các chi bộ {long} đọc Chỉ thị số 24-CT/TU trong {long} tháng. Câu sau."
    (one,) = client.post(CHECK, {"text": text}).context["checked"]
    assert one.before == f"Các chi bộ {long} đọc "
    assert one.after == f" trong {long} tháng."


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        # Between two others.
        ("Một. Theo Chỉ thị số 2, làm. Ba.", "Theo Chỉ thị số 2, làm."),
        # A full stop that ends a short form ends no sentence.
        ("Theo Chỉ thị số 2 của TP. Mẫu. Ba.", "Theo Chỉ thị số 2 của TP. Mẫu."),
        # Nothing around it.
        ("Chỉ thị số 2", "Chỉ thị số 2"),
        # A line of a list is a sentence of its own.
        ("Làm:\n- Một.\n- Chỉ thị số 2.\n- Ba.", "- Chỉ thị số 2."),
    ],
)
def test_a_sentence_is_cut_where_it_begins_and_ends(text, sentence):
    at = text.index("Chỉ thị số 2")
    start, end = sentence_around(text, at, at + len("Chỉ thị số 2"))
    assert text[start:end].strip() == sentence


def test_what_goes_on_for_pages_is_cut_and_said_to_be(client, editor, registry):
    client.force_login(editor)
    words = "chữ " * 400
    (one,) = client.post(CHECK, {"text": f"{words}Chỉ thị số 24-CT/TU {words}"}).context["checked"]
    assert one.before.startswith("…") and one.after.endswith("…")
    assert len(one.before) + len(one.after) < 1_700
