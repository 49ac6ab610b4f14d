"""The table of document types: names, Party and State codes, other spellings. Pure data.

Sources: Regulation 399-QĐ/TW of 2026 (the 25 Party types and 8 administrative papers)
and Decree 30/2020/NĐ-CP, annex III (State codes). Boundary: nothing is read here.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DocumentTypeNames:
    """One type of document: its Vietnamese name and how each system writes its code.

    `party` and `state` are the codes as printed, '' where that system has none (a State
    công văn has no type code, a kết luận is not a State type). `short` are abbreviations
    that stand for the type word before a number ("NĐ 193/2025"). `other` are spellings
    that folding does not join to the name; wrong or missing tones need no row.
    """

    name: str
    party: str = ""
    state: str = ""
    short: tuple[str, ...] = ()
    other: tuple[str, ...] = ()


DOCUMENT_TYPES: tuple[DocumentTypeNames, ...] = (
    DocumentTypeNames("Nghị quyết", "NQ", "NQ", ("NQ",)),
    DocumentTypeNames("Nghị quyết liên tịch", "NQLT", "NQLT", ("NQLT",)),
    DocumentTypeNames("Quyết định", "QĐ", "QĐ", ("QĐ",)),
    DocumentTypeNames("Quy định", "QĐ", "QyĐ", ("QyĐ", "QĐi"), ("Qui định",)),
    DocumentTypeNames("Chỉ thị", "CT", "CT", ("CT",)),
    DocumentTypeNames("Kết luận", "KL", "", ("KL",)),
    DocumentTypeNames("Quy chế", "QC", "QC", ("QC",), ("Qui chế",)),
    DocumentTypeNames("Thông tri", "TT", "", ("TT",)),
    DocumentTypeNames("Thông tư", "", "TT", ("TT",)),
    DocumentTypeNames("Thông tư liên tịch", "", "TTLT", ("TTLT",)),
    DocumentTypeNames("Hướng dẫn", "HD", "HD", ("HD",)),
    DocumentTypeNames("Thông báo", "TB", "TB", ("TB", "TBKL")),
    DocumentTypeNames("Thông cáo", "TC", "TC"),
    DocumentTypeNames("Báo cáo", "BC", "BC", ("BC",)),
    DocumentTypeNames("Kế hoạch", "KH", "KH", ("KH",)),
    DocumentTypeNames("Kế hoạch liên tịch", "KHLT", "KHLT", ("KHLT",)),
    DocumentTypeNames("Quy hoạch", "QH"),
    DocumentTypeNames("Chương trình", "CTr", "CTr", ("CTr",)),
    DocumentTypeNames("Chương trình hành động", "CTr", "CTr", ("CTHĐ", "CTrHĐ")),
    DocumentTypeNames("Chương trình phối hợp", "CTr", "CTr", ("CTPH", "CTrPH")),
    DocumentTypeNames("Đề án", "ĐA", "ĐA", ("ĐA",)),
    DocumentTypeNames("Phương án", "PA", "PA", ("PA",)),
    DocumentTypeNames("Dự án", "DA", "DA"),
    DocumentTypeNames("Tờ trình", "TTr", "TTr", ("TTr",)),
    DocumentTypeNames("Công văn", "CV", "", ("CV",)),
    DocumentTypeNames("Công điện", "CĐ", "CĐ", ("CĐ",)),
    DocumentTypeNames("Biên bản", "BB", "BB", ("BB",)),
    DocumentTypeNames("Giấy mời", "GM", "GM", ("GM",)),
    DocumentTypeNames("Giấy giới thiệu", "GGT", "GGT"),
    DocumentTypeNames("Giấy ủy quyền", "GUQ", "GUQ"),
    DocumentTypeNames("Thư công", "TC"),
    DocumentTypeNames("Hợp đồng", "HĐ", "HĐ"),
    DocumentTypeNames("Bản ghi nhớ", "BGN", "BGN"),
    DocumentTypeNames("Bản thỏa thuận", "BTT", "BTT"),
    DocumentTypeNames("Tuyên bố"),
    DocumentTypeNames("Lời kêu gọi"),
    DocumentTypeNames("Chiến lược"),
    DocumentTypeNames("Cương lĩnh"),
    DocumentTypeNames("Điều lệ"),
    DocumentTypeNames("Hiến pháp"),
    DocumentTypeNames("Luật"),
    DocumentTypeNames("Bộ luật"),
    DocumentTypeNames("Pháp lệnh", "", "PL"),
    DocumentTypeNames("Lệnh", "", "L"),
    DocumentTypeNames("Nghị định", "", "NĐ", ("NĐ",)),
    DocumentTypeNames("Sắc lệnh", "", "SL"),
    DocumentTypeNames("Văn bản hợp nhất", "", "VBHN", ("VBHN",)),
)

# Type codes as they stand inside a symbol. "QĐi" was the Party's code of Quy định from
# April 2018 to March 2019; "CTHĐ" is what many bodies print for an action programme.
SYMBOL_TYPE_CODES: frozenset[str] = frozenset(
    {code for row in DOCUMENT_TYPES for code in (row.party, row.state) if code}
    | {"QĐi", "CTHĐ", "CTrHĐ", "CTPH", "CTrPH"}
)

# Issuer codes whose printed form folding loses (capitals and Đ), so that what a person
# types in small letters can be shown as printed. Other codes are shown in capitals.
MIXED_ISSUER_CODES: tuple[str, ...] = (
    *("TTg", "CP", "TW", "TU", "HU", "ĐU", "QU", "ThU", "CB", "UBND", "HĐND", "BCĐ"),
    *("BCĐTW", "BGDĐT", "BCSĐ", "BLĐTBXH", "TWĐTN", "BXDĐ", "ĐCT", "TLĐ", "ĐTN", "nb"),
    *("BCA", "BQP", "BNV", "BTC", "BTP", "MTTQ", "UBMTTQ", "VPTW", "VPTU", "BTGTW", "BTGTU"),
    # Advisory bodies of the Centre and of provinces: organization, internal affairs, mass
    # mobilization, information and mass mobilization, inspection.
    *("BTCTW", "BTCTU", "BNCTW", "BNCTU", "BDVTW", "BDVTU", "BTGDVTW", "BTGDVTU"),
    *("UBKTTW", "UBKTTU"),
)

# Issuer codes that stand in State order (number/type-issuer) when no separator is typed.
STATE_ISSUERS: frozenset[str] = frozenset(
    {"TTg", "CP", "UBND", "HĐND", "BCA", "BQP", "BNV", "BTC", "BTP", "BGDĐT", "BLĐTBXH"}
)
