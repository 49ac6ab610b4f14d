"""What is read again when one citation is opened is all that the whole reading would change."""

import pytest

from documents.deciding.citations import (
    choose_document,
    confirm_citation,
    reject_citation,
    reopen_citation,
)
from documents.deciding.marking import mark_citation
from documents.linking.leaning import leaning_on
from documents.linking.places import read_places
from documents.linking.writing import link_texts
from documents.models import Citation, CitationTarget
from tests import factories as make

pytestmark = pytest.mark.django_db

# Short forms of full ones, a declared one, one completed from elsewhere, names, lists, a slip.
FIRST = """Chỉ thị số 24-CT/TU, ngày 19/5/2023 của Tỉnh ủy Mẫu Sơn (sau đây gọi tắt là Chỉ thị 24).
Theo Chỉ thị 24 và Chỉ thị số 25-CT/TU. Kế hoạch số 7-KH/TU của Tỉnh ủy Mẫu Sơn."""
SECOND = """Chỉ thị số 25-CT/TU, ngày 01/6/2023 của Tỉnh ủy Mẫu Sơn; Chỉ thị 25.
Các Chỉ thị số 24, 26-CT/TU.
Nghị quyết Đại hội XIII của Đảng. Kế hoạch số 7-KH/TU, ngày 02/6/2023 và Kế hoạch 7. Chỉ thị 31."""


@pytest.fixture
def texts():
    for name, code in (("Chỉ thị", "CT"), ("Kế hoạch", "KH")):
        make.make_document_type(name, party_code=code)
    body = make.make_organization("Tỉnh ủy Mẫu Sơn", "TU")
    facts = {"organization": body, "symbol": "CT/TU"}
    make.make_document(number="24", **facts)
    make.make_document(number="31", **facts)
    make.make_document(
        number="31", symbol="CT/BT", organization=make.make_organization("Ban", "BT")
    )
    sources = [make.make_source(text, publisher=body) for text in (FIRST, SECOND)]
    link_texts(sources)
    return sources


def stored():
    targets = CitationTarget.objects.order_by("citation", "pk")
    rows = Citation.objects.order_by("source", "start").values_list(
        *("pk", "start", "end", "state", "resolution", "way", "named_documents")
    )
    return list(rows), list(targets.values_list("citation", "document", "why", "way"))


@pytest.mark.parametrize("decide", ["confirm", "reject", "choose"])
def test_nothing_is_left_for_the_whole_reading_to_change(texts, decide):
    editor, other = make.make_editor(), make.make_document(number="31", symbol="QĐ/TU")
    for key in list(Citation.objects.order_by("pk").values_list("pk", flat=True)):
        citation = Citation.objects.get(pk=key)
        if decide == "choose":
            choose_document(citation, other, editor, "người chọn")
        elif decide == "reject":
            reject_citation(citation, editor)
        elif citation.targets.count() == 1:
            confirm_citation(citation, editor)
        # As after any import meanwhile: what leans on it is read with the decision.
        link_texts(texts)
        citation = Citation.objects.get(pk=key)
        reopen_citation(citation)
        link_texts(texts, opened=citation)
        after = stored()
        link_texts(texts)
        assert stored() == after, citation.text


# Less, more or the same as the reader finds, of every kind.
OVERLAPPING = [
    "Theo Chỉ thị 24",
    "Chỉ thị số 25-CT/TU, ngày 01/6/2023",
    "Các Chỉ thị số 24, 26-CT/TU",
]
MISSED = [
    *OVERLAPPING,
    "Chỉ thị số 24-CT/TU, ngày 19/5/2023 của Tỉnh ủy Mẫu Sơn",
    "Chỉ thị 24",
    "Kế hoạch số 7-KH/TU của Tỉnh ủy Mẫu Sơn",
    "Nghị quyết Đại hội XIII của Đảng",
    "Kế hoạch 7",
    "Chỉ thị 31",
    "sau đây gọi tắt",
]


@pytest.mark.parametrize(
    ("words", "is_missed"),
    [*((words, True) for words in MISSED), *((words, False) for words in OVERLAPPING)],
)
def test_marking_leaves_nothing_for_the_whole_reading_to_change(texts, words, is_missed):
    source = next(one for one in texts if words in one.body)
    start = source.body.index(words)
    if is_missed:
        # As if the reader had not found it.
        source.citations.filter(start__lt=start + len(words), end__gt=start).delete()
    mark_citation(texts, source, start, start + len(words))
    after = stored()
    link_texts(texts)
    assert stored() == after


def test_marked_words_in_which_nothing_is_read_have_no_text_read(texts, monkeypatch):
    def read(*_):
        raise AssertionError("a text was read")

    monkeypatch.setattr("documents.linking.writing.read_places", read)
    words = "sau đây gọi tắt"
    citation = mark_citation(texts, texts[0], FIRST.index(words), FIRST.index(words) + len(words))
    assert citation.resolution == "none"
    assert not citation.targets.exists()


def test_the_texts_are_read_once_for_words_that_are_marked(texts, monkeypatch):
    words, times = "Chỉ thị 24", []
    Citation.objects.filter(text=words).delete()
    monkeypatch.setattr(
        "documents.linking.writing.read_places", lambda read: times.append(1) or read_places(read)
    )
    start = FIRST.rindex(words)
    citation = mark_citation(texts, texts[0], start, start + len(words))
    assert citation.targets.get().number == "24"
    assert times == [1]


def test_what_has_nothing_to_do_with_it_is_not_read(texts):
    citation = Citation.objects.get(text__startswith="Kế hoạch số 7-KH/TU của")
    words = {place.reading.text for place in leaning_on(citation, read_places(texts))}
    assert {"Kế hoạch 7", "Kế hoạch số 7-KH/TU, ngày 02/6/2023"} <= words
    assert not any("24" in one or "Chỉ thị 31" in one for one in words)
