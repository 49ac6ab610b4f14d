"""The lists where editors decide on citations and relations, and the reading of stored texts."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documents.deciding.citations import confirm_citation
from documents.models import Citation, Decision, Document, Relation
from tests.admin_page import client_of, editor_client, errors_of, filled
from tests.factories import (
    make_attachment,
    make_citation,
    make_document,
    make_editor,
    make_item,
    make_organization,
    make_relation,
    make_source,
)

pytestmark = pytest.mark.django_db

WORDS = "Chỉ thị số 24-CT/TU"
CITATIONS = reverse("admin:documents_citation_changelist")
RELATIONS = reverse("admin:documents_relation_changelist")


def act(client, address, action, *rows):
    sent = {"action": action, "_selected_action": [row.pk for row in rows]}
    return client.post(address, sent, follow=True).content.decode()


def form_of(client, row, **changes):
    name = f"admin:documents_{row._meta.model_name}_change"
    address = reverse(name, args=[row.pk])
    return address, filled(client.get(address), **changes)


def test_citations_are_confirmed_in_the_name_of_who_pressed_the_button():
    editor = make_editor()
    document = make_document(state=Document.State.PROPOSED)
    sure = make_citation(None, WORDS, document)
    open_one = make_citation(None, "Kế hoạch số 30-KH/TU")
    answer = act(client_of(editor), CITATIONS, "confirm_selected", sure, open_one)
    assert "Đã xác nhận 1 mục" in answer
    assert "Chưa xác nhận được “Kế hoạch số 30-KH/TU”" in answer
    sure.refresh_from_db()
    assert (sure.state, sure.decided_by) == (Decision.CONFIRMED, editor)
    document.refresh_from_db()
    assert document.is_proposed is False


def test_citations_are_rejected_together():
    citations = [make_citation(), make_citation()]
    client = editor_client()
    sent = {"action": "reject_selected", "_selected_action": [row.pk for row in citations]}
    asked = client.post(CITATIONS, sent).content.decode()
    assert "Loại 2 mục sau" in asked
    # A blank answer is none, and nothing is stored before there is one.
    assert "Ghi lý do loại" in client.post(CITATIONS, sent | {"reason": " "}).content.decode()
    assert set(Citation.objects.values_list("state", flat=True)) == {Decision.PROPOSED}
    done = client.post(CITATIONS, sent | {"reason": "máy đọc nhầm"}, follow=True)
    assert "Đã loại 2 mục" in done.content.decode()
    decided = Citation.objects.values_list("state", "reason").distinct()
    assert list(decided.order_by()) == [(Decision.REJECTED, "máy đọc nhầm")]


def test_the_reason_typed_while_confirming_is_kept():
    client = editor_client()
    citation = make_citation(None, WORDS, make_document())
    relation = make_relation(state=Decision.PROPOSED, evidence="Chỉ thị này thay thế …")
    for row in (citation, relation):
        address, values = form_of(client, row, state="confirmed", reason="đã đối chiếu bản in")
        answer = client.post(address, values)
        assert answer.status_code == 302, errors_of(answer)
        row.refresh_from_db()
        assert (row.state, row.reason) == (Decision.CONFIRMED, "đã đối chiếu bản in")


def test_an_open_citation_is_given_its_document_and_confirmed_in_one_go():
    client, document, citation = editor_client(), make_document(), make_citation()
    rows = {"target_links-TOTAL_FORMS": 1, "target_links-0-document": document.pk}
    address, values = form_of(client, citation, state="confirmed", **rows)
    answer = client.post(address, values)
    assert answer.status_code == 302, errors_of(answer)
    citation.refresh_from_db()
    assert (citation.state, citation.resolution) == (Decision.CONFIRMED, Citation.Resolution.ONE)
    assert list(citation.targets.all()) == [document]


def test_of_two_candidates_one_must_go_before_confirming():
    client = editor_client()
    first, second = make_document(), make_document()
    citation = make_citation(None, WORDS, first, second)
    address, values = form_of(client, citation, state="confirmed")
    assert "đúng một văn bản; hiện có 2" in errors_of(client.post(address, values))
    address, values = form_of(
        client, citation, state="confirmed", **{"target_links-1-DELETE": "on"}
    )
    assert client.post(address, values).status_code == 302
    assert list(citation.targets.all()) == [first]


def test_a_decision_is_not_taken_back_to_nobodys():
    client = editor_client()
    citation = make_citation(None, WORDS, make_document(), state=Decision.CONFIRMED)
    address, values = form_of(client, citation, state="proposed")
    assert "Đã có quyết định của cán bộ" in errors_of(client.post(address, values))


@pytest.mark.parametrize(
    ("query", "found"),
    [("24 ct tu", [WORDS]), ("chuyen doi so", [WORDS]), ("99-CT/TU", []), ("", [WORDS, "khác"])],
)
def test_citations_are_found_by_code_or_by_the_document_meant(query, found):
    make_citation(None, WORDS, make_document(title="về chuyển đổi số"), code_key="24/cttu")
    make_citation(make_source("văn bản khác"), "khác")
    page = editor_client().get(CITATIONS, {"q": query})
    assert [row.text for row in page.context["cl"].result_list] == found


def test_half_a_code_finds_its_citations():
    make_citation(None, "Chỉ thị số 26-CT/TW", code_key="26/cttw")
    make_citation(None, "Chỉ thị số 126-CT/TW", code_key="126/cttw")
    page = editor_client().get(CITATIONS, {"q": "26-CT"})
    assert [row.text for row in page.context["cl"].result_list] == ["Chỉ thị số 26-CT/TW"]


def test_citations_that_wait_stand_first():
    decided = make_citation(state=Decision.CONFIRMED)
    rejected = make_citation(state=Decision.REJECTED)
    waiting = make_citation()
    page = editor_client().get(CITATIONS)
    assert list(page.context["cl"].result_list) == [waiting, decided, rejected]


def _binned_document():
    document = make_document(text=f"Theo {WORDS}.")
    document.move_to_bin()
    return document.text


def _file_of_a_binned_document():
    source = make_source(f"Theo {WORDS}.")
    make_attachment(text=source).document.move_to_bin()
    return source


def _item_of_a_binned_bulletin():
    source = make_source(f"Theo {WORDS}.")
    make_item(text=source).bulletin.move_to_bin()
    return source


@pytest.mark.parametrize(
    "make_text", [_binned_document, _file_of_a_binned_document, _item_of_a_binned_bulletin]
)
def test_citations_of_what_lies_in_the_bin_are_not_listed(make_text):
    make_citation(make_text(), WORDS)
    kept = make_citation(make_document(text=f"Theo {WORDS}.").text, WORDS)
    page = editor_client().get(CITATIONS)
    assert list(page.context["cl"].result_list) == [kept]


def test_a_citation_is_shown_in_its_sentence_with_the_day_first():
    source = make_source("Thực hiện Chỉ thị số 24-CT/TU, ngày 19/5/2023 về việc X.")
    citation = make_citation(source, WORDS, date="2023-05-19")
    page = editor_client().get(reverse("admin:documents_citation_change", args=[citation.pk]))
    assert "…Thực hiện Chỉ thị số 24-CT/TU, ngày 19/5/2023 về việc X.…" in page.content.decode()
    assert "19/05/2023" in page.content.decode()


def test_a_stored_text_is_read_here_and_not_changed():
    client, source = editor_client(), make_source()
    make_citation(source, WORDS)
    address = reverse("admin:documents_sourcetext_change", args=[source.pk])
    page = client.get(address).content.decode()
    assert source.body in page
    assert 'name="_save"' not in page
    assert client.post(address, {"body": "khác"}).status_code == 403


@pytest.mark.parametrize("address", [CITATIONS, RELATIONS])
def test_the_lists_cost_the_same_for_few_and_many_rows(address):
    client = editor_client()

    def fill(rows):
        for _ in range(rows):
            make_citation(None, WORDS, make_document(), make_document())
            make_relation()

    fill(3)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    fill(12)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)


# --- Relations -----------------------------------------------------------------------------


def test_relations_are_decided_on_together():
    editor = make_editor()
    rows = [make_relation(state=Decision.PROPOSED) for _ in range(2)]
    assert "Đã xác nhận 2 mục" in act(client_of(editor), RELATIONS, "confirm_selected", *rows)
    assert set(Relation.objects.values_list("decided_by", flat=True)) == {editor.pk}


def test_a_relation_typed_on_its_own_page_is_the_editors_decision():
    editor = make_editor()
    client = client_of(editor)
    page = client.get(reverse("admin:documents_relation_add"))
    source, target = make_document(), make_document()
    typed = {"state": "confirmed", "evidence": "Chỉ thị này thay thế Chỉ thị kia."}
    values = filled(page, source=source.pk, verb="replaces", target=target.pk, **typed)
    answer = client.post(reverse("admin:documents_relation_add"), values)
    assert answer.status_code == 302, errors_of(answer)
    relation = Relation.objects.get()
    assert (relation.state, relation.decided_by) == (Decision.CONFIRMED, editor)


def test_a_relation_is_rejected_with_a_reason_on_its_own_page():
    client, relation = editor_client(), make_relation(state=Decision.PROPOSED)
    address, values = form_of(client, relation, state="rejected", reason="Chỉ nhắc đến.")
    assert client.post(address, values).status_code == 302
    relation.refresh_from_db()
    assert (relation.state, relation.reason) == (Decision.REJECTED, "Chỉ nhắc đến.")


def test_correcting_the_words_of_a_proposed_relation_is_no_decision():
    client, relation = editor_client(), make_relation(state=Decision.PROPOSED)
    address, values = form_of(client, relation, evidence="câu chứng minh")
    assert client.post(address, values).status_code == 302
    relation.refresh_from_db()
    assert (relation.state, relation.evidence) == (Decision.PROPOSED, "câu chứng minh")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        # Nobody confirms by leaving a box as it was found.
        ({"evidence": "Văn bản này thay thế văn bản kia."}, "Ô này không được để trống"),
        ({"state": "confirmed"}, "Ghi câu chứng minh: chép nguyên văn"),
        ({"state": "confirmed", "evidence": "  "}, "Ghi câu chứng minh"),
        # One waiting for confirmation is a claim too.
        ({"state": "proposed"}, "Ghi câu chứng minh"),
    ],
)
def test_a_relation_needs_its_sentence_and_an_answer_whether_it_holds(typed, sentence):
    client, address = editor_client(), reverse("admin:documents_relation_add")
    both = {"source": make_document().pk, "target": make_document().pk, "verb": "replaces"}
    answer = client.post(address, filled(client.get(address), **both, **typed))
    assert sentence in errors_of(answer)
    assert not Relation.all_objects.exists()


def test_relations_without_a_sentence_are_not_confirmed_together():
    relation = make_relation(state=Decision.PROPOSED, evidence="")
    assert "Chưa xác nhận được quan hệ" in act(
        editor_client(), RELATIONS, "confirm_selected", relation
    )
    relation.refresh_from_db()
    assert relation.state == Decision.PROPOSED


def test_relations_confirmed_together_are_doubted_as_one_alone_is():
    sentence = "Chỉ thị này thay thế Chỉ thị kia."
    below, above = make_organization(level=4), make_organization(level=1)
    rows = {
        "sure": make_relation(make_document(text=sentence), evidence=sentence, state="proposed"),
        "not found": make_relation(
            make_document(text=sentence), evidence="Câu không có ở đâu.", state="proposed"
        ),
        "from below": make_relation(
            make_document(organization=below, text=sentence),
            make_document(organization=above),
            Relation.Verb.REPLACES,
            evidence=sentence,
            state="proposed",
        ),
        "without": make_relation(evidence="", state="proposed"),
    }
    answer = act(editor_client(), RELATIONS, "confirm_selected", *rows.values())
    assert "Đã xác nhận 3 mục" in answer
    said = {
        "not found": f"Không thấy câu chứng minh của quan hệ “{rows['not found']}”",
        "from below": f"Xem lại quan hệ “{rows['from below']}”",
        "without": f"Chưa xác nhận được quan hệ “{rows['without']}”",
    }
    assert {name: sentence in answer for name, sentence in said.items()} == dict.fromkeys(
        said, True
    )
    assert f"quan hệ “{rows['sure']}”" not in answer


def test_a_doubtful_relation_is_saved_with_a_warning():
    client = editor_client()
    source = make_document(text="Chỉ thị này thay thế Chỉ thị kia.")
    relation = make_relation(source, state=Decision.PROPOSED)
    address, values = form_of(client, relation, state="confirmed", evidence="Câu không có ở đâu.")
    answer = client.post(address, values, follow=True).content.decode()
    assert "Không thấy câu chứng minh của quan hệ" in answer
    relation.refresh_from_db()
    assert relation.state == Decision.CONFIRMED


@pytest.mark.parametrize("make_row", [lambda: make_relation(state="proposed"), make_citation])
def test_rejecting_one_by_itself_needs_a_reason(make_row):
    client, row = editor_client(), make_row()
    address, values = form_of(client, row, state="rejected")
    assert "Ghi lý do loại" in errors_of(client.post(address, values))
    row.refresh_from_db()
    assert row.state == Decision.PROPOSED


def test_a_row_rejected_with_others_and_without_reason_is_still_saved():
    client = editor_client()
    relation = make_relation(state=Decision.REJECTED)
    address, values = form_of(client, relation, evidence="Câu đã sửa cho đúng.")
    assert client.post(address, values).status_code == 302


def test_what_somebody_decided_is_not_decided_again_in_bulk():
    first = make_editor()
    citation = make_citation(
        None, "Chỉ thị số 24-CT/TU", make_document(), state=Decision.CONFIRMED, decided_by=first
    )
    client = editor_client()
    address = reverse("admin:documents_citation_changelist")
    sent = {"action": "reject_selected", "_selected_action": [citation.pk], "reason": "nhầm"}
    page = client.post(address, sent, follow=True)
    assert "Bỏ qua 1 mục đã có người quyết định" in page.content.decode()
    citation.refresh_from_db()
    assert (citation.state, citation.decided_by) == (Decision.CONFIRMED, first)


def test_a_citation_read_anew_meanwhile_is_not_decided():
    citation = make_citation(None, "Chỉ thị số 24-CT/TU", make_document())
    Citation.objects.filter(pk=citation.pk).delete()
    with pytest.raises(ValidationError, match="vừa được đọc lại"):
        confirm_citation(citation, make_editor())
    assert not Citation.objects.exists()


@pytest.mark.parametrize("end", ["source", "target"])
def test_a_relation_of_a_document_in_the_bin_is_not_confirmed(end):
    relation = make_relation(state=Decision.PROPOSED, evidence="Chỉ thị này thay thế …")
    getattr(relation, end).move_to_bin()
    client = editor_client()
    assert list(client.get(RELATIONS).context["cl"].result_list) == []
    act(client, RELATIONS, "confirm_selected", relation)
    relation.refresh_from_db()
    assert relation.state == Decision.PROPOSED
    getattr(relation, end).restore()
    act(client, RELATIONS, "confirm_selected", relation)
    relation.refresh_from_db()
    assert relation.state == Decision.CONFIRMED


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({"number": "24", "symbol": "CT/TU", "issued_on": date(2023, 5, 19)}, ""),
        ({"number": "25", "symbol": "CT/TU", "issued_on": date(2023, 5, 19)}, "khác số ký hiệu so"),
        ({"number": "24", "symbol": "CT/TU", "issued_on": date(2023, 5, 9)}, "khác ngày so"),
        (
            {"number": "2", "symbol": "CT/TU", "issued_on": date(2022, 1, 1)},
            "khác số ký hiệu và ngày so",
        ),
        # What one of the two does not tell is no difference.
        ({"number": "24", "symbol": "CT/TU", "issued_on": None}, ""),
    ],
)
def test_a_document_chosen_by_hand_that_is_not_as_printed_is_said_and_kept(chosen, said):
    document = make_document(**chosen)
    words = f"{WORDS}, ngày 19/5/2023"
    citation = make_citation(None, words, code_key="24/cttu", date="2023-05-19")
    rows = {"target_links-TOTAL_FORMS": 1, "target_links-0-document": document.pk}
    client = editor_client()
    address, values = form_of(client, citation, state="confirmed", **rows)
    page = client.post(address, values, follow=True).content.decode()
    assert ("Xem lại" in page) == bool(said)
    assert said in page
    assert list(citation.targets.all()) == [document]
