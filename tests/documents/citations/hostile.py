"""Texts made to slow a reader down, by family; each is built to any size."""

from collections.abc import Callable


def _repeat(piece: str) -> Callable[[int], str]:
    return lambda size: (piece * (size // len(piece) + 1))[:size]


def _between(head: str, filling: str, tail: str) -> Callable[[int], str]:
    return lambda size: head + filling * size + tail


FAMILIES: dict[str, Callable[[int], str]] = {
    "one run of digits": _repeat("1234567890"),
    "groups of digits": _repeat("12 "),
    "dates without end": _repeat("03/10/2022 "),
    "số số số": _repeat("số "),
    "Chỉ thị số Chỉ thị số": _repeat("Chỉ thị số "),
    "sososo": _repeat("số"),
    "numbered so": _repeat("số 5 "),
    "dashes": _repeat("-"),
    "slashes": _repeat("/"),
    "dashes and slashes": _repeat("-/"),
    "numbers, dashes, slashes": _repeat("1-/"),
    "blanks between number and symbol": _between("Chỉ thị số 24", " ", "-CT/TU"),
    "line ends between number and symbol": _between("Chỉ thị số 24", "\n", "-CT/TU"),
    "line ends": _repeat("\n"),
    "digits and line ends": _repeat("2\n"),
    "blanks": _repeat(" "),
    "no-break blanks": _repeat("\u00a0"),
    "many gaps of blanks": _repeat("24" + " " * 1000 + "-CT/TU"),
    "one letter with accents": _between("Q", "\u0301\u0323", ""),
    "three accents a letter": _repeat("a\u0323\u0301\u0302"),
    "many runs of accents": _repeat("a" + "\u0301" * 40),
    "accents and dots below by turns": _repeat("\u0301\u0323"),
    "zero-width signs": _repeat("1\u200b"),
    "one endless body code": _between("24-CT/", "A", ""),
    "one endless row of units": _between("24-CT/TU", "-AB", ""),
    "nothing but codes": _repeat("24-CT/TU "),
    "nothing but codes and commas": _repeat("24-CT/TU,"),
    "nothing but State codes": _repeat("130/2020/NĐ-CP "),
    "nothing but full citations": _repeat("Chỉ thị số 24-CT/TU, ngày 19/5/2023 của Tỉnh ủy; "),
    "nothing but short citations": _repeat("Nghị quyết 15 của Bộ Chính trị; "),
    "nothing but congresses": _repeat("Nghị quyết Đại hội XIII "),
    "nothing but plenums": _repeat("Nghị quyết Trung ương 4, 5, 6 khóa XII "),
    "nothing but laws": _repeat("Luật Cư trú năm 2020 "),
    "nothing but alias words": _repeat("(Nghị quyết 15) "),
    "nothing but days": _repeat("ngày 19/5/2023 "),
    "codes cut off": _repeat("24-CT/"),
    "codes cut by lines": _repeat("24-C\nT/T\nU"),
    "a list without end": _between("Chỉ thị số ", "18, ", "19-CT/TU"),
    "bare lists cut off": _repeat("các Chỉ thị số 18, 19, 20, "),
    "one bare list": _between("các Chỉ thị số ", "18, 19, 20, ", ""),
    "an issuer without end": _between("24-CT/TU của Sở ", "Giáo ", ""),
    "issuers cut off": _repeat("24-CT/TU của Ban Thường vụ "),
    "congresses cut off": _repeat("Nghị quyết Đại hội "),
    "laws without number": _repeat("Luật Cư trú "),
    "Luật Luật Luật": _repeat("Luật "),
    "law names before one number": _between("", "luật a b c d e ", "12/2020/QH14"),
    "tags": _repeat("<b>"),
    "open tags": _repeat("<"),
    "brackets": _repeat("]("),
    "open brackets": _repeat("["),
    "page numbers": _repeat("\n 16 \n \n"),
    "heading marks": _repeat("\n### > "),
    "emoji": _repeat("😀"),
    "quotes": _repeat('"'),
}
