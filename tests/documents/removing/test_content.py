"""What others cite gives up its text and files, stays in the registry, and gets them back."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.urls import reverse

from documents.linking.relating import propose_relations
from documents.linking.writing import link_texts
from documents.models import (
    Attachment,
    Citation,
    ContentRemoval,
    Decision,
    Document,
    Passage,
    Relation,
    SourceText,
)
from documents.removing.content import give_back, losses_of, remove_content
from documents.removing.deleting import citations_in_use, pointers_at
from documents.texts import share_texts, store_document_text
from organizations.audience import Audience
from tests import factories as make
from tests.admin_page import editor_client
from tests.documents.linked import make_bodies

pytestmark = pytest.mark.django_db
WORDS = "Thực hiện Chỉ thị số 24-CT/TU, ngày 19/5/2023. Có Kết luận số 77-KL/TU, ngày 1/3/2022."
ANNEX = "Phụ lục kèm theo."


@pytest.fixture
def editor():
    return make.make_editor()


@pytest.fixture
def plan():
    """A plan with a text and a file, which another document cites."""
    bodies = make_bodies()
    body = bodies["province"]
    directive = make.make_document(number="24", symbol="CT/TU", organization=body)
    plan = make.make_document(
        document_type=make.make_document_type("Kế hoạch"),
        number="361",
        symbol="KH/TU",
        organization=body,
        text=WORDS,
        audience=Audience.EVERYONE,
    )
    share_texts(plan)
    make.make_attachment(plan, text=make.make_source(ANNEX))
    share_texts(plan)
    link_texts([plan.text])
    propose_relations([plan.text])
    make.make_citation(None, "Kế hoạch số 361-KH/TU", plan)
    assert Relation.objects.get().target == directive
    return plan


def test_the_document_stays_for_those_who_cite_it_and_its_content_is_out_of_sight(plan, editor):
    assert Passage.objects.filter(document=plan).count() == 2
    named = [str(kind) for kind in pointers_at(plan)]
    remove_content(plan, editor)
    plan.refresh_from_db()
    assert (plan.is_held, plan.text, plan.is_binned) == (False, None, False)
    assert [str(kind) for kind in pointers_at(plan)] == named
    assert not plan.attachments.exists()
    assert Attachment.all_objects.get().deleted_by == editor
    for reader in (AnonymousUser(), make.make_member()):
        assert not SourceText.objects.visible_to(reader).filter(body__in=[WORDS, ANNEX]).exists()
    # Nothing is found by words of the text any more, only by the heading.
    assert not Passage.objects.exclude(source=None).exists()


def test_what_the_text_said_is_told_first_and_counts_no_more_afterwards(plan, editor):
    confirmed = plan.text.citations.get(number="24")
    confirmed.set_decision(Decision.CONFIRMED, editor)
    confirmed.save()
    losses = losses_of(plan)
    assert losses.characters == len(WORDS)
    assert [file.name for file in losses.files] == ["van-ban.pdf"]
    assert (losses.confirmed, losses.undecided, losses.relations) == (1, 1, 1)
    assert [kind.count for kind in losses.staying] == [1]
    text = plan.text
    remove_content(plan, editor)
    assert not citations_in_use().filter(source=text).exists()
    # What a person confirmed is kept with the text, what nobody did of relations is withdrawn.
    assert text.citations.get(number="24").state == Decision.CONFIRMED
    assert not Relation.all_objects.exists()
    assert pointers_at(Document.objects.get(number="24")) == []


def test_a_relation_that_a_person_confirmed_stays(plan, editor):
    relation = Relation.objects.get()
    relation.set_decision(Decision.CONFIRMED, editor)
    relation.save()
    remove_content(plan, editor)
    assert Relation.objects.get() == relation


def test_a_document_that_only_the_text_proposed_goes_and_comes_back_with_it(plan, editor):
    proposal = Document.objects.get(number="77")
    removal = remove_content(plan, editor)
    assert not Document.objects.filter(pk=proposal.pk).exists()
    give_back(removal, editor)
    assert Document.objects.filter(pk=proposal.pk).exists()


def test_it_gets_everything_back(plan, editor):
    text = plan.text
    before = sorted(Citation.objects.values_list("pk", "state"))
    removal = remove_content(plan, editor)
    assert give_back(removal, editor) == 0
    plan.refresh_from_db()
    assert (plan.is_held, plan.text) == (True, text)
    assert plan.attachments.get().name == "van-ban.pdf"
    assert sorted(Citation.objects.values_list("pk", "state")) == before
    assert Relation.objects.get().state == Decision.PROPOSED
    assert Passage.objects.filter(document=plan).count() == 2
    # For its readers, as before.
    assert SourceText.objects.visible_to(AnonymousUser()).filter(pk=text.pk).exists()
    with pytest.raises(ValidationError, match="đã được lấy lại rồi"):
        give_back(removal, editor)


def test_the_history_tells_what_was_done_by_whom(plan):
    client = editor_client()
    client.post(reverse("documents:remove_content", args=[plan.slug]))
    removal = ContentRemoval.objects.get()
    client.post(reverse("documents:put_content_back", args=[removal.pk]))
    page = client.get(reverse("admin:documents_document_history", args=[plan.pk]))
    told = page.content.decode()
    for act in ("Gỡ nội dung, chỉ còn được trích dẫn", "Lấy lại nội dung đã gỡ"):
        (row,) = (one for one in told.split("<tr>") if act in one)
        assert str(removal.done_by) in row


def test_a_document_that_got_another_text_keeps_it(plan, editor):
    removal = remove_content(plan, editor)
    plan.refresh_from_db()
    store_document_text(plan, "Nội dung đúng.")
    with pytest.raises(ValidationError, match="nội dung khác"):
        give_back(removal, editor)
    plan.refresh_from_db()
    assert plan.text.body == "Nội dung đúng."


def test_a_file_that_was_brought_in_again_is_not_there_twice(plan, editor):
    removal = remove_content(plan, editor)
    plan.refresh_from_db()
    again = make.make_attachment(plan)
    assert give_back(removal, editor) == 1
    assert plan.attachments.get() == again


def test_what_has_nothing_or_lies_in_the_bin_is_refused(plan, editor):
    bare = make.make_document()
    with pytest.raises(ValidationError, match="không có nội dung"):
        remove_content(bare, editor)
    removal = remove_content(plan, editor)
    with pytest.raises(ValidationError, match="không có nội dung"):
        remove_content(plan, editor)
    plan.refresh_from_db()
    plan.move_to_bin(editor)
    with pytest.raises(ValidationError, match="ở thùng rác"):
        give_back(removal, editor)
