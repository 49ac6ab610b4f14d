"""What the rules yield: one reading in the skeleton, and its way back to the source text."""

from dataclasses import dataclass

from documents.citations.citation import Citation, Kind
from documents.citations.skeleton import Skeleton


@dataclass(slots=True)
class Reading:
    """A citation in skeleton positions; `symbol` and `issuer` are spans there.

    `type_code` and `number` hold what the skeleton prints until `to_citation` reads the
    source: the skeleton has no Đ.
    """

    start: int
    end: int
    kind: Kind
    type: str
    type_code: str
    rule: str
    number: str | None = None
    year: str | None = None
    symbol: tuple[int, int] | None = None
    date: str | None = None
    issuer: tuple[int, int] | None = None
    ordinal: str | None = None
    terms: tuple[str, ...] = ()
    name: tuple[int, int] | None = None
    alias_of: "Reading | None" = None


_SLASHES = str.maketrans("\u2044\u2215\uff0f", "///")


def to_citation(reading: Reading, skeleton: Skeleton, source: str) -> Citation:
    """Return `reading` with offsets into `source` and its printed parts."""
    start, end = skeleton.start_of(reading.start), skeleton.end_of(reading.end)
    alias = reading.alias_of
    return Citation(
        start=start,
        end=end,
        text=source[start:end],
        kind=reading.kind,
        type=reading.type,
        type_code=reading.type_code,
        number=bare_number(reading.number) if reading.number else None,
        year_in_number=reading.year,
        symbol=printed_symbol(skeleton, reading.symbol) if reading.symbol else None,
        date=reading.date,
        issuer=skeleton.printed(*reading.issuer) if reading.issuer else None,
        rule=reading.rule,
        ordinal=reading.ordinal,
        terms=reading.terms,
        name=skeleton.printed(*reading.name) if reading.name else None,
        alias_of=(skeleton.start_of(alias.start), skeleton.end_of(alias.end)) if alias else None,
    )


def printed_symbol(skeleton: Skeleton, span: tuple[int, int]) -> str:
    """Return a symbol as printed, without blanks and with look-alike signs made the usual ones."""
    return skeleton.printed(*span).translate(_SLASHES).replace(" ", "")


def bare_number(number: str) -> str:
    """Return a number without leading zeros: "04" is "4", "66.19" stays."""
    return number.lstrip("0") or "0"
