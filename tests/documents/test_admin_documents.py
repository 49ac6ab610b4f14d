"""The staff screen for documents: what may be typed, what is refused and how it is found."""

from datetime import date

import pytest
from django.urls import reverse

from documents.models import Citation, Document
from tests.admin_page import editor_client, errors_of, filled
from tests.factories import make_document_type, make_organization

pytestmark = pytest.mark.django_db

ADD = "admin:documents_document_add"
LIST = "admin:documents_document_changelist"
CHANGE = "admin:documents_document_change"


def _typed(client, **changes):
    """Return a whole valid document form with `changes`."""
    body = changes.pop("organization", None) or make_organization()
    values = {
        "document_type": make_document_type().pk,
        "number": "24",
        "symbol": "CT/ĐU",
        "organization": body.pk,
        "issued_on": "19/5/2023",
        "title": "về công tác thử nghiệm",
    }
    return filled(client.get(reverse(ADD)), **{**values, **changes})


def test_an_editor_enters_a_document_with_its_text():
    client = editor_client()
    body = "Thực hiện Chỉ thị số 12-CT/TW, ngày 05/4/2024 của Ban Bí thư.\r\nHết."
    answer = client.post(reverse(ADD), _typed(client, body=body))
    assert answer.status_code == 302, errors_of(answer)
    document = Document.objects.get(number="24")
    # 05/4 is April: the day comes first. Browsers send CRLF; the stored text has LF.
    assert document.issued_on == date(2023, 5, 19)
    assert document.text.body == body.replace("\r\n", "\n")
    assert (document.is_held, document.state) == (True, Document.State.REGISTERED)
    assert Citation.objects.filter(source=document.text, symbol="CT/TW").exists()
