"""The shape of the code, kept by reading it: imports run one way, nothing grows into a pile."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# Lowest first: each may import those before it; config composes them all.
LAYERS = ("organizations", "documents", "bulletins", "config")
PURE = ("organizations/text.py", "documents/citations")
MAX_MODULE_LINES = 400
# A table of cases may be longer than code: it is read row by row.
MAX_TEST_LINES = 500
MAX_FUNCTION_LINES = 60
# 'bulletins', 'bulletins.Bulletin', 'bulletins.models.x', 'bulletins:detail'
REFERENCE = re.compile(r"\w+(?:[.:][\w.:-]+)?")
BINS = ("utils.py", "helpers.py", "misc.py", "common.py")


def _modules(*folders: str) -> list[Path]:
    """Return the Python files of these folders or files, without migrations."""
    paths: list[Path] = []
    for folder in folders:
        place = ROOT / folder
        paths += [place] if place.is_file() else sorted(place.rglob("*.py"))
    return [path for path in paths if "migrations" not in path.parts]


def upward_references(source: str, forbidden: tuple[str, ...]) -> list[tuple[int, str]]:
    """Return (line, name) of each reference in `source` to a `forbidden` app.

    Seen: imports at any depth, module names handed to ``import_module``, ``app.Model`` and
    ``app:url`` strings, app labels of ``get_model``. A word in a sentence is not a reference.
    """
    found = []
    for node in ast.walk(ast.parse(source)):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [node.module or ""]
        elif isinstance(node, ast.Constant) and REFERENCE.fullmatch(str(node.value)):
            names = [str(node.value)]
        found += [(node.lineno, name) for name in names if re.split(r"[.:]", name)[0] in forbidden]
    return found


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import bulletins", ["bulletins"]),
        ("from bulletins.models import Bulletin", ["bulletins.models"]),
        # A late import hides in a function.
        ("def f():\n    from bulletins import models", ["bulletins"]),
        # Django resolves these strings, so they are imports by another name.
        ("models.ForeignKey('bulletins.Bulletin')", ["bulletins.Bulletin"]),
        ("apps.get_model('bulletins', 'Bulletin')", ["bulletins"]),
        ("reverse('bulletins:detail')", ["bulletins:detail"]),
        # Negatives: the own layer, a longer word, a sentence, a path in a template name.
        ("from documents.models import Document", []),
        ("import bulletins_of_another_program", []),
        ("x = 'bulletins are newer than documents'", []),
        ("render(request, 'documents/bulletins.html')", []),
    ],
)
def test_a_reference_to_an_upper_layer_is_seen(source, expected):
    assert [name for _, name in upward_references(source, ("bulletins",))] == expected


@pytest.mark.parametrize("layer", LAYERS[:-1])
def test_imports_run_one_way(layer):
    forbidden = LAYERS[LAYERS.index(layer) + 1 :]
    modules = _modules(layer)
    assert modules
    found = [
        f"{path.relative_to(ROOT)}:{line} names {name}"
        for path in modules
        for line, name in upward_references(path.read_text("utf-8"), forbidden)
    ]
    assert found == []


@pytest.mark.parametrize("layer", LAYERS[:-1])
def test_templates_of_a_layer_link_to_no_layer_above(layer):
    forbidden = "|".join(LAYERS[LAYERS.index(layer) + 1 :])
    # Template tags are the one way up: {% load %} of an upper app's tags is allowed.
    upward = re.compile(rf"{{%\s*(?:url|include|extends)\s+[\"'](?:{forbidden})[:/]")
    found = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "templates" / layer).rglob("*.html")
        if upward.search(path.read_text("utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize("module", ["documents.citations", "organizations.text"])
def test_the_pure_core_loads_no_django(module):
    # A child process: this one has loaded Django long ago.
    code = f"import sys, {module}; sys.exit(any(m.split('.')[0] == 'django' for m in sys.modules))"
    finished = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (finished.returncode, finished.stderr) == (0, "")


def test_the_pure_core_imports_the_standard_library_and_itself_only():
    own = ("documents.citations", "organizations.text")
    found = []
    for path in _modules(*PURE):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            strange = [name for name in names if name.split(".")[0] not in sys.stdlib_module_names]
            found += [f"{path.name}: {name}" for name in strange if not name.startswith(own)]
    assert found == []


def test_no_module_grows_into_a_pile():
    limits = dict.fromkeys(LAYERS, MAX_MODULE_LINES) | {"tests": MAX_TEST_LINES}
    found = [
        f"{path.relative_to(ROOT)}: {lines} lines"
        for folder, limit in limits.items()
        for path in _modules(folder)
        if (lines := len(path.read_text("utf-8").splitlines())) > limit
    ]
    assert found == []


def _functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_function_is_longer_than_a_screen():
    found = [
        f"{path.relative_to(ROOT)}: {name} has {lines} lines"
        for path in _modules(*LAYERS)
        for name, lines in _functions(path)
        if lines > MAX_FUNCTION_LINES
    ]
    assert found == []


def test_no_module_is_a_bin():
    assert [str(path) for path in _modules(*LAYERS, "tests") if path.name in BINS] == []


def test_no_signals_of_our_own():
    signals = re.compile(
        r"django\.(?:db\.models|core|dispatch)[.\w]*signals?|@receiver\(|\breceiver\("
    )
    found = [
        str(path.relative_to(ROOT))
        for path in _modules(*LAYERS)
        if signals.search(path.read_text("utf-8"))
    ]
    assert found == []


def test_every_silenced_warning_has_a_code_and_a_reason():
    # Reasoned: a code, a dash, words; for a type, the code of the error in brackets.
    bare = re.compile(r"#\s*noqa(?!: [A-Z]+\d+(?:, [A-Z]+\d+)* [-–—] \S)|#\s*type:\s*ignore(?!\[)")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in _modules(*LAYERS, "tests")
        if path != Path(__file__).resolve()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if bare.search(line)
    ]
    assert found == []


def test_nothing_is_left_to_do():
    left = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in _modules(*LAYERS)
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if left.search(line)
    ]
    assert found == []
