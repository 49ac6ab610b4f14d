"""Every body with its codes, names and successors, loaded once for a run of reading.

A province has some hundreds of bodies and a text names the same few again and again, so they
are held in memory: four queries, however many citations ask.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Self

from documents.citations.types import SYMBOL_TYPE_CODES
from organizations.models import Organization, OrganizationCode, OrganizationName, Succession
from organizations.querysets import code_key

CENTRAL_CODE = "TW"


@dataclass(slots=True)
class Bodies:
    """The bodies in use; those in the bin are known only as somebody's superior or publisher."""

    by_id: dict[int, Organization]
    # Every name a body is called by, folded; as written; the official ones apart.
    names: dict[int, set[str]] = field(default_factory=dict)
    written: dict[int, list[str]] = field(default_factory=dict)
    official: dict[int, set[str]] = field(default_factory=dict)
    codes: dict[int, set[str]] = field(default_factory=dict)
    # Whose place each body took.
    forerunners: dict[int, set[int]] = field(default_factory=dict)

    @classmethod
    def load(cls) -> Self:
        bodies = cls({body.pk: body for body in Organization.all_objects.all()})
        for body in bodies.live():
            bodies.names[body.pk] = {body.name_key, _without_party(body.name_key)}
            bodies.official[body.pk] = {body.name_key}
            bodies.written[body.pk] = [body.name]
        kinds = OrganizationName.objects.values_list("organization_id", "name", "name_key", "kind")
        for pk, name, key, kind in kinds:
            bodies.written.setdefault(pk, []).append(name)
            # "Văn phòng Trung ương Đảng" is also "Văn phòng Trung ương".
            bodies.names.setdefault(pk, set()).update({key, _without_party(key)})
            if kind == OrganizationName.Kind.OFFICIAL:
                bodies.official.setdefault(pk, set()).add(key)
        for pk, key in OrganizationCode.objects.values_list("organization_id", "code_key"):
            bodies.codes.setdefault(pk, set()).add(key)
        for former, later in Succession.objects.values_list("predecessor_id", "successor_id"):
            bodies.forerunners.setdefault(later, set()).add(former)
        return bodies

    def live(self) -> list[Organization]:
        return [body for body in self.by_id.values() if body.deleted_at is None]

    @property
    def central(self) -> Organization | None:
        """The Central Committee: the body that writes TW."""
        key = code_key(CENTRAL_CODE)
        return next((body for body in self.live() if key in self.codes.get(body.pk, ())), None)

    def line(self, publisher_id: int | None) -> list[int]:
        """Return a body and those above it, by their keys, from below; a circle ends."""
        line: list[int] = []
        while publisher_id in self.by_id and publisher_id not in line:
            line.append(publisher_id)
            publisher_id = self.by_id[publisher_id].parent_id
        return line

    def owners(self, symbol: str) -> list[Organization]:
        """Return every body that owns the issuer part of `symbol`, or has owned it.

        ``CT/TU`` → those that write TU; ``UBTVQH13`` → Ủy ban Thường vụ Quốc hội.
        """
        keys = {code_key(part) for part in _issuer_parts(symbol)}
        return [body for body in self.live() if keys & self.codes.get(body.pk, set())]

    def writes(self, body: Organization, symbol: str) -> bool:
        """Whether the body owns the symbol's code; one without recorded codes is not judged."""
        own = self.codes.get(body.pk)
        joint = {code_key(part) for part in _joint_parts(symbol)}
        return not own or bool(own & joint) or body in self.owners(symbol)

    def issuers_meant(
        self, body: Organization, symbol: str, day: date | None
    ) -> list[Organization]:
        """Return who issued what a text says is of `body`, under `symbol`, on `day`.

        A body that did not exist on the day, or never wrote the code, is named for the ones
        whose place it took: “Hướng dẫn 12-HD/BTGTW … của Ban Tuyên giáo và Dân vận Trung ương”.
        A body's successors never stand in for it: a date after its end is a contradiction.
        """
        is_its_own = self.writes(body, symbol) and (day is None or existed(body, day))
        found = [] if is_its_own else self._forerunners_of(body, symbol, day)
        return found or [body]

    def _forerunners_of(
        self, body: Organization, symbol: str, day: date | None
    ) -> list[Organization]:
        met, waiting = {body.pk}, [body.pk]
        for pk in waiting:
            further = sorted(self.forerunners.get(pk, set()) - met)
            met.update(further)
            waiting += further
        owners = {owner.pk for owner in self.owners(symbol)}
        return existing((self.by_id[pk] for pk in waiting[1:] if pk in owners), day)


def existed(body: Organization, day: date) -> bool:
    """Whether the body existed on `day`, as far as its days are known."""
    begun = body.valid_from is None or body.valid_from <= day
    return begun and (body.valid_to is None or day <= body.valid_to)


def existing(bodies: Iterable[Organization], day: date | None) -> list[Organization]:
    """Return those that existed on `day`; all of them when no day is known."""
    return [body for body in bodies if day is None or existed(body, day)]


def _without_party(name_key: str) -> str:
    return name_key.removesuffix(" dang") if name_key.endswith("trung uong dang") else name_key


def _issuer_parts(symbol: str) -> list[str]:
    """Return what may be the code of the issuing body in a symbol.

    ``CT/TU`` → TU; ``CV/VPTW/nb`` → VPTW; ``QĐ-BCA-V05`` → BCA-V05, BCA; ``UBND-KT`` → UBND,
    because a State công văn has no type code; ``UBTVQH13`` → UBTVQH: the digits are the term.
    """
    party = symbol.split("/")
    if len(party) > 1:
        return [party[1], party[1].split("-")[0]]
    first, *rest = symbol.split("-")
    if first in SYMBOL_TYPE_CODES and rest:
        return ["-".join(rest), rest[0]]
    return [symbol, first, first.rstrip("0123456789")]


def _joint_parts(symbol: str) -> list[str]:
    """Return the codes of those who issue beside the first: ``TTLT-BTC-BNV`` → BTC, BNV."""
    return symbol.replace("/", "-").split("-")[1:]
