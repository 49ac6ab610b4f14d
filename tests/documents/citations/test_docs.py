"""docs/citations.md shows what the code does: every rule, read; every refusal, refused."""

import re
from pathlib import Path

import pytest

from documents.citations import find_citations

PAGE = Path(__file__).resolve().parents[3] / "docs" / "citations.md"
RULES = [
    row.groups()
    for row in re.finditer(
        r"^\| `(.+?)` \| (.*⟦.*) \| `(.+?)`: .+ \|$", PAGE.read_text("utf-8"), re.MULTILINE
    )
]
PACKAGE = PAGE.parents[1] / "documents" / "citations"


@pytest.mark.parametrize(("rule", "example", "refused"), RULES)
def test_each_documented_rule_reads_its_example_and_refuses_the_other(
    rule: str, example: str, refused: str
) -> None:
    citations = list(find_citations(example.replace("⟦", "").replace("⟧", "")))
    assert [citation.text for citation in citations] == re.findall("⟦(.+?)⟧", example)
    assert rule in {citation.rule for citation in citations}
    assert list(find_citations(refused)) == []


def test_every_rule_of_the_code_is_documented() -> None:
    names = set()
    for module in PACKAGE.glob("*.py"):
        quoted = re.findall(
            r'"((?:[a-z]+-(?:code|number|year|date))|plenum|congress|session)"',
            module.read_text("utf-8"),
        )
        names.update(quoted)
    assert names == {rule for rule, _, _ in RULES}
