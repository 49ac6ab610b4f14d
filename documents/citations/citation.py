"""The value the reader yields: one place in a text that names a document. Pure data."""

from typing import Literal, NamedTuple

Kind = Literal["full", "short", "named"]


class Citation(NamedTuple):
    """One place in a text that names one issued document, with what is printed there.

    A tuple, because making a frozen dataclass of sixteen fields takes a fifth of the time a
    citation needs; by name only, the order of the fields is no promise.

    `start` and `end` are character offsets into the text as given, whatever its normal
    form, and `text` is that slice. The other texts are NFC with single spaces; nothing in
    them is corrected. `kind`: 'full' has a symbol, 'short' a type and a number, 'named'
    tells the document by congress, plenum, session or year.

    `type` is the Vietnamese type name in full and `type_code` the code in the symbol (or
    the usual one); '' when neither the words nor the symbol tell. `number` has no leading
    zero. `date` is 'YYYY-MM-DD', or 'YYYY' when only a year is printed. `issuer` is the
    phrase as printed. `rule` is the stable name of the grammar rule that read it.

    For 'named': `ordinal` is the plenum or session number in digits, `terms` the terms or
    congresses in Roman numerals ("Trung ương 4 (khóa XI, XII)" is one citation of two
    documents), `name` the printed name of a law without number. `alias_of` is the
    (start, end) of the citation this one is declared to stand for: "(Nghị quyết 15)",
    "sau đây gọi là Kế hoạch 12".
    """

    start: int
    end: int
    text: str
    kind: Kind
    type: str
    type_code: str
    number: str | None
    year_in_number: str | None
    symbol: str | None
    date: str | None
    issuer: str | None
    rule: str
    ordinal: str | None = None
    terms: tuple[str, ...] = ()
    name: str | None = None
    alias_of: tuple[int, int] | None = None
