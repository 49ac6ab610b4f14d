"""The rules of the reader and the checks in the words of whoever reads the page about them."""

from collections.abc import Mapping

from documents.checking.finding import Check
from documents.models import Way

READINGS = {
    "party-code": "Số, ký hiệu của Đảng: “Kế hoạch số 361-KH/TU”",
    "state-code": "Số, ký hiệu của Nhà nước: “Nghị định số 130/2020/NĐ-CP”",
    "assembly-code": "Luật, nghị quyết có số: “số 01/2011/QH13”",
    "letter-code": "Công văn: “Công văn số 640/TCT-TCCB”",
    "old-code": "Ký hiệu trước năm 1996: “Nghị định số 36/CP”",
    "list-number": "Số trong một danh sách: “các Chỉ thị số 18, 19-CT/TU”",
    "short-number": "Chỉ có số: “Chỉ thị 05”",
    "short-year": "Chỉ có số và năm: “NĐ 193/2025”",
    "plenum": "Hội nghị Trung ương: “Nghị quyết Trung ương 4 khóa XII”",
    "congress": "Đại hội: “Nghị quyết Đại hội XIII”",
    "session": "Kỳ họp: “Nghị quyết kỳ họp thứ 12”",
    "law-year": "Luật ghi năm: “Luật Cư trú năm 2020”",
    "law-date": "Luật ghi ngày: “Luật Thủ đô ngày 21/11/2012”",
}
WAYS: Mapping[str, str] = dict(Way.choices)
RELATIONS = {
    "title": "Tên văn bản nói rõ: “Kế hoạch về thực hiện …”",
    "asks": "Văn bản yêu cầu nơi khác: “Chỉ thị … yêu cầu thực hiện …”",
    "linked": "Gắn hai văn bản với nhau: “… gắn với thực hiện …”",
    "passive": "Câu bị động: “được sửa đổi theo …”",
    "issued": "Ban hành để thực hiện: “Thực hiện …, Thành ủy ban hành …”",
    "own-title": "Dòng tên của chính văn bản",
    "this": "Văn bản nói về mình: “Quy định này thay thế …”",
    "ended-by-this": "“… hết hiệu lực kể từ ngày Quy định này …”",
    "opening": "Câu mở đầu: “Căn cứ …”",
    "own-text": "Câu trong nội dung: “Lãnh đạo thực hiện nghiêm …”",
}
CHECKS: Mapping[str, str] = dict(Check.choices)
_LIST = "-list"
UNKNOWN = "Chưa rõ cách đọc (đọc trước khi có bảng này)"


def name_of(names: Mapping[str, str], rule: str) -> str:
    """Return what a rule is called; of the later members of a list, the rule of the first."""
    if not rule:
        return UNKNOWN
    first = rule.removesuffix(_LIST)
    if first != rule and first in names:
        return f"{names[first]}, mục sau của danh sách"
    return names.get(rule, rule)
