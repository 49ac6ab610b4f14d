"""What the walks share: the addresses there are, what a page says, whose records these are."""

import zipfile
from collections.abc import Iterator
from io import BytesIO

from django.urls import URLPattern, URLResolver, get_resolver

from tests.permissions.addresses import NOT_LED_FROM_BIN
from tests.permissions.cast import STAFF


def named_patterns(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[str]:
    """Yield the full name of every address the site answers; '?' stands for a nameless one."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from named_patterns(pattern, space)
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name or '?' + str(pattern.pattern)}"


def admin_addresses() -> list[tuple[str, str]]:
    """Every address under the admin, with an object id where one is asked for."""
    filled = []
    for pattern in get_resolver().url_patterns:
        if isinstance(pattern, URLResolver) and pattern.namespace == "admin":
            for name, (possibilities, *_rest) in _reverse_items(pattern):
                text, parameters = possibilities[0]
                values = dict.fromkeys(parameters, "1")
                if "app_label" in values:
                    values["app_label"] = "documents"
                filled.append((name, "/quan-tri/" + text % values))
    return filled


def _reverse_items(resolver: URLResolver):
    return [(name, value) for name, value in resolver.reverse_dict.items() if isinstance(name, str)]


def body_of(response) -> str:
    """Return what an answer says; of a spreadsheet or Word file, which is an archive, each part."""
    content = b"".join(response)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as parts:
            content = b"\n".join(parts.read(name) for name in parts.namelist())
    return content.decode("utf-8", "replace")


def words_in(content: str, cast) -> set[str]:
    """Return the marks of the cast's records that stand in a page."""
    return {word for _, word, _ in cast["records"] if word in content}


def words_for(role: str, cast) -> set[str]:
    """Return the marks of the records that this role may see."""
    return {word for _, word, seen_by in cast["records"] if role in seen_by}


def answer_for(role, name, record, usual):
    """The status of what is for staff alone beside a bulletin: `usual` for staff who see it.

    Staff are led to the list from one in the bin; nobody else gets to know of it.
    """
    _, word, seen_by = record
    if role in seen_by:
        return usual if role in STAFF else 403
    is_led = role in STAFF and word.endswith("-binned") and name not in NOT_LED_FROM_BIN
    return 302 if is_led else 404


def records_at(cast, place: str):
    """Return the cast's records whose address begins so: (address, mark, roles that see it)."""
    return [record for record in cast["records"] if record[0].startswith(place)]
