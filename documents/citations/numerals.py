"""Numbers in words and Roman numerals, as plenums and congresses are counted. Pure text."""

_WORDS = "nhat|mot|hai|ba|bon|tu|nam|lam|sau|bay|tam|chin|muoi"
# Patterns for the skeleton, for `spaced` and IGNORECASE. ORDINAL: "6", "VI", "sáu", "mười hai";
# ROMAN: "XIII", "xiii", "13".
ORDINAL = (
    r"(?:[0-9]{1,3}(?![0-9])|(?-i:[IVXL]{1,6})(?![A-Za-z])"
    rf"|(?:muoi )?(?:{_WORDS})(?![a-z]))"
)
# In small letters only what is no word: "xiii"; not "vi" (vì), "xi" (xi măng).
_NUMERAL = r"(?-i:[IVXL]{1,6}|[ivxl]{3,6}|i[ivx]|x[vx])"
ROMAN = rf"(?:{_NUMERAL}(?![A-Za-z])|[0-9]{{1,2}}(?![0-9/]))"

_UNITS = {
    **{"nhat": 1, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "sau": 6},
    **{"bay": 7, "tam": 8, "chin": 9, "muoi": 10},
}
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50}
_ROMAN_STEPS = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def to_digits(printed: str) -> str:
    """Return an ordinal in digits: "06" is "6", "VI" is "6", "muoi hai" (folded) is "12"."""
    if printed.isdigit():
        return str(int(printed))
    if set(printed) <= _ROMAN_DIGITS.keys():
        return str(_roman_value(printed))
    return str(sum(_UNITS[word] for word in printed.lower().split()))


def to_roman(printed: str) -> str:
    """Return a term in Roman numerals: "13" and "xiii" are "XIII"."""
    if not printed.isdigit():
        return printed.upper()
    value, numeral = int(printed), ""
    for step, sign in _ROMAN_STEPS:
        while value >= step:
            numeral += sign
            value -= step
    return numeral


def _roman_value(numeral: str) -> int:
    values = [_ROMAN_DIGITS[sign] for sign in numeral]
    following = (*values[1:], 0)
    return sum(-one if one < after else one for one, after in zip(values, following, strict=True))
