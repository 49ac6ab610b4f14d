"""Nothing is deleted from the staff screens: it goes to the bin, and comes back from there."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from documents.admin import documents as admin_documents
from documents.linking.writing import link_citations
from documents.models import Decision, Document, Relation, SourceText
from documents.removing.deleting import pointers_at
from organizations.audience import Audience
from tests.admin_page import editor_client, errors_of, filled
from tests.factories import (
    make_attachment,
    make_bulletin,
    make_citation,
    make_document,
    make_item,
    make_member,
    make_organization,
    make_relation,
    make_source,
    make_subject,
)

pytestmark = pytest.mark.django_db

LIST = reverse("admin:documents_document_changelist")


def act(client, action, *documents, in_bin=False):
    return client.post(
        LIST + ("?thung-rac=co" if in_bin else ""),
        {"action": action, "_selected_action": [document.pk for document in documents]},
        follow=True,
    )


def test_a_deleted_document_leaves_the_lists_and_can_be_brought_back():
    client, document = editor_client(), make_document(text="Nội dung.", audience=Audience.EVERYONE)
    SourceText.objects.update(audience=Audience.EVERYONE)
    page = client.get(reverse("admin:documents_document_delete", args=[document.pk]))
    assert "vào thùng rác" in page.content.decode()
    answer = client.post(page.request["PATH_INFO"], {"post": "yes"}, follow=True)
    assert f"Đã bỏ “{document}” vào thùng rác" in answer.content.decode()
    document.refresh_from_db()
    assert (document.is_binned, Document.objects.exists()) == (True, False)
    assert document.deleted_by is not None
    # Its text goes out of everyone's sight with it.
    assert not SourceText.objects.visible_to(AnonymousUser()).exists()
    assert list(client.get(LIST).context["cl"].result_list) == []
    assert list(client.get(LIST, {"thung-rac": "co"}).context["cl"].result_list) == [document]
    answer = act(client, "restore_selected", document, in_bin=True)
    assert "Đã khôi phục" in answer.content.decode()
    assert Document.objects.get() == document
    assert SourceText.objects.visible_to(AnonymousUser()).exists()


def test_many_go_to_the_bin_at_once():
    client, documents = editor_client(), [make_document(), make_document()]
    answer = act(client, "bin_selected", *documents)
    assert "Đã bỏ 2 bản ghi vào thùng rác" in answer.content.decode()
    assert not Document.objects.exists()
    assert Document.all_objects.count() == 2


def test_what_went_to_the_bin_last_stands_first_there():
    client = editor_client()
    made = [make_document(issued_on=date(2020 + n, 1, 1)) for n in range(3)]
    for document in (made[2], made[0], made[1]):
        document.move_to_bin()
    shown = client.get(LIST, {"thung-rac": "co"}).context["cl"].result_list
    assert [row.pk for row in shown] == [made[1].pk, made[0].pk, made[2].pk]


def test_djangos_own_deletion_is_not_offered():
    client, document = editor_client(), make_document()
    act(client, "delete_selected", document)
    assert Document.objects.exists()


def test_a_document_in_the_bin_is_looked_at_but_not_changed():
    client, document = editor_client(), make_document()
    document.move_to_bin()
    address = reverse("admin:documents_document_change", args=[document.pk])
    page = client.get(address)
    assert "đang ở trong thùng rác" in page.content.decode()
    assert b'name="_save"' not in page.content
    assert client.post(address, {"title": "khác"}).status_code == 403


def test_everything_of_a_document_in_the_bin_can_be_read():
    document = make_document(text="Nội dung của văn bản này.", note="Ghi chú cũ.")
    attachment = make_attachment(document)
    make_relation(document, evidence="Câu chứng minh cũ.")
    document.move_to_bin()
    address = reverse("admin:documents_document_change", args=[document.pk])
    page = editor_client().get(address).content.decode()
    for words in ("Nội dung của văn bản này.", "Ghi chú cũ.", "Câu chứng minh cũ."):
        assert words in page
    assert attachment.get_absolute_url() in page
    assert attachment.file.name not in page
    assert [word for word in (">None<", "Has looked", "Body") if word in page] == []


def test_an_item_and_a_bulletin_in_the_bin_can_be_read():
    item = make_item(make_bulletin(), make_document(title="x"), text=make_source("Lời của mục."))
    subject = str(item.subjects.get())
    item.bulletin.move_to_bin()
    client = editor_client()
    page = client.get(reverse("admin:bulletins_bulletin_change", args=[item.bulletin_id]))
    assert subject in page.content.decode()
    item.move_to_bin()
    page = client.get(reverse("admin:bulletins_bulletinitem_change", args=[item.pk]))
    assert "Lời của mục." in page.content.decode()


def test_a_document_whose_place_is_taken_is_not_brought_back():
    client, body = editor_client(), make_organization()
    fields = {"number": "24", "symbol": "CT/ĐU", "organization": body}
    old = make_document(**fields)
    old.move_to_bin()
    make_document(**fields)
    answer = act(client, "restore_selected", old, in_bin=True)
    assert "đã có một bản ghi đang dùng trùng với nó" in answer.content.decode()
    old.refresh_from_db()
    assert old.is_binned is True


@pytest.mark.parametrize(
    "printed",
    [
        # The same key: the database allows one of the two.
        "Chỉ thị số 24-CT/ĐU, ngày 19/5/2023",
        # Only the look before restoring tells that it may be the one in the bin.
        "Chỉ thị số 24-CT/ĐU",
    ],
)
def test_a_document_cited_while_in_the_bin_comes_back_in_place_of_the_proposal(printed):
    client, body = editor_client(), make_organization(code="ĐU")
    old = make_document(number="24", symbol="CT/ĐU", organization=body, issued_on=date(2023, 5, 19))
    old.move_to_bin()
    text = make_source(f"Thực hiện {printed}.", publisher=body, published_on=date(2024, 1, 31))
    link_citations(text)
    proposal = Document.objects.get()
    item = make_item(None, proposal)
    other = make_document()
    for target in (old, proposal):
        make_relation(other, target, state=Decision.PROPOSED)
    answer = act(client, "restore_selected", old, in_bin=True)
    assert "Đã khôi phục" in answer.content.decode()
    assert text.citations.get().targets.get() == old
    assert "[24-ct-du-2023]" in text.citations.get().named_documents
    assert item.subjects.get() == old
    # What the document has already is not there twice.
    assert Relation.objects.get().target == old
    proposal.refresh_from_db()
    assert proposal.is_binned


def test_a_restored_document_is_found_by_the_citations_that_waited_for_it():
    client, document = editor_client(), make_document(number="24", symbol="CT/ĐU")
    document.move_to_bin()
    # Read without its type, the code alone makes no proposal.
    text = make_source("Thực hiện 24-CT/ĐU.")
    citation = make_citation(
        text, "24-CT/ĐU", resolution="none", state=Decision.PROPOSED, number="24", symbol="CT/ĐU"
    )
    citation.code_key = document.code_key
    citation.save()
    answer = act(client, "restore_selected", document, in_bin=True)
    assert "1 trích dẫn đang chờ nay đã gắn với văn bản này" in answer.content.decode()
    assert text.citations.get().targets.get() == document


def _cited(document):
    make_citation(make_source("Theo Chỉ thị số 24-CT/TU."), "Chỉ thị số 24-CT/TU", document)


@pytest.mark.parametrize(
    ("point_at", "sentence"),
    [
        (_cited, "1 văn bản được trích dẫn (Chỉ thị số 24-CT/TU →"),
        (lambda document: make_relation(target=document), "1 quan hệ giữa các văn bản"),
        # From the layer above, which this one does not name.
        (lambda document: make_item(None, document), "1 văn bản được giới thiệu (1. Mục"),
    ],
)
def test_what_others_name_stays_and_they_are_named(point_at, sentence):
    client, document = editor_client(), make_document()
    point_at(document)
    page = client.get(reverse("admin:documents_document_delete", args=[document.pk]))
    assert sentence in page.content.decode()
    client.post(page.request["PATH_INFO"], {"post": "yes"})
    answer = act(client, "bin_selected", document)
    assert sentence in answer.content.decode()
    assert document in Document.objects.all()


def _own_relation(document):
    make_relation(source=document)


def _rejected_citation(document):
    source = make_source("Theo Chỉ thị số 24-CT/TU.")
    make_citation(source, "Chỉ thị số 24-CT/TU", document, state=Decision.REJECTED)


def _rejected_subject(document):
    make_subject(make_item(), document, state=Decision.REJECTED)


def _relation_in_the_bin(document):
    make_relation(target=document).move_to_bin()


def _relation_of_a_binned_document(document):
    source = make_document()
    make_relation(source=source, target=document)
    source.move_to_bin()


def _citation_in_a_binned_document(document):
    citing = make_document(text="Theo Chỉ thị số 24-CT/TU.")
    make_citation(citing.text, "Chỉ thị số 24-CT/TU", document)
    citing.move_to_bin()


def _subject_of_a_binned_item(document):
    make_item(make_bulletin(), document).move_to_bin()


@pytest.mark.parametrize(
    "point_at",
    [
        # Its own relations share its fate.
        _own_relation,
        # What a person rejected holds nothing.
        _rejected_citation,
        _rejected_subject,
        # Nor what lies in the bin, by itself or with its owner.
        _relation_in_the_bin,
        _relation_of_a_binned_document,
        _citation_in_a_binned_document,
        _subject_of_a_binned_item,
    ],
)
def test_what_does_not_count_holds_nothing_back(point_at):
    document = make_document()
    point_at(document)
    assert pointers_at(document) == []


def test_a_relation_removed_in_the_form_goes_to_the_bin():
    client, relation = editor_client(), make_relation()
    address = reverse("admin:documents_document_change", args=[relation.source_id])
    answer = client.post(address, filled(client.get(address), **{"relations-0-DELETE": "on"}))
    assert answer.status_code == 302, errors_of(answer)
    assert not Relation.objects.exists()
    assert Relation.all_objects.get().is_binned is True


def test_a_member_sees_nothing_of_the_bin():
    document = make_document()
    document.move_to_bin()
    assert not Document.all_objects.visible_to(make_member()).exists()


def test_a_restored_document_cannot_slip_in_beside_one_it_may_be():
    client = editor_client()
    undated = make_document(number="24", symbol="CT/TU", issued_on=None)
    undated.move_to_bin()
    make_document(number="24", symbol="CT/TU", organization=undated.organization)
    address = reverse("admin:documents_document_changelist") + "?thung-rac=co"
    page = client.post(
        address, {"action": "restore_selected", "_selected_action": [undated.pk]}, follow=True
    )
    assert "Không khôi phục được" in page.content.decode()
    undated.refresh_from_db()
    assert undated.is_binned


def test_a_document_whose_body_lies_in_the_bin_waits_for_it():
    client, body = editor_client(), make_organization("Đảng ủy phường Mẫu")
    document = make_document(organization=body)
    document.move_to_bin()
    body.move_to_bin()
    answer = act(client, "restore_selected", document, in_bin=True)
    why = "Cơ quan ban hành “Đảng ủy phường Mẫu” đang ở trong thùng rác. Khôi phục cơ quan ấy trước"
    assert why in answer.content.decode()
    document.refresh_from_db()
    assert document.is_binned
    body.restore()
    act(client, "restore_selected", document, in_bin=True)
    assert Document.objects.get() == document


@pytest.mark.parametrize("is_many", [True, False])
def test_a_document_that_somebody_came_to_need_meanwhile_stays(is_many, monkeypatch):
    """It is looked at again once nobody else can confirm a citation of it."""
    client, document = editor_client(), make_document(number="24", symbol="CT/TU")
    hold = admin_documents.hold_documents

    def cited_before_it_is_held(keys):
        _cited(document)
        return hold(keys)

    monkeypatch.setattr(admin_documents, "hold_documents", cited_before_it_is_held)
    if is_many:
        answer = act(client, "bin_selected", document)
    else:
        address = reverse("admin:documents_document_delete", args=[document.pk])
        answer = client.post(address, {"post": "yes"}, follow=True)
    page = answer.content.decode()
    assert f"Không bỏ “{document}” vào thùng rác được, vì còn 1 " in page
    assert "Đã bỏ" not in page
    assert Document.objects.get() == document
