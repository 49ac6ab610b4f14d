"""Issuing bodies as printed after "của", read at a place in the skeleton. Pure text; no Django.

A body is a head ("Ban Thường vụ Tỉnh ủy", "Sở") and what may follow that kind of head: a
place, a level, a name in title case. The patterns are written with single spaces.
"""

import re

from documents.citations.areas import area_end, committee_place_end, place_end, title_end
from documents.citations.numerals import ORDINAL, ROMAN
from documents.citations.skeleton import spaced

_FLAGS = re.IGNORECASE | re.ASCII

# --- heads --------------------------------------------------------------------------------

_CENTRE = r"(?:trung ?uong|tw|t\.?u\.?(?= ))"
# "Ban Chấp hành Trung ương Đảng", "BCH TW", "BCHTW Đảng"; not "BCH Trung ương Đoàn"
CENTRAL_COMMITTEE = (
    rf"(?:(?:ban chap hanh|bch) ?{_CENTRE}(?! (?:doan|hoi|mat))"
    r"(?: dang(?! (?:bo|uy|vien))(?: cong san viet nam)?)?)"
)
_COLLECTIVE = r"(?:(?:ban )?thuong vu|(?:ban )?chap hanh|thuong truc|btv|bch|tt)"
_COMMITTEE = r"(?:tinh|thanh|huyen|thi|quan|khu) ?uy(?! trung uong)"
_ORGAN = (
    r"(?:ban (?:tuyen giao(?: va dan van)?|to chuc|dan van|noi chinh|kinh te|doi ngoai"
    r"|chinh sach,? chien luoc|xay dung dang)|van phong|uy ban kiem tra|ubkt|btg|btc|bdv|bnc)"
)
# Where a verb follows, the Secretariat is the subject of the next clause: "… của Bộ Chính trị,
# Ban Bí thư yêu cầu"
_AND_SECRETARIAT = (
    r"(?:(?:,| va) ban bi thu(?! (?:yeu cau|ban hanh|da|chi dao|giao|ket luan|de nghi)))?"
)
# "Bộ Chính trị", "Ban Bí thư Trung ương Đảng", "Ban Chấp hành Trung ương Đoàn"
_CENTRAL_PARTY = (
    r"(?:ban chap hanh|bch|ban bi thu|ban thuong vu) trung uong doan(?: tncs ho chi minh)?"
    rf"|(?:bo chinh tri|bct){_AND_SECRETARIAT}|ban bi thu(?: trung uong(?: dang)?)?|bbt"
    rf"|quan uy trung uong|tong bi thu|trung uong dang(?! bo)|(?:van phong )?{CENTRAL_COMMITTEE}"
    rf"|trung uong(?! (?:doan|hoi|mat))|{_ORGAN} ?{_CENTRE}(?: dang(?! (?:bo|uy)))?"
)
# "Thủ tướng Chính phủ", "Ủy ban Thường vụ Quốc hội", "UBTVQH"
_CENTRAL_STATE = (
    r"(?:van phong |thanh tra )?chinh phu|(?:thu tuong|ttg)(?: (?:chinh phu|cp))?|(?-i:CP)"
    r"|(?:uy ban thuong vu|ubtv|van phong|chu tich) ?quoc hoi|ubtvqh|quoc hoi|chu tich nuoc"
    r"|van phong chu tich nuoc|(?:hoi dong tham phan |chanh an )?toa an nhan dan toi cao"
    r"|(?:vien truong )?vien kiem sat nhan dan toi cao|kiem toan nha nuoc|uy ban dan toc"
    r"|(?:thong doc )?ngan hang nha nuoc(?: viet nam)?|(?:bao hiem xa hoi|bhxh) viet nam"
)
# "Bộ Giáo dục và Đào tạo", "Bộ trưởng Bộ Công an"; in any writing, so a list
_MINISTRY = (
    r"(?:bo truong |thu truong )?bo (?:cong an|quoc phong|noi vu|tai chinh|tu phap|ngoai giao"
    r"|y te|cong thuong|xay dung|giao thong van tai|giao duc (?:va|&) dao tao|gd ?& ?dt"
    r"|khoa hoc (?:va|&) cong nghe|ke hoach (?:va|&) dau tu"
    r"|nong nghiep (?:va|&) (?:phat trien nong thon|ptnt|moi truong)"
    r"|tai nguyen (?:va|&) moi truong|thong tin (?:va|&) truyen thong"
    r"|van hoa, the thao (?:va|&) du lich|lao dong,? ?-? ?thuong binh (?:va|&) xa hoi"
    r"|dan toc va ton giao)(?: viet nam)?"
)
# "Ban Thường vụ Tỉnh ủy", "Văn phòng Huyện ủy": a place may follow
_OF_COMMITTEE = (
    rf"(?:{_COLLECTIVE} |{_ORGAN} ?)?{_COMMITTEE}"
    rf"|(?:{_COLLECTIVE} )?(?:tinh|thanh|huyen|thi|quan) doan"
)
# "UBND", "Thường trực HĐND", "Đảng đoàn HĐND": a level follows
_LOCAL_STATE = (
    r"(?:(?:pho )?chu tich |thuong truc |van phong |dang doan |ban can su dang |dang uy )?"
    r"(?:ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan|doan dbqh)"
)
_FRONT = (
    r"(?:ban thuong truc )?(?:uy ban (?:trung uong )?|ub ?)?(?:mttq|mat tran to quoc)"
    r"(?: ?(?:viet nam|vn))?"
)
# Bodies without a closed list: a head noun and a name in title case, or a level.
_TITLED = (
    r"(?:(?:giam doc|chanh|truong|bo truong|thu truong|cuc truong) )?"
    r"(?:so|phong|tong cuc|cuc|chi cuc|cong an|bo chi huy|bo tu lenh(?: quan khu)?|quan khu"
    r"|trung uong|ban chi dao|tieu ban|hoi dong|hoi"
    r"|(?:(?:doan )?chu tich )?(?:tong )?lien doan|ban quan ly|truong|hoc vien|vien"
    r"|tap doan|tong cong ty|kho bac|bao hiem|toa an|vien kiem sat"
    r"|ban to chuc|dang doan|ban can su dang|bo)"
    r"(?: [0-9]{1,3})?"
)
# not "Đảng ủy UBND tỉnh", whose head is the committee's own
_BASE = r"(?:dang bo|dang uy(?! (?:ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan))|chi bo|chi uy)"
_HEAD = re.compile(
    spaced(
        rf"(?:(?P<committee>{_OF_COMMITTEE})|(?P<whole>{_CENTRAL_PARTY}|{_CENTRAL_STATE}|{_MINISTRY})"
        rf"|(?:{_COLLECTIVE} |{_ORGAN} )?(?P<base>{_BASE})"
        rf"|(?P<area>{_LOCAL_STATE}|{_FRONT})|(?P<titled>{_TITLED}))(?![A-Za-z])"
    ),
    _FLAGS,
)
# "Sở GD&ĐT", "Bộ LĐ-TB&XH", "Hội LHPN"; not "Sở Y tế"
_ABBREVIATED = re.compile(r"[ \n][A-Z]{2,7}(?:[ \n]?[&-][ \n]?[A-Z]{2,6}){0,3}(?![A-Za-z0-9/-])")
_BASE_AT = re.compile(spaced(_BASE) + r"(?![A-Za-z])", _FLAGS)
_PARTY_ORGANIZATION = re.compile(spaced("dang bo"), _FLAGS)
# "Chi bộ 3", "Chi bộ thôn Đông", "Chi bộ tổ dân phố 5"
_HAMLET = re.compile(spaced(r"(?:thon|xom|ban|ap|khoi|to dan pho|to|khu)(?![a-z])"), _FLAGS)
_ORDER = re.compile(r"[ \n][0-9]{1,2}(?![0-9/.-])")
# "Khối các cơ quan và doanh nghiệp", "các cơ quan Đảng"
_BLOC = re.compile(
    spaced(
        r"(?:khoi )?(?:cac )?(?:co quan(?: dang)?|doanh nghiep)(?: va (?:co quan|doanh nghiep))?"
    ),
    _FLAGS,
)


def read_body(text: str, position: int) -> int | None:
    """Return where the body that starts at `position` ends, None when none starts there."""
    head = _HEAD.match(text, position)
    if not head:
        return None
    end = head.end()
    if head.lastgroup == "committee":
        return committee_place_end(text, end)
    if head.lastgroup == "base":
        return _behind_base(text, head.start("base"), end)
    if head.lastgroup == "area":
        return _area_behind(text, end) or committee_place_end(text, end)
    if head.lastgroup == "titled":
        return _behind_titled(text, end)
    return end


def _behind_titled(text: str, end: int) -> int | None:
    """Return where the name behind "Sở", "Hội", "Ban Chỉ đạo 35" ends, None without any."""
    named = title_end(text, end) or _area_behind(text, end)
    if named:
        return named
    # In a heading set in capitals every word looks like an abbreviation.
    short = None if text[end - 1].isupper() else _ABBREVIATED.match(text, end)
    if short:
        return title_end(text, short.end()) or _area_behind(text, short.end()) or short.end()
    return end if text[end - 1].isdigit() else None


def base_end(text: str, position: int) -> int | None:
    """Return where "Đảng bộ …", "Đảng ủy …", "Chi bộ …" at `position` ends, or None."""
    base = _BASE_AT.match(text, position)
    return _behind_base(text, position, base.end()) if base else None


def _behind_base(text: str, start: int, end: int) -> int:
    """Return where what names a Party organisation ends: level, bloc, place or office."""
    if not text.startswith((" ", "\n"), end):
        return end
    bloc = _BLOC.match(text, end + 1)
    if bloc:
        return _area_behind(text, bloc.end()) or bloc.end()
    hamlet = _HAMLET.match(text, end + 1)
    named = hamlet.end() if hamlet else end
    order = _ORDER.match(text, named)
    if order:
        return order.end()
    if hamlet:
        return place_end(text, named + 1, least=1) or end
    found = area_end(text, end + 1) or place_end(text, end + 1)
    if found is None and not _PARTY_ORGANIZATION.match(text, start):
        found = title_end(text, end)
    return found or end


def _area_behind(text: str, end: int) -> int | None:
    return area_end(text, end + 1) if text.startswith((" ", "\n"), end) else None


# --- conferences --------------------------------------------------------------------------

# "khóa XIII", ", khoá XII", "(khóa X)"
TERM = rf"(?:,? ?\(?khoa {ROMAN}\)?)"
# "Hội nghị Trung ương 6", "Hội nghị TW lần thứ 6"
_CENTRAL_CONFERENCE = rf"(?:trung uong|tw) ?(?:lan )?(?:thu )?{ORDINAL}"
_CONFERENCE = re.compile(
    spaced(
        rf"(?:hoi nghi (?P<central>{_CENTRAL_CONFERENCE})"
        rf"|(?:hoi nghi (?:lan )?(?:thu )?|lan thu )(?P<ordinal>{ORDINAL})"
        rf"(?:,? (?:cua )?(?:(?P<centre>{CENTRAL_COMMITTEE})|(?:ban chap hanh|bch) (?={_BASE}))"
        r"|(?P<termed>(?=,? ?\(?khoa ))))"
    ),
    _FLAGS,
)
_TERM_AT = re.compile(spaced(TERM), _FLAGS)


def read_conference(text: str, position: int) -> tuple[str | None, int] | None:
    """Return (ordinal, end) of the conference named at `position`, its term excluded.

    Read: "Hội nghị lần thứ sáu Ban Chấp hành Trung ương Đảng", "Hội nghị Trung ương 6" (the
    ordinal is then None), "Hội nghị lần thứ 19 Ban Chấp hành Đảng bộ tỉnh", "Hội nghị lần
    thứ năm khóa XIII". Refused: "Hội nghị tổng kết", "Hội nghị lần thứ năm".
    """
    match = _CONFERENCE.match(text, position)
    if not match:
        return None
    is_whole = match["central"] or match["centre"] or match["termed"] is not None
    end = match.end() if is_whole else base_end(text, match.end())
    return (match["ordinal"], end) if end else None


# --- issuers ------------------------------------------------------------------------------

# " của ", ", do ", " c/a "
_OF = re.compile(spaced(r"(?: ?,)? ?(?:cua|do|c/a) "), _FLAGS)
_BLANK = re.compile(r"(?:[ \n]?,)?[ \n]?")
# What ends a phrase that says in the fewest words who issued: "của tỉnh về", "của Đảng."
_ENDS = re.compile(spaced(r" ?[,.;:)\"]| (?:ve|ngay|so)\b|$"), _FLAGS)
_PARTY = re.compile(spaced(r"dang(?![a-z]| (?:bo|uy|ta|vien)\b)"), _FLAGS)
# Without "của" a body is the issuer only where its phrase ends; where a verb follows it is the
# subject of the next clause
_ENDS_DIRECT = re.compile(
    spaced(r" ?[.;)\"]| (?:ve|khoa|v/v|so)\b|,? ngay\b|,? ?\(khoa |$"), _FLAGS
)
_RULES = re.compile(spaced(r" (?:huong dan|quy dinh|sua doi)\b"), _FLAGS)
_JOINT = re.compile(spaced(r"(?: va| -) "), _FLAGS)
_CONFERENCE_ACTS = re.compile(spaced(r" (?:da|se|dien) "), _FLAGS)


def read_issuer(text: str, position: int) -> tuple[int, int] | None:
    """Return where the issuer phrase behind `position` starts and ends, or None.

    Read: " của Bộ Chính trị", ", do UBND tỉnh Cao Bằng", " Hội nghị lần thứ sáu Ban Chấp
    hành Trung ương Đảng khóa XIII". The term behind any other body stays outside.
    """
    of = _OF.match(text, position)
    if of:
        return _read_named_issuer(text, of.end())
    blank = _BLANK.match(text, position)
    start = blank.end() if blank else position
    conference = _conference_end(text, start)
    if conference and not _CONFERENCE_ACTS.match(text, conference):
        return start, conference
    if blank and "," not in blank[0] and blank[0]:
        end = read_body(text, start)
        if end and _ENDS_DIRECT.match(text, end):
            return start, end
    return None


def _read_named_issuer(text: str, start: int) -> tuple[int, int] | None:
    end = _conference_end(text, start)
    if end:
        return start, end
    end = read_body(text, start)
    if end:
        return start, _jointly(text, start, end)
    party = _PARTY.match(text, start)
    end = party.end() if party else area_end(text, start)
    return (start, end) if end and _ENDS.match(text, end) else None


def _jointly(text: str, start: int, end: int) -> int:
    """Return where a second central body ends that issues together with the first, else `end`.

    Read: "Bộ Nội vụ và Bộ Tài chính", "Bộ Ngoại giao - Bộ Nội vụ" where the phrase ends, or
    rules; where another verb follows the second body is the subject of the next clause.
    """
    joint = _JOINT.match(text, end)
    bodies = (_HEAD.match(text, start), _HEAD.match(text, joint.end())) if joint else ()
    if not all(body and body.lastgroup == "whole" for body in bodies):
        return end
    second = bodies[-1].end() if bodies and bodies[-1] else end
    return second if _ENDS_DIRECT.match(text, second) or _RULES.match(text, second) else end


def _conference_end(text: str, position: int) -> int | None:
    conference = read_conference(text, position)
    if not conference:
        return None
    term = _TERM_AT.match(text, conference[1])
    return term.end() if term else conference[1]
