"""No test, guide or page of the repository holds running text of the real bulletins.

That text is for use inside the Party. What may stand here is what the gold lists as names:
the documents cited, their titles, the items' titles and the short quotes of the relations.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from documents.citations import find_citations
from organizations.text import fold
from tests.gold.shared import REPOSITORY

# So many words in a row, citations aside, are a sentence and no set phrase.
RUN = 12
KINDS = {"tests": ".py", "docs": ".md", "templates": ".html"}

# A string goes on in the next line of code; a line end is written in two signs; a tag is no word.
_JOIN = re.compile(r'"\s*\n\s*f?"|\\\n|\\n|<[^<>\n]*>')


def words(text: str) -> list[str]:
    """Return the folded words of `text` without its citations, numbers and punctuation."""
    text = _JOIN.sub(lambda found: "" if found[0][0] == '"' else " ", text)
    rest, done = [], 0
    for citation in find_citations(text):
        rest.append(text[done : citation.start])
        done = citation.end
    rest.append(text[done:])
    return re.findall(r"[a-z]+", re.sub(r"\w*\d\w*", " ", fold(" ".join(rest))))


def runs(text: str) -> list[tuple[str, ...]]:
    """Return every run of RUN words of `text`, in their order."""
    found = words(text)
    return [tuple(found[i : i + RUN]) for i in range(len(found) - RUN + 1)]


def strings(value: object) -> Iterator[str]:
    """Yield every string of a value read from JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings(part)


@cache
def running_text(shared: Path) -> frozenset[tuple[str, ...]]:
    """Return the runs of the bulletins that no title or quote of the gold holds."""
    listed = {
        run
        for path in (shared / "gold").glob("*.json")
        for string in strings(json.loads(path.read_text("utf-8")))
        for run in runs(string)
    }
    printed = {
        run
        for path in (shared / "bulletins").glob("*.txt")
        for run in runs(path.read_text("utf-8"))
    }
    return frozenset(printed - listed)


def copied(text: str, shared: Path) -> list[str]:
    """Return the runs of `text` that stand in a bulletin."""
    return [" ".join(run) for run in runs(text) if run in running_text(shared)]


@pytest.mark.parametrize(("folder", "ending"), KINDS.items())
def test_no_file_holds_a_run_of_the_bulletins(shared, folder, ending):
    files = sorted((REPOSITORY / folder).rglob(f"*{ending}"))
    assert files
    found = {
        str(path.relative_to(REPOSITORY)): copy
        for path in files
        if (copy := copied(path.read_text("utf-8"), shared))
    }
    assert found == {}


def in_code(passage: str) -> str:
    cut = passage.index(" ", len(passage) // 2)
    return f'x = (\n    "{passage[:cut]} "\n    "{passage[cut + 1 :]}"\n)'


@pytest.mark.parametrize("month", ["2022-11", "2024-01", "2024-03"])
@pytest.mark.parametrize("written", [str, str.upper, fold, in_code])
def test_a_copied_passage_is_found_however_it_is_written(shared, month, written):
    printed = (shared / "bulletins" / f"{month}.txt").read_text("utf-8").split()
    passages = [" ".join(printed[i : i + 40]) for i in range(0, len(printed) - 40, 40)]
    found = [passage for passage in passages if copied(written(passage), shared)]
    # The rest is made of listed titles and of citations that the cut spoils.
    assert len(found) >= 0.9 * len(passages) > 0


def test_a_title_that_the_gold_lists_may_stand(shared):
    titles = [
        document["title"]
        for document in json.loads((shared / "gold" / "documents.json").read_text("utf-8"))[
            "documents"
        ]
        if document.get("title") and len(words(document["title"])) >= RUN
    ]
    assert titles
    assert [title for title in titles if copied(title, shared)] == []
