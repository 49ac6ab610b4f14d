"""Rows of a list say what the documents' own pages say, of those its reader may see."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from documents.listing.listed import listed
from documents.models import Document
from organizations.audience import Audience
from organizations.models import User
from tests import factories as make

pytestmark = pytest.mark.django_db
WORDS = (
    *("slug", "code", "label", "title", "date_display", "is_held", "is_proposed"),
    *("issuer_name", "issuer_display", "heading"),
)


def kinds():
    """Documents of each kind a row can tell of, by what is particular of them."""
    body = make.make_organization("Tỉnh ủy Mẫu", "TU")
    day = date(2023, 5, 19)
    return {
        "known": make.make_document(
            organization=body, issued_on=day, signer="Nguyễn Văn Mẫu", is_held=True
        ),
        "of a term": make.make_document(
            organization=body, term=make.make_term(body, "XIX"), number="7"
        ),
        "of a collective": make.make_document(
            organization=body, collective="standing_committee", number="8"
        ),
        "of a year": make.make_document(
            organization=body, issued_on=None, issued_year=2019, number="9"
        ),
        "of the State": make.make_document(
            organization=body, number="130", year_in_number="2020", symbol="NĐ-CP"
        ),
        "named": make.make_document(organization=body, number="", symbol="", name="Điều lệ Đảng"),
        "without a body": make.make_document(
            organization=None, issued_on=None, issuer_printed="Đảng ủy cũ", number="10"
        ),
    }


def test_a_row_says_the_same_as_the_document_loaded_whole():
    documents = kinds()
    rows = listed([document.pk for document in documents.values()], make.make_member())
    for kind, document in documents.items():
        whole = Document.objects.with_names().get(pk=document.pk)
        row = rows[document.pk]
        assert [getattr(row, word) for word in WORDS] == [getattr(whole, word) for word in WORDS], (
            kind
        )
        assert (row.term and row.term.label) == (whole.term and whole.term.label), kind
    assert rows[documents["known"].pk].date_display == "19/05/2023"
    assert "Ban Thường vụ" in rows[documents["of a collective"].pk].issuer_display


def test_the_former_name_of_the_body_stands_in_the_row():
    document = make.make_document(organization=make.make_organization("Tỉnh ủy Mới", "TU"))
    Document.objects.filter(pk=document.pk).update(issuer_then="Tỉnh ủy Cũ")
    row = listed([document.pk], make.make_member())[document.pk]
    assert row.issuer_display == "Tỉnh ủy Cũ"
    assert "Tỉnh ủy Mới" in row.heading


def test_each_reader_is_given_the_rows_for_them_alone():
    above = make.make_organization("Tỉnh ủy Mẫu", "TU")
    below = make.make_organization("Đảng ủy phường Mẫu", "ĐU", parent=above)
    other = make.make_organization("Đảng ủy phường Khác", "ĐU")
    documents = {
        audience: make.make_document(audience=audience, number=str(place))
        for place, audience in enumerate(Audience, 1)
    }
    documents[Audience.BODIES].audience_bodies.add(above)
    proposed = make.make_document(number="20", state=Document.State.PROPOSED)
    binned = make.make_document(number="21")
    binned.delete()
    keys = [*(document.pk for document in documents.values()), proposed.pk, binned.pk]

    def seen(reader):
        rows = listed(keys, reader)
        return {audience for audience, document in documents.items() if document.pk in rows} | {
            "proposed" if proposed.pk in rows else "",
            "in the bin" if binned.pk in rows else "",
        } - {""}

    everyone, members, bodies, editors = Audience
    assert seen(AnonymousUser()) == {everyone}
    assert seen(make.make_member(None, other)) == {everyone, members}
    assert seen(make.make_member(None, below)) == {everyone, members, bodies}
    assert seen(make.make_editor()) == {everyone, members, bodies, editors, "proposed"}


def test_whoever_moves_to_another_body_sees_from_then_on_what_that_body_sees():
    old, new = (
        make.make_organization("Đảng ủy Cũ", "ĐU"),
        make.make_organization("Đảng ủy Mới", "ĐU"),
    )
    document = make.make_document(audience=Audience.BODIES, audience_bodies=[new])
    member = make.make_member(None, old)
    assert listed([document.pk], member) == {}
    member.organizations.set([new])
    assert set(listed([document.pk], User.objects.get(pk=member.pk))) == {document.pk}


def test_a_page_of_rows_is_one_query_and_reads_no_text(django_assert_num_queries):
    documents = [make.make_document(number=str(number), text="Toàn văn.") for number in range(1, 6)]
    reader = make.make_member()
    listed([documents[0].pk], reader)
    with django_assert_num_queries(1) as asked:
        rows = listed([document.pk for document in documents], reader)
        assert [row.heading for row in rows.values()] and len(rows) == 5
    assert "search_text" not in asked.captured_queries[0]["sql"]
    with django_assert_num_queries(0):
        assert listed([], reader) == {}
