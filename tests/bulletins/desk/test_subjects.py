"""From a card a document becomes what the item is about, and the same button takes that back."""

import pytest

from bulletins.desk import subjects
from bulletins.desk.subjects import undecided_subjects
from bulletins.models import Bulletin, ItemSubject
from documents.models import Document
from tests import factories as make
from tests.bulletins.desk.material import bring_in, card_of, press, told

pytestmark = pytest.mark.django_db

PLAN = "Kế hoạch số 7"


def choice_on(client, desk, words):
    page = client.get(desk, {"chon": card_of(words).citation.pk})
    (choice,) = page.context["subjects"]
    return choice


def turn(client, desk, words, choice):
    address = f"{desk}{card_of(words).citation.pk}/gioi-thieu/"
    asked = {"seen": choice.seen, "van-ban": choice.document.slug}
    return client.post(address, asked, follow=True)


def test_the_button_makes_the_document_the_subject_and_takes_it_back(client, desk, editor):
    before = choice_on(client, desk, PLAN)
    assert before.link is None
    assert "nay là văn bản được giới thiệu" in told(turn(client, desk, PLAN, before))
    link = ItemSubject.objects.get(document=before.document)
    assert (link.state, link.decided_by) == ("confirmed", editor)
    assert link.item.text_id == card_of(PLAN).citation.source_id
    # Whoever states it says that the document exists.
    link.document.refresh_from_db()
    assert not link.document.is_proposed
    after = choice_on(client, desk, PLAN)
    assert after.is_subject
    assert "không còn là" in told(turn(client, desk, PLAN, after))
    assert not ItemSubject.objects.filter(document=before.document).exists()


def test_what_the_machine_proposed_is_a_proposal_again(client, desk, registry):
    proposed = ItemSubject.objects.get(document=registry[1])
    assert proposed.state == "proposed"
    answer = turn(client, desk, "Chỉ thị số 24", choice_on(client, desk, "Chỉ thị số 24"))
    assert "nay là văn bản được giới thiệu" in told(answer)
    proposed.refresh_from_db()
    assert proposed.state == "confirmed"
    answer = turn(client, desk, "Chỉ thị số 24", choice_on(client, desk, "Chỉ thị số 24"))
    assert "không còn là văn bản được giới thiệu" in told(answer)
    proposed.refresh_from_db()
    assert (proposed.state, proposed.decided_by) == ("proposed", None)


def test_two_people_do_not_turn_it_back_and_forth_unknowingly(client, desk):
    choice = choice_on(client, desk, PLAN)
    turn(client, desk, PLAN, choice)
    client.force_login(make.make_editor("nguoi-khac"))
    assert "vừa được người khác thay đổi" in told(turn(client, desk, PLAN, choice))
    assert ItemSubject.objects.get(document=choice.document).state == "confirmed"


def test_a_document_the_card_does_not_mean_is_refused(client, desk):
    choice = choice_on(client, desk, PLAN)
    stranger = make.make_document(number="8")
    asked = {"seen": choice.seen, "van-ban": stranger.slug}
    address = f"{desk}{card_of(PLAN).citation.pk}/gioi-thieu/"
    assert "không còn chỉ văn bản đó" in told(client.post(address, asked, follow=True))
    assert not ItemSubject.objects.filter(document=stranger).exists()


def test_a_rejected_citation_and_the_front_matter_offer_nothing(client, desk):
    press(client, desk, card_of(PLAN), viec="loai", reason="không phải trích dẫn")
    page = client.get(desk, {"chon": card_of(PLAN).citation.pk})
    assert page.context["subjects"] == []
    item = Bulletin.objects.get().items.get(text=card_of("Chỉ thị số 24").citation.source_id)
    item.kind = "front"
    item.save()
    page = client.get(desk, {"chon": card_of("Chỉ thị số 24").citation.pk})
    assert page.context["subjects"] == []


def test_who_publishes_is_told_which_items_wait_for_their_subject(client, desk, registry):
    proposed = ItemSubject.objects.get(document=registry[1])
    lead = f'href="?chon={proposed.citation_id}#trich-{proposed.citation_id}"'
    page = client.get(desk).content.decode()
    assert "1 mục còn chờ xác nhận giới thiệu văn bản nào" in page and lead in page
    turn(client, desk, "Chỉ thị số 24", choice_on(client, desk, "Chỉ thị số 24"))
    assert "còn chờ xác nhận giới thiệu" not in client.get(desk).content.decode()


HEADING = "Chỉ thị số 24-CT/TU"
REJECTED = {"viec": "loai", "reason": "không phải văn bản này"}


def waiting():
    return [one.document.number for one in undecided_subjects(Bulletin.objects.get())]


def test_a_heading_citation_rejected_takes_what_was_proposed_along_and_gives_it_back(client, desk):
    assert waiting() == ["24"]
    press(client, desk, card_of(HEADING), **REJECTED)
    # The box “Phát hành” names nothing that no card can clear.
    assert waiting() == []
    assert not ItemSubject.objects.exists()
    press(client, desk, card_of(HEADING), viec="mo-lai")
    assert waiting() == ["24"]


def test_another_document_chosen_in_the_heading_is_what_the_item_may_be_about(client, desk):
    other = make.make_document(number="77")
    press(client, desk, card_of(HEADING), **{"van-ban": other.slug})
    assert waiting() == ["77"]
    press(client, desk, card_of(HEADING), viec="mo-lai")
    assert waiting() == ["24"]


def test_what_a_person_said_the_item_is_about_stays_whatever_becomes_of_the_citation(client, desk):
    turn(client, desk, HEADING, choice_on(client, desk, HEADING))
    press(client, desk, card_of(HEADING), **REJECTED)
    assert ItemSubject.objects.get().state == "confirmed"


def test_a_proposal_that_an_item_was_to_be_about_goes_with_its_heading(client, editor, registry):
    client.force_login(editor)
    heading = "Chỉ thị số 66-CT/TU, ngày 20/5/2023 của Tỉnh ủy Mẫu Sơn"
    desk = bring_in(client, registry[0], f"NỘI DUNG\n\n1. {heading} về trồng rừng\n\nCác chi bộ.\n")
    assert waiting() == ["66"]
    response = press(client, desk, card_of(heading), **REJECTED)
    assert "vào thùng rác" in told(response)
    document = Document.all_objects.get(number="66")
    assert document.is_binned
    press(client, desk, card_of(heading), viec="mo-lai")
    document.refresh_from_db()
    assert not document.is_binned and waiting() == ["66"]


def test_a_proposed_subject_confirmed_has_no_text_read_again(client, desk, monkeypatch):
    read = []
    monkeypatch.setattr(subjects, "propose_relations", lambda *asked: read.append(asked))
    turn(client, desk, HEADING, choice_on(client, desk, HEADING))
    assert read == []
    turn(client, desk, PLAN, choice_on(client, desk, PLAN))
    assert len(read) == 1
