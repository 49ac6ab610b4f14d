"""The desk in a real browser: decided by keys, marked by selecting, watched by two."""

import io

import docx
import pytest
from playwright.sync_api import expect

from bulletins.importing import import_bulletin
from bulletins.models import Bulletin
from documents.deciding.citations import reject_citation
from documents.models import Citation, CitationTarget
from organizations.models import User
from tests import factories as make
from tests.browsing import sign_in
from tests.bulletins.desk.material import TEXT, bulletin_sheet, card_of
from tests.bulletins.desk.pressing import Keyboard, bring_in_file, open_card

pytestmark = pytest.mark.browser

MISSED = "chỉ đạo phòng cháy của Tỉnh ủy"
# A sign that is two characters to a script stands before the words that are selected.
MORE = f"\nNêu 𝒜 rồi thực hiện {MISSED}, chi bộ họp.\n"


def as_docx(text):
    document = docx.Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.fixture
def at_desk(page, live_server, editor, registry):
    """The page with the desk of a bulletin that was brought in as a Word file."""
    sign_in(page, live_server.url, editor)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    file = {"name": "ban-tin.docx", "mimeType": kind, "buffer": as_docx(TEXT + MORE)}
    bring_in_file(page, live_server.url, registry[0].name, "2024-01", file)
    return page


def test_a_word_file_is_decided_by_keys_alone_and_published(at_desk, registry, capsys):
    page = at_desk
    keys = Keyboard(page)
    first = open_card(page)
    with page.expect_navigation():
        keys.press("j")
    assert open_card(page) != first
    with page.expect_navigation():
        keys.press("k")
    assert open_card(page) == first
    keys.pressed = 0

    sheet = bulletin_sheet()
    by_key = {card.citation.pk: card for card in sheet.cards}
    order = [card.citation.pk for card in sheet.open]
    for citation in order:
        # The card of the next undecided one lies open without a key.
        assert open_card(page) == citation
        wrong = by_key[citation].has_error
        keys.decide("l3" if wrong else "x")
    decided = Citation.objects.in_bulk(order)
    assert [decided[pk].state for pk in order] == [
        "rejected" if by_key[pk].has_error else "confirmed" for pk in order
    ]
    rejected = card_of("Chỉ thị số 99").citation
    assert rejected.reason == "bản tin in sai"
    with capsys.disabled():
        print(f"\n{len(order)} citations decided with {keys.pressed} key presses")
    page.click("text=Phát hành bản tin")
    page.wait_for_url("**/ban-tin/tinh-uy-mau-son/2024/1/")
    assert Bulletin.objects.get().state == Bulletin.State.PUBLISHED
    expect(page.locator("main")).to_contain_text("Đã phát hành")


def test_keys_search_another_document_and_choose_it(at_desk, registry):
    page = at_desk
    other = make.make_document(number="9", symbol="QĐ/TU", organization=registry[0])
    wrong = card_of("Chỉ thị số 99").citation
    page.goto(f"{page.url.split('?')[0]}?chon={wrong.pk}")
    page.keyboard.press("t")
    page.keyboard.type("9-QĐ/TU")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    Keyboard(page).decide("1")
    assert [link.document for link in card_of("Chỉ thị số 99").meant] == [other]


def is_in_sight(page, place):
    box = page.locator(place).bounding_box()
    return box["y"] >= 0 and box["y"] + box["height"] <= page.viewport_size["height"]


def test_on_a_phone_the_card_and_what_a_decision_did_are_in_sight(at_desk):
    page = at_desk
    page.set_viewport_size({"width": 390, "height": 844})
    certain = "button:has-text('trích dẫn chắc chắn')"
    page.locator(certain).click()
    expect(page.locator(".message")).to_contain_text("Đã xác nhận")
    assert is_in_sight(page, ".message")
    wrong = card_of("Chỉ thị số 99").citation
    with page.expect_navigation():
        page.locator(f"#trich-{wrong.pk}").click()
    assert is_in_sight(page, "#the h2")
    current = page.locator(".cite[aria-current]").bounding_box()
    card = page.locator("#the").bounding_box()
    assert current["y"] >= 0 and current["y"] + current["height"] <= card["y"]
    Keyboard(page).decide("l3")
    expect(page.locator(".message").first).to_contain_text("Đã ghi “Đã loại”")
    assert is_in_sight(page, ".message >> nth=0")
    # What is refused is said beside its form.
    page.fill("#chu-bi-sot", "chữ không có")
    page.locator("#danh-dau button").click()
    expect(page.locator(".message")).to_contain_text("Không thấy")
    assert is_in_sight(page, ".message")


def test_on_a_wide_screen_the_text_is_no_box_that_seems_to_end_in_the_middle(at_desk):
    page = at_desk
    page.set_viewport_size({"width": 1280, "height": 500})
    text = "document.querySelector('.desk-text')"
    assert page.evaluate(f"{text}.scrollHeight - {text}.clientHeight") <= 1
    with page.expect_navigation():
        Keyboard(page).press("j")
    for place in (".cite[aria-current]", "#the h2"):
        assert is_in_sight(page, place)


def test_a_phone_is_shown_no_keys(at_desk, chromium):
    assert at_desk.locator(".key-hint >> nth=0").is_visible()
    touched = chromium.new_context(has_touch=True, is_mobile=True)
    touched.add_cookies(at_desk.context.cookies())
    phone = touched.new_page()
    phone.goto(at_desk.url)
    assert phone.locator("text=Xác nhận").count() and not phone.locator(".key-hint:visible").count()
    touched.close()


def test_a_digit_rejects_only_while_the_reasons_lie_open(at_desk):
    page = at_desk
    page.keyboard.press("1")
    page.keyboard.press("l")
    page.keyboard.press("l")
    page.keyboard.press("2")
    page.wait_for_timeout(300)
    assert not Citation.objects.exclude(state="proposed").exists()


def select(page, words):
    """Select these words where they stand in the text, as dragging over them does."""
    page.evaluate(
        """(words) => {
          const walker = document.createTreeWalker(document.querySelector(".desk-text"), 4);
          for (let node; (node = walker.nextNode()); ) {
            const start = node.data.indexOf(words);
            if (start < 0) continue;
            const range = document.createRange();
            range.setStart(node, start);
            range.setEnd(node, start + words.length);
            node.parentElement.scrollIntoView({ block: "center" });
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            return;
          }
        }""",
        words,
    )


def test_selected_words_become_a_citation_exactly_where_they_stand(at_desk):
    page = at_desk
    button = page.locator("text=Đánh dấu là trích dẫn")
    expect(button).to_be_hidden()
    # A blank caught in front is none of the words.
    select(page, f" {MISSED}")
    expect(button).to_be_visible()
    button.click()
    page.wait_for_url("**chon=**")
    citation = Citation.objects.get(origin="person")
    assert citation.text == MISSED
    assert citation.source.body[citation.start : citation.end] == MISSED
    assert open_card(page) == citation.pk


def test_an_open_desk_tells_who_decided_and_moves_nothing(page, live_server, editor, registry):
    make.make_editor("nguoi-khac", first_name="Hoa", last_name="Mẫu")
    page.clock.install()
    desk = brought_in(page, live_server, editor, registry)
    mine, other = card_of("Chỉ thị số 24").citation, card_of("Chỉ thị số 99").citation
    page.goto(f"{desk}?chon={mine.pk}")
    place = page.locator(f"#trich-{other.pk}")
    before = (place.bounding_box(), page.evaluate("scrollY"), page.url)
    decide_as("nguoi-khac", other)
    page.clock.run_for(11_000)
    expect(page.locator("#tin-moi")).to_contain_text("Mẫu Hoa đã ghi “Đã loại”")
    expect(place).to_have_class("cite cite-heavy cite-rejected")
    after = (place.bounding_box(), page.evaluate("scrollY"), page.url)
    assert before == after
    assert open_card(page) == mine.pk
    page.click("text=Đã biết")
    expect(page.locator("#tin-moi")).to_be_hidden()


def brought_in(page, live_server, editor, registry):
    import_bulletin(TEXT, registry[0], 2024, 1)
    sign_in(page, live_server.url, editor)
    return f"{live_server.url}{Bulletin.objects.get().get_absolute_url()}doi-chieu/"


def decide_as(username, citation):
    person = User.objects.get(username=username)
    reject_citation(Citation.objects.get(pk=citation.pk), person, "bản tin in sai")


def test_a_digit_chooses_only_among_the_results_while_they_are_shown(at_desk, registry):
    page = at_desk
    found = make.make_document(number="9", symbol="QĐ/TU", organization=registry[0])
    others = [make.make_document(number=number, organization=registry[0]) for number in "56"]
    card = card_of("Chỉ thị số 99")
    for document in others:
        CitationTarget.objects.create(citation=card.citation, document=document)
    Citation.objects.filter(pk=card.citation.pk).update(resolution="ambiguous")
    buttons = page.locator("#the li button")
    page.goto(f"{page.url.split('?')[0]}?chon={card.citation.pk}")
    expect(buttons.first).to_have_text("Chọn văn bản này (1)")
    page.goto(f"{page.url.split('?')[0]}?chon={card.citation.pk}&tim=9-QĐ/TU")
    # Behind the results, which stand first.
    expect(buttons.last).to_have_text("Chọn văn bản này")
    Keyboard(page).decide("1")
    assert [link.document for link in card_of("Chỉ thị số 99").meant] == [found]


def test_the_desk_is_loaded_again_from_its_box(page, live_server, editor, registry):
    make.make_editor("nguoi-khac", first_name="Hoa", last_name="Mẫu")
    page.clock.install()
    desk = brought_in(page, live_server, editor, registry)
    mine, other = card_of("Chỉ thị số 24").citation, card_of("Chỉ thị số 99").citation
    # Where the link leads: without loading again the browser would only jump.
    page.goto(f"{desk}?chon={mine.pk}#trich-{mine.pk}")
    decide_as("nguoi-khac", other)
    page.clock.run_for(11_000)
    with page.expect_event("load"):
        page.click("text=Tải lại trang")
    expect(page.locator("#tin-moi")).to_be_hidden()
    expect(page.locator(f"#trich-{other.pk}")).to_have_class("cite cite-rejected")
    assert open_card(page) == mine.pk
