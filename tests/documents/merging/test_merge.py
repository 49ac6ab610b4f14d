"""Two records become one with all that hung on them, and can be parted again."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.urls import reverse

from documents.following.follows import follow, followed_in
from documents.merging.merge import kept_slugs, merge, split, undo_merge, version
from documents.merging.pointing import STAYING, naming_fields
from documents.models import Citation, Document, Event, Follow, Relation
from tests import factories as make
from tests.admin_page import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return make.make_editor()


@pytest.fixture
def pair():
    """The record staff entered, and a second one of the same document with a misprinted symbol."""
    body = make.make_organization("Tỉnh ủy Mẫu", "TU")
    kept = make.make_document(number="24", symbol="CT/TU", organization=body, title="")
    gone = make.make_document(
        number="24", symbol="CT/TW", organization=None, title="về học tập", distinct_note="in sai"
    )
    return kept, gone


def test_every_row_that_names_a_document_moves_or_is_known_to_stay():
    told = {f"{field.model._meta.label}.{field.name}" for field in naming_fields()}
    assert told == {
        "documents.Attachment.document",
        "documents.CitationTarget.document",
        "documents.Relation.source",
        "documents.Relation.target",
        "documents.MistakeReport.document",
        "documents.Follow.document",
        "bulletins.ItemSubject.document",
    }
    staying = {"Passage", "Event", "Merge", "ContentRemoval"}
    assert {f"documents.{name}" for name in staying} == STAYING


def test_what_hung_on_the_other_record_hangs_on_the_one_kept(pair, editor):
    kept, gone = pair
    other = make.make_document()
    citation = make.make_citation(None, "Chỉ thị số 24-CT/TU", gone)
    carried_out = make.make_relation(source=other, target=gone)
    subject = make.make_subject(make.make_item(), gone)
    file = make.make_attachment(document=gone)
    report = make.make_mistake_report(gone)
    merge(kept, gone, editor)
    assert list(citation.targets.all()) == [kept]
    carried_out.refresh_from_db()
    assert carried_out.target == kept
    for row in (subject, file, report):
        row.refresh_from_db()
        assert row.document == kept
    assert list(Document.objects.filter(pk__in=[kept.pk, gone.pk])) == [kept]


def test_a_value_only_one_record_has_is_kept_and_of_two_the_chosen_one(editor):
    body = make.make_organization("Tỉnh ủy Mẫu", "TU")
    kept = make.make_document(number="24", symbol="CT/TU", organization=body, title="về A")
    gone = make.make_document(
        number="24", symbol="CT/TW", organization=None, title="về B", signer="Nguyễn Văn A",
        distinct_note="in sai", issued_on=date(2023, 5, 20),
    )  # fmt: skip
    merge(kept, gone, editor, {"title": "kia"})
    kept.refresh_from_db()
    assert (kept.title, kept.signer) == ("về B", "Nguyễn Văn A")
    assert (kept.code, kept.issued_on) == ("24-CT/TU", date(2023, 5, 19))


def test_parted_again_everything_is_as_it_was(pair, editor):
    kept, gone = pair
    citation = make.make_citation(None, "Chỉ thị số 24-CT/TU", gone)
    both = make.make_citation(None, "Chỉ thị số 24-CT/TU", kept, gone)
    between = make.make_relation(source=kept, target=gone)
    follow_of = follow(editor, followed_in(_asked(gone), editor))
    follow(editor, followed_in(_asked(kept), editor))
    row = merge(kept, gone, editor)
    both.refresh_from_db()
    assert both.resolution == Citation.Resolution.ONE
    assert not Relation.objects.filter(pk=between.pk).exists()
    assert Follow.objects.filter(user=editor).count() == 1
    assert undo_merge(row, editor) == 0
    assert list(citation.targets.all()) == [gone]
    both.refresh_from_db()
    assert set(both.targets.all()) == {kept, gone}
    assert both.resolution == Citation.Resolution.AMBIGUOUS
    assert Relation.objects.filter(pk=between.pk).exists()
    assert Follow.objects.get(document=gone).created_at == follow_of.created_at
    kept.refresh_from_db()
    assert kept.title == ""
    assert not Document.objects.get(pk=gone.pk).is_binned


def _asked(document):
    return QueryDict(f"van-ban={document.slug}")


def test_what_a_person_decided_is_not_lost_to_a_mere_proposal(pair, editor):
    kept, gone = pair
    other = make.make_document()
    proposed = make.make_relation(source=other, target=kept, state="proposed")
    decided = make.make_relation(source=other, target=gone, state="confirmed", decided_by=editor)
    merge(kept, gone, editor)
    standing = Relation.objects.get(source=other, target=kept)
    assert standing.pk == decided.pk
    assert not Relation.objects.filter(pk=proposed.pk).exists()


def test_the_text_comes_along_only_where_the_record_kept_has_none(editor):
    kept = make.make_document(number="24", distinct_note="x")
    gone = make.make_document(number="25", text="Nội dung của chỉ thị.")
    source = gone.text
    row = merge(kept, gone, editor)
    kept.refresh_from_db()
    assert (kept.text, kept.is_held) == (source, True)
    undo_merge(row, editor)
    kept.refresh_from_db()
    gone.refresh_from_db()
    assert (kept.text, kept.is_held, gone.text) == (None, False, source)


def test_two_texts_stay_where_they_are(editor):
    kept = make.make_document(number="24", text="Bản này.")
    gone = make.make_document(number="25", text="Bản kia.")
    merge(kept, gone, editor)
    kept.refresh_from_db()
    assert kept.text.body == "Bản này."
    gone.text.refresh_from_db()
    assert gone.text.audience == "editors", "what lies in the bin is for editors alone"


def test_of_two_audiences_the_narrower_one_stays_unless_chosen(editor):
    kept = make.make_document(number="24", audience="everyone")
    gone = make.make_document(number="25", audience="editors")
    merge(kept, gone, editor)
    kept.refresh_from_db()
    assert kept.audience == "editors"


@pytest.fixture
def of_two_bodies():
    """Two records whose readers are others, and neither list holds the other."""
    bodies = [make.make_organization(f"Đảng ủy phường {name}") for name in ("Một", "Hai")]
    return [
        make.make_document(number=str(number), audience="bodies", audience_bodies=[body])
        for number, body in zip((24, 25), bodies, strict=True)
    ]


def test_of_two_lists_of_bodies_somebody_has_to_say_which(of_two_bodies, editor):
    kept, gone = of_two_bodies
    with pytest.raises(ValidationError, match="Chưa chọn: Phạm vi xem"):
        merge(kept, gone, editor)
    merge(kept, gone, editor, {"audience": "kia"})
    kept.refresh_from_db()
    assert [str(body) for body in kept.audience_bodies.all()] == ["Đảng ủy phường Hai"]


def test_parted_the_audience_goes_back_whatever_else_was_changed(of_two_bodies, editor):
    kept, gone = of_two_bodies
    row = merge(kept, gone, editor, {"audience": "kia", "number": "kia"})
    kept.refresh_from_db()
    kept.number = "77"
    kept.save()
    assert undo_merge(row, editor) == 1
    kept.refresh_from_db()
    assert [str(body) for body in kept.audience_bodies.all()] == ["Đảng ủy phường Một"]


def test_parted_an_audience_that_was_set_since_stays_whole(of_two_bodies, editor):
    kept, gone = of_two_bodies
    row = merge(kept, gone, editor, {"audience": "kia"})
    third = make.make_organization("Đảng ủy phường Ba")
    kept.audience_bodies.set([third])
    assert undo_merge(row, editor) == 1
    kept.refresh_from_db()
    assert (kept.audience, list(kept.audience_bodies.all())) == ("bodies", [third])


def test_a_file_that_moves_makes_its_document_held_and_the_other_not(editor):
    document = make.make_document(number="24", is_held=True)
    other = make.make_document(number="25")
    file = make.make_attachment(document)
    row = split(document, other, editor, {"documents.Attachment.document": [file.pk]})
    document.refresh_from_db()
    other.refresh_from_db()
    assert (document.is_held, other.is_held) == (False, True)
    undo_merge(row, editor)
    document.refresh_from_db()
    assert document.is_held


def test_parted_although_the_record_kept_got_another_text_since(editor):
    kept = make.make_document(number="24")
    gone = make.make_document(number="25", text="Nội dung của chỉ thị.")
    row = merge(kept, gone, editor)
    kept.refresh_from_db()
    kept.text = make.make_source("Nội dung khác.")
    kept.save()
    assert undo_merge(row, editor) == 1
    kept.refresh_from_db()
    assert (kept.text.body, kept.is_held) == ("Nội dung khác.", True)


def test_neither_a_number_nor_a_name_is_refused_in_words(editor):
    kept = make.make_document(number="24")
    gone = make.make_document(number="", symbol="", name="Điều lệ Đảng")
    with pytest.raises(ValidationError, match="Cần có số, hoặc tên gọi"):
        merge(kept, gone, editor, {"number": "kia", "name": "giu"})


def test_a_merged_record_is_not_brought_back_from_the_bin_alone(pair, editor):
    kept, gone = pair
    merge(kept, gone, editor)
    client = client_of(make.make_administrator())
    listed = f"{reverse('admin:documents_document_changelist')}?thung-rac=co"
    sent = {"action": "restore_selected", "_selected_action": [gone.pk]}
    told = client.post(listed, sent, follow=True).content.decode()
    assert "bấm “Tách lại” ở trang" in told
    assert not Document.objects.filter(pk=gone.pk).exists()


def test_the_old_address_is_known_to_lead_to_the_last_one_kept(editor):
    first, second, third = (make.make_document(number=str(n)) for n in (24, 25, 26))
    merge(second, first, editor)
    row = merge(third, second, editor)
    assert kept_slugs([first.slug, third.slug]) == {first.slug: third.slug}
    undo_merge(row, editor)
    assert kept_slugs([first.slug]) == {first.slug: second.slug}


def test_moved_relations_are_no_news(pair, editor):
    kept, gone = pair
    make.make_relation(
        source=make.make_document(), target=gone, state="confirmed", decided_by=editor
    )
    before = Event.objects.count()
    merge(kept, gone, editor)
    assert Event.objects.count() == before


def test_a_record_changed_since_it_was_shown_is_not_merged(pair, editor):
    kept, gone = pair
    seen = (version(kept), version(gone))
    gone.title = "về việc khác"
    gone.save()
    with pytest.raises(ValidationError, match="vừa sửa một trong hai văn bản"):
        merge(kept, gone, editor, seen=seen)
    assert Document.objects.filter(pk=gone.pk).exists()


def test_neither_a_record_with_itself_nor_one_of_the_bin_is_merged(pair, editor):
    kept, gone = pair
    with pytest.raises(ValidationError):
        merge(kept, kept, editor)
    gone.move_to_bin(editor)
    with pytest.raises(ValidationError):
        merge(kept, gone, editor)


def test_a_third_record_of_the_same_key_refuses_the_merge_and_nothing_is_done(editor):
    body = make.make_organization("Tỉnh ủy Mẫu", "TU")
    same = {"symbol": "CT/TU", "organization": body}
    make.make_document(number="26", **same)
    kept = make.make_document(number="24", **same)
    gone = make.make_document(
        number="26", symbol="CT/TU", organization=None, issued_on=date(2020, 5, 19)
    )
    with pytest.raises(ValidationError, match="đã có trong sổ"):
        merge(kept, gone, editor, {"number": "kia"})
    assert Document.objects.filter(pk=gone.pk).exists()


def test_what_was_changed_since_stays_with_the_record_kept_and_is_counted(pair, editor):
    kept, gone = pair
    citation = make.make_citation(None, "Chỉ thị số 24-CT/TU", gone)
    row = merge(kept, gone, editor)
    kept.refresh_from_db()
    kept.title = "về học tập và làm theo"
    kept.save()
    citation.target_links.all().delete()
    assert undo_merge(row, editor) == 2
    kept.refresh_from_db()
    assert kept.title == "về học tập và làm theo"


def test_a_merge_is_parted_once(pair, editor):
    kept, gone = pair
    row = merge(kept, gone, editor)
    undo_merge(row, editor)
    with pytest.raises(ValidationError, match="tách lại rồi"):
        undo_merge(row, editor)
