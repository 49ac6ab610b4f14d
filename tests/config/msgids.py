"""Finds the sentences that installed libraries mark for translation, without GNU gettext.

Python files are read as syntax trees, templates through Django's own `templatize`, and the
admin's scripts by their calls of `gettext`.
"""

import ast
import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from django.apps import apps
from django.utils.translation.template import templatize

from config.catalogue import CONTEXT_END, FORM_END

# Which arguments of a call are words: the places of the context, the singular and the plural.
CALLS = {
    "gettext": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "pgettext": (0, 1, None),
    "npgettext": (0, 1, 2),
}
_STRING = r"""u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
# What templatize leaves and scripts hold: gettext(u'Save') · ngettext("a", "b", n)
_CALL = re.compile(rf"\b(n?p?gettext)\(\s*{_STRING}(?:,\s*{_STRING})?(?:,\s*{_STRING})?")


class Msgid(NamedTuple):
    """One sentence: `key` as `config.catalogue.read_po` has it, and the file that shows it."""

    key: str
    file: str


def in_python(source: str, file: str) -> Iterator[Msgid]:
    """Yield the sentences of Python source, under whatever name it imports the translators."""
    tree = ast.parse(source)
    names = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            places = CALLS.get(names.get(called, called).removesuffix("_lazy"))
            words = [getattr(argument, "value", None) for argument in node.args]
            yield from _msgid(places, words, file)


def in_calls(source: str, file: str) -> Iterator[Msgid]:
    """Yield the sentences of a script, or of a template after `templatize`."""
    for match in _CALL.finditer(source):
        words = [ast.literal_eval(word) if word else None for word in match.groups()[1:]]
        yield from _msgid(CALLS[match[1]], words, file)


def _msgid(
    places: tuple[int | None, int, int | None] | None, words: list[object], file: str
) -> Iterator[Msgid]:
    """Yield the sentence of one call; none when it is no translator or is handed no literal."""
    context, singular, plural = (
        words[place] if place is not None and place < len(words) else None
        for place in places or (None, None, None)
    )
    if isinstance(singular, str) and singular:
        before = f"{context}{CONTEXT_END}" if isinstance(context, str) else ""
        after = f"{FORM_END}{plural}" if isinstance(plural, str) else ""
        yield Msgid(f"{before}{singular}{after}", file)


def of_pages(package: str) -> Iterator[Msgid]:
    """Yield the sentences of a package's Python and templates, parts that are not in use left out.

    `file` is relative to the folder the package lies in.
    """
    for path, file in _files_in_use(package):
        if path.suffix == ".py":
            yield from in_python(path.read_text("utf-8"), file)
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            yield from in_calls(templatize(path.read_text("utf-8")), file)


def of_scripts(package: str) -> Iterator[Msgid]:
    """Yield the sentences of a package's browser scripts, as `of_pages` does."""
    for path, file in _files_in_use(package):
        if path.suffix == ".js" and "vendor" not in path.parts:
            yield from in_calls(path.read_text("utf-8"), file)


def _files_in_use(package: str) -> Iterator[tuple[Path, str]]:
    """Yield the package's files; of `django.contrib` only what is installed on this site."""
    spec = find_spec(package)
    installed = tuple(f"{config.name.replace('.', '/')}/" for config in apps.get_app_configs())
    assert spec is not None and spec.submodule_search_locations, package
    folder = Path(next(iter(spec.submodule_search_locations)))
    for path in sorted(folder.rglob("*")):
        file = path.relative_to(folder.parent).as_posix()
        idle = file.startswith("django/contrib/") and not file.startswith(installed)
        if path.suffix in {".py", ".html", ".txt", ".js"} and not idle:
            yield path, file
