"""The relations that the real bulletins state, against the gold: as values and as proposals."""

import json

import pytest

from documents.citations import find_citations
from documents.citations.relations import find_relations
from documents.models import Relation
from tests.gold.registry import fill_registry, import_month
from tests.gold.test_import_bulletin import MONTHS, gold_citations, gold_id, gold_items

# The types whose figure is promised: each of them proposed, none reversed.
PROMISED = {"implements", "continues", "based_on"}


@pytest.fixture(scope="module")
def gold(shared):
    """Return every gold relation as (from, verb, to)."""
    documents = json.loads((shared / "gold" / "documents.json").read_text("utf-8"))
    return {(row["from"], row["relation_type"], row["to"]) for row in documents["relations"]}


@pytest.fixture(scope="module")
def read(shared):
    """Return what the reader finds in the three bulletins, item by item, in gold's names."""
    documents = json.loads((shared / "gold" / "documents.json").read_text("utf-8"))
    types = {document["id"]: document["type"] for document in documents["documents"]}
    found = set()
    for month in MONTHS:
        text = (shared / "bulletins" / f"{month}.txt").read_bytes().decode("utf-8")
        cited = gold_citations(shared, month)
        items = gold_items(shared, month)
        ends = [item["start"] for item in items[1:]] + [len(text)]
        for item, end in zip(items, ends, strict=True):
            about = item["source_documents"] if item["kind"] == "document" else []
            subject = about[0] if about else None
            found |= read_item(text, item["start"], end, cited, subject, types)
    return found


def read_item(text, start, end, cited, subject, types):
    body = text[start:end]
    citations = list(find_citations(body))

    def gold_name(index):
        first, last = citations[index].start + start, citations[index].end + start
        for row in cited:
            if row["start"] < last and first < row["end"]:
                return row["docs"][0]
        return citations[index].text

    readings = find_relations(body, citations, types[subject] if subject else None)
    named = [
        (
            subject if reading.source is None else gold_name(reading.source),
            reading.verb,
            gold_name(reading.target),
        )
        for reading in readings
    ]
    return {relation for relation in named if relation[0] != relation[2]}


@pytest.fixture
def proposed(shared, db):
    """Return what an import of the three bulletins proposes, in gold's names."""
    fill_registry()
    for month in MONTHS:
        import_month(shared, month)
    return {
        (gold_id(relation.source), relation.verb, gold_id(relation.target))
        for relation in Relation.objects.select_related("source", "target")
    }


def test_every_relation_of_the_gold_is_read_and_no_other(read, gold):
    # The figure reached; printed for the record, and not to get worse.
    print(f"relations: {len(read & gold)} of {len(gold)} read, {len(read - gold)} false")
    assert read - gold == set()
    assert gold - read == set()


@pytest.mark.slow
def test_the_promised_relations_are_proposed_and_none_reversed(proposed, gold):
    promised = {relation for relation in gold if relation[1] in PROMISED}
    assert len(promised) == 7
    assert promised <= proposed
    pairs = {(source, target) for source, _, target in gold}
    assert {(target, source) for source, _, target in proposed} & pairs == set()


@pytest.mark.slow
def test_nothing_is_proposed_that_the_gold_does_not_state(proposed, gold):
    # Papers without number are in no registry that holds reference data only.
    with_number = {relation for relation in gold if not relation[2].startswith("named:")}
    assert proposed == with_number


@pytest.mark.slow
def test_members_of_a_list_are_not_chained_over_semicolons(proposed):
    members = {
        "4-CT/TU|2021-03-04",
        "76-KH/TU|2021-05-05",
        "15-HD/TU|2018-11-12",
        "4-QĐ/TU|2021-06-15",
    }
    among = {row for row in proposed if row[0] in members and row[2] in members}
    assert among == {("76-KH/TU|2021-05-05", "implements", "4-CT/TU|2021-03-04")}
