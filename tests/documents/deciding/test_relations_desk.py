"""The relations desk: what is proposed is shown with its evidence, decided on, and taken back."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from documents.deciding import relation_views
from documents.deciding.proposals import evidence_pieces, grouped, seen_of, with_shown
from documents.deciding.relation_views import REASONS
from documents.deciding.relations import reject_relation
from documents.models import Citation, Decision, Document, Relation
from documents.texts import store_document_text
from tests import factories as make
from tests.remembering import remembered

pytestmark = pytest.mark.django_db

DESK = "/quan-he/"
BUTTON = "/quan-he/quyet-dinh/"


@pytest.fixture
def editor(client):
    editor = make.make_editor("bien-tap")
    client.force_login(editor)
    return editor


@pytest.fixture
def rule():
    return remembered(make_rule)


def make_rule():
    """A document that replaces one and amends another, as read in its own text."""
    body = make.make_organization("Đảng ủy phường Mẫu", code="ĐU")
    for number in ("4", "5"):
        make.make_document(organization=body, number=number, symbol="CT/ĐU")
    rule = make.make_document(
        organization=body, number="9", symbol="CT/ĐU", issued_on=date(2023, 6, 1)
    )
    text = (
        "Chỉ thị này thay thế Chỉ thị số 4-CT/ĐU.\n\n"
        "Chỉ thị này sửa đổi, bổ sung Chỉ thị số 5-CT/ĐU."
    )
    store_document_text(rule, text)
    assert Relation.objects.count() == 2
    return rule


def relation(verb):
    return Relation.objects.get(verb=verb)


def key(row):
    return f"{row.pk}-{seen_of(row)}"


def told(response):
    return " ".join(str(message) for message in response.context["messages"])


def press(client, **fields):
    return client.post(BUTTON, fields, follow=True)


def states():
    return dict(Relation.objects.values_list("verb", "state"))


def test_the_desk_shows_the_evidence_and_what_would_change(client, editor, rule):
    page = client.get(DESK)
    text = page.content.decode()
    assert "<mark>thay thế</mark>" in text and "<strong>Chỉ thị số 4-CT/ĐU</strong>" in text
    (group,) = page.context["groups"]
    (replaces,) = (one for one in group.proposals if one.relation.verb == "replaces")
    assert replaces.changes[0].startswith("Chỉ thị 04-CT/ĐU")
    assert replaces.changes[0].endswith(
        "bị thay thế bởi Chỉ thị 09-CT/ĐU (01/06/2023) từ ngày 01/06/2023."
    )
    assert "không tự đổi" in replaces.changes[1]
    assert "2 quan hệ chờ quyết định" in text


def test_signs_of_html_in_the_evidence_are_shown_as_signs(client, editor, rule):
    Relation.objects.update(evidence="<b>thay thế</b> Chỉ thị số 4-CT/ĐU")
    text = client.get(DESK).content.decode()
    assert "&lt;b&gt;" in text and "<b>" not in text


def test_one_is_confirmed_by_its_own_button_and_the_rest_stay(client, editor, rule):
    response = press(client, mot=key(relation("replaces")))
    assert "Đã ghi “đã xác nhận” cho 1 quan hệ" in told(response)
    assert states() == {"replaces": Decision.CONFIRMED, "amends": Decision.PROPOSED}
    assert relation("replaces").decided_by == editor


def test_all_that_a_document_says_is_confirmed_and_taken_back(client, editor, rule):
    Document.objects.filter(number="4").update(state=Document.State.PROPOSED)
    keys = [key(row) for row in Relation.objects.all()]
    assert (
        "Xác nhận cả 2 quan hệ chắc chắn của văn bản này trong trang này"
        in client.get(DESK).content.decode()
    )
    response = press(client, nhom=str(rule.pk), **{f"cua-{rule.pk}": keys})
    assert set(states().values()) == {Decision.CONFIRMED}
    assert {row.reason for row in Relation.objects.all()} == {"xác nhận cùng cả nhóm quan hệ"}
    assert not Document.objects.get(number="4").is_proposed
    assert "Hoàn tác 2 quan hệ" in response.content.decode()
    response = press(client, **{"hoan-tac": "1"})
    assert "Đã hoàn tác: 2 quan hệ" in told(response)
    assert set(states().values()) == {Decision.PROPOSED}
    assert Document.objects.get(number="4").is_proposed
    assert "Không còn gì để hoàn tác" in told(press(client, **{"hoan-tac": "1"}))


def test_what_somebody_decided_since_or_what_is_needed_elsewhere_stays_when_taken_back(
    client, editor, rule
):
    Document.objects.filter(number__in="45").update(state=Document.State.PROPOSED)
    press(client, viec="xac-nhan", chon=[key(row) for row in Relation.objects.all()])
    reject_relation(relation("amends"), make.make_editor("nguoi-khac"), "câu không nói vậy")
    make.make_relation(rule, Document.objects.get(number="4"), "refers_to")
    said = told(press(client, **{"hoan-tac": "1"}))
    assert "1 quan hệ trở lại" in said and "Giữ nguyên 1 quan hệ, vì đã có người" in said
    assert states()["amends"] == Decision.REJECTED
    assert states()["replaces"] == Decision.PROPOSED
    assert not Document.objects.get(number="4").is_proposed


def test_where_all_was_decided_anew_taking_back_is_refused_and_not_called_done(
    client, editor, rule
):
    press(client, mot=key(relation("replaces")))
    reject_relation(relation("replaces"), make.make_editor("nguoi-khac"), "câu không nói vậy")
    response = press(client, **{"hoan-tac": "1"})
    (message,) = response.context["messages"]
    assert message.level_tag == "error" and "giữ nguyên 1 quan hệ" in str(message)
    assert states()["replaces"] == Decision.REJECTED


@pytest.mark.parametrize("reason", REASONS)
def test_one_is_rejected_by_its_own_button_for_a_usual_reason(client, editor, rule, reason):
    value = f"{key(relation('replaces'))} {reason}"
    assert f'name="loai-mot" value="{value}"' in client.get(DESK).content.decode()
    assert "Đã ghi “đã loại” cho 1 quan hệ" in told(press(client, **{"loai-mot": value}))
    assert states() == {"replaces": Decision.REJECTED, "amends": Decision.PROPOSED}
    assert relation("replaces").reason == reason


def test_all_of_a_document_is_rejected_by_one_button_a_doubtful_one_too(client, editor, rule):
    province = make.make_organization("Tỉnh ủy Mẫu", code="TU", level=2)
    Document.objects.filter(number="4").update(organization=province)
    other = make.make_relation(state=Decision.PROPOSED)
    value = f"{rule.pk} {REASONS[0]}"
    text = client.get(DESK).content.decode()
    assert f'name="loai-nhom" value="{value}"' in text
    keys = [key(relation("replaces")), key(relation("amends"))]
    assert all(f'name="ca-{rule.pk}" value="{one}"' in text for one in keys)
    press(client, **{"loai-nhom": value, f"ca-{rule.pk}": keys})
    assert set(Relation.objects.filter(source=rule).values_list("state", "reason")) == {
        (Decision.REJECTED, REASONS[0])
    }
    other.refresh_from_db()
    assert other.state == Decision.PROPOSED


def test_a_button_without_its_reason_rejects_nothing(client, editor, rule):
    response = press(client, **{"loai-mot": key(relation("replaces"))})
    assert "Ghi lý do loại" in told(response)
    assert set(states().values()) == {Decision.PROPOSED}


def test_a_decision_that_empties_the_last_page_leads_to_the_one_that_is_last_now(
    client, editor, rule, monkeypatch
):
    monkeypatch.setattr(relation_views, "PAGE_ROWS", 1)
    last = f"{DESK}?van-ban={rule.slug}&page=2"
    (group,) = client.get(last).context["groups"]
    response = press(client, mot=group.proposals[0].key, ve=last)
    assert response.redirect_chain[-1][0] == f"{DESK}?van-ban={rule.slug}&page=1"
    assert "Đã ghi" in told(response) and response.context["page"].number == 1
    # The last one too: the page then says that nothing waits.
    (group,) = response.context["groups"]
    response = press(client, mot=group.proposals[0].key, ve=last)
    assert response.status_code == 200
    assert "Không có quan hệ nào chờ quyết định" in response.content.decode()


@pytest.mark.parametrize("page", ["0", "-1", "x", "", "²", "9" * 40])
def test_what_is_no_number_of_a_page_is_not_found(client, editor, rule, page):
    assert client.get(DESK, {"page": page}).status_code == 404


@pytest.mark.parametrize(
    ("reason", "kept", "told_"),
    [
        ("", "", "Ghi lý do loại"),
        # Signs without a width are no reason.
        ("\u200b", "\u200b", "Ghi lý do loại"),
        ("x" * 301, "x" * 300, "dài quá 300"),
        ("TUYỆT MẬT", "", "mang dấu"),
    ],
)
def test_what_was_ticked_and_typed_is_there_again_once(client, editor, rule, reason, kept, told_):
    chosen = key(relation("amends"))
    response = press(client, viec="loai", chon=[chosen], reason=reason)
    assert told_ in told(response)
    assert response.context["refused"] == {"chosen": [chosen], "reason": kept}
    page = response.content.decode()
    assert f'value="{chosen}" checked' in page and page.count(" checked>") == 1
    assert " checked>" not in client.get(DESK).content.decode()
    assert set(states().values()) == {Decision.PROPOSED}


def test_a_reason_without_a_tick_is_there_again(client, editor, rule):
    response = press(client, viec="loai", reason="một lý do tự gõ")
    assert "ít nhất một" in told(response)
    assert 'value="một lý do tự gõ"' in response.content.decode()


def test_a_citation_rejected_in_the_list_takes_its_relation_along(client, editor, rule):
    """For the text of a document this list is the only place to decide on its citations."""
    row = relation("replaces")
    address = reverse("admin:documents_citation_changelist")
    sent = {"action": "reject_selected", "_selected_action": [row.citation_id], "index": 0}
    client.post(address, {**sent, "reason": "không phải văn bản này"})
    assert list(states()) == ["amends"]


def test_none_is_shown_that_rests_on_a_rejected_citation(client, editor, rule):
    rejected = Relation.objects.get(verb="replaces").citation
    Citation.objects.filter(pk=rejected.pk).update(
        state="rejected", decided_by=editor, decided_at=timezone.now()
    )
    (group,) = client.get(DESK).context["groups"]
    assert [one.relation.verb for one in group.proposals] == ["amends"]


def test_chosen_ones_are_rejected_with_a_reason_and_never_without(client, editor, rule):
    chosen = [key(row) for row in Relation.objects.all()]
    assert "Ghi lý do loại" in told(press(client, viec="loai", chon=chosen, reason=" "))
    assert "dài quá 300" in told(press(client, viec="loai", chon=chosen, reason="x" * 301))
    assert set(states().values()) == {Decision.PROPOSED}
    press(client, viec="loai", chon=chosen, reason="câu không nói vậy")
    assert set(Relation.objects.values_list("state", "reason")) == {
        (Decision.REJECTED, "câu không nói vậy")
    }


def test_what_somebody_else_decided_meanwhile_is_named_and_the_rest_written(client, editor, rule):
    chosen = [key(row) for row in Relation.objects.all()]
    other = make.make_editor("nguoi-khac")
    reject_relation(relation("replaces"), other, "câu không nói vậy")
    response = press(client, viec="xac-nhan", chon=chosen)
    assert "Chưa ghi “Chỉ thị 09-CT/ĐU" in told(response) and "4-CT/ĐU" in told(response)
    assert "nguoi-khac đã ghi “Đã loại” trong lúc bạn xem" in told(response)
    assert states() == {"replaces": Decision.REJECTED, "amends": Decision.CONFIRMED}
    assert relation("replaces").decided_by == other


@pytest.mark.parametrize("change", [{"evidence": "Câu khác."}, {"stated_on": date(2020, 1, 1)}])
def test_what_was_read_anew_since_is_not_confirmed_unseen(client, editor, rule, change):
    seen = key(relation("replaces"))
    Relation.objects.filter(verb="replaces").update(**change)
    assert "vừa được đọc lại" in told(press(client, mot=seen))
    assert states()["replaces"] == Decision.PROPOSED


def test_one_without_evidence_is_refused_by_name(client, editor, rule):
    Relation.objects.filter(verb="replaces").update(evidence="")
    chosen = [key(row) for row in Relation.objects.all()]
    response = press(client, viec="xac-nhan", chon=chosen)
    assert "Ghi câu chứng minh" in told(response)
    assert states() == {"replaces": Decision.PROPOSED, "amends": Decision.CONFIRMED}


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"viec": "xac-nhan"}, "đánh dấu vào ít nhất một"),
        ({"viec": "xoa"}, "Không hiểu nút"),
        ({}, "Không hiểu nút"),
        ({"viec": "xac-nhan", "chon": "²-x"}, "đánh dấu vào ít nhất một"),
        ({"mot": "9" * 17 + "-abc"}, "1 quan hệ đã chọn không còn"),
    ],
)
def test_a_button_that_chooses_nothing_writes_nothing(client, editor, rule, fields, sentence):
    assert sentence in told(press(client, **fields))
    assert set(states().values()) == {Decision.PROPOSED}


def test_a_lower_body_that_changes_a_higher_ones_document_is_doubted_and_in_no_group(
    client, editor, rule
):
    province = make.make_organization("Tỉnh ủy Mẫu", code="TU", level=2)
    Document.objects.filter(number="4").update(organization=province)
    page = client.get(DESK)
    assert "chỉ cơ quan ban hành hoặc cấp trên" in page.content.decode()
    assert [one.relation.verb for one in page.context["groups"][0].certain] == ["amends"]


def test_the_page_of_one_document_shows_its_own_relations_alone(client, editor, rule):
    make.make_relation(state=Decision.PROPOSED)
    assert client.get(DESK).context["page"].paginator.count == 3
    response = client.get(DESK, {"van-ban": rule.slug})
    assert response.context["page"].paginator.count == 2
    assert client.get(DESK, {"van-ban": "khong-co\x00"}).status_code == 404
    assert f"{DESK}?van-ban={rule.slug}" in client.get(rule.get_absolute_url()).content.decode()


@pytest.mark.parametrize("away", ["https://la.example/quan-he/", "//la.example", "/dang-xuat/"])
def test_the_buttons_lead_back_to_the_desk_and_nowhere_else(client, editor, rule, away):
    assert client.post(BUTTON, {"ve": away}).url == DESK
    assert client.post(BUTTON, {"ve": f"{DESK}?page=2"}).url == f"{DESK}?page=2"


def test_a_relation_of_a_binned_document_waits_for_nobody(client, editor, rule):
    seen = key(relation("replaces"))
    relation("replaces").target.move_to_bin()
    assert client.get(DESK).context["page"].paginator.count == 1
    assert "không còn" in told(press(client, mot=seen))


def test_enter_in_the_reason_rejects_and_never_confirms(client, editor, rule):
    form = client.get(DESK).content.decode().split("data-proposals")[1]
    # Enter presses the first button of the form.
    assert form.split('<button type="submit" ')[1].startswith('name="viec" value="loai"')


def test_the_desk_costs_as_many_queries_for_many_relations_as_for_few(client, editor, rule):
    counts = []
    for _ in range(2):
        client.get(DESK)
        with CaptureQueriesContext(connection) as queries:
            client.get(DESK)
        counts.append(len(queries))
        for _ in range(8):
            make.make_relation(rule, state=Decision.PROPOSED)
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("evidence", "cue", "marked"),
    [
        # The cue nearest before the document, not an earlier one of the same words.
        ("Thực hiện A, Đảng ủy thực hiện Chỉ thị B", "thực hiện", ["thực hiện", "Chỉ thị B"]),
        # Only behind it: a passive.
        ("Chỉ thị B được sửa đổi theo A", "được sửa đổi theo", ["Chỉ thị B", "được sửa đổi theo"]),
        # Neither stands in words that a person put in.
        ("Câu do người chép lại.", "thay thế", []),
        # The cue is part of the name: one mark only.
        ("Theo Chỉ thị B", "Chỉ thị", ["Chỉ thị B"]),
        ("", "thay thế", []),
    ],
)
def test_the_words_that_prove_it_are_marked(evidence, cue, marked):
    citation = make.make_citation(make.make_source("Theo Chỉ thị B"), "Chỉ thị B")
    row = make.make_relation(evidence=evidence, cue=cue, citation=citation)
    pieces = evidence_pieces(row)
    assert "".join(piece.text for piece in pieces) == evidence
    assert [piece.text for piece in pieces if piece.payload] == marked


def test_relations_keep_their_document_together(rule):
    other = make.make_relation(state=Decision.PROPOSED)
    groups = grouped(with_shown(Relation.objects.order_by("-source_id", "pk")))
    assert [(group.document, len(group.proposals)) for group in groups] == [
        (other.source, 1),
        (rule, 2),
    ]
