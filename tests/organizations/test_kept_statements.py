"""A statement is made once for all who see the same, and finds for each what they may see."""

import pytest

from documents.models import Document
from organizations.kept_statements import kept
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def found():
    """A kept queryset by two values of each kind, and how often it was made."""

    @kept
    def build(reader, keys, code_key):
        found.made += 1
        documents = Document.objects.visible_to(reader).order_by("pk")
        documents = documents.filter(pk__in=keys)
        return documents.filter(code_key=code_key) if code_key else documents

    def found(*asked):
        return [document.pk for document in build(*asked)]

    found.made = 0
    return found


def test_each_asks_for_values_of_their_own_and_it_is_made_once(found):
    first, second = make.make_document(number="1"), make.make_document(number="2")
    reader, other = make.make_member(), make.make_member()
    assert found(reader, (first.pk,), first.code_key) == [first.pk]
    assert found(reader, (first.pk,), second.code_key) == []
    assert found(other, (second.pk,), second.code_key) == [second.pk]
    assert found.made == 1


def test_several_keys_none_and_a_blank_word_are_asked_for_as_they_are(found):
    keys = tuple(make.make_document(number=str(number)).pk for number in range(1, 7))
    reader = make.make_member()
    for number in range(7):
        assert found(reader, keys[:number], "") == list(keys[:number])
    # None, one, two, four, eight.
    assert found.made == 5


def test_who_sees_less_is_told_less(found):
    document = make.make_document(audience="editors")
    asked = ((document.pk,), document.code_key)
    assert found(make.make_editor(), *asked) == [document.pk]
    assert found(make.make_member(), *asked) == []


def test_who_belongs_to_a_body_sees_what_is_for_it(found):
    body, other = make.make_organization(), make.make_organization()
    document = make.make_document(audience="bodies")
    document.audience_bodies.add(body)
    asked = ((document.pk,), document.code_key)
    assert found(make.make_member("o-day", body), *asked) == [document.pk]
    assert found(make.make_member("o-khac", other), *asked) == []


def test_a_value_that_is_not_asked_for_is_a_mistake_of_ours():
    @kept
    def build(reader, key, other):
        return Document.objects.filter(pk=key)

    with pytest.raises(ValueError, match="does not ask for every value"):
        build(make.make_member(), 1, 2)


def test_what_was_asked_once_is_read_anew_the_next_time(found):
    document = make.make_document()
    asked = (make.make_member(), (document.pk,), document.code_key)
    assert found(*asked) == [document.pk]
    document.move_to_bin()
    assert found(*asked) == []
