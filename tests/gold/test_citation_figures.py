"""The figures of the citation reader on the real bulletins never get worse."""

import json
from pathlib import Path

import pytest

from tests.gold import score


def test_no_figure_is_worse_than_the_committed_one(shared: Path) -> None:
    figures, _ = score.measure(shared)
    assert list(score.losses(figures, json.loads(score.FIGURES.read_text("utf-8")))) == []


def test_every_gold_file_has_committed_figures(shared: Path) -> None:
    committed = json.loads(score.FIGURES.read_text("utf-8"))
    assert sorted(committed) == score.gold_names(shared)


@pytest.mark.parametrize(
    ("kind", "recall", "precision", "span", "fields"),
    [
        ("full", 1.0, 1.0, 0.97, 0.98),  # nothing missed, nothing false
        ("short", 1.0, 1.0, 0.97, 0.98),
        ("named", 0.85, 0.85, 0.85, 0.85),
    ],
)
def test_the_figures_promised_are_reached(
    shared: Path, kind: str, recall: float, precision: float, span: float, fields: float
) -> None:
    figures, _ = score.measure(shared)
    total = {
        name: sum(kinds[kind][name] for kinds in figures.values())
        for name in ("gold", "found", "wrong", "span", "type", "date", "issuer")
    }
    assert total["found"] >= recall * total["gold"]
    assert total["found"] >= precision * (total["found"] + total["wrong"])
    assert total["span"] >= span * total["found"]
    assert min(total["type"], total["date"], total["issuer"]) >= fields * total["found"]


def test_a_lost_citation_and_a_false_one_are_called_losses() -> None:
    committed = {"2030-01": {"full": {"gold": 2, "found": 2, "wrong": 0}}}
    worse = {"2030-01": {"full": {"gold": 2, "found": 1, "wrong": 1}}}
    assert len(list(score.losses(worse, committed))) == 2
    assert len(list(score.losses({}, committed))) == 2
    assert list(score.losses(committed, committed)) == []
