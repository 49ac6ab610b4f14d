"""The ways in which people write down a document they look for. Django only for its values.

Each form is a query with the values typed in it: a document that shares all of them is a
homonym, and nobody could tell from the query which of the two was meant.
"""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from documents.listing.forms import MAX_QUERY_CHARS
from documents.models import Document
from documents.search.terms import bare, words_of
from organizations.models import OrganizationName
from organizations.text import fold

Value = Callable[[Document], object]
FIRST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Form:
    """One query for a document: what the form is called, the query, the values it holds."""

    name: str
    query: str
    values: tuple[Value, ...]

    def is_met_by(self, found: Document, meant: Document) -> bool:
        """Whether `found` is the document meant, or a homonym of it for this query."""
        return found.pk == meant.pk or all(value(found) == value(meant) for value in self.values)


def forms_of(document: Document) -> Iterator[Form]:
    """Yield every form that the document has values for; it must have a number and a symbol."""
    yield from _codes(document)
    if document.issued_on:
        yield from _dates(document)
    if document.organization:
        yield from _bodies(document)
    if document.title:
        yield from _titles(document)


def _codes(document: Document) -> Iterator[Form]:
    code, number = document.code, document.number
    printed = code.split(document.number, 1)[0] + document.number
    rest = code[len(printed) :]
    other = number if printed.startswith("0") else f"0{number}"
    forms = {
        "code as printed": code,
        "small letters, no marks": fold(code),
        "capitals, no marks": fold(code).upper(),
        "zero added or taken away": other + rest,
        "spaces": code.replace("-", " - ").replace("/", " / "),
        "en dash": code.replace("-", "–"),
        "NFD": unicodedata.normalize("NFD", code),
        "“số” before the code": f"số {code}",
        "type before the code": f"{document.document_type.name.lower()} số {code}",
    }
    if "/" in document.symbol and not document.year_in_number:
        # "04cttu", "CT/TU 04", "ct 04 tu": of the Party's codes, which begin with the type's.
        forms["run together"] = "".join(filter(str.isalnum, fold(code)))
        forms["symbol first"] = f"{document.symbol} {number}"
        kind, body = fold(document.symbol).split("/", 1)
        forms["number between type and body"] = f"{kind} {number} {body}"
    yield from (Form(name, query, (_code,)) for name, query in forms.items())


def _dates(document: Document) -> Iterator[Form]:
    code, day = document.code, document.issued_on
    spellings = (
        f"{day.day}/{day.month}/{day.year}",
        f"{day:%d-%m-%Y}",
        f"ngày {day:%d} tháng {day.month} năm {day.year}",
    )
    for spelling in spellings:
        yield Form(f"code, {_shape(spelling)}", f"{code} {spelling}", (_code, _day))
    kind = document.document_type.name.lower()
    yield Form("date and type", f"{kind} {spellings[0]}", (_type, _day))
    if document.title:
        issuer = [_named(document.organization.name)] if document.organization else []
        pasted = _citation(document, spellings[0])
        yield Form("pasted citation", pasted, (_code, _day, _type, *issuer))


def _shape(spelling: str) -> str:
    return "date in words" if "ngày" in spelling else f"date with {'/' if '/' in spelling else '-'}"


def _citation(document: Document, day: str) -> str:
    """Return the first citation as the Party's guidance has it, as much as the box takes.

    “Nghị quyết số 12-NQ/ĐU, ngày 05/9/2026 của … về …” (Guidance 36-HD/VPTW: a comma before
    “ngày”; State texts have none).
    """
    body = document.organization.name if document.organization else ""
    collective = document.get_collective_display() if document.collective else ""
    issuer = document.issuer_printed or f"{collective} {body}".strip()
    kind, title = document.document_type.name, document.title.removeprefix("về ")
    by = f" của {issuer}" if issuer else ""
    return _cut(f"{kind} số {document.code}, ngày {day}{by} về {title}")


def _bodies(document: Document) -> Iterator[Form]:
    kind, number, body = document.document_type, document.number, short_name(document)
    named = _named(body)
    yield Form(
        "type, number, body", f"{kind.name.lower()} {number} {body}", (_type, _number, named)
    )
    code = kind.party_code if "/" in document.symbol else kind.state_code
    if code:
        typed = " ".join(map(bare, words_of(body)))
        query = f"{fold(code)} {number} {typed}"
        # Of two types with one code (Quyết định, Quy định) either may be meant.
        yield Form("code of type, number, body", query, (_code_of_type, _number, named))
    if document.issued_year:
        query = f"số {number} năm {document.issued_year} {body}"
        yield Form("number, year, body", query, (_number, _year, named))


def short_name(document: Document) -> str:
    """Return the shortest name of the body that is a name and no code."""
    named = [name for name in names_of(document) if " " in name]
    # Of equally short ones always the same, or two runs would ask different things.
    return min(named, key=lambda name: (len(name), name), default=document.organization.name)


def names_of(document: Document) -> list[str]:
    return list(
        OrganizationName.objects.filter(organization_id=document.organization_id)
        .order_by("pk")
        .values_list("name", flat=True)
    )


def _titles(document: Document) -> Iterator[Form]:
    title = document.title
    plain = " ".join(_words(title))
    yield Form("title without accents", _cut(plain), (_title_start(len(_cut(plain).split())),))
    capitals = _cut(title.upper())
    yield Form("title in capitals", capitals, (_title_start(len(_words(capitals))),))
    first = " ".join(title.split()[:FIRST_WORDS])
    kind = document.document_type.name.lower()
    start = _title_start(len(_words(first)))
    yield Form("first title words, type", f"{kind} {first}", (start, _type))


def _cut(query: str) -> str:
    """Return what a browser leaves of a pasted text in the box."""
    return query[:MAX_QUERY_CHARS]


# --- Values that two documents may share -----------------------------------------------------


def _words(text: str) -> list[str]:
    return [word for word in map(bare, words_of(text)) if word]


def _code(document: Document) -> object:
    return document.code_key


def _number(document: Document) -> object:
    return document.number_value


def _day(document: Document) -> object:
    return document.issued_on


def _year(document: Document) -> object:
    return document.issued_year


def _type(document: Document) -> object:
    return document.document_type_id


def _code_of_type(document: Document) -> object:
    return document.document_type.party_code or document.document_type.state_code


def _named(name: str) -> Value:
    """Return whether the body is called so: each Thành ủy is “Thành ủy” to its own members."""
    key = f"{fold(name)} "

    def is_called(document: Document) -> bool:
        names = [*names_of(document), document.organization.name if document.organization else ""]
        return any(f"{fold(one)} ".startswith(key) for one in names)

    return is_called


def _title_start(count: int) -> Value:
    return lambda document: _words(document.title)[:count]
