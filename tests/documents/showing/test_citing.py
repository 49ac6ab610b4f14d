"""The words to copy from a document's page, its sources, its permanent address and QR code."""

from datetime import date

import pytest
from django.urls import reverse

from documents.models import Document
from documents.showing.citing import citation_form
from organizations.audience import Audience
from organizations.qr import qr_svg
from tests import factories as make

pytestmark = pytest.mark.django_db
Collective = Document.Collective


@pytest.fixture
def member_client(client):
    client.force_login(make.make_member())
    return client


def page_text(client, document) -> str:
    return client.get(document.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("body", "collective", "words"),
    [
        # A standing committee is called by its committee.
        (
            "Tỉnh ủy Mẫu",
            Collective.STANDING_COMMITTEE,
            "của Ban Thường vụ Tỉnh ủy Mẫu",
        ),
        # A committee leads the Party organisation of its place.
        ("Tỉnh ủy Mẫu", Collective.COMMITTEE, "của Ban Chấp hành Đảng bộ tỉnh Mẫu"),
        ("Thành uỷ Mẫu", Collective.COMMITTEE, "của Ban Chấp hành Đảng bộ thành phố Mẫu"),
        ("Đảng ủy phường Mẫu", Collective.COMMITTEE, "của Ban Chấp hành Đảng bộ phường Mẫu"),
        ("Trung ương Đảng", Collective.COMMITTEE, "của Ban Chấp hành Trung ương Đảng"),
        # Central collectives stand alone.
        ("Trung ương Đảng", Collective.POLITBURO, "của Bộ Chính trị"),
        ("Trung ương Đảng", Collective.SECRETARIAT, "của Ban Bí thư"),
        # Which congress it was nobody said.
        ("Trung ương Đảng", Collective.CONGRESS, "của Đại hội"),
        # Nobody said who acted for the body.
        ("Tỉnh ủy Mẫu", Collective.UNKNOWN, "của Tỉnh ủy Mẫu"),
    ],
)
def test_the_issuer_is_named_as_papers_name_it(body, collective, words):
    document = make.make_document(
        number="24",
        symbol="CT/TU",
        issued_on=date(2023, 5, 19),
        organization=make.make_organization(body),
        collective=collective,
        title="",
    )
    assert citation_form(document) == f"Chỉ thị số 24-CT/TU, ngày 19/5/2023 {words}"


def test_the_issuer_as_printed_goes_before_the_one_worked_out():
    document = make.make_document(
        collective=Collective.COMMITTEE, issuer_printed="Ban Thường vụ như in", title=""
    )
    assert citation_form(document).endswith("của Ban Thường vụ như in")


def test_a_document_of_the_state_has_no_comma_before_its_day():
    decree = make.make_document_type("Nghị định")
    document = make.make_document(
        document_type=decree,
        number="30",
        year_in_number="2020",
        symbol="NĐ-CP",
        issued_on=date(2020, 3, 5),
        organization=make.make_state_body("Chính phủ", code="CP"),
        title="Về công tác văn thư",
    )
    said = "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư"
    assert citation_form(document) == said


@pytest.mark.parametrize(
    ("symbol", "sign"), [("CT/TU", ", ngày"), ("KH-UBND", " ngày"), ("", ", ngày")]
)
def test_without_a_body_the_code_tells_whose_rules_of_form_hold(symbol, sign):
    document = make.make_document(symbol=symbol, organization=None, title="")
    assert f"{document.code}{sign} 19/5/2023" in citation_form(document)


def test_the_page_gives_the_first_citation_and_the_short_one(member_client):
    document = make.make_document(number="24", symbol="CT/TU", title="về <b>đô thị</b>")
    text = page_text(member_client, document)
    assert "Chỉ thị số 24-CT/TU, ngày 19/5/2023 của " in text
    assert "về &lt;b&gt;đô thị&lt;/b&gt;" in text
    assert '<span class="quote-short">Chỉ thị 24-CT/TU</span>' in text


def test_the_page_gives_its_permanent_address_and_a_code_of_it(member_client):
    document = make.make_document()
    address = f"http://testserver{document.get_absolute_url()}"
    assert f">{address}</p>" in page_text(member_client, document)
    response = member_client.get(reverse("documents:qr", args=[document.slug]))
    assert response["Content-Type"] == "image/svg+xml"
    assert "private" in response["Cache-Control"]
    assert response.content == qr_svg(address)
    assert response.content != qr_svg(f"{address}?")


def test_a_hidden_document_has_no_code(client):
    document = make.make_document(audience=Audience.MEMBERS)
    assert client.get(reverse("documents:qr", args=[document.slug])).status_code == 404


# --- What the text cites, listed below it ----------------------------------------------------


def test_each_cited_document_is_listed_once_with_title_and_date(member_client):
    target = make.make_document(
        number="24", symbol="CT/TU", title="về đô thị", issued_on=date(2021, 3, 4)
    )
    document = make.make_document(text="Chỉ thị số 24-CT/TU. Lại Chỉ thị 24-CT/TU.")
    for words in ("Chỉ thị số 24-CT/TU", "Chỉ thị 24-CT/TU"):
        make.make_citation(document.text, words, target, state="confirmed")
    text = page_text(member_client, document)
    assert text.count(f'<li data-address="{target.get_absolute_url()}">') == 1
    listed = text[text.index("data-cited") :]
    assert listed.index("về đô thị") < listed.index("04/03/2021")


def test_a_proposed_citation_is_listed_for_editors_alone_and_marked(client):
    target = make.make_document(number="24", symbol="CT/TU")
    document = make.make_document(text="Thực hiện Chỉ thị số 24-CT/TU.")
    make.make_citation(document.text, "Chỉ thị số 24-CT/TU", target)
    client.force_login(make.make_member())
    assert "data-cited" not in page_text(client, document)
    client.force_login(make.make_editor())
    text = page_text(client, document)
    assert "máy đề xuất" in text[text.index("data-cited") :]


def test_a_hidden_document_is_not_listed(member_client):
    target = make.make_document(number="24", symbol="CT/TU", audience=Audience.EDITORS)
    document = make.make_document(text="Thực hiện Chỉ thị số 24-CT/TU.")
    make.make_citation(document.text, "Chỉ thị số 24-CT/TU", target, state="confirmed")
    assert "data-cited" not in page_text(member_client, document)
