"""A document saved in the form that a citation opened is what that citation names."""

from datetime import date

import pytest

from documents.deciding.marking import mark_citation
from documents.deciding.prefilling import entry_address
from documents.linking.asking import ENTERED_FROM, give_entered
from documents.linking.writing import link_citations
from documents.models import Citation, Decision, name_documents
from tests import factories as make
from tests.admin_page import editor_client, filled

pytestmark = pytest.mark.django_db

WORDS = "lời dặn của Tỉnh ủy"


@pytest.fixture
def body():
    make.make_document_type("Chỉ thị", party_code="CT")
    return make.make_organization("Tỉnh ủy Mẫu", code="TU")


def marked(text=f"Chi bộ đọc {WORDS} trong tháng."):
    """Words in which nothing can be read, marked by a person; no document is known for them."""
    source = make.make_source(text, published_on=date(2024, 3, 31))
    start = text.index(WORDS)
    citation = mark_citation([source], source, start, start + len(WORDS))
    assert not citation.targets.exists()
    return citation


def save_from(citation, **typed):
    client, address = editor_client(), entry_address(citation)
    sent = filled(client.get(address), **typed)
    return client.post(address, sent, follow=True).content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"name": None, "number": "55", "symbol": "CT/TU", "issued_on": "05/06/2022"},
    ],
)
def test_words_that_nothing_is_read_in_are_given_it(body, typed):
    citation, alike = marked(), marked()
    kind = make.make_document_type("Chỉ thị")
    page = save_from(citation, document_type=kind.pk, organization=body.pk, **typed)
    assert "2 trích dẫn đang chờ nay đã gắn với văn bản này, chờ xác nhận" in page
    for one in (citation, alike):
        one.refresh_from_db()
        link = one.target_links.get()
        assert (one.state, one.resolution, link.why) == ("proposed", "one", ENTERED_FROM)
        assert one.named_documents == name_documents([link.document])


def test_a_number_put_right_in_the_form_stays_given_when_the_text_is_read_again(body):
    source = make.make_source("Thực hiện Chỉ thị số 24-QĐ/TU.", published_on=date(2024, 3, 31))
    link_citations(source)
    citation = source.citations.get()
    # What the machine may have proposed is not known for certain, and out of the way here.
    citation.targets.clear()
    document = make.make_document(number="42", symbol="CT/TU", organization=body)
    assert give_entered(citation, document) == 1
    link_citations(source)
    assert source.citations.get().targets.get() == document


def test_what_was_decided_or_has_a_document_or_other_words_is_left_alone(body):
    document = make.make_document(number="42", symbol="CT/TU", organization=body)
    citation, rejected = marked(), marked()
    other = marked(f"Chi bộ đọc {WORDS} trong tháng.")
    Citation.objects.filter(pk=other.pk).update(text="lời dặn của Thành ủy")
    rejected.set_decision(Decision.REJECTED, by=make.make_editor(), reason="không phải trích dẫn")
    rejected.save()
    assert give_entered(citation, document) == 1
    assert give_entered(citation, document) == 0
    assert not rejected.targets.exists() and not other.targets.exists()
