"""The numbers that Word prints before paragraphs by itself: "1.", "a)", "2.3.". No Django.

They stand nowhere in the running text: a paragraph names a list and a level, and Word counts
(ECMA-376 part 1, 17.9). Without them the items of most bulletins could not be told apart.
"""

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
# Word itself has nine levels, and no list of a document reaches the second.
_LEVELS = 9
_MOST = 32_767
# "%2" in "%1.%2." stands for the number of the second level.
_PLACE = re.compile(r"%([1-9])")


@dataclass(slots=True)
class _Level:
    """How one level of a list is counted and printed, as Word does where nothing is said."""

    start: int = 1
    style: str = "decimal"
    text: str = ""
    gap: str = " "
    restarts: bool = True
    is_plain: bool = False
    paragraph_style: str = ""


@dataclass(slots=True)
class _List:
    """One list: its levels, how far each has counted, and which lists were seen to begin."""

    levels: dict[int, _Level] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)


class Numbering:
    """Counts the paragraphs of one document; `label` is asked for each, in their order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._list_of: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._styles: dict[str, tuple[str, str, str]] = {}
        self._links: dict[str, str] = {}
        self._others: dict[str, dict[int, _Level]] = {}
        for element in numbering if numbering is not None else ():
            if _local(element) == "abstractNum":
                self._read_abstract(element)
            elif _local(element) == "num":
                self._read_num(element)
        for element in styles if styles is not None else ():
            if _local(element) == "style":
                self._read_style(element)
        for key, style in self._links.items():
            self._follow(key, style)

    def _read_abstract(self, element: Element) -> None:
        key = _value(element, "abstractNumId")
        self._lists[key] = _List(_levels(element))
        for child in element:
            if _local(child) == "numStyleLink":
                self._links[key] = _value(child)

    def _read_num(self, element: Element) -> None:
        key = _value(element, "numId")
        for child in element:
            if _local(child) == "abstractNumId":
                self._list_of[key] = _value(child)
            elif _local(child) == "lvlOverride":
                level = _number(_value(child, "ilvl"), 0)
                for start in child:
                    if _local(start) == "startOverride":
                        self._starts[key, level] = _number(_value(start), 1)
                if own := _levels(child):
                    self._others[key] = self._others.get(key, {}) | own

    def _follow(self, key: str, style: str) -> None:
        """Make a list that only names a style of lists one with the list behind that style."""
        _, number, _ = self._styles.get(style, ("", "", ""))
        self._lists[key] = self._lists.get(self._list_of.get(number, ""), _List())

    def _known(self, number: str) -> _List | None:
        """Return the list of a number, with the levels that hold for this number alone."""
        known = self._lists.get(self._list_of.get(number, ""))
        if known is not None and number in self._others:
            # Looks of its own, counted together with the others.
            return _List(known.levels | self._others[number], known.counts, known.begun)
        return known

    def _read_style(self, element: Element) -> None:
        found = {"basedOn": "", "numId": "", "ilvl": ""}
        for child in element.iter():
            if _local(child) in found:
                found[_local(child)] = _value(child)
        self._styles[_value(element, "styleId")] = (
            found["basedOn"],
            found["numId"],
            found["ilvl"],
        )

    def label(self, style: str, number: str, level: str) -> str:
        """Return what Word prints before a paragraph, blank included; '' when it prints nothing.

        `number` and `level` are what the paragraph says of itself (w:numId, w:ilvl), each may
        be empty: then its style tells. The number "0" takes a style's number away.
        """
        number, index = self._place(style, number, level)
        known = self._known(number)
        if known is None or index not in known.levels:
            return ""
        self._count(known, number, index)
        return _printed(known, index)

    def _place(self, style: str, number: str, level: str) -> tuple[str, int]:
        """Return the list and the level that hold for a paragraph."""
        if number:
            return number, _number(level, 0)
        passed = set[str]()
        while style in self._styles and style not in passed:
            passed.add(style)
            base, number, own_level = self._styles[style]
            if number:
                known = self._known(number) or _List()
                named = (i for i, one in known.levels.items() if one.paragraph_style in passed)
                return number, _number(level or own_level, next(named, 0))
            style = base
        return "", 0

    def _count(self, known: _List, number: str, index: int) -> None:
        counts = known.counts
        if number not in known.begun:
            known.begun.add(number)
            # A second list of the same looks goes on, unless it says where it begins.
            for (key, level), start in self._starts.items():
                if key == number:
                    counts[level] = start - 1
        level = known.levels[index]
        counts[index] = min(counts.get(index, level.start - 1) + 1, _MOST)
        for deeper in range(index + 1, _LEVELS):
            if deeper in known.levels and known.levels[deeper].restarts:
                counts.pop(deeper, None)


def _levels(element: Element) -> dict[int, _Level]:
    levels: dict[int, _Level] = {}
    for child in element:
        if _local(child) != "lvl":
            continue
        said = {_local(one): _value(one) for one in child}
        levels[_number(_value(child, "ilvl"), 0)] = _Level(
            start=_number(said.get("start", ""), 1),
            style=said.get("numFmt", "decimal"),
            text=said.get("lvlText", ""),
            gap="" if said.get("suff") == "nothing" else " ",
            restarts=said.get("lvlRestart") != "0",
            is_plain="isLgl" in said,
            paragraph_style=said.get("pStyle", ""),
        )
    return levels


def _printed(known: _List, index: int) -> str:
    level = known.levels[index]
    if level.style == "bullet":
        # The sign is a letter of a font of signs, which means nothing in another font.
        return "- "
    if level.style == "none":
        return ""

    def number(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        of = known.levels.get(place, _Level())
        count = known.counts.get(place, of.start)
        return _written(count, "decimal" if level.is_plain else of.style)

    text = _PLACE.sub(number, level.text)
    return f"{text}{level.gap}" if text.strip() else ""


def _written(count: int, style: str) -> str:
    """Return `count` in the way `style` names; an unknown way is written in digits."""
    if style.endswith("Letter") and count > 0:
        # After "z" Word writes "aa", "bb".
        turns, letter = divmod(count - 1, 26)
        text = chr(ord("a") + letter) * (turns + 1)
    elif style.endswith("Roman") and count > 0:
        text, rest = "", count
        for value, sign in _ROMAN:
            text += sign * (rest // value)
            rest %= value
    else:
        return f"{count:02d}" if style == "decimalZero" else str(count)
    return text.upper() if style.startswith("upper") else text


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _value(element: Element, name: str = "val") -> str:
    """Return an attribute by its local name: strict and usual files have two namespaces."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return value
    return ""


def _number(text: str, otherwise: int) -> int:
    is_number = text.isascii() and text.isdigit() and len(text) <= 5
    return int(text) if is_number else otherwise
