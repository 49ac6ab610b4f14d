"""How a citation is joined to the one before it where no verb stands between: lists and aliases.

Pure text; no Django.
"""

import re
from dataclasses import dataclass
from typing import Literal

from documents.citations.skeleton import spaced

# "; ", ", và các ", " cùng với ", ";\n- ", " và số " right before a citation
_JOINT = re.compile(
    spaced(
        r"(?P<sign>;|,|(?<![a-z])(?:va|hoac|cung voi|cung))(?: (?:va|hoac|cung))?"
        r"(?: (?:cac|nhung|so))? ?(?:[-+] )?[\"]? ?$"
    )
)
# What belongs to the citation before and is no title: a closing bracket, its term
_NO_TITLE = re.compile(
    spaced(
        r"[)\"'\s]{0,4}(?:,? ?(?:khoa|nhiem ky|lan thu) [ivx0-9\s-]{1,16}(?![a-z])){0,2}"
        r" ?(?:\([^()]{0,80}\))? ?"
    )
)
# A verb right behind the citation makes it the subject of a clause: ", Kế hoạch 5 đề ra …"
_IS_SUBJECT = re.compile(
    spaced(r" ?(?:da|la|duoc|neu|de ra|xac dinh|yeu cau|khang dinh|chi ro|co|se)(?![a-z])")
)
_ALIAS = re.compile(
    spaced(r"(?:(?:goi|viet)(?: tat| chung)? la|goi tat|viet tat)(?: la)?:? ?[\"]? ?$|\( ?[\"]?$")
)


@dataclass(frozen=True, slots=True)
class Joint:
    """`sign` joins two citations; `bare`: without a title between; `closes`: behind a bracket."""

    sign: Literal["semicolon", "comma", "and"]
    bare: bool
    closes: bool


def read_joint(before: str, after: str) -> Joint | None:
    """Return how the lower-case words `before` a citation join it to the one they start behind.

    None when they do not, or when the words `after` it begin a clause of its own. Read:
    "; ", " về công tác dân vận và các ". Refused: ", " before "Kế hoạch 5 đề ra".
    """
    found = _JOINT.search(before, max(0, len(before) - 40))
    if found is None:
        return None
    if found["sign"] == "," and _IS_SUBJECT.match(after):
        return None
    names: dict[str, Literal["semicolon", "comma", "and"]] = {";": "semicolon", ",": "comma"}
    title = before[: found.start()]
    return Joint(
        sign=names.get(found["sign"], "and"),
        bare=_NO_TITLE.fullmatch(title) is not None,
        closes=before.lstrip(' \n"').startswith(")"),
    )


def is_alias(before: str, after: str) -> bool:
    """Whether a citation only renames the one before: "(sau đây gọi là Kế hoạch 5)"."""
    found = _ALIAS.search(before, max(0, len(before) - 40))
    if found is None:
        return False
    return not found[0].startswith("(") or after.lstrip(' \n"').startswith(")")
