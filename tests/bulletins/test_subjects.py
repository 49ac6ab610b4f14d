"""Which document an item's text is about, and the relations a bulletin proposes by that."""

from datetime import date

import pytest

from bulletins.importing import import_bulletin
from bulletins.itemtext import store_item_text
from bulletins.models import BulletinItem, BulletinReading, ItemSubject
from bulletins.reading import read_items
from bulletins.report import summary_lines
from bulletins.subjects import subject_citation, text_subjects
from bulletins.tasks import reread_bulletin
from documents.citations import find_citations
from documents.models import Citation, Decision, Relation
from tests import factories as make

pytestmark = pytest.mark.django_db

Kind = BulletinItem.Kind
ORDER = "Các chi bộ thực hiện nghiêm Chỉ thị số 4-CT/ĐU."


@pytest.fixture
def bulletin():
    return make.make_bulletin()


def make_text_item(bulletin, *subjects, **fields):
    return make.make_item(bulletin, *subjects, text=make.make_source(ORDER), **fields)


def test_an_item_is_about_its_single_subject(bulletin):
    document = make.make_document()
    item = make_text_item(bulletin, document)
    assert text_subjects(bulletin) == {item.text_id: document}


def test_a_section_is_about_what_the_item_above_is_about(bulletin):
    document = make.make_document()
    top = make.make_item(bulletin, document)
    middle = make.make_item(bulletin, parent=top, kind=Kind.SECTION)
    item = make_text_item(bulletin, parent=middle, kind=Kind.SECTION)
    assert text_subjects(bulletin) == {item.text_id: document}


def test_an_item_with_a_subject_of_its_own_is_not_about_the_one_above(bulletin):
    top = make.make_item(bulletin, make.make_document())
    own = make.make_document()
    item = make_text_item(bulletin, own, parent=top)
    assert text_subjects(bulletin) == {item.text_id: own}


@pytest.mark.parametrize("kind", [Kind.NEWS, Kind.TOPIC])
def test_news_and_topics_are_nobodys_own_text(bulletin, kind):
    top = make_text_item(bulletin, make.make_document(), kind=kind)
    make_text_item(bulletin, parent=top, kind=Kind.SECTION)
    assert text_subjects(bulletin) == {}


def test_of_several_subjects_none_is_taken_unless_one_alone_is_confirmed(bulletin):
    top = make.make_item(bulletin, make.make_document())
    first, second = make.make_document(), make.make_document()
    item = make_text_item(bulletin, parent=top)
    make.make_subject(item, first, state=Decision.PROPOSED)
    link = make.make_subject(item, second, state=Decision.PROPOSED)
    assert text_subjects(bulletin) == {}
    link.set_decision(Decision.CONFIRMED, make.make_editor())
    link.save()
    assert text_subjects(bulletin) == {item.text_id: second}


def test_a_rejected_subject_and_one_in_the_bin_do_not_count(bulletin):
    item = make_text_item(bulletin)
    make.make_subject(item, make.make_document(), state=Decision.REJECTED)
    binned = make.make_document()
    make.make_subject(item, binned)
    binned.move_to_bin(make.make_editor())
    assert text_subjects(bulletin) == {}


def test_the_subjects_of_a_bulletin_cost_two_queries(bulletin, django_assert_num_queries):
    for _ in range(4):
        make_text_item(bulletin, make.make_document())
    with django_assert_num_queries(2):
        assert len(text_subjects(bulletin)) == 4


@pytest.fixture
def body():
    for name, code in (("Chỉ thị", "CT"), ("Kế hoạch", "KH")):
        make.make_document_type(name, party_code=code)
    return make.make_organization("Đảng ủy phường Mẫu", code="ĐU")


BULLETIN = """NỘI DUNG
1. Kế hoạch số 9-KH/ĐU, ngày 05/3/2024 của Đảng ủy phường Mẫu về thực hiện Chỉ thị số 4-CT/ĐU, \
ngày 05/02/2024 của Đảng ủy phường Mẫu
Các chi bộ thực hiện nghiêm Chỉ thị số 5-CT/ĐU, ngày 06/02/2024 của Đảng ủy phường Mẫu về sách.
2. Tin hoạt động
2.1. Chi bộ tổ 1 họp
Chi bộ thực hiện nghiêm Chỉ thị số 6-CT/ĐU, ngày 07/02/2024 của Đảng ủy phường Mẫu về sách.
"""


def proposals():
    return sorted(
        f"{relation.source.code} {relation.verb} {relation.target.code}"
        for relation in Relation.objects.all()
    )


def test_an_import_proposes_what_items_state_and_nothing_from_news(body):
    summary = import_bulletin(BULLETIN, body, 2024, 3)
    expected = ["09-KH/ĐU calls_for 05-CT/ĐU", "09-KH/ĐU implements 04-CT/ĐU"]
    assert proposals() == expected
    assert "Quan hệ đề xuất: 2" in summary_lines(summary)
    subjects = set(ItemSubject.objects.values_list("item", "document"))
    ItemSubject.objects.filter(state="proposed").delete()
    reading = BulletinReading.objects.filter(bulletin=summary.bulletin)
    reading.update(finished_at=None)
    said = reread_bulletin.call(summary.bulletin.pk)
    # As any reading of it: what items are about too, and then there is nothing more to read.
    assert said.endswith("2 quan hệ đề xuất.")
    assert subjects and set(ItemSubject.objects.values_list("item", "document")) == subjects
    assert reading.get().finished_at is not None
    assert proposals() == expected


def test_an_item_that_a_new_text_lacks_takes_its_proposals_along(body):
    import_bulletin(BULLETIN, body, 2024, 3)
    without_first = "NỘI DUNG\n2. Tin hoạt động\n2.1. Chi bộ tổ 1 họp\nChi bộ đọc sách.\n"
    import_bulletin(without_first, body, 2024, 3, replace=True)
    assert proposals() == []


def test_a_text_typed_into_an_item_is_read_as_its_subjects(body):
    plan = make.make_document(
        document_type=make.make_document_type("Kế hoạch"),
        organization=body,
        number="9",
        symbol="KH/ĐU",
    )
    item = make.make_item(make.make_bulletin(body), plan)
    store_item_text(item, ORDER)
    assert proposals() == ["09-KH/ĐU calls_for 04-CT/ĐU"]


LEANING = """NỘI DUNG
1. Chỉ thị số 5-CT/ĐU, ngày 06/02/2024 của Đảng ủy phường Mẫu về sách
Các chi bộ đọc sách.
2. Thư viện
Đọc Chỉ thị 5 trong tháng, như đã nêu.
3. Tin hoạt động
3.1. Chi bộ tổ 1 họp
Chi bộ đọc Chỉ thị 5.
"""


def meant():
    """What each citation means, by its words and the number of its item."""
    return {
        (one.source.bulletin_item.label, one.text): [str(target) for target in one.targets.all()]
        for one in Citation.objects.select_related("source__bulletin_item")
    }


def test_a_text_typed_anew_is_read_as_when_the_whole_bulletin_is_read(body):
    # Elsewhere too there is a number 5: only what the items before say tells which is meant.
    make.make_document(organization=body, number="5", issued_on=date(2016, 3, 1))
    bulletin = import_bulletin(LEANING, body, 2024, 3).bulletin
    whole = meant()
    assert len(whole[("2.", "Chỉ thị 5")]) == 1
    item = bulletin.items.get(label="2.")
    assert store_item_text(item, item.text.body.replace("như đã nêu", "như trên")).found == 1
    assert meant() == whole
    # What leans on a text follows it.
    first = bulletin.items.get(label="1.")
    store_item_text(first, first.text.body.replace("06/02/2024", "07/02/2024"))
    changed = meant()
    assert (
        changed[("2.", "Chỉ thị 5")] == changed[("3.1.", "Chỉ thị 5")] != whole[("2.", "Chỉ thị 5")]
    )
    read_items(bulletin)
    assert meant() == changed


# --- What a heading or the first sentence of a piece of news tells ------------------------------

HEADING = "2.1. Hội nghị Đảng ủy phường Mẫu\n"


@pytest.mark.parametrize(
    ("kind", "words", "found"),
    [
        # A meeting that reviews a document is about it.
        (Kind.NEWS, "Đảng ủy họp sơ kết giữa nhiệm kỳ thực hiện Chỉ thị số 4-CT/ĐU.", "4"),
        (Kind.NEWS, "Đảng ủy họp tổng kết 05 năm thực hiện Chỉ thị số 4-CT/ĐU về sách.", "4"),
        (Kind.NEWS, "Sáng 06/02, Đảng ủy tổ chức hội nghị tổng kết Chỉ thị số 4-CT/ĐU.", "4"),
        # The first one reviewed, not one named on the way.
        (Kind.NEWS, "Theo Kế hoạch số 3-KH/ĐU, Đảng ủy họp sơ kết Chỉ thị số 4-CT/ĐU.", "4"),
        # Carried out, studied, named: mentioned in passing.
        (Kind.NEWS, "Đảng ủy họp bàn việc thực hiện Chỉ thị số 4-CT/ĐU.", None),
        (Kind.NEWS, "Đảng ủy tổng kết công tác năm theo Chỉ thị số 4-CT/ĐU.", None),
        (Kind.NEWS, "Đảng ủy họp sơ kết quý I và quán triệt Chỉ thị số 4-CT/ĐU.", None),
        # Not in the first sentence.
        (Kind.NEWS, "Đảng ủy đã họp. Dịp này sơ kết thực hiện Chỉ thị số 4-CT/ĐU.", None),
        # An item about a document names it in its heading, a topic in none.
        (Kind.DOCUMENT, "Đảng ủy họp sơ kết thực hiện Chỉ thị số 4-CT/ĐU.", None),
        (Kind.TOPIC, "Đảng ủy họp sơ kết thực hiện Chỉ thị số 4-CT/ĐU.", None),
    ],
)
def test_news_of_a_review_is_about_what_was_reviewed(kind, words, found):
    body = HEADING + words
    cited = [
        make.make_citation(make.make_source(body), c.text, number=c.number)
        for c in find_citations(body)
    ]
    subject = subject_citation(kind, body, len(HEADING), cited)
    assert (subject.number if subject else None) == found


@pytest.mark.parametrize("kind", [Kind.NEWS, Kind.DOCUMENT, Kind.TOPIC])
def test_the_first_document_of_a_heading_is_the_subject(kind):
    body = "1. Chỉ thị số 4-CT/ĐU về thực hiện Kế hoạch số 5-KH/ĐU\nSơ kết Kế hoạch số 6-KH/ĐU."
    source = make.make_source(body)
    cited = [make.make_citation(source, c.text, number=c.number) for c in find_citations(body)]
    assert subject_citation(kind, body, body.index("\n"), cited[::-1]).number == "4"


def test_a_heading_whose_citation_was_confirmed_keeps_its_subject(body):
    summary = import_bulletin(BULLETIN, body, 2024, 3)
    subject = summary.subjects[0]
    subject.citation.set_decision(Decision.CONFIRMED, make.make_editor())
    subject.citation.save()
    again = import_bulletin(BULLETIN + "Chi bộ họp.\n", body, 2024, 3, replace=True)
    assert [link.document for link in again.subjects] == [subject.document]
    assert subject.item.subject_links.count() == 1
