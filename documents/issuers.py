"""Which body and which collective a printed issuer means: “Ban Thường vụ Tỉnh uỷ” and the like.

A name without a place ("Tỉnh ủy", "UBND thành phố") is read from where the text was
published: the bodies above the publisher and those beside them. When two bodies fit, none
is chosen.
"""

import re
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from documents.models import Document
from organizations.models import Organization, OrganizationName
from organizations.querysets import code_key, ids_with_ancestors, valid_on
from organizations.text import fold

CENTRAL_CODE = "TW"
Collective = Document.Collective


@dataclass(frozen=True, slots=True)
class Issuer:
    """The body meant (None when open), who acted for it, and why it is thought so."""

    organization: Organization | None = None
    collective: str = Collective.UNKNOWN
    why: str = ""


# Folded wordings of those who act for the Central Committee under the code TW.
_CENTRAL = (
    # "Đại hội đại biểu toàn quốc lần thứ XIII", "Đại hội XIII của Đảng"
    (
        re.compile(r"dai hoi (dai bieu |dang )?toan quoc|^dai hoi (dang )?(lan thu )?[ivxlc]+\b"),
        Collective.CONGRESS,
    ),
    (re.compile(r"bo chinh tri"), Collective.POLITBURO),
    (re.compile(r"ban bi thu"), Collective.SECRETARIAT),
    # "Hội nghị lần thứ sáu Ban Chấp hành Trung ương Đảng khóa XIII", "Trung ương 5 khóa X"
    (
        re.compile(r"(ban chap hanh|bch) trung uong|^(ban chap hanh )?trung uong( dang| \d|$)"),
        Collective.COMMITTEE,
    ),
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
    (re.compile(r"^dai hoi (dai bieu )?(?=dang bo)"), Collective.CONGRESS),
)
# A committee is also named by the Party organisation it leads: "Đảng bộ thành phố" is "Thành ủy".
_LED_BY = (
    (re.compile(r"^dang bo tinh\b"), "tinh uy"),
    (re.compile(r"^dang bo (thanh pho|tp\.?)(?= |$)"), "thanh uy"),
    (re.compile(r"^dang bo huyen\b"), "huyen uy"),
    (re.compile(r"^dang bo (?=phuong|xa)"), "dang uy "),
)
_SPELLED_OUT = (
    (re.compile(r"^(uy ban nhan dan|ub ?nd)\b"), "ubnd"),
    (re.compile(r"^(hoi dong nhan dan|hdnd)\b"), "hdnd"),
    (re.compile(r"\btp\.? ?(?=[a-z])"), "thanh pho "),
)


def read_issuer(printed: str, publisher: Organization | None) -> Issuer:
    """Return who a printed issuer means in a text of `publisher` (None when not known).

    ``Ban Bí thư`` → Trung ương, Ban Bí thư. ``Ban Thường vụ Tỉnh uỷ`` in a bulletin of
    Thành ủy Cao Bằng → Tỉnh ủy Cao Bằng, Ban Thường vụ. An unknown name gives no body.
    """
    words = fold(printed)
    for pattern, collective in _CENTRAL:
        if pattern.search(words):
            central = Organization.objects.with_code(CENTRAL_CODE).first()
            return Issuer(central, collective, f"“{printed}” ban hành văn bản mang mã TW")
    words = _MEETING.sub("", words).strip()
    collective = Collective.UNKNOWN
    for pattern, acting in _LOCAL:
        shorter = pattern.sub("", words)
        if shorter != words:
            words, collective = shorter, Collective(acting)
            break
    for pattern, committee in (*_LED_BY, *_SPELLED_OUT):
        words = pattern.sub(committee, words)
    return _body_called(words.strip(), printed, collective, publisher)


def _body_called(
    name: str, printed: str, collective: str, publisher: Organization | None
) -> Issuer:
    if not name:
        return Issuer(None, collective)
    if publisher is not None:
        line = ids_with_ancestors([publisher.pk])
        above, beside = Q(pk__in=line), Q(parent_id__in=line)
        exact = Q(name_key=name) | Q(names__name_key=name)
        beginning = Q(name_key__startswith=f"{name} ") | Q(names__name_key__startswith=f"{name} ")
        near = (
            _unique(above & exact)
            or _unique(above & beginning)
            or _unique(beside & exact)
            or _unique(beside & beginning)
        )
        if near:
            return Issuer(near, collective, f"{near} vì nguồn do {publisher} phát hành")
    official = Q(names__name_key=name, names__kind=OrganizationName.Kind.OFFICIAL)
    body = _unique(Q(name_key=name) | official)
    return Issuer(body, collective, f"ghi “{printed}”" if body else "")


def _unique(condition: Q) -> Organization | None:
    """Return the one body that fits; None when none or several do."""
    found = list(Organization.objects.filter(condition).distinct()[:2])
    return found[0] if len(found) == 1 else None


def owner_of_symbol(symbol: str, day: date | None) -> Organization | None:
    """Return the one body whose code ends `symbol` (on `day`, when known); None when several.

    ``CT/TW`` → Trung ương. ``CT/TU`` → None where both a Tỉnh ủy and a Thành ủy write TU.
    ``UBTVQH13`` → Ủy ban Thường vụ Quốc hội: the digits are the term.
    """
    owners = owners_of_symbol(symbol)
    if day:
        owners = owners.filter(valid_on(day))
    found = list(owners[:2])
    return found[0] if len(found) == 1 else None


def owners_of_symbol(symbol: str) -> "Organization.objects":
    """Return every body that owns the issuer part of `symbol`."""
    keys = {code_key(part) for part in _issuer_parts(symbol)}
    return Organization.objects.filter(codes__code_key__in=keys).distinct()


def _issuer_parts(symbol: str) -> list[str]:
    """``CT/TU`` → TU; ``QĐ-BCA-V05`` → BCA; ``CV/VPTW/nb`` → VPTW; ``UBTVQH13`` → UBTVQH."""
    party = symbol.split("/")
    if len(party) > 1:
        return [party[1], party[1].split("-")[0]]
    state = symbol.split("-")
    part = state[1] if len(state) > 1 else state[0]
    return [part, part.rstrip("0123456789")]
