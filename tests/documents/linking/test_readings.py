"""A text is read once while an editor works in it, and no more of them are kept than a few."""

import pytest

from documents.citations import find_citations
from documents.linking import readings
from documents.linking.readings import readings_of

WORDS = "Theo Chỉ thị số 24-CT/TU và Kế hoạch 7."


@pytest.fixture(autouse=True)
def read(monkeypatch):
    """Nothing kept yet; returns the texts that are read from now on."""
    texts = []
    monkeypatch.setattr(readings, "_kept", type(readings._kept)())
    monkeypatch.setattr(
        readings, "find_citations", lambda body: texts.append(body) or find_citations(body)
    )
    return texts


def test_the_same_words_are_read_once_and_others_again(read):
    assert list(readings_of(WORDS)) == list(find_citations(WORDS))
    assert readings_of(WORDS) == readings_of("".join(WORDS))
    assert read == [WORDS]
    assert readings_of(WORDS.replace("24", "25"))[0].number == "25"
    assert len(read) == 2


def test_the_texts_asked_for_longest_ago_give_way_and_one_too_long_is_not_kept(read, monkeypatch):
    monkeypatch.setattr(readings, "MOST_CHARS", 2 * len(WORDS))
    first, second, third = (WORDS.replace("24", number) for number in ("11", "12", "13"))
    for text in (first, second, first, third):
        readings_of(text)
    assert read == [first, second, third]
    readings_of(first)
    readings_of(second)
    assert read == [first, second, third, second]
    long = WORDS * 3
    assert readings_of(long) == readings_of(long)
    assert read[-2:] == [long, long]
