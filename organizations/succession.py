"""What came after a body that has ended, followed to the bodies that exist today."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from organizations.models import Organization, Succession


@dataclass(frozen=True, slots=True)
class Line:
    """The line of one ended body: steps to bodies that ended in turn, then to present ones."""

    ended: list[Succession] = field(default_factory=list)
    present: list[Succession] = field(default_factory=list)


def lines_of(bodies: Iterable[Organization]) -> dict[int, Line]:
    """Return, by the body's pk, the line of each of `bodies` that has ended.

    One query however many bodies: a province records a few dozen successions in all, so
    they are read at once and followed here. A circle entered by mistake is followed once.
    """
    ended = [body for body in bodies if body.has_ended]
    if not ended:
        return {}
    steps: dict[int, list[Succession]] = {}
    for step in Succession.objects.select_related("successor"):
        steps.setdefault(step.predecessor_id, []).append(step)
    return {body.pk: _line(body.pk, steps) for body in ended}


def _line(start: int, steps: dict[int, list[Succession]]) -> Line:
    line = Line()
    met, waiting = {start}, [start]
    while waiting:
        for step in steps.get(waiting.pop(0), ()):
            if step.successor_id in met:
                continue
            met.add(step.successor_id)
            if step.successor.has_ended:
                waiting.append(step.successor_id)
            # A body in the bin has no page; what followed it is still told.
            if step.successor.deleted_at is None:
                (line.ended if step.successor.has_ended else line.present).append(step)
    return line
