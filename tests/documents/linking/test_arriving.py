"""A document that arrives later is found by every open citation that names it."""

from datetime import date

import pytest
from django.urls import reverse

from documents.deciding.marking import mark_citation
from documents.linking.arriving import pick_up_citations
from documents.linking.relating import propose_relations
from documents.linking.writing import link_citations
from documents.models import Citation, Decision, Document, Relation
from tests import factories as make
from tests.admin_page import editor_client, filled

pytestmark = pytest.mark.django_db

Resolution = Citation.Resolution


@pytest.fixture
def central():
    body = make.make_organization("Trung ương Đảng", code="TW", level=1)
    make.make_term(body, "XII", date(2016, 1, 28), date(2021, 1, 30))
    make.make_term(body, "XIII", date(2021, 1, 31), date(2026, 1, 22))
    make.make_document_type("Quyết định", party_code="QĐ", series="quyet-dinh")
    make.make_document_type("Quy định", party_code="QĐ", series="quy-dinh")
    make.make_document_type("Nghị quyết", party_code="NQ")
    make.make_document_type("Kết luận", party_code="KL")
    make.make_organization("Tỉnh ủy Mẫu", code="TU", level=2, parent=body)
    return body


def read(body, text, **fields):
    source = make.make_source(text, published_on=date(2024, 3, 31), **fields)
    link_citations(source)
    return source.citations.order_by("start")


def arrive(body, kind, number, symbol, day, **fields):
    fields = {"document_type": make.make_document_type(kind), **fields}
    return make.make_document(
        organization=body, number=number, symbol=symbol, issued_on=day, **fields
    )


def test_a_symbol_that_named_no_type_waits_for_its_document(central):
    waiting = read(central, "Thực hiện 41-QĐ/TW, ngày 03/11/2021.").get()
    assert waiting.resolution == Resolution.NONE
    document = arrive(central, "Quy định", "41", "QĐ/TW", date(2021, 11, 3))
    assert pick_up_citations(document) == 1
    waiting.refresh_from_db()
    assert waiting.resolution == Resolution.ONE
    assert waiting.targets.get() == document


def test_every_text_that_waited_is_served_and_counted_once(central):
    for _ in range(3):
        read(central, "Kết luận số 14-KL/TU, ngày 22/9/2021 của Bộ Chính trị.")
    document = arrive(central, "Kết luận", "14", "KL/TW", date(2021, 9, 22))
    assert pick_up_citations(document) == 3
    assert pick_up_citations(document) == 0
    assert {c.targets.get() for c in Citation.objects.all()} == {document}


def test_names_and_short_forms_wait_too(central):
    name, short = read(
        central, "Nghị quyết Đại hội XIII của Đảng. Chi bộ học Kết luận 21 của Bộ Chính trị."
    )
    resolution = make.make_document_type("Nghị quyết")
    congress = make.make_document(
        document_type=resolution,
        name="Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng",
        organization=central,
        issued_on=None,
    )
    assert pick_up_citations(congress) == 1
    conclusion = arrive(central, "Kết luận", "21", "KL/TW", date(2021, 10, 25))
    assert pick_up_citations(conclusion) == 1
    assert (name.targets.get(), short.targets.get()) == (congress, conclusion)


def test_a_second_homonym_makes_an_undated_citation_ambiguous(central):
    arrive(central, "Kết luận", "14", "KL/TW", date(2018, 9, 22))
    waiting = read(central, "Thực hiện Kết luận số 14-KL/TW.").get()
    assert waiting.resolution == Resolution.ONE
    second = arrive(central, "Kết luận", "14", "KL/TW", date(2021, 9, 22))
    assert pick_up_citations(second) == 1
    waiting.refresh_from_db()
    assert waiting.resolution == Resolution.AMBIGUOUS
    assert waiting.targets.count() == 2


def test_what_a_person_marked_waits_too_until_it_names_something(central):
    """Nobody knew the document when it was marked: no reading of the machine looks at it again."""
    words = "41-QĐ/TW, ngày 03/11/2021"
    waiting = read(central, f"Thực hiện {words}.").get()
    source = waiting.source
    marked = mark_citation([source], source, waiting.start, waiting.end - len("03/11/2021") - 6)
    assert (marked.origin, marked.targets.count()) == ("person", 0)
    other = mark_citation([source], source, 0, len("Thực hiện"))
    document = arrive(central, "Quy định", "41", "QĐ/TW", date(2021, 11, 3))
    assert pick_up_citations(document) == 1
    marked.refresh_from_db()
    assert (marked.state, marked.resolution) == ("proposed", Resolution.ONE)
    assert marked.targets.get() == document and not other.targets.exists()
    # What it names by now is a person's affair.
    arrive(central, "Quyết định", "41", "QĐ/TW", date(2021, 5, 3))
    assert pick_up_citations(Document.objects.latest("pk")) == 0
    assert marked.targets.get() == document


def test_what_a_person_decided_is_left_alone(central):
    waiting = read(central, "Thực hiện 41-QĐ/TW, ngày 03/11/2021.").get()
    waiting.set_decision(Decision.REJECTED, by=make.make_editor(), reason="không phải trích dẫn")
    waiting.save()
    document = arrive(central, "Quy định", "41", "QĐ/TW", date(2021, 11, 3))
    assert pick_up_citations(document) == 0
    assert not waiting.targets.exists()


def test_saving_the_form_picks_them_up_and_says_how_many(central):
    waiting = read(central, "Thực hiện 41-QĐ/TW, ngày 03/11/2021.").get()
    client, address = editor_client(), reverse("admin:documents_document_add")
    typed = {
        "document_type": make.make_document_type("Quy định").pk,
        "number": "41",
        "symbol": "QĐ/TW",
        "organization": central.pk,
        "issued_on": "03/11/2021",
    }
    page = client.post(address, filled(client.get(address), **typed), follow=True)
    assert "1 trích dẫn đang chờ nay đã gắn với văn bản này" in page.content.decode()
    assert waiting.targets.get().code == "41-QĐ/TW"


@pytest.mark.parametrize(
    ("number", "day"),
    [("42", date(2021, 11, 3)), ("41", date(2018, 1, 5)), ("41", date(2024, 12, 1))],
)
def test_another_number_or_day_is_not_picked_up(central, number, day):
    read(central, "Thực hiện 41-QĐ/TW, ngày 03/11/2021.")
    assert pick_up_citations(arrive(central, "Quy định", number, "QĐ/TW", day)) == 0


def put_right(central, client, **changes):
    document = arrive(central, "Quy định", "41", "QĐ/TW", date(2021, 11, 3))
    citation = read(central, "Thực hiện Quy định số 41-QĐ/TW, ngày 03/11/2021.").get()
    assert citation.targets.get() == document
    address = reverse("admin:documents_document_change", args=[document.pk])
    typed = filled(client.get(address), **changes)
    return client.post(address, typed, follow=True).content.decode(), citation, document


@pytest.mark.parametrize("changes", [{"number": "14"}, {"issued_on": "03/11/2018"}])
def test_what_named_a_record_as_it_was_is_looked_for_anew(central, changes):
    """A number entered wrongly and put right: the words never named that document."""
    page, citation, document = put_right(central, editor_client(), **changes)
    citation.refresh_from_db()
    assert document not in citation.targets.all()
    assert "1 trích dẫn chưa ai xác nhận" in page and "nay không còn khớp" in page


def test_what_still_names_it_stays_and_nothing_is_said(central):
    page, citation, document = put_right(central, editor_client(), title="về việc khác")
    assert citation.targets.get() == document
    assert "không còn khớp" not in page


# --- What hangs on the citation that was found --------------------------------------------------


def test_a_declared_short_name_comes_along(central):
    """The text calls it Nghị quyết 15, which nothing but the text itself tells."""
    read(
        central,
        "Nghị quyết Trung ương 5 khóa X về phương thức lãnh đạo (Nghị quyết 15). Chi bộ học Nghị "
        "quyết 15.",
    )
    document = make.make_document(
        document_type=make.make_document_type("Nghị quyết"),
        name="Nghị quyết Hội nghị Trung ương 5 khóa X",
        organization=central,
        issued_on=None,
    )
    assert pick_up_citations(document) == 3
    assert {c.targets.get() for c in Citation.objects.all()} == {document}


def test_the_relations_the_text_states_are_proposed(central):
    own = make.make_document(
        document_type=make.make_document_type("Kết luận"),
        organization=central,
        number="9",
        symbol="KL/TW",
        issued_on=date(2022, 1, 5),
        text="Kết luận này thay thế 41-QĐ/TW, ngày 03/11/2021.",
    )
    link_citations(own.text)
    assert not Relation.objects.exists()
    document = arrive(central, "Quy định", "41", "QĐ/TW", date(2021, 11, 3))
    assert pick_up_citations(document) == 1
    relation = Relation.objects.get()
    assert (relation.source, relation.verb, relation.target) == (own, "replaces", document)
    assert relation.state == Decision.PROPOSED
    # The same as a re-reading would give, and not a second time.
    link_citations(own.text)
    assert propose_relations([own.text]).added == 0


def test_the_items_of_a_bulletin_are_read_together_and_about_their_subjects(central):
    """One item dates what another cites; the plan an item is about carries out what arrived."""
    bulletin = make.make_bulletin(central)
    plan = arrive(central, "Quyết định", "7", "QĐ/TW", date(2024, 2, 1))
    heading = make.make_item(bulletin, plan, text=make.make_source("Thực hiện 41-QĐ/TW."))
    dated = make.make_item(bulletin, text=make.make_source("Nêu tại 41-QĐ/TW, ngày 03/11/2021."))
    for item in (heading, dated):
        link_citations(item.text)
    arrive(central, "Quyết định", "41", "QĐ/TW", date(2018, 3, 5))
    document = arrive(central, "Quy định", "41", "QĐ/TW", date(2021, 11, 3))
    assert pick_up_citations(document) == 2
    assert {c.targets.get() for c in Citation.objects.all()} == {document}
    relation = Relation.objects.get()
    assert (relation.source, relation.target) == (plan, document)


def test_a_text_in_the_bin_states_no_relation(central):
    plan = arrive(central, "Quyết định", "7", "QĐ/TW", date(2024, 2, 1))
    item = make.make_item(
        make.make_bulletin(central), plan, text=make.make_source("Thực hiện 41-QĐ/TW.")
    )
    link_citations(item.text)
    item.move_to_bin(make.make_editor())
    assert pick_up_citations(arrive(central, "Quy định", "41", "QĐ/TW", date(2021, 11, 3))) == 1
    assert not Relation.objects.exists()


def test_texts_that_cannot_name_it_are_not_read(central, django_assert_max_num_queries):
    for number in range(20):
        read(central, f"Thực hiện {50 + number}-QĐ/TW, ngày 03/11/2021.")
    document = arrive(central, "Quy định", "41", "QĐ/TW", date(2021, 11, 3))
    with django_assert_max_num_queries(4):
        assert pick_up_citations(document) == 0
