"""Two records parted again leave nothing behind that only the time between them brought."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from documents.deciding.citations import confirm_citation
from documents.merging.merge import merge, undo_merge
from documents.models import Citation, Document
from documents.texts import store_document_text
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_what_the_reader_proposed_while_a_record_was_away_goes_when_it_is_back():
    guide = make.make_document_type("Hướng dẫn", party_code="HD")
    body = make.make_organization("Đảng ủy phường Mẫu")
    facts = {"symbol": "HD/ĐU", "organization": body, "document_type": guide}
    kept = make.make_document(number="64", issued_on=date(2024, 5, 2), **facts)
    gone = make.make_document(number="46", issued_on=date(2024, 3, 1), **facts)
    store_document_text(gone, "Số 46-HD/ĐU\n\nHướng dẫn sinh hoạt chi bộ.")
    editor = make.make_editor()
    row = merge(kept, gone, editor)
    # Its text names a number that nobody has now; of another day, it is read anew.
    (proposed,) = Document.objects.filter(state="proposed")
    assert proposed.code == "46-HD/ĐU"
    undo_merge(row, editor)
    assert set(Document.objects.all()) == {kept, gone}
    assert list(Citation.objects.get().targets.all()) == [gone]


def test_two_proposals_parted_again_are_both_there():
    """Neither is taken for what the reader proposed in place of the other."""
    facts = {"symbol": "HD/ĐU", "organization": make.make_organization("Đảng ủy phường Mẫu")}
    kept, gone = (
        make.make_document(number="46", issued_on=None, issued_year=year, state="proposed", **facts)
        for year in (2023, 2024)
    )
    editor = make.make_editor()
    undo_merge(merge(kept, gone, editor), editor)
    assert set(Document.objects.all()) == {kept, gone}


def test_a_type_deleted_since_stays_the_other_one_and_is_counted():
    body = make.make_organization("Đảng ủy phường Mẫu")
    old, new = make.make_document_type("Thông báo kết luận"), make.make_document_type("Kế hoạch")
    kept = make.make_document(number="24", symbol="TB/ĐU", organization=body, document_type=old)
    gone = make.make_document(number="24", symbol="KH/ĐU", organization=body, document_type=new)
    editor = make.make_editor()
    row = merge(kept, gone, editor, {"document_type": "kia"})
    old.delete()
    assert undo_merge(row, editor) == 1
    kept.refresh_from_db()
    assert kept.document_type == new
    assert set(Document.objects.all()) == {kept, gone}


@pytest.mark.parametrize("is_confirmed", [True, False])
def test_a_proposal_that_a_person_confirmed_since_stays_in_the_registry(is_confirmed):
    facts = {"symbol": "HD/ĐU", "organization": make.make_organization("Đảng ủy phường Mẫu")}
    kept = make.make_document(number="46", issued_on=date(2024, 3, 1), state="proposed", **facts)
    gone = make.make_document(number="64", issued_on=date(2024, 3, 1), **facts)
    source = make.make_source("Thực hiện Hướng dẫn số 46-HD/ĐU về sinh hoạt.")
    citation = make.make_citation(source, "Hướng dẫn số 46-HD/ĐU", kept)
    editor = make.make_editor()
    row = merge(kept, gone, editor)
    if is_confirmed:
        confirm_citation(citation, editor)
    assert undo_merge(row, editor) == int(is_confirmed)
    kept.refresh_from_db()
    assert kept.state == ("registered" if is_confirmed else "proposed")


def test_what_was_merged_on_is_parted_only_after_the_later_merge():
    one, two, three = (make.make_document(number=number) for number in ("24", "42", "77"))
    editor = make.make_editor()
    first, later = merge(two, one, editor), merge(three, two, editor)
    with pytest.raises(ValidationError, match=r"đã gộp vào .*77.*Tách lại lần hợp nhất ấy trước"):
        undo_merge(first, editor)
    undo_merge(later, editor)
    undo_merge(first, editor)
    assert set(Document.objects.all()) == {one, two, three}


def test_a_record_whose_body_lies_in_the_bin_is_not_parted():
    kept, gone = make.make_document(number="24"), make.make_document(number="24", organization=None)
    body = make.make_organization("Đảng ủy phường Mẫu")
    Document.objects.filter(pk=gone.pk).update(organization=body)
    editor = make.make_editor()
    row = merge(kept, Document.objects.get(pk=gone.pk), editor)
    body.move_to_bin()
    with pytest.raises(ValidationError, match="“Đảng ủy phường Mẫu” đang ở trong thùng rác"):
        undo_merge(row, editor)
