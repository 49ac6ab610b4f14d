"""Whatever steps correct the items of a draft, no word is lost or doubled, and all goes back."""

from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bulletins.desk import steps
from bulletins.desk.correcting import correct, take_back
from bulletins.desk.outline import outline_of
from documents.deciding.citations import confirm_citation
from documents.models import Citation
from tests import factories as make
from tests.bulletins.desk.outlined import import_usual, lines_kept, told
from tests.remembering import remembered

pytestmark = pytest.mark.django_db


@pytest.fixture
def bulletin(registry):
    return remembered(import_usual, registry[0])


@pytest.fixture
def someone():
    return make.make_editor("nguoi-sua")


ACTS = {
    "nối": lambda one, number, by: partial(steps.join, by=by),
    "bỏ": lambda one, number, by: partial(steps.leave_out, by=by),
    "lên": lambda one, number, by: partial(steps.move, step=-1),
    "xuống": lambda one, number, by: partial(steps.move, step=1),
    "vào": lambda one, number, by: partial(steps.shift, step=1),
    "ra": lambda one, number, by: partial(steps.shift, step=-1),
    "tách": lambda one, number, by: partial(steps.split, at=_line_start(one.body, number)),
    "tên": lambda one, number, by: partial(
        steps.rename, label=f"{number}.", title=f"Tên {number}", kind="topic"
    ),
}


def _line_start(body, number):
    starts = [at + 1 for at, char in enumerate(body) if char == "\n"]
    return starts[number % len(starts)] if starts else 0


sequences = st.lists(
    st.tuples(st.sampled_from(sorted(ACTS)), st.integers(0, 30), st.integers(0, 30)),
    min_size=1,
    max_size=8,
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(sequence=sequences)
def test_no_sequence_of_steps_loses_or_doubles_a_word_and_all_of_them_go_back(
    bulletin, someone, sequence
):
    with transaction.atomic():
        for citation in Citation.objects.filter(resolution="one"):
            confirm_citation(citation, someone)
        kept, states = lines_kept(), [told(bulletin)]
        taken = []
        for name, place, number in sequence:
            lines = outline_of(bulletin).lines
            if not lines:
                break
            one = lines[place % len(lines)]
            seen = outline_of(bulletin).seen
            try:
                made = correct(bulletin, one.item.pk, seen, ACTS[name](one, number, someone))
            except ValidationError:
                continue
            taken.append(made)
            states.append(told(bulletin))
            assert lines_kept() == kept
            for citation in Citation.objects.select_related("source"):
                assert citation.source.body[citation.start : citation.end] == citation.text
            levels = [line.level for line in outline_of(bulletin).lines]
            assert all(b <= a + 1 for a, b in zip([-1, *levels], levels, strict=False))
        for made in reversed(taken):
            assert told(bulletin) == states.pop()
            take_back(bulletin, made)
        assert told(bulletin) == states.pop()
        transaction.set_rollback(True)
