"""A query on the desk of its reader: the text, its folded shape, and what was claimed so far.

Pure text; no Django. Every finder looks at `shape` and claims what it understands; claimed
places are blotted out, so no later pattern reads across them and each finder can tell
whether its neighbour is a part, the edge of the query, or a plain word.
"""

import re
import unicodedata
from collections.abc import Collection
from typing import Any

from documents.search.parts import Part
from organizations.text import fold, normalize

TYPE_BLOT, BLOT = "\x01", "\x02"
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
# ";" parts what stands around it: that is how a rewritten query keeps its parts apart.
_BARRIER = ";"
_EDGE_BEFORE = re.compile(r"(?:^|[\x01\x02])[ ,.:()]{0,4}$")
_EDGE_AFTER = re.compile(r"[ ,.:()!?]{0,4}(?:$|[\x01\x02])")
_WORD_BEFORE = re.compile(r"([^\W_]{1,12})[ ,]{0,2}$")
_TIED_BEFORE = re.compile(r"\w[/-]$")
_TIED_BEHIND = re.compile(r"[/-]\w")
_TOKEN = re.compile(r"[^\W_]+")


class _Folded(dict[int, str]):
    """Maps each character to one folded character, so that places in shape and text agree."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = char.lower() if char.isascii() else fold(char)
        # A letter that folds into several, or a loose mark into none, stays as it is.
        self[code] = folded if len(folded) == 1 else char
        return self[code]


_FOLDED = _Folded({ord(_BARRIER): BLOT})


def prepare(text: str) -> str:
    """Return `text` as queries are kept: one line, NFKC (full-width digits), no controls."""
    return normalize(_CONTROLS.sub(" ", unicodedata.normalize("NFKC", normalize(text))))


class Sheet:
    """One query while it is read; `values` are what the claimed parts say for the `Query`."""

    def __init__(self, text: str) -> None:
        """Spread out `text`, prepared already."""
        self.text = text
        self.shape = text.translate(_FOLDED)
        self.tokens = [match.span() for match in _TOKEN.finditer(self.shape)]
        self.parts: list[Part] = []
        self.values: dict[str, Any] = {}
        self.bodies: frozenset[int] = frozenset()
        # Whether the type is one whose name is an ordinary word too ("chương trình").
        self.type_is_common = False

    def claim(self, part: Part, **values: Any) -> None:
        """Take the places of `part` out of the shape and keep what it says."""
        self.parts.append(part)
        self.values |= values
        sign = TYPE_BLOT if part.kind == "type" else BLOT
        for start, end in part.spans:
            self.shape = self.shape[:start] + sign * (end - start) + self.shape[end:]

    def has(self, *names: str) -> bool:
        """Tell whether some claimed part already says one of the values named."""
        return any(name in self.values for name in names)

    def is_edge_before(self, start: int) -> bool:
        """Tell whether no plain word stands directly before `start`."""
        return _EDGE_BEFORE.search(self.shape, max(0, start - 6), start) is not None

    def is_edge_after(self, end: int) -> bool:
        """Tell whether no plain word stands directly behind `end`."""
        return _EDGE_AFTER.match(self.shape, end) is not None

    def is_inside_code(self, start: int, end: int) -> bool:
        """Tell whether a mark ties the token to a neighbour, as in "26-CT/TW"."""
        return bool(_TIED_BEFORE.search(self.shape, max(0, start - 2), start)) or bool(
            _TIED_BEHIND.match(self.shape, end)
        )

    def word_before(self, start: int) -> str:
        """Return the folded plain word that ends right before `start`, '' when none does."""
        match = _WORD_BEFORE.search(self.shape, max(0, start - 16), start)
        return match[1] if match else ""

    def says(self, start: int, end: int, *forms: str) -> bool:
        """Tell whether the word there is one of `forms`, or typed without any tone at all.

        Blind to missing accents, never deaf to those typed: "nam" may be “năm”, "nằm" is not.
        """
        written = self.text[start:end].lower()
        return written.isascii() or written in forms

    def is_codelike(self, start: int, end: int) -> bool:
        """Tell whether the letters there could be a code: A–Z, Đ and (by slip) Ư only."""
        return not _NOT_IN_CODES.search(self.text, start, end)

    def is_syllable(self, start: int, end: int) -> bool:
        """Tell whether the letters there may be a Vietnamese word: "tu" (tư), not "TU", "tw".

        Where all is in capitals "TƯ" is a word too ("TƯ TƯỞNG"), unless little else is typed and
        a number with it ("NQ 29 TƯ").
        """
        written = self.text[start:end]
        capitals = sum(char.isupper() for char in written)
        if "Ư" in written and self.text.isupper():
            has_number = any(char.isdigit() for char in self.text)
            capitals = 2 if has_number and len(self.tokens) < _TITLE_TOKENS else 0
        return capitals < 2 and _SYLLABLE.fullmatch(self.shape[start:end]) is not None


# So many words are a title, whatever numbers it holds.
_TITLE_TOKENS = 6
_NOT_IN_CODES = re.compile(r"[^\x00-\x7fđĐưƯ]")
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}"
    r"(?:ng|nh|ch|[cmnpt])?"
)


def any_of(words: Collection[str]) -> str:
    """Return a pattern for one of `words`, the longest first."""
    return "(?:" + "|".join(sorted(map(re.escape, words), key=lambda one: (-len(one), one))) + ")"
