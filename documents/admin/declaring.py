"""An editor's word on a file that cannot be read whole: nothing in it bears a secrecy mark."""

from django.core.exceptions import ValidationError

DECLARATION = "Tôi đã xem tệp này và không thấy dấu MẬT, TỐI MẬT, TUYỆT MẬT"


def must_look(name: str) -> ValidationError:
    """Return the refusal of a file that could not be read whole and that nobody looked at."""
    return ValidationError(
        "Hệ thống không đọc hết được tệp “%(name)s” (ảnh, bản quét hoặc phông chữ cũ). Hãy tự xem "
        "tệp, chọn lại tệp rồi đánh dấu vào ô: “%(declaration)s”.",
        code="must_look",
        params={"name": name, "declaration": DECLARATION},
    )
