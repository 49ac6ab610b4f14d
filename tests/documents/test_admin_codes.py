"""A số ký hiệu as staff type it: whole codes are taken apart, doubtful ones are said."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from documents.models import Document
from tests.admin_page import editor_client, errors_of, filled
from tests.factories import (
    make_document,
    make_document_type,
    make_organization,
    make_state_body,
)

pytestmark = pytest.mark.django_db

ADD = reverse("admin:documents_document_add")


def enter(**typed):
    """Send the form for a new document with `typed`; return the answer."""
    client = editor_client()
    typed.setdefault("document_type", make_document_type("Kế hoạch").pk)
    return client.post(ADD, filled(client.get(ADD), **{"issued_on": "19/5/2023", **typed}))


def said(answer):
    assert answer.status_code == 302, errors_of(answer)
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        # A whole code pasted into the box of the number, or of the symbol.
        ({"number": "77-KH/ĐU"}, ("77", "", "KH/ĐU")),
        ({"number": " số 77 - KH/ĐU "}, ("77", "", "KH/ĐU")),
        ({"symbol": "77-KH/ĐU"}, ("77", "", "KH/ĐU")),
        ({"number": "130/2020/NĐ-CP"}, ("130", "2020", "NĐ-CP")),
        # Longer than the box of a number is in the database.
        ({"number": "số 1210 / 2016 / UBTVQH13"}, ("1210", "2016", "UBTVQH13")),
        # The other box says the same.
        ({"number": "77-KH/ĐU", "symbol": "KH/ĐU"}, ("77", "", "KH/ĐU")),
        ({"number": "77", "symbol": "77-KH/ĐU"}, ("77", "", "KH/ĐU")),
        # Small letters, blanks, tones left out.
        ({"number": "77", "symbol": "kh/đu"}, ("77", "", "KH/ĐU")),
        ({"number": "9", "symbol": "ct-ttg"}, ("9", "", "CT-TTg")),
        # Not recognised: kept as typed.
        ({"number": "77", "symbol": "Xyz"}, ("77", "", "Xyz")),
    ],
)
def test_a_code_is_stored_in_its_parts(typed, stored):
    answer = enter(**typed)
    assert answer.status_code == 302, errors_of(answer)
    document = Document.objects.get()
    assert (document.number, document.year_in_number, document.symbol) == stored


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        # Which of the two is meant is not for the machine to say.
        ({"number": "77-KH/ĐU", "symbol": "CT/ĐU"}, "Các ô nói khác nhau: Số “77-KH/ĐU”"),
        ({"number": "24", "symbol": "77-KH/ĐU"}, "Các ô nói khác nhau"),
        ({"number": "77-KH/ĐU", "symbol": "78-KH/ĐU"}, "Các ô nói khác nhau"),
        ({"number": "130/2020/NĐ-CP", "year_in_number": "2021"}, "Năm trong số “2021”"),
        ({"number": "24", "symbol": "2023"}, "“2023” bắt đầu bằng chữ số"),
        # Words or a day behind a code would be a part of its symbol.
        ({"number": "77-KH/ĐU ngày 19/5/2023"}, "không phải là số văn bản"),
        ({"number": "77-KH/ĐU của Tỉnh ủy Mẫu"}, "không phải là số văn bản"),
        ({"number": "77", "symbol": "KH/ĐU về cháy"}, "có chữ không thuộc ký hiệu"),
    ],
)
def test_boxes_that_contradict_each_other_are_refused(typed, sentence):
    assert sentence in errors_of(enter(**typed))
    assert not Document.all_objects.exists()


@pytest.mark.parametrize(
    ("kind", "symbol", "doubted"),
    [
        ("Kế hoạch", "CT/TW", True),
        ("Chỉ thị", "CT/TW", False),
        # One code of two types, in three spellings.
        ("Quyết định", "QĐ/TW", False),
        ("Quy định", "QĐi/TW", False),
        ("Quy định", "QyĐ/TW", False),
        # Types of one family share their codes.
        ("Chương trình", "CTHĐ/TW", False),
        # A code of no known type: a State công văn has none.
        ("Kế hoạch", "TCT-TCCB", False),
    ],
)
def test_a_type_that_is_not_the_symbols_is_warned_of_and_saved(kind, symbol, doubted):
    make_document_type("Quyết định"), make_document_type("Quy định", party_code="QĐ")
    make_document_type("Chương trình hành động", party_code="CTHĐ"), make_document_type()
    kind = make_document_type(kind)
    answer = enter(document_type=kind.pk, number="24", symbol=symbol)
    assert (f"Loại văn bản là {kind} nhưng ký hiệu" in said(answer)) is doubted


@pytest.mark.parametrize(
    ("code", "symbol", "doubted"),
    [
        ("ĐU", "KH/TW", True),
        ("ĐU", "KH/ĐU", False),
        # Joint papers, branches, and the term after the body's code.
        ("BNV", "TTLT-BTC-BNV", False),
        ("UBND", "UBND-KT", False),
        ("UBTVQH", "NQ-UBTVQH13", False),
        # A body whose codes nobody recorded is not judged.
        ("", "KH/TW", False),
    ],
)
def test_a_symbol_of_another_body_is_warned_of_and_saved(code, symbol, doubted):
    make_organization("Trung ương Đảng", code="TW")
    body = make_state_body("Cơ quan Mẫu", code=code)
    answer = enter(organization=body.pk, number="24", symbol=symbol)
    told = said(answer)
    assert ("không có mã của Cơ quan Mẫu; cơ quan này dùng mã ĐU" in told) is doubted
    assert ("(mã của Trung ương Đảng)" in told) is doubted


def test_a_document_that_lies_in_the_bin_is_pointed_to_when_entered_again():
    body = make_organization()
    fields = {"organization": body, "document_type": make_document_type("Kế hoạch")}
    binned = make_document(number="77", symbol="KH/ĐU", **fields)
    binned.move_to_bin()
    told = said(enter(organization=body.pk, number="77-KH/ĐU"))
    assert "đang ở thùng rác" in told
    assert "Khôi phục thay vì nhập lại?" in told
    assert reverse("admin:documents_document_change", args=[binned.pk]) in told


def test_the_same_number_on_another_day_of_the_term_is_refused_with_the_reason():
    body = make_organization()
    fields = {"organization": body, "document_type": make_document_type("Kế hoạch")}
    make_document(number="77", symbol="KH/ĐU", **fields)
    answer = enter(organization=body.pk, number="77-KH/ĐU", issued_on="20/5/2023")
    assert "trùng số trong cùng năm: số không lặp lại trong một năm" in errors_of(answer)
