"""Issuing bodies as printed after "của", read at a place in the skeleton. Pure text; no Django.

The patterns are written with single spaces; `spaced` lets each space be a line end.
"""

import re

from documents.citations.places import PROVINCES
from organizations.text import fold


def spaced(pattern: str) -> str:
    """Return `pattern` with every space standing for one blank of the skeleton."""
    return pattern.replace(" ", r"[ \n]")


# --- places -------------------------------------------------------------------------------

# Words that open a clause in capitals behind a place name: "Huyện ủy Sông Trà Về việc …".
_CLAUSE_WORDS = (
    r"ve|va|ngay|theo|tai|trong|voi|khi|cac|nhung|nham|den|tren|thuc hien|trien khai|tiep tuc"
    r"|tang cuong|xay dung|can cu|hoi nghi|dong chi|chi thi|nghi quyet|ke hoach|quyet dinh"
    r"|quy dinh|ket luan|huong dan|thong bao|bao cao|de an|ban (?:thuong|chap|hanh|chi|tuyen)"
    r"|to chuc|phat huy|nang cao|day manh|quan triet|yeu cau|chuong trinh|cong van|dang bo"
    r"|thanh uy|tinh uy|huyen uy|thuong truc|uy ban|noi dung|phan|muc|dieu"
)
_KNOWN_PLACE = "|".join(sorted((re.escape(fold(name)) for name in PROVINCES), reverse=True))
_KNOWN_PLACE = _KNOWN_PLACE.replace(r"\ ", " ").replace(r"\-", "-")
# "Sông", "M'Lang"; not "Về", and not the whole word "ỦY" of a heading in capitals
_SYLLABLE = rf"(?!(?:{_CLAUSE_WORDS})\b)(?-i:[A-Z](?:'[A-Z])?[a-z]{{0,7}})(?![A-Za-z])"
# "Cao Bằng", "Sông Trà", "Đầm Hà Đông"; not "Sông và"
PLACE = rf"(?:(?:{_KNOWN_PLACE})(?![a-z])|{_SYLLABLE}(?: {_SYLLABLE}){{1,2}})"
_LEVEL = r"(?:tinh|thanh pho|tp\.?|huyen|thi xa|quan|xa|phuong|thi tran|dac khu)(?![a-z])"
# "tỉnh", "thành phố Cao Bằng", "phường 5", "TP. Sông Trà", "xã Tân"
AREA = rf"{_LEVEL}(?: ?(?:{PLACE}|{_SYLLABLE}|[0-9]{{1,2}}(?![0-9/.-])))?"
_IN_PLACE = rf"(?: (?:(?:tinh|thanh pho|tp\.?|huyen|thi xa|quan) )?{PLACE})?"

# A name in title case: "Giáo dục và Đào tạo", "Liên hiệp Phụ nữ Việt Nam"; it stops where two
# small syllables follow each other ("Y tế hướng dẫn …") and at a clause word.
_TITLE = (
    rf"(?:(?: va| -|,(?= the thao))? {_SYLLABLE}"
    r"(?: (?!(?:ve|va|ngay|trong|den|tai|da|duoc|voi|de|theo|do|la|nham|co|tren|cho|cua|khoa|gan"
    rf"|nam|so|vua|se|cung|tinh|thanh|huyen|thi|xa|phuong|quan)\b)(?-i:[a-z]{{1,7}})(?![a-z]))?)"
)
_TITLED = rf"{_TITLE}{{1,6}}(?: {AREA})?"

# --- bodies -------------------------------------------------------------------------------

_CENTRE = r"(?:trung uong|tw|t\.?u\.?(?= ))"
# "Ban Chấp hành Trung ương Đảng", "BCH TW", "BCHTW Đảng"
CENTRAL_COMMITTEE = (
    rf"(?:(?:ban chap hanh|bch) ?{_CENTRE}(?! (?:doan|hoi|mat))"
    r"(?: dang(?! (?:bo|uy|vien))(?: cong san viet nam)?)?)"
)
_COLLECTIVE = r"(?:(?:ban )?thuong vu|(?:ban )?chap hanh|thuong truc|btv|bch|tt)"
_COMMITTEE = rf"(?:tinh|thanh|huyen|thi|quan|khu) ?uy(?! trung uong)(?![a-z]){_IN_PLACE}"
BLOC = (
    r"(?:khoi )?(?:cac )?(?:co quan(?: dang)?|doanh nghiep)(?: va (?:co quan|doanh nghiep))?"
    rf"(?: {AREA})?"
)
PARTY_BASE = (
    rf"(?:dang bo(?: (?:{AREA}|{BLOC}|{PLACE}))?"
    rf"|dang uy(?: (?:{AREA}|{BLOC}|{PLACE})|{_TITLED})?"
    rf"|chi (?:bo|uy){_TITLED}?)"
)
# "Ban Thường vụ Tỉnh ủy Cao Bằng", "BCH Đảng bộ thành phố Cao Bằng", "Đảng ủy xã Sông Trà"
_PARTY = rf"(?:(?:{_COLLECTIVE} )?(?:{_COMMITTEE}|{PARTY_BASE}))"
# "Ban Tuyên giáo Trung ương", "Văn phòng Tỉnh ủy", "UBKT Huyện ủy Sông Trà"
_PARTY_ORGAN = (
    r"(?:(?:ban (?:tuyen giao(?: va dan van)?|to chuc|dan van|noi chinh|kinh te|doi ngoai"
    r"|chinh sach,? chien luoc|xay dung dang)|van phong|uy ban kiem tra|ubkt|btg|btc|bdv|bnc)"
    rf" ?(?:{_CENTRE}(?: dang)?|{_COMMITTEE}|dang uy(?: {AREA}|{_TITLED})?))"
)
# Where a verb follows, the Secretariat is the subject of the next clause: "… của Bộ Chính trị,
# Ban Bí thư yêu cầu"
_AND_SECRETARIAT = (
    r"(?:(?:,| va) ban bi thu(?! (?:yeu cau|ban hanh|da|chi dao|giao|ket luan|de nghi)))?"
)
_YOUTH = r"(?:(?:ban chap hanh|bch|ban bi thu|ban thuong vu) trung uong doan(?: tncs ho chi minh)?)"
_POLITBURO = (
    rf"(?:{_YOUTH}|(?:bo chinh tri|bct){_AND_SECRETARIAT}|"
    r"ban bi thu(?: trung uong(?: dang)?)?|bbt|quan uy trung uong"
    rf"|tong bi thu|trung uong dang(?! bo)|{CENTRAL_COMMITTEE}|trung uong(?! (?:doan|hoi|mat)))"
)
_STATE_CENTRE = (
    r"(?:(?:van phong |thanh tra )?chinh phu|thu tuong(?: chinh phu)?"
    r"|(?:uy ban thuong vu|ubtv|van phong|chu tich) ?quoc hoi|ubtvqh|quoc hoi|chu tich nuoc"
    r"|van phong chu tich nuoc|(?:hoi dong tham phan |chanh an )?toa an nhan dan toi cao"
    r"|(?:vien truong )?vien kiem sat nhan dan toi cao|kiem toan nha nuoc|uy ban dan toc"
    r"|(?:thong doc )?ngan hang nha nuoc(?: viet nam)?|bao hiem xa hoi viet nam)"
)
_MINISTRY = (
    r"(?:(?:bo truong |thu truong )?bo (?:cong an|quoc phong|noi vu|tai chinh|tu phap|ngoai giao"
    r"|y te|cong thuong|xay dung|giao thong van tai|giao duc (?:va|&) dao tao|gd ?& ?dt"
    r"|khoa hoc va cong nghe|ke hoach va dau tu|nong nghiep va (?:phat trien nong thon|moi truong)"
    r"|tai nguyen va moi truong|thong tin va truyen thong|van hoa, the thao va du lich"
    r"|lao dong,? ?-? ?thuong binh va xa hoi|dan toc va ton giao)(?: viet nam)?)"
)
# "UBND tỉnh Cao Bằng", "Chủ tịch UBND Thành phố", "Thường trực HĐND huyện Sông Trà"
_STATE_LOCAL = (
    r"(?:(?:(?:pho )?chu tich |thuong truc |van phong )?"
    rf"(?:ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan|doan dbqh)(?: {AREA}|{_IN_PLACE}))"
)
_FRONT = (
    r"(?:(?:ban thuong truc )?(?:uy ban (?:trung uong )?|ub ?)?(?:mttq|mat tran to quoc)"
    rf"(?: ?(?:viet nam|vn))?(?: {AREA})?)"
)
# Bodies without a closed list: a head noun and a name in title case.
_OTHER = (
    r"(?:(?:(?:giam doc|chanh|truong) )?"
    r"(?:so|tong cuc|cuc|chi cuc|cong an|bo chi huy|bo tu lenh|quan khu|trung uong|ban chi dao"
    r"|tieu ban|hoi dong|hoi|lien doan|ban quan ly|truong|hoc vien|vien|tap doan|tong cong ty"
    r"|kho bac|bao hiem|toa an|vien kiem sat|ban to chuc|dang doan|ban can su dang|bo)"
    rf"(?: [0-9]{{1,3}})?(?:{_TITLED}| {AREA}))"
    r"|(?:tinh|thanh|huyen|thi|quan) doan(?![a-z])" + _IN_PLACE
)

# --- conferences --------------------------------------------------------------------------

_UNIT = "nhat|mot|hai|ba|bon|tu|nam|lam|sau|bay|tam|chin|muoi"
# "6", "VI", "sáu", "mười hai"
ORDINAL = (
    rf"(?:[0-9]{{1,3}}(?![0-9])|(?-i:[IVXL]{{1,6}})(?![A-Za-z])|(?:muoi )?(?:{_UNIT})(?![a-z]))"
)
ROMAN = r"(?:(?-i:[IVXL]{1,6})(?![A-Za-z])|[0-9]{1,2}(?![0-9/]))"
# "khóa XIII", ", khoá XII", "(khóa X)"
TERM = rf"(?:,? ?\(?khoa {ROMAN}\)?)"
# "Hội nghị lần thứ sáu Ban Chấp hành Trung ương Đảng khóa XIII", "Hội nghị Trung ương 6"
CONFERENCE = (
    rf"(?:hoi nghi (?:(?:lan )?(?:thu )?{ORDINAL},? (?:cua )?"
    rf"(?:{CENTRAL_COMMITTEE}|(?:ban chap hanh|bch) {PARTY_BASE})"
    rf"|(?:trung uong|tw) ?(?:lan )?(?:thu )?{ORDINAL}){TERM}?)"
)

_STRONG = "|".join(
    (CONFERENCE, _PARTY_ORGAN, _POLITBURO, _PARTY, _STATE_LOCAL, _FRONT, _STATE_CENTRE, _MINISTRY)
)
_BODY = rf"(?:{_STRONG}|{_OTHER})(?![A-Za-z])"
# "của tỉnh", "của Đảng" say who issued in the fewest words; only where the phrase ends there.
_LOOSE = rf"(?:{AREA}|dang)(?= ?[,.;:)\"]| (?:ve|ngay|so)\b|$)"

_FLAGS = re.IGNORECASE | re.ASCII
# " của Bộ Chính trị", ", của Tỉnh ủy", " do Ban Bí thư"; not " của các cấp"
_AFTER_OF = re.compile(spaced(rf"(?: ?,)? ?(?:cua|do|c/a) (?P<body>{_BODY}|{_LOOSE})"), _FLAGS)
# " Hội nghị lần thứ sáu …" right after the date
_CONFERENCE = re.compile(spaced(rf"(?: ?,)? ?(?P<body>{CONFERENCE})(?! (?:da|se|dien) )"), _FLAGS)
# " Ban Bí thư về …": without "của" a body is the issuer only where its phrase ends; where a
# verb follows it is the subject of the next clause
_DIRECT = re.compile(
    spaced(rf" (?P<body>{_STRONG})(?![A-Za-z])(?= ?[.;)\"]| (?:ve|khoa|v/v|so)\b|,? ngay\b|$)"),
    _FLAGS,
)
_BODY_AT = re.compile(spaced(_BODY), _FLAGS)


def read_issuer(text: str, position: int) -> tuple[int, int] | None:
    """Return where the issuer phrase behind `position` starts and ends, or None.

    Read: " của Bộ Chính trị", ", do UBND tỉnh Cao Bằng", " Hội nghị lần thứ sáu Ban Chấp
    hành Trung ương Đảng khóa XIII". The term after any other body stays outside.
    """
    match = (
        _AFTER_OF.match(text, position)
        or _CONFERENCE.match(text, position)
        or _DIRECT.match(text, position)
    )
    return match.span("body") if match else None


def read_body(text: str, position: int) -> int | None:
    """Return where the body that starts at `position` ends, or None when none starts there."""
    match = _BODY_AT.match(text, position)
    return match.end() if match else None
