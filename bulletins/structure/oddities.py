"""What is irregular in a bulletin's numbering, in sentences for its editors. Pure text."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bulletins.structure.labels import MOST_LABELLED
from bulletins.structure.nesting import Entry

NO_LABELS = "Không tìm thấy mục nào có đánh số (dòng bắt đầu bằng “1.”, “2.”…)."
TOO_MANY_LABELS = (
    f"Không tìm thấy mục nào: có hơn {MOST_LABELLED} dòng đánh số, không bản tin nào nhiều như vậy."
)
_MOST_SENTENCES = 30
_NAMED_LABELS = 5


@dataclass(frozen=True, slots=True)
class Oddity:
    """One sentence on a bulletin's numbering; `place` is the offset of the item it is said of,
    None when it is said of the whole bulletin."""

    sentence: str
    place: int | None = None


def describe_oddities(
    entries: Sequence[Entry], points: dict[int, int], rows: int
) -> tuple[str, ...]:
    """Return Vietnamese sentences on skipped, repeated and misplaced labels, at most 30.

    See `find_oddities`; a sentence said of several items is given once.
    """
    found = find_oddities(entries, points, rows)
    return tuple(dict.fromkeys(oddity.sentence for oddity in found))[:_MOST_SENTENCES]


def find_oddities(entries: Sequence[Entry], points: dict[int, int], rows: int) -> list[Oddity]:
    """Return what is odd in the labels of `entries`, each with the item it shows in.

    `points`: numbered lines inside an item (by its offset) that were read as points;
    `rows`: how many rows the table of contents has, 0 without one.
    """
    if not entries:
        return [Oddity(NO_LABELS)]
    return [
        *_breaks_in_sequence([entry for entry in entries if entry.level == 0]),
        *_inside_items(entries),
        *_repeated(entries),
        *_points(entries, points),
        *_contents(entries, rows),
    ]


def _breaks_in_sequence(siblings: Sequence[Entry]) -> Iterator[Oddity]:
    """Yield a sentence for each label that does not follow from the one before it."""
    for before, after in pairwise(siblings):
        first, second = before.candidate, after.candidate
        if first.family != second.family or len(first.numbers) != len(second.numbers):
            continue
        if not (first.label and second.label) or second.number == first.number + 1:
            continue
        if second.number == first.number:
            sentence = f"Nhãn “{second.label}” được in hai lần liền nhau."
        elif second.number > first.number:
            sentence = f"Số mục nhảy từ “{first.label}” sang “{second.label}”."
        else:
            sentence = f"Số mục lùi từ “{first.label}” về “{second.label}”."
        yield Oddity(sentence, second.start)


def _inside_items(entries: Sequence[Entry]) -> Iterator[Oddity]:
    for parent, children in _children(entries):
        yield from _breaks_in_sequence(children)
        own = parent.candidate
        strange = [
            f"“{child.candidate.label}”"
            for child in children
            if own.family in ("arabic", "dotted") and child.candidate.family == "dotted"
            if child.candidate.numbers[: len(own.numbers)] != own.numbers
        ]
        if own.label and strange:
            more = "…" if len(strange) > _NAMED_LABELS else "."
            named = ", ".join(strange[:_NAMED_LABELS])
            sentence = f"Trong mục “{own.label}” có mục con mang số khác: {named}{more}"
            yield Oddity(sentence, own.start)


def _children(entries: Sequence[Entry]) -> Iterator[tuple[Entry, list[Entry]]]:
    """Yield each item that holds others with those directly inside it."""
    held: list[tuple[Entry, list[Entry]]] = []
    stack: list[tuple[Entry, list[Entry]]] = []
    for entry in entries:
        while stack and stack[-1][0].level >= entry.level:
            stack.pop()
        if stack:
            stack[-1][1].append(entry)
        stack.append((entry, []))
        held.append(stack[-1])
    yield from ((parent, children) for parent, children in held if children)


def _repeated(entries: Sequence[Entry]) -> Iterator[Oddity]:
    dotted = [entry.candidate for entry in entries if entry.candidate.family == "dotted"]
    times = Counter(one.label for one in dotted)
    for one in dotted:
        if times[one.label] > 1:
            sentence = f"Nhãn “{one.label}” được dùng {times[one.label]} lần trong bản tin."
            yield Oddity(sentence, one.start)


def _points(entries: Sequence[Entry], points: dict[int, int]) -> Iterator[Oddity]:
    for entry in entries:
        own = entry.candidate
        if count := points.get(own.start):
            sentence = (
                f"Trong mục “{own.label or entry.heading.title[:40]}” có {count} dòng"
                " đánh số giống đầu mục; được hiểu là các ý bên trong mục."
            )
            yield Oddity(sentence, own.start)


def _contents(entries: Sequence[Entry], rows: int) -> Iterator[Oddity]:
    found = sum(entry.level == 0 for entry in entries)
    if rows and rows != found:
        yield Oddity(f"Mục lục có {rows} dòng, trong bài tìm thấy {found} mục.")
