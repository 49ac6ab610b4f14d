"""docs/relations.md shows what the code does: every example is read, every refusal refused."""

import re
from pathlib import Path

import pytest

from documents.models import Relation
from tests.documents.citations.test_relations import lines

PAGE = Path(__file__).resolve().parents[3] / "docs" / "relations.md"
WORDS = PAGE.read_text("utf-8")
READ = re.findall(r"^\| `(\w+)` \| (.+?) \| `(.+?) → (.+?)` \|$", WORDS, re.MULTILINE)
REFUSED = re.findall(
    r"^\| (.+?) \| .+ \|$", WORDS.split("## What is not read", 1)[1].split("|---|---|", 1)[1], re.M
)
CODE = PAGE.parents[1] / "documents" / "citations" / "governing.py"


@pytest.mark.parametrize(("verb", "example", "source", "target"), READ)
def test_each_example_is_read_as_the_page_says(verb, example, source, target):
    assert f"{source} {verb} {target}" in lines(example, "Kế hoạch")


@pytest.mark.parametrize("example", REFUSED)
def test_each_refusal_is_refused(example):
    assert lines(example, "Kế hoạch") == []


def test_every_verb_of_the_registry_has_an_example_and_refusals_are_shown():
    assert {verb for verb, *_ in READ} == set(Relation.Verb.values)
    assert len(REFUSED) > 10


def test_every_rule_of_the_code_is_documented():
    rules = re.findall(r'(?:said, |rule=)"([a-z-]+)"', CODE.read_text("utf-8"))
    documented = re.findall(r"\| `([a-z-]+)` \|$", WORDS, re.MULTILINE)
    assert set(rules) == set(documented)
