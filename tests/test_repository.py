"""What the repository promises about itself: locks, documented settings, documented commands."""

import ast
import re
from pathlib import Path

import pytest

from tests.environment import SETTINGS_VARIABLES

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-bench.txt")
READERS = {
    "env_address",
    "env_bool",
    "env_choice",
    "env_folders",
    "env_list",
    "env_networks",
    "env_number",
    "env_origins",
    "data_folder",
}


def variables_read(source: str) -> set[str]:
    """Return the names of environment variables that a Python source reads.

    Reading is a call of one of `READERS`, ``os.environ.get(...)`` or ``os.environ[...]``, with
    the name written out; the readers' own bodies pass a variable and are not counted.
    """
    found = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Name(id=reader), args=[ast.Constant(value=str(name)), *_]):
                if reader in READERS:
                    found.add(name)
            case ast.Call(
                func=ast.Attribute(value=ast.Attribute(attr="environ"), attr="get" | "pop"),
                args=[ast.Constant(value=str(name)), *_],
            ):
                found.add(name)
            case ast.Subscript(
                value=ast.Attribute(attr="environ"),
                slice=ast.Constant(value=str(name)),
                ctx=ast.Load(),
            ):
                found.add(name)
    return found


def _read_by(*patterns: str) -> set[str]:
    files = [path for pattern in patterns for path in ROOT.glob(pattern)]
    return set().union(*(variables_read(path.read_text("utf-8")) for path in files))


def _documented() -> set[str]:
    """Names in the first column of the tables of docs/settings.md."""
    text = (ROOT / "docs/settings.md").read_text("utf-8")
    return set(re.findall(r"^\| `([A-Z_]+)` \|", text, re.MULTILINE))


def _requirements(lock: str) -> list[str]:
    text = (ROOT / lock).read_text("utf-8").replace("\\\n", " ")
    return [
        line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")
    ]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_requirement_has_one_version_and_a_hash(lock):
    requirements = _requirements(lock)
    assert len(requirements) >= 10
    bad = [line for line in requirements if "==" not in line or "--hash=sha256:" not in line]
    assert bad == []


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_name_no_address_to_download_from(lock):
    text = (ROOT / lock).read_text("utf-8")
    assert re.findall(r"https?:|file:|--(?:extra-)?index-url|--find-links|--trusted", text) == []


@pytest.mark.parametrize("lock", LOCKS[1:])
def test_the_other_locks_hold_the_very_versions_of_the_first(lock):
    names = (LOCKS[0], lock)
    shipped, other = ({line.split()[0] for line in _requirements(name)} for name in names)
    assert shipped - other == set()


def test_each_way_of_reading_the_environment_is_seen():
    source = (
        "import os\n"
        "env_bool('A'); env_list('B', 'x'); env_number('C', 1, 2, 3)\n"
        "os.environ.get('D', ''); os.environ['E']; os.environ.pop('F', None)\n"
        # Traps: a name that is passed on, one that is only set, one in another mapping.
        "os.environ.get(name); os.environ['G'] = '1'; other.get('H')\n"
    )
    assert variables_read(source) == {"A", "B", "C", "D", "E", "F"}


def test_every_setting_that_is_read_is_documented_and_no_other():
    read = _read_by("config/**/*.py", "organizations/**/*.py", "documents/**/*.py")
    read |= _read_by("bulletins/**/*.py", "tests/**/*.py")
    # Set by the tests for themselves, never by a person.
    assert _documented() == read - {"DJANGO_SETTINGS_MODULE"}


def test_the_suite_shields_itself_from_every_setting_of_the_developer():
    assert _read_by("config/**/*.py") == set(SETTINGS_VARIABLES)


def test_only_config_reads_the_environment():
    for app in ("organizations", "documents", "bulletins"):
        assert _read_by(f"{app}/**/*.py") == set()


def test_every_make_target_is_in_the_readme():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    readme = (ROOT / "README.md").read_text("utf-8")
    targets = re.findall(r"^([a-z-]+):.*##", makefile, re.MULTILINE)
    assert len(targets) >= 8
    assert [target for target in targets if f"make {target}" not in readme] == []


def test_every_runtime_dependency_has_its_reason_written_down():
    pyproject = (ROOT / "pyproject.toml").read_text("utf-8")
    decisions = (ROOT / "docs/decisions/002-dependencies.md").read_text("utf-8")
    names = re.findall(r'^    "([a-z0-9-]+)(?:\[\w+\])?>=', pyproject, re.MULTILINE)
    assert len(names) >= 12
    assert [name for name in names if f"`{name}`" not in decisions] == []


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/architecture.md"])
def test_links_between_the_pages_lead_somewhere(page):
    place = ROOT / page
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", place.read_text("utf-8"))
    assert [target for target in targets if not (place.parent / target).exists()] == []
    # Files are also named without a link.
    named = re.findall(
        r"`((?:docs|tests|config|documents|organizations|bulletins)/[\w/.-]+)`",
        place.read_text("utf-8"),
    )
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []
