"""The security log tells of restores, of old rows taken out and of shells that were opened."""

from django.db import migrations, models

# The names of kinds are no matter of the database: no table is made anew, no trigger lost.
KINDS = [
    ("signed-in", "Đăng nhập"),
    ("sign-in-failed", "Đăng nhập sai"),
    ("locked", "Khóa tạm"),
    ("unlocked", "Mở khóa tạm"),
    ("signed-out", "Đăng xuất"),
    ("session-ended", "Phiên bị kết thúc"),
    ("second-step", "Bước hai"),
    ("account", "Tài khoản, quyền"),
    ("password", "Mật khẩu"),
    ("key", "Mã đăng nhập, mã truy cập"),
    ("exported", "Lấy dữ liệu ra"),
    ("secret-refused", "Từ chối văn bản mật"),
    ("server", "Việc trên máy chủ"),
]


class Migration(migrations.Migration):
    dependencies = [("organizations", "0006_session_round")]

    operations = [
        migrations.AlterField(
            model_name="securityentry",
            name="kind",
            field=models.CharField("việc", max_length=20, choices=KINDS, db_index=True),
        ),
    ]
