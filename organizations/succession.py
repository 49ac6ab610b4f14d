"""What came after a body that has ended, followed to the bodies that exist today."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import BigIntegerField
from django.db.models.expressions import RawSQL

from organizations.models import Organization, Succession

# The steps that lead away from a body, by its pk.
Steps = dict[int, list[Succession]]


@dataclass(frozen=True, slots=True)
class Line:
    """The line of one ended body: steps to bodies that ended in turn, then to present ones."""

    ended: list[Succession] = field(default_factory=list)
    present: list[Succession] = field(default_factory=list)

    @property
    def is_present_uncertain(self) -> bool:
        """Whether several bodies exist today of which none is verified: that is said once."""
        return len(self.present) > 1 and not any(step.is_verified for step in self.present)


@dataclass(frozen=True, slots=True)
class _Kept:
    """All steps as they were read at one time: `state` differs once any of them has changed."""

    state: int | None = None
    steps: Steps = field(default_factory=dict)


# One for each process: the page of every document of an ended body would ask for them again.
_kept = _Kept()


def state_of_successions() -> RawSQL:
    """Return the column, of a query for other rows, by which `lines_of` knows if all is as it was.

    Bodies and their successions have a history that grows with every change, and so does the sum.
    """
    last = "(SELECT coalesce(max(history_id), 0) FROM {})"
    tables = (kind.history.model._meta.db_table for kind in (Organization, Succession))
    asked = " + ".join(map(last.format, tables))
    return RawSQL(asked, (), output_field=BigIntegerField())  # nosec B611  # tables of models


def lines_of(bodies: Iterable[Organization], state: int | None = None) -> dict[int, Line]:
    """Return, by the body's pk, the line of each of `bodies` that has ended.

    One query however many bodies: a province records a few dozen successions in all, so
    they are read at once and followed here. A circle entered by mistake is followed once. No
    query where they were read before and `state`, of `state_of_successions`, is still the same.
    """
    ended = [body for body in bodies if body.has_ended]
    if not ended:
        return {}
    steps = _steps() if state is None else _steps_in(state)
    return {body.pk: _line(body.pk, steps) for body in ended}


def _steps_in(state: int) -> Steps:
    global _kept
    if _kept.state != state:
        _kept = _Kept(state, _steps())
    return _kept.steps


def _steps() -> Steps:
    steps: Steps = {}
    for step in Succession.objects.select_related("successor"):
        steps.setdefault(step.predecessor_id, []).append(step)
    return steps


def _line(start: int, steps: Steps) -> Line:
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
