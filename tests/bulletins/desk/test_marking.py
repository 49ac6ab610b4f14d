"""A citation the reader missed is marked by its words, exactly where they stand."""

import pytest
from django.core.exceptions import ValidationError

from bulletins.desk import marking
from bulletins.models import BulletinItem
from documents.deciding.citations import reopen_citation
from documents.deciding.trust import Kind, count_tallies
from documents.linking.writing import link_texts
from documents.models import Citation, Document, SourceText
from organizations.text import fold
from tests import factories as make
from tests.bulletins.desk.material import TEXT, bring_in_as, bulletin_sheet, card_of, press, told
from tests.remembering import remembered

pytestmark = pytest.mark.django_db

# Stands in the text once, names a document to a reader of flesh and blood, and is not read.
MISSED = "chỉ đạo phòng cháy của Tỉnh ủy"
WITH_MISSED = TEXT + f"\nThực hiện {MISSED}, chi bộ họp. Nghị quyết chi bộ và nghị quyết chi bộ.\n"


@pytest.fixture
def desk(client, editor, registry):
    address, client.cookies = remembered(bring_in_as, editor, registry[0], WITH_MISSED)
    return address


def mark(client, desk, words, **place):
    return client.post(f"{desk}danh-dau/", {"chu": words, **place}, follow=True)


def place_of(words):
    source = SourceText.objects.get(body__contains=words)
    return {"van": source.pk, "tu": source.body.index(words)}


def persons():
    return Citation.objects.filter(origin=Citation.Origin.PERSON)


def test_words_copied_from_the_text_are_marked_and_their_card_lies_open(client, desk):
    response = mark(client, desk, MISSED)
    citation = persons().get()
    assert citation.source.body[citation.start : citation.end] == citation.text == MISSED
    assert (citation.state, citation.resolution) == ("proposed", "none")
    assert response.context["card"].citation == citation
    assert "Đã đánh dấu" in told(response)


def test_what_was_marked_outlives_a_new_reading_and_its_document_is_chosen(client, desk, registry):
    mark(client, desk, MISSED)
    link_texts(SourceText.objects.filter(bulletin_item__isnull=False))
    card = card_of(MISSED)
    press(client, desk, card, **{"van-ban": registry[1].slug})
    assert [link.document for link in card_of(MISSED).meant] == [registry[1]]
    link_texts(SourceText.objects.filter(bulletin_item__isnull=False))
    assert card_of(MISSED).citation.state == "confirmed"


def test_words_that_can_be_read_lead_to_their_document(client, desk, registry):
    short = "Chỉ thị 24"
    Citation.objects.filter(text=short).delete()
    mark(client, desk, short)
    citation = persons().get()
    assert (citation.kind, citation.number, citation.resolution) == ("short", "24", "one")
    assert [link.document for link in card_of(short).meant if card_of(short).meant] == [registry[1]]


def test_a_code_nobody_registered_is_proposed_as_for_any_citation(client, desk, registry):
    words = "Kế hoạch số 7-KH/TU, ngày 02/6/2023 của Tỉnh ủy Mẫu Sơn"
    Citation.objects.filter(text=words).delete()
    Document.objects.filter(number="7").delete()
    mark(client, desk, words)
    document = Document.objects.get(number="7")
    assert document.is_proposed
    assert [link.document for link in card_of(words).meant] == [document]


def test_a_person_may_mark_more_than_the_machine_read_there(client, desk):
    wider = "đọc Chỉ thị 24 trong tháng"
    assert Citation.objects.filter(text="Chỉ thị 24", origin="machine").exists()
    mark(client, desk, wider)
    assert persons().get().text == wider
    assert not Citation.objects.filter(text="Chỉ thị 24").exists()


def test_what_a_person_decided_on_is_not_marked_over(client, desk):
    press(client, desk, card_of("Chỉ thị 24"), viec="xac-nhan")
    wider = "đọc Chỉ thị 24 trong tháng"
    assert "đã được đánh dấu ở mọi chỗ" in told(mark(client, desk, wider))
    response = mark(client, desk, wider, **place_of(wider))
    assert "Chỗ này đã được đánh dấu: “Chỉ thị 24” (đã xác nhận)" in told(response)
    assert not persons().exists()


@pytest.mark.parametrize("right", ["Chỉ thị 24", "đọc Chỉ thị 24", "Chỉ thị 24 trong tháng, cùng"])
def test_words_marked_too_wide_or_narrow_are_marked_right_once_rejected(client, desk, right):
    wrong = "Chỉ thị 24 trong tháng"
    mark(client, desk, wrong)
    press(client, desk, card_of(wrong), viec="loai", reason="đánh dấu rộng quá")
    assert "Đã đánh dấu" in told(mark(client, desk, right))
    citation = persons().get(text=right)
    assert citation.state == "proposed"
    assert card_of(right).citation == citation
    # What was said of the wrong mark stays said.
    assert persons().get(text=wrong).reason == "đánh dấu rộng quá"


def test_what_was_rejected_goes_on_counting_where_other_words_are_marked(client, desk):
    """That the machine read too little there is what the page of trust is for."""
    card = card_of("Chỉ thị 24")
    press(client, desk, card, viec="loai", reason="không phải trích dẫn")
    tally = count_tallies()[Kind.READING, card.citation.rule]
    mark(client, desk, "Chỉ thị 24 trong tháng")
    assert count_tallies()[Kind.READING, card.citation.rule] == tally
    # Only one of the two can stand.
    with pytest.raises(ValidationError, match="nay đã đánh dấu là trích dẫn khác"):
        reopen_citation(Citation.objects.get(pk=card.citation.pk))
    link_texts(SourceText.objects.filter(bulletin_item__isnull=False))
    assert Citation.objects.get(pk=card.citation.pk).state == "rejected"
    assert card_of("Chỉ thị 24 trong tháng").is_open


def test_words_rejected_twice_over_each_other_leave_the_desk_open(client, desk):
    """What the machine read is rejected, words over it marked and rejected too: both stay."""
    press(client, desk, card_of("Chỉ thị 24"), viec="loai", reason="không phải trích dẫn")
    wider = "đọc Chỉ thị 24 trong tháng"
    mark(client, desk, wider)
    press(client, desk, card_of(wider), viec="loai", reason="không phải trích dẫn")
    rejected = Citation.objects.filter(state="rejected")
    assert {one.text for one in rejected} == {"Chỉ thị 24", wider}
    assert client.get(desk).status_code == 200
    # The one said last is in sight, and can be opened again.
    press(client, desk, card_of(wider), viec="mo-lai")
    assert card_of(wider).is_open


def test_the_very_words_that_were_rejected_are_opened_again_not_marked_twice(client, desk):
    mark(client, desk, MISSED)
    press(client, desk, card_of(MISSED), viec="loai", reason="không phải trích dẫn")
    assert "đã được đánh dấu" in told(mark(client, desk, MISSED))
    assert persons().get().state == "rejected"


def test_refused_it_is_said_beside_the_form_with_the_words(client, desk):
    response = mark(client, desk, "chữ không có & ở đây")
    assert response.redirect_chain == [(f"{desk}#danh-dau", 302)]
    form = response.content.decode().partition('id="danh-dau"')[2]
    assert "Không thấy “chữ không có &amp; ở đây”" in form
    assert "required>chữ không có &amp; ở đây</textarea>" in form
    assert "Không thấy" not in client.get(desk).content.decode()


def test_the_same_place_is_marked_once(client, desk):
    mark(client, desk, MISSED)
    assert "đã được đánh dấu" in told(mark(client, desk, MISSED))
    assert "đã được đánh dấu" in told(mark(client, desk, MISSED, **place_of(MISSED)))
    assert persons().count() == 1


def test_of_several_places_one_is_asked_for(client, desk):
    words = "ghị quyết chi bộ"
    response = mark(client, desk, words)
    spots = response.context["spots"]
    assert len(spots) == 2 and not persons().exists()
    second = spots[1]
    mark(client, desk, words, van=second.text, tu=second.start)
    assert persons().get().start == second.start


def test_line_ends_in_what_was_copied_count_as_spaces(client, desk):
    mark(client, desk, MISSED.replace("phòng cháy", "phòng\r\ncháy"))
    assert persons().get().text == MISSED


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("", "Chép các chữ"),
        ("\x00 ", "Chép các chữ"),
        ("chữ không hề có", "Không thấy “chữ không hề có”"),
        ("7-", "không có chữ"),
        # Words set far apart are as long as they are read.
        ("x" + 500 * " " + "y", "Không thấy “x y”"),
        # No pattern is made of what no citation can be: a whole bulletin pasted by mistake.
        ("x" * 401, "dài 401 chữ, nhiều nhất là 400"),
        (TEXT * 500, "nhiều nhất là 400"),
    ],
)
def test_words_that_cannot_be_marked_are_answered(client, desk, words, sentence):
    assert sentence in told(mark(client, desk, words))
    assert not persons().exists()


def test_words_in_more_places_than_can_be_told_apart_are_asked_for_at_length(
    client, desk, monkeypatch
):
    monkeypatch.setattr(marking, "MOST_PLACES", 1)
    assert "Chép dài hơn" in told(mark(client, desk, "ghị quyết chi bộ"))
    assert not persons().exists()


def test_a_piece_of_news_is_found_by_what_was_marked_in_it(client, desk):
    # Of news only the title and what it cites are searched.
    words = "trồng cây theo"
    mark(client, desk, words)
    item = BulletinItem.objects.get(text=persons().get().source_id)
    assert item.kind == "news"
    assert any(fold(words) in passage.words for passage in item.passages.all())


@pytest.mark.parametrize("moved", [{"tu": 1}, {"tu": 10**12}, {"van": 0}, {"van": 10**17}])
def test_other_words_at_the_place_than_were_selected_are_not_marked(client, desk, moved):
    response = mark(client, desk, MISSED, **{**place_of(MISSED), **moved})
    assert "nội dung ở chỗ đó nay đã khác" in told(response)
    assert not persons().exists()


def test_a_text_of_another_bulletin_is_not_marked_from_this_desk(client, desk):
    item = make.make_item(text=make.make_source("Thực hiện chủ trương mẫu trong tháng."))
    response = mark(client, desk, "chủ trương mẫu", van=item.text_id, tu=10)
    assert "nội dung ở chỗ đó nay đã khác" in told(response)
    assert not persons().exists()


def test_the_text_is_shown_with_nothing_added_that_a_script_would_count(client, desk):
    page = client.get(desk).content.decode()
    for item in BulletinItem.objects.filter(text__isnull=False):
        shown = page.split(f'data-text="{item.text_id}">')[1].split("</div>")[0]
        plain = "".join(piece.split(">")[-1] for piece in shown.split("<"))
        assert plain == item.text.body
    assert len(bulletin_sheet().parts) > 1
