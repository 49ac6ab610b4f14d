"""How a table row says what must be read: spans marked in the text, one line a citation.

``⟦`` and ``⟧`` mark the spans. A line is "kind|type|number|symbol|date|issuer", empty parts
left empty, the year of a number written as ``130/2020``.
"""

import re

from documents.citations import Citation, find_citations

_MARKED = re.compile("⟦(.*?)⟧", re.DOTALL)


def describe(citation: Citation) -> str:
    """Return the line that says what was read."""
    number = "/".join(part for part in (citation.number, citation.year_in_number) if part)
    parts = (citation.type, number, citation.symbol, citation.date, citation.issuer)
    return "|".join((citation.kind, *(part or "" for part in parts)))


def assert_reads(marked: str, *lines: str) -> None:
    """Check that the marked spans, and nothing else, are read as the lines say."""
    text = marked.replace("⟦", "").replace("⟧", "")
    citations = list(find_citations(text))
    assert [citation.text for citation in citations] == _MARKED.findall(marked)
    assert [describe(citation) for citation in citations] == list(lines)
    for citation in citations:
        assert text[citation.start : citation.end] == citation.text
