"""The description of the API (OpenAPI 3.1) as other systems read it.

The parameters of the list come from its filters, so that a new filter describes itself.
"""

from typing import Any

import django_filters
from django.conf import settings

from documents.api.schemas import SCHEMAS, ref
from documents.listing.filters import DocumentFilter

# Every address refuses with these where they apply; each refusal has the same shape.
_REFUSALS = {
    400: "Yêu cầu sai",
    401: "Mã truy cập sai, đã thu hồi, hoặc tài khoản đã khóa",
    403: "Phiên đăng nhập thiếu mã chống giả mạo",
    404: "Không có, hoặc không được xem",
    405: "Địa chỉ này không nhận cách gửi đó",
    413: "Gửi lên quá dài hoặc có quá nhiều trích dẫn",
}


def description() -> dict[str, Any]:
    """Return the whole description; paths begin at the root of the site."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Văn Kiện – sổ văn bản của Đảng",
            "version": "1",
            "description": "Chỉ để đọc. Mỗi câu trả lời chỉ có những gì người hỏi được xem.",
        },
        "servers": [{"url": "/"}],
        # Without either, what is public is answered.
        "security": [{}, {"token": []}, {"session": []}],
        "paths": {
            "/api/van-ban/": {"get": _list_operation()},
            "/api/van-ban/{slug}/": {"get": _detail_operation()},
            "/api/trich-dan/": {"post": _citations_operation()},
        },
        "components": {
            "schemas": SCHEMAS,
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "Mã truy cập, tạo ở trang Tài khoản → Mã truy cập.",
                },
                "session": {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME},
            },
        },
    }


def _list_operation() -> dict[str, Any]:
    page = {"type": "string", "pattern": "^[0-9]+$", "default": "1"}
    return {
        "operationId": "listDocuments",
        "summary": "Tìm văn bản: cùng câu tìm, bộ lọc và quyền xem như trang danh sách",
        "parameters": [
            *(_filter(name, one) for name, one in DocumentFilter.base_filters.items()),
            {"name": "page", "in": "query", "description": "Trang, từ 1 đến 400.", "schema": page},
        ],
        "responses": _responses("DocumentPage", 400, 401, 404, 405),
    }


def _filter(name: str, one: django_filters.Filter) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    choices = one.extra.get("choices")
    if choices:
        values = [str(value) for value, _ in choices]
        null = one.extra.get("null_value")
        schema["enum"] = [*values, null] if one.extra.get("null_label") else values
    return {"name": name, "in": "query", "description": str(one.label), "schema": schema}


def _detail_operation() -> dict[str, Any]:
    slug = {"name": "slug", "in": "path", "required": True, "schema": {"type": "string"}}
    return {
        "operationId": "readDocument",
        "summary": "Một văn bản, với tệp và quan hệ hai chiều",
        "parameters": [slug],
        "responses": _responses("Document", 401, 404, 405),
    }


def _citations_operation() -> dict[str, Any]:
    return {
        "operationId": "readCitations",
        "summary": "Đọc trích dẫn trong một văn bản gửi lên; không lưu lại gì",
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": ref("Question")}},
        },
        "responses": _responses("Answer", 400, 401, 403, 405, 413),
    }


def _responses(name: str, *refusals: int) -> dict[str, Any]:
    told = {200: ("Câu trả lời", name)} | {
        status: (_REFUSALS[status], "Error") for status in refusals
    }
    return {
        str(status): {
            "description": words,
            "content": {"application/json": {"schema": ref(schema)}},
        }
        for status, (words, schema) in told.items()
    }
