"""The sentence behind a relation is for those who may read the text it stands in."""

import pytest
from django.test import Client

from organizations.audience import Audience
from tests import factories as make

pytestmark = pytest.mark.django_db

SENTENCE = "Kế hoạch này thực hiện Chỉ thị số 24-CT/TU."


def page_for(document, user=None) -> str:
    client = Client()
    if user:
        client.force_login(user)
    return client.get(document.get_absolute_url()).content.decode()


@pytest.fixture
def documents():
    return [make.make_document(audience=Audience.EVERYONE) for _ in range(2)]


def test_a_sentence_of_a_text_for_editors_is_shown_to_editors_only(documents):
    source = make.make_source(SENTENCE, audience=Audience.EDITORS)
    citation = make.make_citation(source, "Chỉ thị số 24-CT/TU", documents[1])
    make.make_relation(*documents, evidence=SENTENCE, citation=citation)
    assert SENTENCE not in page_for(documents[0])
    assert SENTENCE not in page_for(documents[0], make.make_member())
    assert SENTENCE in page_for(documents[0], make.make_editor())


def test_a_sentence_of_an_open_text_is_shown_to_all_who_see_the_documents(documents):
    source = make.make_source(SENTENCE, audience=Audience.EVERYONE)
    citation = make.make_citation(source, "Chỉ thị số 24-CT/TU", documents[1])
    make.make_relation(*documents, evidence=SENTENCE, citation=citation)
    assert SENTENCE in page_for(documents[0])


def test_a_sentence_read_in_a_text_that_nobody_can_name_any_more_is_for_editors(documents):
    make.make_relation(*documents, evidence=SENTENCE, origin="machine")
    assert SENTENCE not in page_for(documents[0], make.make_member())
    assert SENTENCE in page_for(documents[0], make.make_editor())


def test_a_sentence_that_an_editor_typed_is_for_members(documents):
    make.make_relation(*documents, evidence=SENTENCE)
    assert SENTENCE not in page_for(documents[0])
    assert SENTENCE in page_for(documents[0], make.make_member())
