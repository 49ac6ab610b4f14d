"""The security log: who came in, what left the registry, who may do what since when."""

from django.db import models


class SecurityEntry(models.Model):
    """One thing that happened, as it was written then.

    Never changed and never taken out: triggers in the database refuse both (migration 0005), but
    for `manage.py thin_security_log`, which lets the oldest go. For that, people stand here by
    their user names and not as keys of accounts.
    """

    class Kind(models.TextChoices):
        SIGNED_IN = "signed-in", "Đăng nhập"
        SIGN_IN_FAILED = "sign-in-failed", "Đăng nhập sai"
        LOCKED = "locked", "Khóa tạm"
        UNLOCKED = "unlocked", "Mở khóa tạm"
        SIGNED_OUT = "signed-out", "Đăng xuất"
        SESSION_ENDED = "session-ended", "Phiên bị kết thúc"
        SECOND_STEP = "second-step", "Bước hai"
        ACCOUNT = "account", "Tài khoản, quyền"
        PASSWORD = "password", "Mật khẩu"
        KEY = "key", "Mã đăng nhập, mã truy cập"
        EXPORTED = "exported", "Lấy dữ liệu ra"
        SECRET_REFUSED = "secret-refused", "Từ chối văn bản mật"
        SERVER = "server", "Việc trên máy chủ"

    happened_at = models.DateTimeField("lúc", auto_now_add=True, db_index=True)
    kind = models.CharField("việc", max_length=20, choices=Kind, db_index=True)
    by = models.CharField("người làm", max_length=150, blank=True, db_index=True)
    about = models.CharField("tài khoản liên quan", max_length=150, blank=True, db_index=True)
    address = models.CharField("địa chỉ máy", max_length=45, blank=True)
    details = models.TextField("chi tiết", blank=True)

    class Meta:
        verbose_name = "nhật ký an ninh"
        verbose_name_plural = "nhật ký an ninh"
        ordering = ["-pk"]
        # Read by administrators, who need no permission; written by the registry itself.
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.get_kind_display()} – {self.by or 'không rõ ai'}"
