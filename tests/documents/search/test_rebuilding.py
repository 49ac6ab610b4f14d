"""The index of a whole table: only what is missing or differs is written."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from bulletins.models import ItemPassage
from documents.models import Document, Passage
from documents.search import indexing, rebuilding
from documents.search.rebuilding import documents_searched, index_records, keys_to_index
from tests import factories as make

pytestmark = pytest.mark.django_db


def run(*arguments):
    out = StringIO()
    call_command("index_search", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def passages(model=Passage):
    return {row.position: row.fingerprint for row in model.objects.all()}


def missing():
    return keys_to_index(documents_searched(), everything=False)


def test_what_saving_wrote_is_not_written_again():
    make.make_document(text="Nội dung về phân loại rác.")
    make.make_item(make.make_bulletin())
    before = passages()
    assert run() == ""
    assert run("--all") == (
        "Chỉ mục tìm kiếm: đã ghi 0/1 văn bản.\nChỉ mục tìm kiếm: đã ghi 0/1 mục tin.\n"
    )
    assert passages() == before


def test_missing_passages_are_made_as_saving_made_them():
    document = make.make_document(text="Nội dung về phân loại rác. " * 1_000)
    make.make_attachment(document, text=make.make_source("Lời trong tệp."))
    item = make.make_item(make.make_bulletin())
    document.save()
    item.save()
    before, of_items = passages(), passages(ItemPassage)
    assert len(before) > 2
    Passage.objects.all().delete()
    ItemPassage.objects.all().delete()
    assert "đã ghi 1/1 văn bản" in run()
    assert (passages(), passages(ItemPassage)) == (before, of_items)


def test_only_what_differs_is_written_again():
    one, other = make.make_document(), make.make_document()
    Document.objects.filter(pk=one.pk).update(title="Tên khác hẳn")
    assert missing() == []
    assert "đã ghi 1/2 văn bản" in run("--all")
    assert "ten khac han" in Passage.objects.get(document=one).words
    assert "ten khac han" not in Passage.objects.get(document=other).words


def test_what_an_older_version_wrote_is_written_anew(monkeypatch):
    document = make.make_document()
    monkeypatch.setattr(indexing, "VERSION", "cũ")
    monkeypatch.setattr(rebuilding, "VERSION", "cũ")
    assert missing() == [document.pk]
    assert "đã ghi 1/1" in run()
    assert missing() == []


def test_what_lies_in_the_bin_is_taken_out():
    document = make.make_document(title="Về rác")
    Document.objects.filter(pk=document.pk).update(deleted_at="2024-05-03T00:00Z")
    assert "đã ghi 1/1" in run()
    assert passages() == {}
    assert missing() == []


def test_a_batch_of_long_texts_is_broken_off_and_gone_on_with(monkeypatch):
    documents = [make.make_document(text="Lời rất dài. " * 300) for _ in range(5)]
    make.make_document(deleted_at="2024-05-03T00:00Z")
    before = passages()
    Passage.objects.all().delete()
    monkeypatch.setattr(rebuilding, "MOST_CHARS", 2_000)
    told = []
    keys = list(Document.all_objects.values_list("pk", flat=True))
    assert index_records(documents_searched(), keys, 1, told.append) == len(documents)
    assert passages() == before
    # Five times one that is too long for another beside it; at last what lies in the bin.
    assert told == [1, 2, 3, 4, 5, 6]


def test_a_record_saved_between_reading_and_writing_keeps_what_saving_wrote(monkeypatch):
    document = make.make_document(title="Tên cũ")
    Document.objects.filter(pk=document.pk).update(title="Tên giữa")
    compare = rebuilding._compare

    def compare_then_save(*arguments):
        found = compare(*arguments)
        document.title = "Tên mới"
        document.save()
        return found

    monkeypatch.setattr(rebuilding, "_compare", compare_then_save)
    assert index_records(documents_searched(), [document.pk]) == 0
    assert " ten moi " in Passage.objects.get().words


def test_most_is_missing_and_the_index_is_set_aside_meanwhile(monkeypatch):
    document = make.make_document(title="Về rác")
    Passage.objects.all().delete()
    monkeypatch.setattr(rebuilding, "LEAST_SET_ASIDE", 1)
    entered = []

    def set_aside(model):
        entered.append(model)
        return index_set_aside(model)

    index_set_aside = rebuilding.index_set_aside
    monkeypatch.setattr(rebuilding, "index_set_aside", set_aside)
    index_records(documents_searched(), [document.pk])
    assert entered == [Passage]
    # Now it is there, so the index stays where it is.
    index_records(documents_searched(), [document.pk])
    assert entered == [Passage]


@pytest.mark.parametrize("given", ["0", "-1"])
def test_a_number_of_processes_that_is_none_is_refused(given):
    with pytest.raises(CommandError, match="từ 1 trở lên"):
        run("--processes", given)
