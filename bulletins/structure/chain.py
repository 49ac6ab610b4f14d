"""Which of the labelled lines are the items, and which are points inside an item.

A bulletin prints both alike: "1. Chỉ thị số …", then the directive's own "1. Tiếp tục …"
to "8. …", then "2. Kế hoạch số …". No single line tells; the sequence does. Every line
is either the next item, or the next point of a list inside the open item, or noise (a
sentence broken before "12. "), and the reading that needs the fewest oddities, weighed
with what each heading looks like, wins. Found by dynamic programming over the lines
with a bounded number of open readings, so time grows with the lines only.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from operator import itemgetter

from bulletins.structure.headings import Heading
from bulletins.structure.labels import Candidate

_OPEN_READINGS = 12
_score = itemgetter(0)

# What each step costs or earns. A heading that opens with a document's code outweighs
# two oddities of numbering; a step in sequence outweighs none.
_IN_SEQUENCE = 2.0
_SKIPPED = -2.0
_PRINTED_TWICE = -5.0
_GOES_BACK = -9.0
_NEW_LIST = -1.5
_POINT_SKIPPED = -1.0
_FORM_CHANGED = -5.0
# A list of news may lack its first number, as anything else in a bulletin may.
_LIST_FROM_MIDDLE = -3.0
_HIGHEST_FROM_MIDDLE = 3
# News end a bulletin: what follows them is rarely another topic.
_AFTER_NEWS = -3.0
_NOISE = -3.0
_HEADING_AS_NOISE = -5.0

# Words that open a task, not a subject; and the stock headings of a document's own parts.
_TASK = re.compile(
    r"(?:tiep tuc|tang cuong|day manh|thuc hien|to chuc|nang cao|chu dong|phat huy|xay dung|tap"
    r" trung|lam tot|lanh dao|chi dao|ra soat|kiem tra|bao dam|dam bao|phoi hop|doi moi|hoan"
    r" thien|cung co|khong|co|kip thoi|thuong xuyen|phan dau|chu trong|quan tam|trien khai|giao"
    r"|de nghi|yeu cau|thuc day|huy dong|khan truong|nghiem tuc|chap hanh|ban hanh|tham muu"
    r"|quan triet|tuyen truyen|khac phuc|ngan chan|dau tranh|bo tri|cu the hoa|duy tri|dinh ky"
    r"|cac (?:cap|co quan|chi bo|dang bo|chi|dang uy)|ban (?:tuyen giao|to chuc|dan van)"
    r"|uy ban|van phong|mat tran)\b"
)
_PART_OF_DOCUMENT = re.compile(
    r"(?:muc (?:dich|tieu)|yeu cau|noi dung|nhiem vu|giai phap|to chuc thuc hien|doi tuong|pham vi"
    r"|quan diem|chi tieu|kinh phi|thoi gian|dia diem|can cu|thanh phan|phuong (?:thuc|phap|huong"
    r"|cham)|tieu (?:chuan|chi)|quy trinh|dieu kien|hinh thuc|mot so (?:nhiem vu|giai phap)|ve)\b"
)


@dataclass(frozen=True, slots=True)
class Numbered:
    """One candidate, number `index` of the text, as the search sees it.

    `evidence`: how much its words look like those of an item (above 0) or a point
    (below); `standing`: how much more as an item of the bulletin itself. `noise`: what it
    costs to read it as neither. `opens_list`: that a new list may start here, after a
    line ending in ":" or a label of another form. `is_news`, `names_document`: what the
    heading announces. `changes_form`: that its label ends unlike the one before ("1." – "1)").
    """

    index: int
    candidate: Candidate
    evidence: float
    standing: float
    noise: float
    opens_list: bool
    is_news: bool
    names_document: bool
    changes_form: bool


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a labelled line.

    `has_contents` and `is_promised`: there is a table of contents, a row of it announces
    the heading. `has_children`: "N.1." comes before any other "N.". `has_body`: something
    stands between it and "N+1.". `is_broken`: the line above is full and unfinished.
    `has_first_form`: its label ends like the first one of its kind ("1." or "1)");
    `changes_form`: unlike the one before. `in_list`: it belongs to a list that a line
    ending in ":" announced.
    """

    has_contents: bool
    is_promised: bool
    has_children: bool
    has_body: bool
    is_broken: bool
    has_first_form: bool
    changes_form: bool
    in_list: bool


def number(
    index: int, candidate: Candidate, heading: Heading, around: Surroundings, *, opens_list: bool
) -> Numbered:
    """Return candidate `index` with its heading and surroundings weighed."""
    is_phrase = heading.runs_on or around.is_broken
    return Numbered(
        index=index,
        candidate=candidate,
        evidence=_weigh_words(heading) + _weigh_place(around),
        standing=_weigh_standing(around),
        noise=_NOISE if is_phrase else _HEADING_AS_NOISE,
        opens_list=opens_list,
        is_news=heading.is_news,
        names_document=heading.names_document > 0,
        changes_form=around.changes_form,
    )


def _weigh_words(heading: Heading) -> float:
    weight = {2: 5.0, 1: 2.5, 0: 0.0}[heading.names_document]
    if heading.is_news:
        weight += 5.0
    if heading.capitals:
        weight += 2.0
    if heading.runs_on:
        weight -= 3.0
    elif not heading.title.endswith((".", ";", ":")):
        weight += 0.5
    if not heading.names_document and _TASK.match(heading.folded):
        weight -= 2.0
    if _PART_OF_DOCUMENT.match(heading.folded):
        weight -= 2.0
    return weight


def _weigh_place(around: Surroundings) -> float:
    weight = 1.0 if around.has_children else 0.0
    if around.is_broken:
        weight -= 2.0
    if not around.has_body:
        weight -= 3.0
    if around.in_list:
        weight -= 8.0
    return weight


def _weigh_standing(around: Surroundings) -> float:
    weight = 0.0
    if around.has_contents:
        weight += 8.0 if around.is_promised else -6.0
    if not around.has_first_form:
        weight -= 5.0
    return weight


# Plain tuples: a text of numbered lines alone makes dozens of these for each of its lines.
# The number of the last item and of the last point inside it; whether that item is news.
_State = tuple[int, int, bool]
# The items of one reading, last first; readings share their beginnings.
_Taken = tuple[Numbered, "_Taken | None"]
# A state, the score of the best reading that ends in it, and the items of that reading.
_Reading = tuple[float, _State, _Taken | None]


@dataclass(frozen=True, slots=True)
class Chain:
    """The items among lines of one form of label, and how well they explain all of them."""

    items: tuple[Numbered, ...]
    score: float

    @property
    def weight(self) -> float:
        """How much the headings alone look like items."""
        return sum(one.evidence for one in self.items)


def choose_chain(numbered: Sequence[Numbered], *, inside_item: bool) -> Chain:
    """Return the best reading of `numbered`, lines with labels of one form, in order.

    Points of a list only stand inside an item: `inside_item` tells whether the lines do
    already, or whether the first item is still to come.
    """
    readings: list[_Reading] = [(0.0, (0, 0, False), None)]
    for one in numbered:
        following = _read_on(one, readings, inside_item=inside_item)
        readings = sorted(following, key=_score, reverse=True)[:_OPEN_READINGS]
    score, _, last = readings[0]
    items: list[Numbered] = []
    while last is not None:
        one, last = last
        items.append(one)
    return Chain(tuple(reversed(items)), score)


def _read_on(one: Numbered, readings: list[_Reading], *, inside_item: bool) -> Collection[_Reading]:
    """Return the best reading for each state that `readings` lead to by way of `one`.

    Each of them may take it as an item, pass it over, or take it as a point of a list.
    """
    number = one.candidate.number
    as_item: _State = (number, 0, one.is_news)
    weight = one.evidence if inside_item else one.evidence + one.standing
    is_lost_topic = not (one.is_news or one.names_document or one.standing > 0)
    following: dict[_State, _Reading] = {}
    for score, state, taken in readings:
        item, _, in_news = state
        gain = score + weight + _order(number - item)
        if in_news and is_lost_topic:
            gain += _AFTER_NEWS
        known = following.get(as_item)
        if known is None or gain > known[0]:
            following[as_item] = (gain, as_item, (one, taken))
        gain = score + one.noise
        known = following.get(state)
        if known is None or gain > known[0]:
            following[state] = (gain, state, taken)
        point_gain = _as_point(one, number, state) if item or inside_item else None
        if point_gain is not None:
            gain, as_point = score + point_gain, (item, number, in_news)
            known = following.get(as_point)
            if known is None or gain > known[0]:
                following[as_point] = (gain, as_point, taken)
    return following.values()


def _as_point(one: Numbered, number: int, state: _State) -> float | None:
    """Return what it earns to read `one` as the next point of a list, None when it is not."""
    _, point, in_news = state
    if number == 1:
        return _IN_SEQUENCE if one.opens_list else _IN_SEQUENCE + _NEW_LIST
    if point and point < number <= point + 3:
        gain = _IN_SEQUENCE if number == point + 1 else _POINT_SKIPPED
        return gain + _FORM_CHANGED if one.changes_form else gain
    if in_news and not point and number <= _HIGHEST_FROM_MIDDLE:
        return _LIST_FROM_MIDDLE
    return None


def score_as_lists(numbered: Sequence[Numbered]) -> float:
    """Return how well `numbered` read as lists inside items that run "I.", "II.", …"""
    score, last = 0.0, 0
    for one in numbered:
        is_next = one.candidate.number in (1, last + 1)
        score += _IN_SEQUENCE if is_next else _NOISE
        last = one.candidate.number if is_next else last
    return score


def _order(gap: int) -> float:
    """Return what an item earns whose number is `gap` above that of the item before it."""
    if gap == 1:
        return _IN_SEQUENCE
    if gap > 1:
        return _SKIPPED
    return _PRINTED_TWICE if gap == 0 else _GOES_BACK
