"""The security log, and what keeps its rows as they were written.

On SQLite a migration that alters this table makes it anew and loses the triggers: such a one has
to make them again. tests/organizations/test_security_log.py sees whether they are there.
"""

from django.db import migrations, models

TABLE = "organizations_securityentry"
SAID = "the security log is only added to"
MAKE = {
    "sqlite": [
        f"CREATE TRIGGER security_log_keep_{verb} BEFORE {verb.upper()} ON {TABLE} "
        f"BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
        for verb in ("update", "delete")
    ],
    "postgresql": [
        "CREATE FUNCTION security_log_keep() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{SAID}'; END $$",
        f"CREATE TRIGGER security_log_keep BEFORE UPDATE OR DELETE ON {TABLE} "
        "FOR EACH ROW EXECUTE FUNCTION security_log_keep()",
        f"CREATE TRIGGER security_log_keep_all BEFORE TRUNCATE ON {TABLE} "
        "FOR EACH STATEMENT EXECUTE FUNCTION security_log_keep()",
    ],
}
DROP = {
    "sqlite": [f"DROP TRIGGER security_log_keep_{verb}" for verb in ("update", "delete")],
    "postgresql": [
        f"DROP TRIGGER security_log_keep ON {TABLE}",
        f"DROP TRIGGER security_log_keep_all ON {TABLE}",
        "DROP FUNCTION security_log_keep()",
    ],
}


def make_triggers(apps, schema_editor):
    for statement in MAKE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop_triggers(apps, schema_editor):
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('organizations', '0004_reorganizations'),
    ]

    operations = [
        migrations.CreateModel(
            name='SecurityEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('happened_at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='lúc')),
                ('kind', models.CharField(choices=[('signed-in', 'Đăng nhập'), ('sign-in-failed', 'Đăng nhập sai'), ('locked', 'Khóa tạm'), ('unlocked', 'Mở khóa tạm'), ('signed-out', 'Đăng xuất'), ('session-ended', 'Phiên bị kết thúc'), ('second-step', 'Bước hai'), ('account', 'Tài khoản, quyền'), ('password', 'Mật khẩu'), ('key', 'Mã đăng nhập, mã truy cập'), ('exported', 'Lấy dữ liệu ra'), ('secret-refused', 'Từ chối văn bản mật')], db_index=True, max_length=20, verbose_name='việc')),
                ('by', models.CharField(blank=True, db_index=True, max_length=150, verbose_name='người làm')),
                ('about', models.CharField(blank=True, db_index=True, max_length=150, verbose_name='tài khoản liên quan')),
                ('address', models.CharField(blank=True, max_length=45, verbose_name='địa chỉ máy')),
                ('details', models.TextField(blank=True, verbose_name='chi tiết')),
            ],
            options={
                'verbose_name': 'nhật ký an ninh',
                'verbose_name_plural': 'nhật ký an ninh',
                'ordering': ['-pk'],
                'default_permissions': (),
            },
        ),
        migrations.RunPython(make_triggers, drop_triggers),
    ]
