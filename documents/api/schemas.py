"""The shapes of the API's answers as JSON Schema; the tests hold every answer against them.

Every field is always there and none beside them: a system that reads the answers need not
guess, and a field that is added or forgotten is seen by a test.
"""

from typing import Any

from documents.models import Citation, Document, Relation

Schema = dict[str, Any]


def _object(**fields: Schema) -> Schema:
    return {
        "type": "object",
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }


def _text(description: str = "", **more: Any) -> Schema:
    return {"type": "string", **({"description": description} if description else {}), **more}


def _known(description: str = "", **more: Any) -> Schema:
    """A text, null where it is unknown."""
    return {**_text(description, **more), "type": ["string", "null"]}


def _number(description: str = "") -> Schema:
    return {**_text(description), "type": "integer", "minimum": 0}


def _flag(description: str) -> Schema:
    return {"type": "boolean", "description": description}


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


DAY = r"^\d{4}-\d{2}-\d{2}$"
DAY_OR_YEAR = r"^\d{4}(-\d{2}-\d{2})?$"

_SUMMARY = {
    "slug": _text("Tên trong địa chỉ, không bao giờ đổi."),
    "code": _known("Số ký hiệu, ví dụ 24-CT/TU; null khi văn bản không đánh số."),
    "name": _known("Tên gọi của văn bản không đánh số."),
    "type": _text("Loại văn bản."),
    "date": _known("Ngày ban hành, hoặc chỉ năm khi chưa rõ ngày.", pattern=DAY_OR_YEAR),
    "title": _text("Trích yếu; chuỗi rỗng khi chưa có."),
    "body": _known("Cơ quan ban hành; null khi chưa rõ."),
    "url": _text("Trang của văn bản.", format="uri"),
    "held": _flag("Sổ có văn bản; false khi văn bản mới chỉ được trích dẫn."),
}
_FULL = {
    "number": _known("Số."),
    "year_in_number": _known("Năm trong số, như 2020 của 130/2020/NĐ-CP."),
    "symbol": _known("Ký hiệu, phần sau số."),
    "body_slug": _known("Tên cơ quan trong địa chỉ."),
    "collective": _known("Tập thể ban hành.", enum=[*filter(None, Document.Collective), None]),
    "issuer_printed": _known("Cơ quan như in trên văn bản."),
    "term": _known("Nhiệm kỳ."),
    "signer": _known("Người ký."),
    "signer_position": _known("Chức vụ người ký."),
    "status": _text("Hiệu lực.", enum=Document.Status.values),
    "status_basis": _known("Căn cứ về hiệu lực."),
    "registered": _flag("Đã vào sổ; false khi máy mới đề xuất, chỉ cán bộ biên tập thấy."),
    "note": _known("Ghi chú."),
    "text": _known("Toàn văn, nếu sổ có và người hỏi được đọc."),
    "files": _list(ref("File")),
    "relations": _list(ref("Relation")),
}
_RELATION = _object(
    verb=_text("Quan hệ.", enum=Relation.Verb.values),
    label=_text("Quan hệ bằng lời, nhìn từ văn bản đang hỏi."),
    reverse=_flag("true: văn bản kia làm việc này với văn bản đang hỏi."),
    confirmed=_flag("Đã có người xác nhận; chỉ cán bộ biên tập thấy quan hệ chưa xác nhận."),
    stated_on=_known("Từ ngày.", pattern=DAY),
    evidence=_known("Câu chứng minh, nếu người hỏi được đọc."),
    document=ref("Summary"),
)
_CITATION = _object(
    start=_number("Từ ký tự, tính từ 0 trong “text” của câu trả lời."),
    end=_number("Đến trước ký tự này."),
    text=_text("Nguyên văn: đúng text[start:end]."),
    kind=_text("Dạng trích dẫn.", enum=Citation.Kind.values),
    values=_object(
        type=_known("Loại."),
        type_code=_known("Chữ viết tắt của loại, như in trong ký hiệu hoặc thường dùng."),
        number=_known("Số, không có số 0 ở đầu."),
        year_in_number=_known("Năm trong số."),
        symbol=_known("Ký hiệu."),
        date=_known("Ngày, hoặc năm.", pattern=DAY_OR_YEAR),
        issuer=_known("Cơ quan như in trong câu."),
        name=_known("Tên riêng, khi văn bản được gọi bằng tên thay cho số."),
        ordinal=_known("Hội nghị, kỳ họp thứ mấy: 4 của “Nghị quyết Trung ương 4 khóa XII”."),
        terms=_list(_text("Khóa, ví dụ XII.")),
    ),
    result=_text(
        "document: đúng một văn bản. documents: cùng lúc nêu nhiều văn bản. candidates: các văn "
        "bản có thể, chưa chắc văn bản nào. not_registered: chưa có trong sổ, hoặc người hỏi "
        "không được xem.",
        enum=["document", "documents", "candidates", "not_registered"],
    ),
    documents={**_list(ref("Meant")), "maxItems": 20},
    is_more=_flag("Còn nhiều văn bản khớp hơn số được kể."),
)

SCHEMAS: dict[str, Schema] = {
    "Summary": _object(**_SUMMARY),
    "Document": _object(**_SUMMARY, **_FULL),
    "File": _object(
        name=_text("Tên tệp."),
        bytes=_number("Cỡ tệp."),
        sha256=_text("Dấu kiểm."),
        url=_text("Nơi tải.", format="uri"),
    ),
    "Relation": _RELATION,
    "Meant": _object(**_SUMMARY, why=_text("Vì sao hiểu như vậy.")),
    "Citation": _CITATION,
    "DocumentPage": _object(
        count=_number("Số văn bản khớp; nhiều nhất 1.000."),
        is_more=_flag("Còn nhiều hơn số đã đếm."),
        page=_number("Trang này."),
        next=_known("Địa chỉ trang sau; null ở trang cuối.", format="uri"),
        results=_list(ref("Summary")),
    ),
    "Question": {
        "type": "object",
        "properties": {
            "text": _text("Văn bản cần đọc, nhiều nhất 64 kB (UTF-8). Không được lưu lại."),
            "publisher": _known("Tên trong địa chỉ của cơ quan phát hành văn bản này."),
            "date": _known("Ngày của văn bản này.", pattern=DAY),
        },
        "required": ["text"],
        "additionalProperties": False,
    },
    "Answer": _object(
        text=_text("Văn bản như đã đọc: Unicode NFC, xuống dòng bằng \\n."),
        citations=_list(ref("Citation")),
    ),
    "Error": {
        "type": "object",
        "properties": {
            "detail": _text("Sai ở đâu và nên làm gì."),
            "errors": {
                "type": "object",
                "description": "Theo từng tham số; __all__ là của cả địa chỉ.",
                "additionalProperties": _list(_text()),
            },
        },
        "required": ["detail"],
        "additionalProperties": False,
    },
}
