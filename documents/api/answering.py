"""How an address of the API answers: JSON always, a refusal too, each in a Vietnamese sentence."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied, SuspiciousOperation, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.csrf import csrf_exempt

from documents.api.callers import UnknownTokenError, identify
from organizations.outages import outage_behind

logger = logging.getLogger("vankien.api")

NOT_FOUND = "Không có địa chỉ hoặc văn bản này, hoặc bạn không được xem."
FORGED = (
    "Yêu cầu gửi bằng phiên đăng nhập thiếu mã chống giả mạo (đầu mục X-CSRFToken). "
    "Hãy dùng mã truy cập."
)


class RefusedError(Exception):
    """A request that is not answered: the HTTP status and the sentence that says why."""

    def __init__(self, status: int, detail: str, **more: Any) -> None:
        super().__init__(detail)
        self.status, self.detail, self.more = status, detail, more


def endpoint(*methods: str) -> Callable[[Callable[..., Any]], Callable[..., HttpResponse]]:
    """Turn a function that returns plain values into a view for these HTTP methods.

    `request.user` is then the account of the token, where one was sent. Whatever the
    function raises is answered as JSON with a `detail`.
    """

    def wrap(view: Callable[..., Any]) -> Callable[..., HttpResponse]:
        # `identify` asks for the token of the form where a session speaks; a key needs none.
        @csrf_exempt
        @wraps(view)
        def answer(request: HttpRequest, **arguments: Any) -> HttpResponse:
            response = _answer(view, methods, request, arguments)
            # The answer is for this caller: no cache on the way may hand it to another.
            patch_cache_control(response, private=True, no_store=True)
            patch_vary_headers(response, ["Authorization", "Cookie"])
            return response

        return answer

    return wrap


def _answer(
    view: Callable[..., Any], methods: tuple[str, ...], request: HttpRequest, arguments: Any
) -> HttpResponse:
    if request.method not in methods:
        allowed = ", ".join(methods)
        refused = _refusal(405, f"Địa chỉ này chỉ nhận {allowed}.")
        refused["Allow"] = allowed
        return refused
    try:
        identify(request)
        return _json(view(request, **arguments))
    except UnknownTokenError as error:
        refused = _refusal(401, str(error))
        refused["WWW-Authenticate"] = "Bearer"
        return refused
    except RefusedError as error:
        return _refusal(error.status, error.detail, **error.more)
    except ValidationError as error:
        return _refusal(400, " ".join(error.messages))
    except Http404:
        return _refusal(404, NOT_FOUND)
    except PermissionDenied:
        return _refusal(403, FORGED)
    except SuspiciousOperation:
        return _refusal(400, "Không đọc được yêu cầu này: địa chỉ có quá nhiều tham số.")
    except Exception as error:
        if outage := outage_behind(error):
            logger.exception("outage at %s", request.path)
            away = _refusal(503, f"{outage.sentence} Hãy thử lại sau {outage.wait} giây.")
            away["Retry-After"] = str(outage.wait)
            return away
        # Answered as JSON like all else; the log has the trace, and of the request its path only.
        logger.exception("fault at %s", request.path)
        return _refusal(500, "Hệ thống gặp lỗi; lỗi đã được ghi lại. Hãy thử lại sau.")


def _json(values: Any, status: int = 200) -> JsonResponse:
    # Readable to a person who looks at it: the letters themselves, no \u codes.
    return JsonResponse(values, status=status, json_dumps_params={"ensure_ascii": False})


def _refusal(status: int, detail: str, **more: Any) -> JsonResponse:
    return _json({"detail": detail, **more}, status)
