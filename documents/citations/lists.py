"""Several numbers behind one type word: "số 18, 19-NQ/TW", "24-CT/TU và số 25-CT/TU".

Pure text; no Django. Each document of a list has its own span: the first with the type
word, later ones from their number; a symbol printed once belongs to each number; a date
or issuer belongs to the number it follows.
"""

import re

from documents.citations import grammar
from documents.citations.full import Code, read_code, read_full
from documents.citations.leads import Lead
from documents.citations.reading import Reading
from documents.citations.skeleton import Skeleton, spaced

# Longer lists are tables of figures; the bound keeps a page of numbers linear.
MAX_ITEMS = 30
# ", ", " và ", "; số ", " và các số ", "&"; a number must follow
SEPARATOR = re.compile(
    spaced(
        r"(?: ?[,;&]| (?=va |hoac |cung ))(?: ?(?:va|hoac|cung(?: voi)?) )? ?(?:cac )?"
        r"(?:so(?: hieu)? ?:? ?)?(?=[0-9])"
    ),
    re.IGNORECASE,
)
# "18", "15/2020" that waits for the symbol of a later number; not "1,5", "5%", "12-15"
_BARE_NUMBER = re.compile(
    r"(?P<number>[0-9]{1,5}[a-c]?)(?:/(?P<year>(?:19|20)[0-9]{2}))?(?![0-9A-Za-z/.%-])"
)


def read_list(skeleton: Skeleton, start: int, lead: Lead) -> list[Reading]:
    """Return the full citations that begin with the number at `start`, [] when it begins none.

    One citation is a list of one. Refused: numbers before a code of another type
    ("Chỉ thị 05 và 12-KH/TU"), and bare numbers without type word or "số".
    """
    readings = _read_run(skeleton, start, lead)
    while readings and len(readings) < MAX_ITEMS:
        last = readings[-1]
        separator = SEPARATOR.match(skeleton.text, last.end)
        if not separator:
            break
        number_start = separator.end()
        more = _read_run(skeleton, number_start, Lead(number_start, last.type, said=True))
        if not more:
            break
        readings += more
    return readings


def _read_run(skeleton: Skeleton, start: int, lead: Lead) -> list[Reading]:
    """Return bare numbers and the code that ends them, or the one code at `start`."""
    bare: list[re.Match[str]] = []
    position = start
    code = read_code(skeleton, position, lead)
    while code is None and (lead.word or lead.said) and len(bare) < MAX_ITEMS:
        number = _BARE_NUMBER.match(skeleton.text, position)
        separator = SEPARATOR.match(skeleton.text, number.end()) if number else None
        if not number or not separator:
            return []
        bare.append(number)
        position = separator.end()
        code = read_code(skeleton, position, lead)
    if code is None:
        return []
    if lead.word and not _agrees(lead.word, code):
        if bare:
            return []
        if lead.start == start:
            lead = Lead(start, said=True)
    last_lead = Lead(position, lead.word, said=True, short=lead.short) if bare else lead
    last = read_full(skeleton, last_lead, code)
    return [_of_list(number, lead, last, number is bare[0]) for number in bare] + [last]


def _agrees(word: str, code: Code) -> bool:
    """Tell whether the type word can carry this code, so that a list may share it."""
    if not code.type_code:
        return True
    names = (grammar.name_of_code(code.type_code, order) for order in (True, False))
    return grammar.usual_code(word) == code.type_code or word in names


def _of_list(number: re.Match[str], lead: Lead, last: Reading, first: bool) -> Reading:
    return Reading(
        start=lead.start if first else number.start(),
        end=number.end(),
        kind="full",
        type=last.type,
        type_code=last.type_code,
        rule="list-number",
        number=number["number"],
        year=number["year"] or last.year,
        symbol=last.symbol,
    )
