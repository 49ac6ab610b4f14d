"""The words right before a citation that say what is done with it: "về việc thực hiện …".

Pure text; no Django. Patterns are for lower-case skeletons, so tones, line ends and page
numbers mean nothing here. Every repetition is bounded, and only the last words before a
citation are read.
"""

import re
from dataclasses import dataclass

from documents.citations.skeleton import spaced

# The longest cue with the nouns behind it is shorter: "… các mục tiêu, nhiệm vụ đề ra tại".
_CUE_CHARS = 240

# --- what may stand between the verb and the citation -------------------------------------

# " nghiêm túc, có hiệu quả", " tốt"
_ADVERBS = (
    r"(?:,? (?:va )?(?:nghiem tuc|nghiem chinh|nghiem|tot|day du|dong bo|co hieu qua|hieu qua"
    r"|hieu luc|co chat luong|chat luong|thang loi|quyet liet|kip thoi|triet de|sau rong|sau sac"
    r"|rong rai|toan dien|thuong xuyen|hoan thanh|chat che|manh me|linh hoat|sang tao|som|ngay"
    r"|dung|thi diem|co ket qua|co nen nep|bai ban|khan truong|thiet thuc|cu the)){0,6}"
)
_NOUN = (
    r"(?:noi dung|muc tieu|chi tieu|tieu chi|tieu chuan|nhiem vu|giai phap|quan diem|chu truong"
    r"|tinh than|yeu cau|quy dinh|huong dan|dieu|dieu khoan|chinh sach|chi dao|phuong huong"
    r"|dinh huong|noi dung co ban|khau dot pha)"
)
# " các mục tiêu, nhiệm vụ chủ yếu đề ra tại", " một số điều của", " tinh thần"
_NOUNS = (
    rf"(?: (?:cac|nhung|mot so|toan bo|moi|dung|[0-9]{{1,2}})){{0,2}} {_NOUN}"
    rf"(?:(?:,| va)? {_NOUN}){{0,3}}"
    r"(?: (?:trong tam|chu yeu|cot loi|co ban|cu the|quan trong|lien quan)){0,2}"
    r"(?: (?:da|duoc)){0,2}(?: (?:de ra|neu ra|neu|quy dinh|xac dinh|dat ra|ghi))?"
    r"(?: (?:cua|tai|trong|theo|o))?"
)
# " điểm d, khoản 1, Điều 101 của", " Điều 5 và Điều 6"
_PROVISIONS = (
    r"(?:,?(?: va| cua)? (?:diem|khoan|dieu|muc|phan|chuong|phu luc|tiet) [0-9a-z.]{1,5}){1,6},?"
    r"(?: (?:cua|tai|trong|ban hanh kem theo))?"
)
_OBJECT = rf"(?:{_NOUNS})?(?:{_PROVISIONS})?"
_SET = r"(?:van ban|chi thi|nghi quyet|quy dinh|ket luan)"
# " các văn bản sau:\n- ", " các ", " chỉ thị, nghị quyết sau: "
_TO_LIST = (
    r"(?: (?:cac|nhung|hai|ba|bon|cung|theo))?"
    rf"(?: {_SET}(?:(?:,| va) {_SET}){{0,3}})?"
    r"(?: (?:chi dao|cap tren|nhu|gom|sau day|sau|lien quan|cu the)){0,3} ?:? ?(?:[-+] )?[\"]? ?$"
)

# --- the verbs ----------------------------------------------------------------------------

_AMENDS = r"sua doi(?:,? (?:va )?bo sung)?|bo sung"
_REPLACES = r"thay the(?: cho)?"
_REPEALS = r"bai bo|huy bo"
_CORRECTS = r"dinh chinh"
_SPECIFIES = r"cu the hoa|quy dinh chi tiet"
_LEARNING = r"quan triet|hoc tap|nghien cuu|pho bien|tuyen truyen"
_HEADS = {
    "implements": r"thuc hien|trien khai|thi hanh|(?<!ban )chap hanh",
    "studies": rf"(?:quan triet|hoc tap)(?:(?:,| va)? (?:{_LEARNING})){{0,4}}",
    "specifies": _SPECIFIES,
    "guides": r"huong dan",
    "reviews": r"so ket|tong ket",
    "based_on": r"can cu(?: vao| theo)?|theo|tren co so|dua tren|chieu theo",
    "linked_with": r"gan(?: lien| chat)? voi",
    "amends": _AMENDS,
    "replaces": _REPLACES,
    "repeals": _REPEALS,
    "corrects": _CORRECTS,
    "refers_to": r"dan chieu(?: den| toi)?|vien dan|(?:quy dinh|neu|ghi)(?: ro)? (?:tai|trong)",
    "issues": r"ban hanh|da co",
}
# "thực hiện nghiêm túc các nội dung của", "sửa đổi, bổ sung một số điều của", "căn cứ"
_HEAD = re.compile(
    spaced(
        "(?<![a-z])(?:"
        + "|".join(f"(?P<{verb}>{words})" for verb, words in _HEADS.items())
        + f"){_ADVERBS}{_OBJECT}{_TO_LIST}"
    )
)
# "tại điểm d, khoản 1, Điều 101," right before a decree
_PROVISION_ONLY = re.compile(spaced(rf"(?<![a-z])(?:tai|trong){_PROVISIONS} ?$"))
# What makes another word of the verb: "mức sinh thay thế", "kèm theo", "dự thảo sửa đổi"
_DRAFT = (
    r"(?:du thao|de nghi|kien nghi|gop y|y kien|de xuat|xem xet|ra soat|nghien cuu|tham muu"
    r"|chuan bi)(?:,| viec| va)? "
)
_OTHER_WORD = {
    "amends": re.compile(spaced(rf"{_DRAFT}$")),
    "replaces": re.compile(spaced(rf"(?:{_DRAFT}|(?:sinh|lao dong|nhan su|hang|nguoi) )$")),
    "based_on": re.compile(spaced(r"(?:kem|lam|tiep|di|noi|thuc hien|keo|mang|lien) $")),
    "repeals": re.compile(spaced(rf"(?:{_DRAFT}|(?:khong|chua) (?:duoc )?)$")),
}
# "được sửa đổi, bổ sung một số điều theo", "bị bãi bỏ bởi", "được cụ thể hóa bằng": what stands
# behind it does it to what stands before it
_PASSIVE = re.compile(
    spaced(
        rf"(?:(?<![a-z])(?:duoc|bi)(?: (?:tiep tuc|chinh thuc))? "
        rf"(?:(?P<amends>{_AMENDS})|(?P<replaces>{_REPLACES})|(?P<repeals>{_REPEALS})"
        rf"|(?P<corrects>{_CORRECTS})|(?P<specifies>{_SPECIFIES})|(?P<guides>huong dan))"
        rf"{_ADVERBS}(?: (?:mot phan|toan bo|chi tiet|thuc hien|thi hanh)){{0,2}}{_OBJECT}"
        r"(?: (?:boi|bang|theo|tai|trong))"
        rf"|(?<![a-z])(?:duoc )?(?:(?P<amends_by>{_AMENDS})|(?P<replaces_by>thay the)) boi"
        r"|(?<![a-z])duoc (?:(?P<implements>trien khai thuc hien|trien khai|thuc hien)) bang)"
        rf"{_TO_LIST}"
    )
)

# --- what stands before the verb ----------------------------------------------------------

# Verbs and adverbs that lead to the last verb of a phrase: "đẩy mạnh quán triệt và thực hiện"
_CHAIN_WORD = (
    rf"(?:day manh|tang cuong|tiep tuc|lanh dao|chi dao|to chuc|trien khai|{_LEARNING}"
    r"|tap trung|thuong xuyen|chu dong|tich cuc|nghiem tuc|phoi hop|don doc|dinh ky|khan truong"
    r"|kip thoi|co hieu qua|hieu qua|nang cao hieu qua|quan tam|quyet liet|bao dam|dam bao"
    r"|thuc hien|cu the hoa|van dung|khong ngung|kien quyet|trien khai co hieu qua)"
)
_CHAIN = re.compile(
    spaced(rf"(?<![a-z]){_CHAIN_WORD}(?:,?(?: va)? {_CHAIN_WORD}){{0,7}},?(?: va)? $")
)
# "tổng kết 10 năm", "sơ kết, đánh giá kết quả", "tổng kết việc"; not over a comma or "và"
_REVIEWED = re.compile(
    spaced(
        r"(?<![a-z])(?:so ket(?:,| va) )?(?:so ket|tong ket)(?:(?:,| va) danh gia)?"
        r"(?P<what>(?: (?!va )[a-z0-9/()-]{1,12}){0,12}) $"
    )
)
# "10 năm", "giữa nhiệm kỳ", "03 năm"
_PERIOD = re.compile(spaced(r"(?<![a-z0-9])(?:[0-9]{1,2} nam|mot nam|(?:nua|giua) nhiem ky)"))
_LINKED = re.compile(spaced(r"(?<![a-z])gan(?: lien| chat)? voi(?: viec| nhiem vu)? $"))
_GUIDED = re.compile(
    spaced(
        r"(?<![a-z])(?:huong dan|quy dinh chi tiet)"
        r"(?:(?:,| va)? (?:huong dan|viec|mot so noi dung|to chuc|trien khai|cu the|chi tiet))"
        r"{0,4} $"
    )
)
# "không", "chưa", "chậm": what is not done is no relation
_DENIED = re.compile(
    spaced(r"(?<![a-z])(?:khong|chua|cham|thieu|tranh|vi pham|can tro) (?:viec )?$")
)
# "kiểm tra, giám sát việc", "kết quả", "tình hình": to look at it is not to do it
_WATCHED = re.compile(
    spaced(
        r"(?<![a-z])(?:kiem tra|giam sat|thanh tra|khao sat|bao cao|kiem diem|danh gia|ket qua"
        r"|tinh hinh|thuc trang|qua trinh|tien do)"
        r"(?:,?(?: va)? (?:kiem tra|giam sat|don doc|danh gia|ket qua|tinh hinh|cong tac"
        r"|[0-9]{1,2} nam)){0,4} (?:viec )?$"
    )
)


@dataclass(frozen=True, slots=True)
class Cue:
    """What the words before a citation say.

    `verb` is a relation's verb; or 'issues' ("ban hành Kế hoạch số …"), or '' where the
    words name a verb but state no relation (denied, inspected). It stands at `start` of the
    words given. `reversed`: the document cited does it to the one before it. `continued`,
    `counted`, `listed`: "tiếp tục" stands before it, a number of years does, a colon follows.
    """

    verb: str
    start: int
    reversed: bool = False
    continued: bool = False
    counted: bool = False
    listed: bool = False


def read_cue(words: str) -> Cue | None:
    """Return what the end of `words` says about the citation behind it; None when nothing.

    `words` is a lower-case skeleton that ends where the citation starts. Read: "về việc
    triển khai thực hiện", "được sửa đổi, bổ sung theo". Refused: "mức sinh thay thế".
    """
    begin = max(0, len(words) - _CUE_CHARS)
    passive = _PASSIVE.search(words, begin)
    if passive:
        verb = (passive.lastgroup or "").removesuffix("_by")
        return Cue(verb, passive.start(), reversed=True, listed=":" in passive[0])
    head = _HEAD.search(words, begin)
    if head is None:
        only = _PROVISION_ONLY.search(words, begin)
        return Cue("refers_to", only.start()) if only else None
    verb = head.lastgroup or ""
    other = _OTHER_WORD.get(verb)
    if other and other.search(words, max(0, head.start() - 20), head.start()):
        return None
    return _with_words_before(words, head.start(), verb, ":" in head[0])


def _with_words_before(words: str, start: int, verb: str, listed: bool) -> Cue:
    """Return the cue with what the words before its verb make of it."""
    chain = _CHAIN.search(words, max(0, start - _CUE_CHARS), start)
    first = chain.start() if chain else start
    begin = max(0, first - _CUE_CHARS)
    if _DENIED.search(words, begin, first):
        return Cue("", first)
    continued = bool(chain and "tiep" in chain[0])
    if verb not in ("implements", "studies"):
        return Cue(verb, first if verb != "issues" else start, continued=continued, listed=listed)
    linked = _LINKED.search(words, begin, first)
    if linked:
        return Cue("linked_with", linked.start(), listed=listed)
    for place in (start, first):
        reviewed = _REVIEWED.search(words, begin, place)
        if reviewed:
            counted = bool(_PERIOD.search(reviewed["what"]))
            return Cue("reviews", reviewed.start(), counted=counted, listed=listed)
        guided = _GUIDED.search(words, begin, place)
        if guided:
            return Cue("guides", guided.start(), listed=listed)
    if _WATCHED.search(words, begin, first):
        return Cue("", first)
    return Cue(verb, first, continued=continued, listed=listed)
