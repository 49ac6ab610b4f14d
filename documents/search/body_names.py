"""The names of issuing bodies a query may hold. Pure text; no Django.

Which bodies there are is told by whoever builds a `BodyNames`; here is only how names are
compared.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from documents.search.sheet import any_of
from organizations.text import fold, normalize

# Two ways to write one head; a body is found by either.
_ABBREVIATIONS = (
    ("uy ban nhan dan", "ubnd"),
    ("hoi dong nhan dan", "hdnd"),
    ("uy ban kiem tra", "ubkt"),
    ("ban tuyen giao va dan van", "btgdv"),
    ("ban tuyen giao", "btg"),
    ("ban to chuc", "btc"),
    ("ban dan van", "bdv"),
    ("ban noi chinh", "bnc"),
    ("uy ban mat tran to quoc", "ubmttq"),
    ("uy ban mttq", "ubmttq"),
    ("thanh pho", "tp"),
)
_ORGAN = any_of(
    [
        *("ban tuyen giao va dan van", "ban tuyen giao", "ban to chuc", "ban dan van"),
        *("ban noi chinh", "uy ban kiem tra", "ubkt", "btgdv", "btg", "btc", "bdv", "bnc"),
        "ban xay dung dang",
    ]
)
_COMMITTEE = r"(?:(?:tinh|thanh|huyen|thi|quan|dang) uy)"
_STATE = r"(?:uy ban nhan dan|hoi dong nhan dan|ubnd|hdnd|uy ban mat tran to quoc|ubmttq)"
_LEVEL = r"(?:tinh|thanh pho|tp|huyen|thi xa|quan|phuong|xa)"
# What many bodies are called by, from the longest to the shortest: "Ban Tuyên giáo Thành ủy" of
# "Ban Tuyên giáo Thành ủy Cao Bằng", then "Ban Tuyên giáo". “Chi bộ” is not here: cadres
# look for "sinh hoạt chi bộ", not for what a cell issued.
_HEADS = tuple(
    re.compile(rf"{head}(?!\w)")
    for head in (rf"{_ORGAN} {_COMMITTEE}", _ORGAN, _COMMITTEE, rf"{_STATE} {_LEVEL}", _STATE)
)
_CENTRE = ("trung uong dang", "trung uong")


def name_key(name: str) -> str:
    """Return a name as it is looked up: folded words with single blanks, no marks."""
    return " ".join(re.findall(r"[^\W_]+", fold(name)))


@dataclass(frozen=True, slots=True)
class BodyNames:
    """The bodies that each name stands for.

    `ids` maps `name_key` of a full name, short name or code to the ids of the bodies that
    bear or bore it; `heads` maps what many are called by ("thanh uy") to all of those.
    `printed` has each of these names with its tones, for the chips. `first_words` and
    `longest` save looking further. Build it with `of`.
    """

    ids: Mapping[str, frozenset[int]] = field(default_factory=dict)
    heads: Mapping[str, frozenset[int]] = field(default_factory=dict)
    printed: Mapping[str, str] = field(default_factory=dict)
    longest: int = 0
    first_words: frozenset[str] = frozenset()

    @classmethod
    def of(cls, names: Iterable[tuple[str, int]]) -> "BodyNames":
        """Return the names of bodies, from pairs of a name (or code) as printed and an id."""
        ids: dict[str, set[int]] = {}
        heads: dict[str, set[int]] = {}
        printed: dict[str, str] = {}
        for name, identity in names:
            words = re.findall(r"[^\W_]+", normalize(name))
            own_key = name_key(name)
            for key in filter(None, _variants(own_key)):
                ids.setdefault(key, set()).add(identity)
                found = filter(None, (pattern.match(key) for pattern in _HEADS))
                for head in {match[0] for match in found}:
                    heads.setdefault(head, set()).add(identity)
                    if key == own_key:
                        printed.setdefault(head, " ".join(words[: len(head.split())]))
            printed[own_key] = " ".join(words)
        keys = [key.split() for key in (*ids, *heads)]
        return cls(
            _frozen(ids),
            _frozen(heads),
            printed,
            longest=max(map(len, keys), default=0),
            first_words=frozenset(words[0] for words in keys),
        )

    @property
    def centre(self) -> frozenset[int]:
        """The Central Committee, for whom Bộ Chính trị and Ban Bí thư act (code TW)."""
        found = (self.ids.get(key) for key in ("tw", *_CENTRE))
        return next(filter(None, found), frozenset())


def _variants(key: str) -> set[str]:
    found = {key}
    for pair in _ABBREVIATIONS:
        for old, new in (pair, pair[::-1]):
            # A name of one word is a code ("BTC"), no abbreviated head.
            spread = [f" {one} " for one in found if " " in one and old in one]
            found |= {one.replace(f" {old} ", f" {new} ").strip() for one in spread}
    return found


def _frozen(sets: dict[str, set[int]]) -> dict[str, frozenset[int]]:
    return {key: frozenset(ids) for key, ids in sets.items()}


NO_BODIES = BodyNames()
