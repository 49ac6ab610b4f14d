"""The page for administrators promises only what a test by that name tries."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/bao-mat.md").read_text("utf-8")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def functions_of(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_test_that_is_named_exists():
    named = NAMED.findall(PAGE)
    assert len(named) > 25
    assert [f"{path}::{name}" for path, name in named if name not in functions_of(path)] == []


def test_every_promise_names_its_test():
    table = PAGE.split("## Sổ hứa")[1].split("## Sổ không hứa")[0]
    promises = re.findall(r"^\| (?!Lời hứa)([^|-][^|]*)\|(.*)\|$", table, re.MULTILINE)
    assert len(promises) > 20
    assert [promise for promise, tests in promises if not NAMED.search(tests)] == []
