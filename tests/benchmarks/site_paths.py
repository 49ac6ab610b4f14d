"""What a visitor who means harm learns from the pages: their links and forms, and bends of them.

Nothing is listed by hand: a page that is new is found by the links that lead to it.
"""

import random
from collections import defaultdict
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import quote, unquote, urlencode, urljoin, urlsplit

from django.urls import Resolver404, resolve

from tests.benchmarks.search_hostile import NUMBERS, OPERATORS, PAGES, STRANGE, WORDS

# Enough of each kind of page; more would be the same page with other records.
MOST_OF_A_KIND = 12
WALKED_OF_A_KIND = 2
VALUES = (*WORDS, *OPERATORS, *NUMBERS, *PAGES, *STRANGE, "", "on", "1", "2023-02-30", "31/2/2024")
LONG_CHARS = 20_000
# Stands for a file among the fields of a form.
FILE = "<tệp>"
Fields = tuple[tuple[str, str], ...]


# A link, a picture, what a script asks for.
_LEADING = ("href", "src", "data-address")


class _Reader(HTMLParser):
    """Collects the addresses of links and the fields of forms."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self._address = address
        self.links: set[str] = set()
        self.forms: list[tuple[str, str, Fields]] = []
        self._form: tuple[str, str] | None = None
        self._fields: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        address = next((given[name] for name in _LEADING if given.get(name)), "")
        if address and tag not in {"link", "script"} and not address.startswith("data:"):
            self.links.add(self._inside(address))
        if tag == "form":
            self._form = given.get("method", "get"), self._inside(given.get("action", ""))
            self._fields = []
        elif self._form and tag in {"input", "select", "textarea", "button"} and "name" in given:
            is_file = given.get("type") == "file"
            self._fields.append((given["name"], FILE if is_file else given.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self._form:
            self.forms.append((*self._form, tuple(self._fields)))
            self._form = None

    def _inside(self, address: str) -> str:
        parts = urlsplit(urljoin(self._address, address))
        return f"{parts.path}?{parts.query}" if parts.query else parts.path


class Known:
    """The addresses and forms met so far, by the name of the page that answers."""

    def __init__(self) -> None:
        self.pages: dict[str, list[str]] = defaultdict(list)
        self.forms: dict[str, list[tuple[str, Fields]]] = defaultdict(list)

    def learn(self, address: str, page: str) -> None:
        """Keep what a page that was answered leads to."""
        reader = _Reader(address)
        reader.feed(page)
        for link in sorted(reader.links):
            self.learn_address(link)
        for method, target, fields in reader.forms:
            if method.lower() == "post":
                self.learn_form(target, fields)
            else:
                self.learn_address(f"{target.split('?')[0]}?{urlencode(fields)}")

    def learn_address(self, address: str) -> None:
        """Keep an address that a page leads to."""
        _keep(self.pages[name_of(address)], address)

    def learn_form(self, target: str, fields: Fields) -> None:
        """Keep a form that is sent to `target`."""
        _keep(self.forms[name_of(target)], (target, fields))

    def some_of_each_kind(self) -> set[str]:
        """Return a few addresses of each kind of page, for a first look at all of them."""
        return {address for kept in self.pages.values() for address in kept[:WALKED_OF_A_KIND]}


def name_of(address: str) -> str:
    """Return the name of the page at an address, '' where none answers."""
    try:
        return resolve(unquote(address.split("?")[0])).view_name
    except Resolver404:
        return ""


def _keep(kept: list, one: object) -> None:
    if len(kept) < MOST_OF_A_KIND and one not in kept:
        kept.append(one)


def bent_address(address: str, source: random.Random) -> str:
    """Return an address with a part of its path or of its query bent, or as it is."""
    path, _, query = address.partition("?")
    dice = source.random()
    if dice < 0.25:
        pieces = path.split("/")
        place = source.randrange(len(pieces))
        pieces[place] = quote(source.choice(VALUES), safe="")
        path = "/".join(pieces)
        if not path.startswith("/"):
            path = f"/{path}"
    elif dice < 0.75:
        names = [part.split("=")[0] for part in query.split("&") if part] or ["q", "page", "xep"]
        pairs = [(name, bent_value(source)) for name in source.choices(names, k=2)]
        query = "&".join(filter(None, (query, urlencode(pairs, errors="replace"))))
    return f"{path}?{query}" if query else path


def bent_value(source: random.Random) -> str:
    """Return a value nobody would type."""
    if source.random() < 0.05:
        return source.choice((*WORDS, *OPERATORS)) * (LONG_CHARS // 8)
    return "".join(source.choices(VALUES, k=source.randint(1, 3)))


def bent_fields(fields: Fields, source: random.Random) -> Iterator[tuple[str, str]]:
    """Yield a form's fields, some left out, some twice, some with another value."""
    for name, value in fields:
        dice = source.random()
        if dice < 0.1:
            continue
        yield name, bent_value(source) if dice < 0.5 else value
        if dice > 0.95:
            yield name, bent_value(source)
