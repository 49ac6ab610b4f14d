"""Many rows at once are stored as one by one, and the index is never left out of step."""

import pytest
from django.db import connection

from bulletins.models import ItemPassage
from documents.models import Document, DocumentType, Passage
from documents.search.engine import Index
from documents.search.match import Match, Term
from documents.search.question import Rights
from documents.search.storing import index_set_aside, insert_rows, reserve_keys, restore_index
from tests import factories as make

pytestmark = pytest.mark.django_db


def found(word):
    match = Match(all=((Term(word),),))
    hits = Index(Passage, "document").hits(match, Rights(Document.objects.all()), limit=10)
    return [record for _, record in hits]


def forget_index():
    """Leave the table as a killed process or a careless migration would."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP INDEX documents_passage_index")
        else:
            cursor.execute("DROP TRIGGER documents_passage_added")


def test_reserved_keys_are_given_once_and_never_by_the_database():
    first = reserve_keys(DocumentType, 3)
    second = reserve_keys(DocumentType, 2)
    assert len({*first, *second}) == 5
    assert make.make_document_type("Chỉ thị").pk not in {*first, *second}


def test_rows_are_stored_as_saving_them_would():
    kind = make.make_document_type("Chỉ thị")
    make.make_document(document_type=kind, number="1", symbol="CT/TU")
    saved = Document.objects.get()
    twin = Document.objects.get()
    (twin.pk,) = reserve_keys(Document, 1)
    twin.number, twin.slug = "2", "khac"
    twin.refresh_keys()
    insert_rows(Document, [twin])
    stored = Document.objects.get(pk=twin.pk)
    told_apart = {"id", "number", "slug", "created_at", "updated_at"}
    told_apart |= {"number_value", "code_key", "identity_key", "search_text"}
    for field in Document._meta.concrete_fields:
        if field.attname not in told_apart:
            assert getattr(stored, field.attname) == getattr(saved, field.attname), field.attname
    # Moments of writing are set although `save` did not run.
    assert stored.created_at > saved.created_at


def test_an_index_that_is_there_is_left_alone():
    assert restore_index(Passage) is False
    assert restore_index(ItemPassage) is False


@pytest.mark.django_db(transaction=True)
def test_a_missing_part_of_the_index_is_made_again_with_what_was_written_meanwhile():
    forget_index()
    document = make.make_document(title="Về phân loại rác")
    assert restore_index(Passage) is True
    assert restore_index(Passage) is False
    assert found("rac") == [document.pk]
    later = make.make_document(title="Về đổ rác")
    assert set(found("rac")) == {document.pk, later.pk}


@pytest.mark.django_db(transaction=True)
def test_the_index_set_aside_comes_back_after_an_error():
    with pytest.raises(RuntimeError, match="giữa chừng"), index_set_aside(Passage):
        document = make.make_document(title="Về phân loại rác")
        raise RuntimeError("giữa chừng")
    assert restore_index(Passage) is False
    assert found("rac") == [document.pk]
