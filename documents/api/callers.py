"""In whose name a request asks: of an account by its token or its session, or of nobody."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.middleware.csrf import CsrfViewMiddleware

from documents.models import AccessToken
from documents.models.tokens import hash_of
from organizations.auth import RegistryBackend
from organizations.security_log import record_export

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class UnknownTokenError(Exception):
    """The header `Authorization` names no token in use; the message says so in Vietnamese."""


class ForgedRequestError(PermissionDenied):
    """A request that changes or computes something came with a session, but not from our page."""


def identify(request: HttpRequest) -> None:
    """Make `request.user` the holder of the token that was sent.

    Without a token it stays the person who is signed in, or nobody. Raises UnknownTokenError
    for a token that is wrong, revoked, or whose holder may not sign in, and ForgedRequestError
    where a browser sent a session without the mark of our own pages.
    """
    header = request.headers.get("Authorization")
    if header is not None:
        token = _token_in(header)
        request.user = token.user
        if token.note_use():
            # Page by page everything its holder may see can be taken.
            record_export(request, f"qua mã truy cập “{token.name}”")
    elif request.method not in SAFE_METHODS and request.user.is_authenticated:
        _refuse_forged(request)


def _token_in(header: str) -> AccessToken:
    scheme, _, secret = header.partition(" ")
    if scheme.lower() != "bearer":
        raise UnknownTokenError("Đầu mục Authorization phải có dạng “Bearer <mã truy cập>”.")
    tokens = AccessToken.objects.in_use().select_related("user")
    token = tokens.filter(token_hash=hash_of(secret.strip())).first()
    # An account that was closed, or a demonstration's outside of one, may not ask either.
    if token is None or not RegistryBackend().user_can_authenticate(token.user):
        raise UnknownTokenError(
            "Mã truy cập không đúng, đã bị thu hồi hoặc tài khoản đã khóa. "
            "Tạo mã mới ở trang “Mã truy cập”."
        )
    return token


def _refuse_forged(request: HttpRequest) -> None:
    """Ask of a session what Django asks of every form; its own refusal would be a page."""
    guard = CsrfViewMiddleware(lambda _: None)
    guard.process_request(request)
    if guard.process_view(request, None, (), {}) is not None:
        raise ForgedRequestError
