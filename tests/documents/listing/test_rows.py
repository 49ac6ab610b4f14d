"""Rows of the list mark the words looked for and show where in the text they stand."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser

from documents.listing.rows import drawn, rows_of, with_marks
from documents.models import Document, SourceText
from documents.search.marking import MarkedPiece
from documents.search.query import read_query
from organizations.audience import Audience
from tests import factories as make

pytestmark = pytest.mark.django_db


def shown(document, typed, reader=None):
    """Title and snippet of the document's row, marks between brackets."""
    (row,) = rows_of([document], read_query(typed), reader or make.make_member())
    return tuple(
        row[part].replace("<mark>", "[").replace("</mark>", "]") for part in ("title", "snippet")
    )


def test_words_in_the_title_are_marked_there_and_no_text_is_shown():
    document = make.make_document(title="về trật tự đô thị", text="Đô thị là nơi ở.")
    assert shown(document, "do thi") == ("về trật tự [đô thị]", "")


def test_a_word_that_only_the_text_holds_is_shown_in_the_text():
    document = make.make_document(title="về đô thị", text="Vỉa hè dành cho người đi bộ ở đô thị.")
    assert shown(document, "đô thị vỉa hè") == (
        "về [đô thị]",
        "[Vỉa hè] dành cho người đi bộ ở [đô thị].",
    )


def test_a_number_alone_marks_nothing():
    document = make.make_document(number="24", title="về 24 việc", text="Có 24 việc.")
    assert shown(document, "24") == ("về 24 việc", "")


def test_the_passage_of_a_phrase_is_the_one_with_its_words_in_a_row():
    body = f"Số sách chuyển đi rồi đổi. {'x ' * 5000}\n\nBàn về chuyển đổi số ở phường."
    document = make.make_document(title="về sách", text=body)
    assert "về [chuyển đổi số] ở" in shown(document, '"chuyển đổi số"')[1]


def test_words_of_a_file_are_shown_too():
    document = make.make_document(title="về đô thị")
    make.make_attachment(document, text=make.make_source("Phụ lục nêu vỉa hè."))
    document.save()
    assert shown(document, "vỉa hè")[1] == "Phụ lục nêu [vỉa hè]."


def test_a_text_for_a_narrower_audience_is_not_shown():
    document = make.make_document(title="về đô thị", text="Vỉa hè.", audience=Audience.EVERYONE)
    SourceText.objects.filter(pk=document.text_id).update(audience=Audience.EDITORS)
    assert shown(document, "vỉa hè", make.make_editor())[1] == "[Vỉa hè]."
    assert shown(document, "vỉa hè")[1] == ""
    assert shown(document, "vỉa hè", AnonymousUser())[1] == ""


def test_a_whole_page_costs_one_query(django_assert_num_queries):
    documents = [make.make_document(title="về đô thị", text="Vỉa hè.") for _ in range(3)]
    reader = make.make_editor()
    query = read_query("vỉa hè")
    assert reader.is_editor
    with django_assert_num_queries(1):
        assert all(row["snippet"] for row in rows_of(documents, query, reader))


def test_a_page_whose_titles_say_all_costs_no_query(django_assert_num_queries):
    documents = [make.make_document(title="về đô thị") for _ in range(3)]
    reader = make.make_editor()
    with django_assert_num_queries(0):
        rows_of(documents, read_query("đô thị"), reader)


def test_signs_of_html_in_a_text_are_shown_as_signs(client):
    make.make_document(
        title="về <b>đô thị</b>", text="<script>vỉa hè</script>", audience=Audience.EVERYONE
    )
    page = client.get("/van-ban/", {"q": "đô thị vỉa hè"}).content.decode()
    assert "&lt;script&gt;<mark>vỉa hè</mark>&lt;/script&gt;" in page
    assert "về &lt;b&gt;<mark>đô thị</mark>&lt;/b&gt;" in page


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ([], ""),
        ([MarkedPiece("về "), MarkedPiece("đô thị", True)], "về <mark>đô thị</mark>"),
        # HTML in a text, outside a word looked for and inside one.
        ([MarkedPiece("<b>&"), MarkedPiece("<i>", True)], "&lt;b&gt;&amp;<mark>&lt;i&gt;</mark>"),
        # Braces are no places to fill.
        ([MarkedPiece("{} {0}"), MarkedPiece("{x}", True)], "{} {0}<mark>{x}</mark>"),
    ],
)
def test_pieces_are_escaped_and_hits_marked(pieces, expected):
    assert with_marks(pieces) == expected


def test_a_row_leads_to_the_page_of_its_document():
    documents = [make.make_document(number=number) for number in ("24", "25a")]
    addresses = [row["address"] for row in rows_of(documents, None, make.make_member())]
    assert addresses == [document.get_absolute_url() for document in documents]


def test_every_part_of_a_row_is_escaped():
    body = make.make_organization("Đảng ủy Mẫu", "ĐU")
    make.make_document(
        number="",
        symbol="",
        name="Quy chế <b>1</b>",
        title='về "<i>2</i>"',
        issuer_printed="<u>3</u> & bạn",
        term=make.make_term(body, "<s>4"),
        organization=body,
    )
    shown = drawn(rows_of(Document.objects.with_names(), None, make.make_member()))
    assert not set(re.findall(r"<(\w+)", shown)) & {"b", "i", "u", "s"}
    for part in ("&lt;b&gt;1", "&lt;i&gt;2", "&lt;u&gt;3&lt;/u&gt; &amp; bạn", "Khóa &lt;s&gt;4"):
        assert part in shown


def test_a_row_says_what_is_not_known_or_not_there():
    known = make.make_document(text="Toàn văn.")
    bare = make.make_document(issued_on=None, title="", state=Document.State.PROPOSED)
    reader = make.make_editor()
    shown, shown_bare = (drawn(rows_of([one], None, reader)) for one in (known, bare))
    assert "19/05/2023" in shown and "row-title" in shown
    assert "chưa có văn bản" not in shown and "máy đề xuất" not in shown
    assert "chưa rõ ngày" in shown_bare and "row-title" not in shown_bare
    assert "chưa có văn bản" in shown_bare and "máy đề xuất" in shown_bare
