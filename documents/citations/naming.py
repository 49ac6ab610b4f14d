"""One comparison key for the ways of naming a paper that has no number. Pure text; no Django.

"Nghị quyết Trung ương 4 khóa XII" and "Nghị quyết Hội nghị lần thứ tư Ban Chấp hành Trung
ương khóa XII" name one paper, and so have one key: ``hoi-nghi/4/xii``. The body is not part
of the key: "Đảng bộ tỉnh" is another body in each province.
"""

import re

from documents.citations.citation import Citation
from organizations.text import fold

MEETINGS = {"congress": "dai-hoi", "plenum": "hoi-nghi", "session": "ky-hop"}
# "nhiệm kỳ 2021-2026", "2021 - 2026"
_TENURE = re.compile(r"((?:19|20)\d\d) ?- ?((?:19|20)\d\d)")
# What begins a law's name in one text and not in another: "Luật Cư trú", "Cư trú".
_LAW_WORD = re.compile(r"^luat ")


def named_keys(citation: Citation) -> tuple[str, ...]:
    """Return the key of each paper a 'named' citation names; () for every other kind.

    ``dai-hoi/xiii`` (congress), ``hoi-nghi/4/xi`` and ``hoi-nghi/4/xii`` (one citation of a
    plenum of two terms), ``ky-hop/12/2021-2026`` (session), ``luat/cu tru/2020``. What is
    not said is empty: ``dai-hoi/`` is a congress without its number.
    """
    if citation.kind != "named":
        return ()
    meeting = MEETINGS.get(citation.rule)
    if meeting is None:
        name = _LAW_WORD.sub("", fold(citation.name or ""))
        return (f"luat/{name}/{(citation.date or '')[:4]}",)
    tenure = _TENURE.search(fold(citation.issuer or ""))
    years = "-".join(tenure.groups()) if tenure and citation.rule == "session" else ""
    terms = tuple(fold(term) for term in citation.terms) or (years,)
    parts = [meeting, citation.ordinal] if citation.ordinal else [meeting]
    return tuple("/".join([*parts, term]) for term in terms)
