"""In what two records of one document differ, and which of the two values is to stay."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst

from documents.models import Document
from organizations.audience import Audience

KEPT, GONE = "giu", "kia"
# Widest first: of two audiences the narrower one is safe.
_AUDIENCES = list(Audience)


@dataclass(frozen=True, slots=True)
class Facet:
    """Fields that only make sense together, and how a person reads them."""

    name: str
    fields: tuple[str, ...]
    shown: Callable[[Document], str]


@dataclass(frozen=True, slots=True)
class Difference:
    """One facet of which two records say different things.

    `usual` is which of the two values stays unless chosen, '' where one has to be chosen.
    """

    name: str
    label: str
    kept: str
    gone: str
    usual: str


def _choice(name: str) -> Callable[[Document], str]:
    return lambda document: str(getattr(document, f"get_{name}_display")())


def _status(document: Document) -> str:
    if document.status == Document.Status.UNKNOWN:
        return ""
    return f"{document.get_status_display()}, theo {document.status_basis}"


def _audience(document: Document) -> str:
    bodies = ", ".join(str(body) for body in document.audience_bodies.all())
    told = document.get_audience_display()
    is_of_bodies = document.audience == Audience.BODIES
    return f"{told}: {bodies}" if is_of_bodies and bodies else told


def _plain(name: str) -> Facet:
    return Facet(name, (name,), lambda document: str(getattr(document, name) or ""))


FACETS = (
    _plain("document_type"),
    Facet("number", ("number", "year_in_number", "symbol"), lambda document: document.code),
    _plain("name"),
    _plain("title"),
    _plain("organization"),
    Facet("collective", ("collective",), _choice("collective")),
    _plain("issuer_printed"),
    Facet("issued_on", ("issued_on", "issued_year"), lambda document: document.date_display),
    _plain("term"),
    _plain("signer"),
    _plain("signer_position"),
    Facet("status", ("status", "status_basis"), _status),
    Facet("audience", ("audience",), _audience),
    _plain("note"),
)
_LABELS = {"number": "số ký hiệu"}


def differences(kept: Document, gone: Document) -> list[Difference]:
    """Return in what the two records differ, in the order of the entry form.

    A value that only one of them has is the usual one; of two, that of the record kept; of two
    audiences the narrower, and none where neither is: then somebody has to say.
    """
    found = []
    for facet in FACETS:
        one, other = facet.shown(kept), facet.shown(gone)
        # Two bodies may bear one name.
        is_audience = facet.name == "audience"
        if (_seen_by(kept) == _seen_by(gone)) if is_audience else (one == other):
            continue
        label = _LABELS.get(facet.name) or str(Document._meta.get_field(facet.name).verbose_name)
        usual = _usual(facet, kept, gone, one)
        found.append(Difference(facet.name, capfirst(label), one, other, usual))
    return found


def _usual(facet: Facet, kept: Document, gone: Document, shown: str) -> str:
    return _narrower(kept, gone) if facet.name == "audience" else KEPT if shown else GONE


def _narrower(kept: Document, gone: Document) -> str:
    """Return whose audience is the narrower one, '' of two lists of bodies neither of which is."""
    width, other = (_AUDIENCES.index(Audience(one.audience)) for one in (kept, gone))
    if width != other:
        return GONE if width < other else KEPT
    own, others = set(bodies_of(kept)), set(bodies_of(gone))
    return KEPT if own <= others else GONE if others <= own else ""


def _seen_by(document: Document) -> tuple[str, list[int]]:
    is_of_bodies = document.audience == Audience.BODIES
    return document.audience, bodies_of(document) if is_of_bodies else []


def take_over(kept: Document, gone: Document, chosen: Mapping[str, str]) -> dict[str, list[Any]]:
    """Put the chosen values of `gone` into `kept`, unsaved; return each field before and after.

    What is not among `chosen` stays as usual (see `differences`). Columns of keys are told by
    their keys; the bodies of an audience are to be stored by the caller (`audience_bodies`).
    """
    changed: dict[str, list[Any]] = {}
    fields = {facet.name: facet.fields for facet in FACETS}
    for difference in differences(kept, gone):
        if chosen.get(difference.name, difference.usual) != GONE:
            continue
        for name in fields[difference.name]:
            column = Document._meta.get_field(name).attname
            changed[column] = [getattr(kept, column), getattr(gone, column)]
        if difference.name == "audience":
            changed["audience_bodies"] = [bodies_of(kept), bodies_of(gone)]
    for column, (_, value) in changed.items():
        if column != "audience_bodies":
            setattr(kept, column, value)
    return changed


def bodies_of(document: Document) -> list[int]:
    """Return the keys of the bodies in the document's audience, in order."""
    return sorted(document.audience_bodies.values_list("pk", flat=True))
