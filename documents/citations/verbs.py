"""Which relation a verb makes, by who says it: a document's title or the body of its text.

Pure text; no Django.
"""

import re

from documents.citations.attachment import starts_sentence, tells
from documents.citations.cues import Cue
from documents.citations.skeleton import spaced

# Documents that tell what was done and call for nothing.
REPORTS = frozenset({"Báo cáo", "Biên bản", "Tờ trình"})
# Documents whose very name says that they guide what they carry out.
GUIDES = frozenset({"Hướng dẫn"})
# What a document does to another one in its own body only when it says so of itself.
CHANGES = frozenset({"amends", "replaces", "repeals", "corrects"})
# "nhằm cụ thể hóa …"
_PURPOSE = re.compile(spaced(r"(?:^|(?<=\s))(?:de|nham) ?$"))
# ", Đảng ủy ban hành Kế hoạch … như sau": the text itself is what is issued
_ISSUES_THIS = re.compile(
    spaced(
        r"(?<![a-z])(?:ban hanh|xay dung|yeu cau|de nghi|huong dan|thong bao|bao cao|quyet dinh"
        r"|trien khai)(?![a-z])[^.]{0,200}?"
        r"(?:nhu sau|(?:noi dung|nhiem vu|cong viec|giai phap|viec) sau|sau day)"
    )
)
# ", các cấp ủy đã …", ", thời gian qua …": told, not called for
_TOLD = re.compile(
    spaced(r"(?<![a-z])(?:da|thoi gian qua|nhung nam qua|nam qua|vua qua|dat duoc)(?![a-z])")
)


def verb_of_doer(verb: str, type_name: str, continued: bool = False) -> str:
    """Return the relation of a document of type `type_name` that itself does what is said."""
    if verb != "implements":
        return verb
    if continued:
        return "continues"
    return "guides" if type_name in GUIDES else verb


def verb_in_body(cue: Cue, words: str, before: str, subject: str) -> str:
    """Return what the body of a document of type `subject` says of one it names; '' if nothing.

    `words` are the cue's, `before` those of its sentence before it. An order calls for what
    it names; it is not its doing: "thực hiện nghiêm Chỉ thị …" in a plan calls for the
    directive, which the plan's title would implement.
    """
    if cue.verb == "based_on" and words.startswith("can cu"):
        # "Các đơn vị căn cứ Hướng dẫn …": others do.
        return (
            cue.verb
            if starts_sentence(before) or before.rstrip(" \n-+").endswith((",", ";"))
            else ""
        )
    if cue.verb in ("based_on", "linked_with", "refers_to"):
        return cue.verb
    if cue.verb in CHANGES:
        return cue.verb if starts_sentence(before) else ""
    if cue.verb == "guides":
        return cue.verb if subject in GUIDES else ""
    if cue.verb == "specifies":
        return cue.verb if _PURPOSE.search(before) else ""
    if cue.verb == "reviews" and (cue.counted or subject in REPORTS):
        return cue.verb
    if tells(before) or subject in REPORTS:
        return ""
    return "studies" if cue.verb == "studies" else "calls_for"


def verb_of_opening(verb: str, rest: str, subject: str) -> str:
    """Return what a clause that opens a sentence says, from the `rest` of the sentence.

    "Thực hiện …, Đảng ủy ban hành Kế hoạch như sau" is this plan's doing; ", các chi bộ đã
    …" tells; else it is an order. Grounds ("Căn cứ …") are grounds in any sentence.
    """
    if verb == "based_on" or _ISSUES_THIS.search(rest):
        return verb
    told = _TOLD.search(rest) or subject in REPORTS
    return "" if told or verb == "specifies" else "calls_for"
