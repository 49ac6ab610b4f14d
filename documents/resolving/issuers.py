"""Which body and which collective a printed issuer means: “Ban Thường vụ Tỉnh uỷ” and the like.

A name without a place ("Tỉnh ủy", "UBND thành phố") is read from where the text was
published: the bodies above the publisher and those beside them. When two bodies fit, none
is chosen. Who writes no accents asks for none; a name with others is another body's: “phường
Thứ” is not “phường Thử”.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from documents.models import Document, SourceText
from documents.resolving.bodies import Bodies, existing
from organizations.models import Organization
from organizations.text import fold, normalize, spelling

Collective = Document.Collective


@dataclass(frozen=True, slots=True)
class Issuer:
    """The body meant (None when open), who acted for it, and why it is thought so.

    `bodies` are all that may be meant: several for a body that took the place of several.
    """

    organization: Organization | None = None
    collective: str = Collective.UNKNOWN
    why: str = ""
    bodies: tuple[Organization, ...] = ()


# Folded wordings of those who act for the Central Committee under the code TW. Each is the
# whole phrase: "Văn phòng Ban Chấp hành Trung ương", "Ủy ban Kiểm tra Trung ương" and "Ban Bí
# thư Trung ương Đoàn" are bodies with codes of their own.
_CENTRE = r"(?:trung uong|tw|t\.u\.?|tu(?= dang))"
_PARTY = r"(?: dang(?: cong san viet nam)?)?"
_OF_PARTY = r"(?:,? (?:cua )?dang(?: cong san viet nam| ta)?)"
_NUMBER = r"(?:,? (?:(?:lan )?thu |khoa )?(?:[ivxlc]+|[0-9]+))"
# "khóa XIII", "(khóa XI, XII)", ", nhiệm kỳ 2021 - 2026"
_TERM = (
    r"(?:,? \(?(?:khoa [ivxlc0-9]+(?:(?:,|;| va) (?:va |khoa )*[ivxlc]+)*"
    r"|nhiem ky [0-9]{4} ?- ?[0-9]{4})\)?){0,2}"
)
_CONGRESS = r"(?:dai hoi|dh)(?: dai bieu)?"
_SECRETARIAT = rf"(?:thuong truc )?(?:ban bi thu|bbt)(?: {_CENTRE})?{_PARTY}"
_CENTRAL = tuple(
    (re.compile(pattern + _TERM), collective)
    for pattern, collective in (
        # "Đại hội đại biểu toàn quốc lần thứ XIII của Đảng", "Đại hội Đảng toàn quốc"
        (
            rf"{_CONGRESS}(?: dang)? toan quoc(?: cua dang)?{_NUMBER}?{_OF_PARTY}?",
            Collective.CONGRESS,
        ),
        # "Đại hội Đảng lần thứ XII", "Đại hội XIII của Đảng"; not "Đại hội XIX Đảng bộ tỉnh"
        (rf"{_CONGRESS} dang{_NUMBER}|{_CONGRESS}{_NUMBER}{_OF_PARTY}", Collective.CONGRESS),
        # "Đại hội XIII"
        (rf"(?:dai hoi|dh){_NUMBER}", Collective.CONGRESS),
        # "Bộ Chính trị", "Bộ Chính trị, Ban Bí thư Trung ương Đảng"
        (
            rf"(?:bo chinh tri|bct)(?: (?:ban chap hanh )?{_CENTRE})?{_PARTY}"
            rf"(?:(?:,| va) {_SECRETARIAT})?",
            Collective.POLITBURO,
        ),
        (_SECRETARIAT, Collective.SECRETARIAT),
        # "Hội nghị lần thứ sáu Ban Chấp hành Trung ương Đảng", "Trung ương 5", "Hội nghị TW 4"
        (
            r"(?:hoi nghi (?:(?:lan )?(?:thu )?[a-z0-9]+,? )?(?:cua )?)?"
            rf"(?:(?:ban chap hanh|bch) ?)?{_CENTRE}{_PARTY}"
            r"(?: (?:lan )?(?:thu )?[0-9]+| lan thu [a-z]+)?",
            Collective.COMMITTEE,
        ),
        # "Hội nghị lần thứ năm khóa XIII": only the Centre's are called so
        (r"hoi nghi (?:lan )?(?:thu )?[a-z0-9]+(?=,? \(?khoa )", Collective.COMMITTEE),
        # "của Đảng"
        (r"dang(?: cong san viet nam)?", Collective.UNKNOWN),
    )
)
# What tells one meeting of a body from another and is no part of the body's name:
# "kỳ họp thứ 12, …", "… lần thứ XIX", "… khóa XXII (nhiệm kỳ 2021 - 2026)".
_MEETING = re.compile(
    r"^(?:hoi nghi|ky hop) (?:(?:lan )?thu )?[a-z0-9]+(?:,| cua)? "
    r"|,? ?\(?lan thu [a-z0-9]+\)?"
    r"|,? ?\(?(?:khoa|nhiem ky) .*$"
)
# Folded wordings before a committee's name: "Ban Thường vụ Tỉnh ủy", "BTV Thành uỷ".
_LOCAL = (
    (re.compile(r"^(ban thuong vu|btv)\s+"), Collective.STANDING_COMMITTEE),
    (re.compile(r"^(thuong truc)\s+(?=(tinh|thanh|huyen|quan|thi|dang) uy)"), "standing_board"),
    (re.compile(r"^(ban chap hanh|bch)\s+"), Collective.COMMITTEE),
    (re.compile(r"^(dai hoi|dh) (dai bieu )?([ivxlc]+ (cua )?)?(?=dang bo)"), Collective.CONGRESS),
)
# A committee is also named by the Party organisation it leads: "Đảng bộ thành phố" is "Thành ủy".
_LED_BY = (
    (re.compile(r"^dang bo tinh\b"), "tỉnh ủy"),
    (re.compile(r"^dang bo (thanh pho|tp\.?)(?= |$)"), "thành ủy"),
    (re.compile(r"^dang bo huyen\b"), "huyện ủy"),
    (re.compile(r"^dang bo (?=phuong|xa)"), "đảng ủy "),
)
_SPELLED_OUT = (
    (re.compile(r"^(uy ban nhan dan|ub ?nd)\b"), "ubnd"),
    (re.compile(r"^(hoi dong nhan dan|hdnd)\b"), "hđnd"),
    (re.compile(r"\btp\.? ?(?=[a-z])"), "thành phố "),
    # An office of the Central Committee: "Văn phòng Ban Chấp hành Trung ương Đảng", "UBKT TW"
    (
        re.compile(r"(?<=[a-z] )(?:(?:ban chap hanh|bch) )?(?:trung uong|tw)(?: dang)?$"),
        "trung ương",
    ),
    (re.compile(r"^ubkt(?= )"), "ủy ban kiểm tra"),
)


def read_issuer(
    printed: str,
    publisher: Organization | None,
    bodies: Bodies | None = None,
    *,
    day: date | None = None,
    written_on: date | None = None,
) -> Issuer:
    """Return who a printed issuer means in a text of `publisher` (None when not known).

    ``Ban Bí thư`` → Trung ương, Ban Bí thư. ``Ban Thường vụ Tỉnh uỷ`` in a bulletin of
    Thành ủy Cao Bằng → Tỉnh ủy Cao Bằng, Ban Thường vụ. An unknown name gives no body. Of
    two bodies of one name the one is meant that existed on `day`, and none that came after
    the text was `written_on`. `bodies` are loaded when not given.
    """
    bodies = bodies or Bodies.load()
    words = fold(printed)
    for pattern, collective in _CENTRAL:
        if pattern.fullmatch(words):
            central = bodies.central
            why = f"“{printed}” ban hành văn bản mang mã TW" if central else ""
            return Issuer(central, collective, why, (central,) if central else ())
    name, collective = _name_and_collective(printed)
    body, why = _Search(bodies, fold(name), spelling(name), day, written_on).body_called(publisher)
    return Issuer(body, collective, why or (f"ghi “{printed}”" if body else ""), _tuple(body))


def namesakes(printed: str, bodies: Bodies) -> list[Organization]:
    """Return all bodies that a printed name may mean wherever it is read, at whatever time."""
    name, _ = _name_and_collective(printed)
    return _Search(bodies, fold(name), spelling(name), None, None).all_called()


def _name_and_collective(printed: str) -> tuple[str, Collective]:
    """Return the body's name in small letters with their signs, and who is said to act for it."""
    words = _replaced(_MEETING, "", normalize(printed).casefold())
    collective = Collective.UNKNOWN
    for pattern, acting in _LOCAL:
        shorter = _replaced(pattern, "", words)
        if shorter != words:
            words, collective = shorter, Collective(acting)
            break
    for pattern, committee in (*_LED_BY, *_SPELLED_OUT):
        words = _replaced(pattern, committee, words)
    return words, collective


def _replaced(pattern: re.Pattern[str], by: str, words: str) -> str:
    """Return `words` with `by` for what the pattern finds in them folded; other signs stay."""
    folded = fold(words)
    if len(folded) != len(words):
        # Signs that are no letter's own: what stands where can no longer be told.
        return normalize(pattern.sub(fold(by), folded))
    pieces, done = [], 0
    for found in pattern.finditer(folded):
        pieces += [words[done : found.start()], by]
        done = found.end()
    return normalize("".join([*pieces, words[done:]]))


def read_issuer_in(
    source: SourceText, printed: str, symbol: str, day: date | None, bodies: Bodies
) -> Issuer:
    """Return who a text says issued a document of `symbol` and `day`, with succession.

    A body named for one whose place it took gives that one: see `Bodies.issuers_meant`.
    """
    publisher = bodies.by_id.get(source.publisher_id or 0)
    issuer = read_issuer(printed, publisher, bodies, day=day, written_on=source.published_on)
    named = issuer.organization
    meant = bodies.issuers_meant(named, symbol, day) if named and symbol else []
    if not meant or meant == [named]:
        return issuer
    former = ", ".join(body.name for body in meant)
    why = f"{former} nay là {named}"
    return Issuer(meant[0] if len(meant) == 1 else None, "", why, tuple(meant))


def _tuple(body: Organization | None) -> tuple[Organization, ...]:
    return (body,) if body else ()


@dataclass(frozen=True, slots=True)
class _Search:
    """One name looked up among the bodies, at one time."""

    bodies: Bodies
    # Folded, and with its signs (see `spelling`).
    name: str
    spelt: str
    day: date | None
    written_on: date | None

    def all_called(self) -> list[Organization]:
        """Return every body that may be meant wherever the name is read."""
        live = self.bodies.live() if self.name else []
        return [body for body in live if self._is_known_everywhere(body) and self._is_spelt(body)]

    def body_called(self, publisher: Organization | None) -> tuple[Organization | None, str]:
        """Return the one body of that name and, when the publisher decided, the reason."""
        if not self.name:
            return None, ""
        live = self.bodies.live()
        if publisher is not None:
            line = self.bodies.line(publisher.pk)
            above = [body for body in live if body.pk in line]
            beside = [body for body in live if body.parent_id in line]
            near = (
                self._only(above, self._is_name)
                or self._only(above, self._begins_name)
                or self._only(beside, self._is_name)
                or self._only(beside, self._begins_name)
            )
            if near:
                return near, f"{near} vì nguồn do {publisher} phát hành"
        return self._only(live, self._is_known_everywhere), ""

    def _is_name(self, body: Organization) -> bool:
        return self.name in self.bodies.names.get(body.pk, ())

    def _begins_name(self, body: Organization) -> bool:
        start = f"{self.name} "
        return any(name.startswith(start) for name in self.bodies.names.get(body.pk, ()))

    def _is_known_everywhere(self, body: Organization) -> bool:
        """A short name ("Tỉnh ủy") tells nothing from afar, but there is one Centre."""
        is_central = body.level == Organization.Level.CENTRAL
        names = self.bodies.names if is_central else self.bodies.official
        return self.name in names.get(body.pk, ())

    def _is_spelt(self, body: Organization) -> bool:
        """Whether a name of the body that fits bears the very accents, or either bears none."""
        if self.spelt == self.name:
            return True
        names = self.bodies.written.get(body.pk, ())
        starts = (f"{self.spelt} ", f"{self.name} ")
        return any(f"{spelling(name)} ".startswith(starts) for name in names)

    def _only(
        self, bodies: Iterable[Organization], fits: Callable[[Organization], bool]
    ) -> Organization | None:
        """Return the one body that fits; None when none or several do."""
        found = [
            body
            for body in bodies
            if fits(body)
            and self._is_spelt(body)
            and not (self.written_on and body.valid_from and body.valid_from > self.written_on)
        ]
        if len(found) > 1:
            found = existing(found, self.day)
        return found[0] if len(found) == 1 else None


def owner_of_symbol(
    symbol: str, day: date | None, bodies: Bodies | None = None
) -> Organization | None:
    """Return the one body whose code ends `symbol` (on `day`, when known); None when several.

    ``CT/TW`` → Trung ương. ``CT/TU`` → None where both a Tỉnh ủy and a Thành ủy write TU.
    ``UBTVQH13`` → Ủy ban Thường vụ Quốc hội: the digits are the term.
    """
    found = existing((bodies or Bodies.load()).owners(symbol), day)
    return found[0] if len(found) == 1 else None
