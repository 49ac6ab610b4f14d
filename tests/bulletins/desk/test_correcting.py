"""Items of a draft are corrected step by step: no word is lost, no decision, and all goes back."""

from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bulletins.deciding import confirm_subject
from bulletins.desk import steps
from bulletins.desk.correcting import correct, take_back
from bulletins.desk.former_heading import former_heading, reword_heading
from bulletins.desk.outline import outline_of
from bulletins.importing import import_bulletin
from bulletins.models import Bulletin, BulletinItem
from documents.deciding.citations import confirm_citation
from documents.models import Citation
from tests import factories as make
from tests.bulletins.desk.outlined import (
    TEXT,
    import_usual,
    line,
    lines_kept,
    shape,
    step,
    told,
)
from tests.remembering import remembered

pytestmark = pytest.mark.django_db


@pytest.fixture
def bulletin(registry):
    return remembered(import_usual, registry[0])


@pytest.fixture
def someone():
    return make.make_editor("nguoi-sua")


def test_the_outline_is_what_the_import_cut_out(bulletin):
    expected = [("", 0), ("1.", 0), ("1.1.", 1), ("1.2.", 1), ("2.", 0), ("3.", 0), ("3.1.", 1)]
    assert shape(bulletin) == expected


def test_an_item_gets_another_name_and_kind(bulletin):
    step(bulletin, "2.", steps.rename, label="02.", title="Chăm cây", kind="news")
    item = line(bulletin, "02.").item
    assert (item.title, item.kind) == ("Chăm cây", "news")
    # Its text is called by the item, where its citations are looked through.
    assert item.text.label.endswith("mục 02.")


def test_the_former_name_at_the_start_of_a_renamed_item_is_asked_about_and_goes_back(bulletin):
    former = line(bulletin, "1.").body
    assert former_heading(line(bulletin, "1.")) == ""
    # A name of which the text still begins, shorter or longer, leaves it as it is.
    shorter = "Chỉ thị số 24-CT/TU, ngày 19/5/2023 của Tỉnh ủy Mẫu Sơn"
    step(bulletin, "1.", steps.rename, label="1.", title=shorter, kind="document")
    assert former_heading(line(bulletin, "1.")) == ""
    step(bulletin, "1.", steps.rename, label="1.", title="Phòng cháy, chữa cháy", kind="document")
    asked = former_heading(line(bulletin, "1."))
    assert asked == f"1. {shorter}"
    assert line(bulletin, "1.").body == former
    made = step(bulletin, "1.", reword_heading)
    assert line(bulletin, "1.").body == former.replace(asked, "1. Phòng cháy, chữa cháy", 1)
    assert former_heading(line(bulletin, "1.")) == ""
    with pytest.raises(ValidationError, match="không còn tên cũ"):
        step(bulletin, "1.", reword_heading)
    take_back(bulletin, made)
    assert line(bulletin, "1.").body == former


def test_a_decided_citation_does_not_go_with_the_former_name(bulletin, someone):
    item = line(bulletin, "1.").item
    confirm_citation(Citation.objects.get(source=item.text, start__lt=20), someone)
    step(bulletin, "1.", steps.rename, label="1.", title="Phòng cháy", kind="document")
    body = line(bulletin, "1.").body
    with pytest.raises(ValidationError, match="người đã quyết định"):
        step(bulletin, "1.", reword_heading)
    assert line(bulletin, "1.").body == body


def test_an_item_joins_the_one_before_with_its_text_its_decisions_and_what_it_holds(
    bulletin, someone
):
    citation = Citation.objects.get(text__startswith="Kế hoạch số 7")
    confirm_citation(citation, someone)
    gone = line(bulletin, "1.2.").item
    step(bulletin, "1.2.", steps.join, by=someone)
    assert shape(bulletin) == [("", 0), ("1.", 0), ("1.1.", 1), ("2.", 0), ("3.", 0), ("3.1.", 1)]
    item = line(bulletin, "1.1.").item
    assert item.text.body.endswith(
        "1.2. Yêu cầu\n\nTheo Kế hoạch số 7-KH/TU, ngày 02/6/2023 của Tỉnh ủy Mẫu Sơn.\n\n"
    )
    citation.refresh_from_db()
    assert (citation.source, citation.state) == (item.text, "confirmed")
    assert item.text.body[citation.start : citation.end] == citation.text
    # Brought back out of the bin by hand it has no text a second time.
    gone.refresh_from_db()
    assert (gone.is_binned, gone.text, gone.deleted_by) == (True, None, someone)


def test_what_a_person_said_an_item_is_about_goes_along_and_comes_back(bulletin, someone):
    item, before = line(bulletin, "2.").item, line(bulletin, "1.2.").item
    stated, guessed = make.make_subject(item, make.make_document()), make.make_document()
    make.make_subject(item, guessed, state="proposed")
    made = step(bulletin, "2.", steps.join, by=someone)
    assert list(before.subject_links.all()) == [stated]
    take_back(bulletin, made)
    assert list(before.subject_links.all()) == []
    assert {link.document for link in item.subject_links.all()} == {stated.document, guessed}


@pytest.mark.parametrize("state", ["proposed", "rejected"])
def test_a_confirmed_subject_outweighs_what_the_item_before_has_of_the_same_document(
    bulletin, someone, state
):
    item, before = line(bulletin, "2.").item, line(bulletin, "1.2.").item
    stated = make.make_subject(item, make.make_document())
    make.make_subject(before, stated.document, state=state)
    made = step(bulletin, "2.", steps.join, by=someone)
    assert [one.state for one in before.subject_links.all()] == ["confirmed"]
    assert before.subject_links.get().decided_by == stated.decided_by
    take_back(bulletin, made)
    assert [one.state for one in before.subject_links.all()] == [state]
    assert [one.state for one in item.subject_links.all()] == ["confirmed"]


def test_a_rejected_subject_does_not_outweigh_what_the_item_before_is_proposed_to_be_about(
    bulletin, someone
):
    item, before = line(bulletin, "2.").item, line(bulletin, "1.2.").item
    denied = make.make_subject(item, make.make_document(), state="rejected")
    make.make_subject(before, denied.document, state="proposed")
    step(bulletin, "2.", steps.join, by=someone)
    assert [one.state for one in before.subject_links.all()] == ["proposed"]


def subjects_after_a_split(bulletin, someone, label, opening):
    """Join `label` to the item before, confirm what its text is about, split it off again there."""
    joined = line(bulletin, label)
    document = Citation.objects.filter(source=joined.item.text).get().target_links.get().document
    step(bulletin, label, steps.join, by=someone)
    before = outline_of(bulletin).lines
    holder = next(one for one in before if opening in one.body)
    make.make_subject(holder.item, document)
    made = step(bulletin, holder.item.label, steps.split, at=holder.body.index(opening))
    return holder.item, BulletinItem.objects.get(pk=made.item), made


def test_a_confirmed_subject_goes_with_its_citation_into_the_second_half_and_back(
    bulletin, someone
):
    first, rest, made = subjects_after_a_split(bulletin, someone, "1.2.", "1.2. Yêu cầu")
    assert not first.subject_links.exists()
    assert rest.subject_links.get().state == "confirmed"
    # Taken back, what was confirmed on the second half meanwhile is not lost either.
    later = make.make_subject(rest, make.make_document())
    take_back(bulletin, made)
    assert {one.pk for one in first.subject_links.all()} >= {later.pk}
    assert [one.state for one in first.subject_links.all()] == ["confirmed", "confirmed"]


def test_a_confirmed_subject_stays_where_the_heading_names_it_or_nothing_does(bulletin, someone):
    item = line(bulletin, "1.").item
    in_heading = item.subject_links.get()
    confirm_subject(in_heading, someone)
    chosen = make.make_subject(item, make.make_document())
    made = step(bulletin, "1.", steps.split, at=line(bulletin, "1.").body.index("Các chi bộ đọc"))
    assert not BulletinItem.objects.get(pk=made.item).subject_links.exists()
    assert set(item.subject_links.filter(state="confirmed")) == {in_heading, chosen}


def test_items_without_a_text_are_joined_and_parted_too(someone):
    bulletin = make.make_bulletin(state="draft")
    source = make.make_source("Hai.")
    for label, text in (("1.", None), ("2.", source), ("3.", None)):
        make.make_item(bulletin, label=label, text=text)
    before = told(bulletin)
    made = [step(bulletin, label, steps.join, by=someone) for label in ("2.", "3.")]
    assert [(one.item.label, one.body) for one in outline_of(bulletin).lines] == [("1.", "Hai.")]
    for one in reversed(made):
        take_back(bulletin, one)
    assert told(bulletin) == before


def test_what_an_item_holds_goes_on_below_the_one_it_joins(bulletin, someone):
    step(bulletin, "3.", steps.join, by=someone)
    assert shape(bulletin)[-2:] == [("2.", 0), ("3.1.", 1)]
    step(bulletin, "1.", steps.join, by=someone)
    assert shape(bulletin)[:3] == [("", 0), ("1.1.", 1), ("1.2.", 1)]


def test_the_first_item_joins_nothing(bulletin, someone):
    with pytest.raises(ValidationError, match="mục đầu"):
        step(bulletin, "", steps.join, by=someone)


def test_words_of_two_texts_do_not_run_together(bulletin, someone):
    step(bulletin, "3.1.", steps.shift, step=-1)
    step(bulletin, "3.1.", steps.move, step=-1)
    # The last text of the bulletin ends without a line end, and now it is not the last.
    step(bulletin, "3.", steps.join, by=someone)
    assert "có đủ đảng viên.\n3. Tin hoạt động" in line(bulletin, "3.1.").body


@pytest.mark.parametrize(
    ("label", "opening", "expected"),
    [
        # Beside an item that holds nothing; in an item that holds others the first of them.
        ("2.", "Cây được", [("2.", 0), ("", 0), ("3.", 0)]),
        ("1.", "Các chi", [("1.", 0), ("", 1), ("1.1.", 1)]),
    ],
)
def test_an_item_is_split_where_a_line_starts(bulletin, label, opening, expected):
    at = line(bulletin, label).body.index(opening)
    done = step(bulletin, label, steps.split, at=at)
    new = BulletinItem.objects.get(pk=done.item)
    assert new.text.body.startswith(opening) and new.title.startswith(opening)
    assert opening not in line(bulletin, label).body
    assert str(expected)[1:-1] in str(shape(bulletin))
    # For editors only, as the draft is.
    assert new.text.audience == "editors"


def test_an_item_joined_by_mistake_of_the_reader_is_split_off_with_its_label(bulletin, someone):
    step(bulletin, "2.", steps.join, by=someone)
    at = line(bulletin, "1.2.").body.index("2. Chăm")
    done = step(bulletin, "1.2.", steps.split, at=at)
    item = BulletinItem.objects.get(pk=done.item)
    assert (item.label, item.title, item.kind) == ("2.", "Chăm sóc cây", "section")


@pytest.mark.parametrize("at", [0, 1, -1, 10**9])
def test_an_item_is_split_nowhere_else(bulletin, at):
    with pytest.raises(ValidationError, match="Không có dòng nào"):
        step(bulletin, "2.", steps.split, at=at)


def test_a_decided_citation_is_not_split(bulletin, someone):
    body = line(bulletin, "1.").body
    broken = Citation.objects.get(text__contains="\n")
    confirm_citation(broken, someone)
    with pytest.raises(ValidationError, match="người đã quyết định"):
        step(bulletin, "1.", steps.split, at=body.index("ngày 19/5/2023 của Tỉnh ủy Mẫu Sơn trong"))
    assert line(bulletin, "1.").body == body


def test_items_change_places_with_all_they_hold(bulletin):
    step(bulletin, "1.", steps.move, step=1)
    expected = [("", 0), ("2.", 0), ("1.", 0), ("1.1.", 1), ("1.2.", 1), ("3.", 0), ("3.1.", 1)]
    assert shape(bulletin) == expected
    step(bulletin, "1.2.", steps.move, step=-1)
    assert shape(bulletin)[3:5] == [("1.2.", 1), ("1.1.", 1)]
    for label, way in (("1.2.", -1), ("3.1.", 1), ("3.", 1)):
        with pytest.raises(ValidationError, match="không chuyển xa hơn"):
            step(bulletin, label, steps.move, step=way)


def test_an_item_goes_in_and_out_with_all_it_holds(bulletin):
    step(bulletin, "3.", steps.shift, step=1)
    assert shape(bulletin)[-3:] == [("2.", 0), ("3.", 1), ("3.1.", 2)]
    assert line(bulletin, "3.").item.parent == line(bulletin, "2.").item
    # The order of print stays, so what stood behind it on its level is held by it now.
    step(bulletin, "1.1.", steps.shift, step=-1)
    assert shape(bulletin)[1:4] == [("1.", 0), ("1.1.", 0), ("1.2.", 1)]
    for label, way in (("1.", -1), ("", 1), ("1.2.", 1)):
        with pytest.raises(ValidationError, match="không đổi cấp"):
            step(bulletin, label, steps.shift, step=way)


def test_no_item_gets_deeper_than_the_pages_show(bulletin):
    for label in ("3.", "2."):
        step(bulletin, label, steps.shift, step=1)
    assert shape(bulletin)[-3:] == [("2.", 1), ("3.", 2), ("3.1.", 3)]
    # What an item holds counts with it.
    with pytest.raises(ValidationError, match="không đổi cấp"):
        step(bulletin, "2.", steps.shift, step=1)
    step(bulletin, "3.1.", steps.shift, step=-1)
    step(bulletin, "2.", steps.shift, step=1)
    assert shape(bulletin)[-3:] == [("2.", 2), ("3.", 3), ("3.1.", 3)]


def test_an_item_that_is_none_is_left_out_with_its_text(bulletin, someone):
    former = lines_kept()
    item = line(bulletin, "1.").item
    step(bulletin, "1.", steps.leave_out, by=someone)
    assert shape(bulletin)[:3] == [("", 0), ("1.1.", 1), ("1.2.", 1)]
    item.refresh_from_db()
    assert item.is_binned and item.text is not None
    assert lines_kept() == former


def test_another_outline_than_was_seen_is_not_touched(bulletin, someone):
    seen = outline_of(bulletin).seen
    pk = line(bulletin, "2.").item.pk
    step(bulletin, "3.1.", steps.shift, step=-1)
    with pytest.raises(ValidationError, match="Chưa ghi gì") as refused:
        correct(bulletin, pk, seen, partial(steps.join, by=someone))
    assert refused.value.code == "changed_meanwhile"
    assert line(bulletin, "2.")


def test_a_published_or_binned_bulletin_is_not_corrected(bulletin, someone):
    act = partial(steps.join, by=someone)
    pk, seen = line(bulletin, "2.").item.pk, outline_of(bulletin).seen
    Bulletin.objects.update(state=Bulletin.State.PUBLISHED)
    with pytest.raises(ValidationError, match="đã phát hành"):
        correct(bulletin, pk, seen, act)
    Bulletin.objects.update(state=Bulletin.State.DRAFT)
    bulletin.move_to_bin()
    with pytest.raises(ValidationError, match="thùng rác"):
        correct(bulletin, pk, seen, act)


def test_a_step_costs_as_many_queries_however_many_items_there_are(registry, someone):
    counts = []
    for month, times in ((1, 2), (2, 40)):
        more = "".join(f"\n\n{i}. Việc khác\n\nNêu việc." for i in range(4, 4 + times))
        bulletin = import_bulletin(TEXT + more, registry[0], 2024, month).bulletin
        for label, act in (
            ("1.", partial(steps.move, step=1)),
            ("2.", partial(steps.join, by=someone)),
        ):
            with CaptureQueriesContext(connection) as queries:
                made = step(bulletin, label, act)
                take_back(bulletin, made)
            counts.append(len(queries))
    assert counts[:2] == counts[2:]
