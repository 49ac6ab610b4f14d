"""Relations proposed round what changed are those that reading the whole text again would give."""

import pytest

from documents.citations import relations as reading
from documents.deciding.citations import choose_document, reject_citation, reopen_citation
from documents.linking.relating import propose_changed, propose_relations
from documents.linking.stating import cited_in
from documents.linking.writing import link_citations
from documents.models import Citation, Relation
from tests import factories as make

pytestmark = pytest.mark.django_db

ISSUED = ", ngày 19/5/2023 của Tỉnh ủy Mẫu Sơn"
TEXT = (
    f"Ban hành Kế hoạch số 9-KH/TU{ISSUED} về thực hiện Chỉ thị số 4-CT/TU{ISSUED}. "
    f"Chi bộ đọc Chỉ thị số 5-CT/TU{ISSUED}. "
    f"Kế hoạch số 8-KH/TU{ISSUED} về thực hiện Chỉ thị số 4-CT/TU, Chỉ thị số 5-CT/TU. "
    "Kế hoạch số 9-KH/TU về thực hiện Chỉ thị số 4-CT/TU được phổ biến. "
    "Các chi bộ học Chỉ thị số 5-CT/TU. Chỉ thị số 6-CT/TU thay thế Chỉ thị số 5-CT/TU. "
)


@pytest.fixture
def editor():
    for name, code in (("Chỉ thị", "CT"), ("Kế hoạch", "KH")):
        make.make_document_type(name, party_code=code)
    make.make_organization("Tỉnh ủy Mẫu Sơn", "TU")
    return make.make_editor()


@pytest.fixture
def source(editor):
    source = make.make_source(TEXT)
    link_citations(source)
    propose_relations([source])
    assert Relation.objects.count() == 4
    return source


def stand():
    columns = ("source", "verb", "target", "citation", "evidence", "rule", "cue")
    return sorted(Relation.objects.values_list(*columns))


def changed(source, act):
    """Do something to the citations of a text and propose what changed; return how that stands."""
    before = cited_in([source])
    act()
    propose_changed([source], None, before, cited_in([source]))
    return stand()


@pytest.mark.parametrize("which", range(11))
def test_each_citation_rejected_and_opened_again_leaves_what_reading_all_would(
    source, editor, which
):
    citation = source.citations.order_by("start")[which]
    first = stand()
    now = changed(source, lambda: reject_citation(citation, editor))
    propose_relations([source])
    assert stand() == now
    again = changed(source, lambda: [reopen_citation(citation), link_citations(source)])
    assert again == first


@pytest.mark.parametrize("which", range(11))
def test_each_citation_given_another_document_leaves_what_reading_all_would(source, editor, which):
    citation, other = source.citations.order_by("start")[which], make.make_document(number="77")
    now = changed(source, lambda: choose_document(citation, other, editor, "người chọn"))
    propose_relations([source])
    assert stand() == now


def test_a_relation_stated_twice_then_rests_on_the_other_place(source, editor):
    first, other = source.citations.filter(number="9").order_by("start")
    row = Relation.objects.get(source__number="9")
    changed(source, lambda: reject_citation(first, editor))
    assert Relation.objects.get(pk=row.pk).citation.start > other.start
    changed(source, lambda: reject_citation(other, editor))
    assert not Relation.objects.filter(source__number="9").exists()


def test_what_the_machine_proposed_from_other_places_is_not_touched(source, editor):
    kept = Relation.objects.get(source__number="6")
    Relation.objects.filter(pk=kept.pk).update(rule="của lần đọc trước")
    citation = source.citations.order_by("start")[0]
    changed(source, lambda: reject_citation(citation, editor))
    assert Relation.objects.get(pk=kept.pk).rule == "của lần đọc trước"


def test_the_words_read_again_do_not_grow_with_the_text(editor, monkeypatch):
    line = f"Theo Chỉ thị số {{}}-CT/TU{ISSUED}, các chi bộ học tập. "
    source = make.make_source("".join(line.format(number) for number in range(1, 41)))
    link_citations(source)
    read = []
    gap_before = reading.gap_before
    monkeypatch.setattr(reading, "gap_before", lambda *at: read.append(at) or gap_before(*at))
    citation = Citation.objects.get(number="20")
    changed(source, lambda: reject_citation(citation, editor))
    assert 0 < len(read) < 20
