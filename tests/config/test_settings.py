"""Settings that cannot be meant stop the start, each saying what was given and what to do."""

import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.environment import SETTINGS_VARIABLES

ROOT = Path(__file__).resolve().parents[2]
LONG_KEY = "k" * 50


def load_settings(
    folder: Path, expression: str = "''", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Load config.settings in a child process and print `expression` of it.

    A child, because settings are read once in a process. The child gets no variable of ours
    but `DATA_DIR` and what the test gives.
    """
    kept = {name: value for name, value in os.environ.items() if name not in SETTINGS_VARIABLES}
    code = f"import sys\nfrom config import settings\nsys.stdout.write(str(({expression})))"
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**kept, "PYTHONIOENCODING": "utf-8", "DATA_DIR": str(folder), **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        # A switch that is neither on nor off must not silently mean off.
        ({"DEBUG": "maybe"}, "DEBUG='maybe' không rõ là bật hay tắt. Ghi 1 hoặc 0."),
        ({"HTTPS": "2"}, "HTTPS='2' không rõ là bật hay tắt. Ghi 1 hoặc 0."),
        ({"DEMO": "true!"}, "DEMO='true!' không rõ là bật hay tắt. Ghi 1 hoặc 0."),
        # A short key can be guessed.
        ({"SECRET_KEY": "k" * 49}, "SECRET_KEY có 49 ký tự; cần ít nhất 50."),
        # Any name: a forged Host header would be believed.
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS=* nhận mọi tên."),
        ({"ALLOWED_HOSTS": "a.example, *"}, "ALLOWED_HOSTS=a.example,* nhận mọi tên."),
        # Every name below it: one that a provider gave away would be believed as well.
        ({"ALLOWED_HOSTS": ".example.vn"}, "ALLOWED_HOSTS=.example.vn nhận mọi tên."),
        # A key that stands in somebody's repository.
        ({"SECRET_KEY": f"django-insecure-{LONG_KEY}"}, "bắt đầu bằng 'django-insecure-'"),
        # A name instead of an address: whom it means tomorrow is for others to say.
        ({"TRUSTED_PROXIES": "nginx"}, "TRUSTED_PROXIES có 'nginx' không phải là địa chỉ"),
        (
            {"OTHER_DISKS": "/tmp,/khong/co"},
            "OTHER_DISKS có '/khong/co' không phải là thư mục trên máy này",
        ),
        (
            {"EMAIL_OPERATORS": "quan-tri@example.vn,quan-tri"},
            "EMAIL_OPERATORS có 'quan-tri' không phải là địa chỉ thư",
        ),
        ({"TRUSTED_PROXIES": "10.0.0.1/8"}, "TRUSTED_PROXIES có '10.0.0.1/8'"),
        (
            {"REQUIRE_SECOND_STEP": "editors"},
            "REQUIRE_SECOND_STEP='editors' không rõ là bật hay tắt.",
        ),
        ({"EDITOR_IDLE_HOURS": "0"}, "EDITOR_IDLE_HOURS='0' không phải là số từ 1 đến 720."),
        # Django would take the whole word for a name, and answer nobody.
        ({"ALLOWED_HOSTS": "http://vk.example"}, "ALLOWED_HOSTS có 'http://vk.example'"),
        ({"ALLOWED_HOSTS": "10.0.0.5 127.0.0.1"}, "nhiều tên cách nhau bằng dấu phẩy."),
        # Source code in error pages, seen from outside.
        ({"DEBUG": "1", "ALLOWED_HOSTS": "vk.example"}, "DEBUG=1 cùng ALLOWED_HOSTS=vk.example"),
        # Demo accounts with printed passwords, reachable from outside.
        ({"DEMO": "1", "ALLOWED_HOSTS": "vk.example"}, "DEMO=1 cùng ALLOWED_HOSTS=vk.example"),
        # Without a scheme Django would compare and never match.
        ({"CSRF_TRUSTED_ORIGINS": "vk.example"}, "thiếu https:// ở đầu. Ghi https://vk.example."),
        # A database the suite never ran on.
        ({"DATABASE_URL": "mysql://u:secret@host/name"}, "DATABASE_URL bắt đầu bằng 'mysql'."),
        ({"DATABASE_URL": "postgresql"}, "DATABASE_URL bắt đầu bằng 'postgresql'."),
        # The file would lie wherever the command was typed.
        ({"DATABASE_URL": "sqlite:///relative.db"}, "Ghi đủ bốn dấu gạch"),
        # SQLite keeps no copies; a password must not be quoted.
        ({"DATABASE_REPLICA_URLS": "postgresql://u:p@h/n"}, "DATABASE_URL không phải PostgreSQL"),
        (
            {
                "DATABASE_URL": "postgresql://u:p@h/n",
                "DATABASE_REPLICA_URLS": "postgresql://u:p@h2/n,sqlite:////tmp/x",
            },
            "DATABASE_REPLICA_URLS có địa chỉ bắt đầu bằng 'sqlite'.",
        ),
        # Said at the start, not by a page that fails.
        ({"SITE_ADDRESS": "https://[::1"}, "SITE_ADDRESS='https://[::1' không phải là địa chỉ."),
    ],
)
def test_a_value_that_cannot_be_meant_is_refused(tmp_path, environment, said):
    finished = load_settings(tmp_path, **environment)
    assert finished.returncode == 1
    assert "ImproperlyConfigured" in finished.stderr
    assert said in finished.stderr


def test_a_refused_database_address_does_not_show_its_password(tmp_path):
    finished = load_settings(tmp_path, DATABASE_URL="mysql://u:secret-word@host/name")
    assert "secret-word" not in finished.stderr


@pytest.mark.parametrize(
    ("environment", "expression", "expected"),
    [
        # Nothing set: a safe site for this machine alone.
        ({}, "settings.DEBUG, settings.DEMO, settings.HTTPS", "(False, False, False)"),
        ({}, "settings.ALLOWED_HOSTS", "['127.0.0.1', 'localhost', '[::1]']"),
        # Empty means unset, not "no host at all".
        ({"ALLOWED_HOSTS": ""}, "settings.ALLOWED_HOSTS[0]", "127.0.0.1"),
        ({"DEBUG": " On "}, "settings.DEBUG", "True"),
        ({"DEBUG": "no"}, "settings.DEBUG", "False"),
        ({"DEMO": "1", "ALLOWED_HOSTS": "localhost"}, "settings.DEMO", "True"),
        ({"SECRET_KEY": LONG_KEY}, "settings.SECRET_KEY", LONG_KEY),
        (
            {"HTTPS": "1"},
            "settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE",
            "(True, True)",
        ),
        # Only this host, only over HTTPS.
        (
            {"HTTPS": "1"},
            "settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME",
            "('__Host-sessionid', '__Host-csrftoken')",
        ),
        ({"HTTPS": "1"}, "settings.SECURE_HSTS_SECONDS", str(365 * 24 * 3600)),
        (
            {"TRUSTED_PROXIES": "127.0.0.1, 10.0.0.0/8"},
            "[str(network) for network in settings.TRUSTED_PROXIES]",
            "['127.0.0.1/32', '10.0.0.0/8']",
        ),
        (
            {"DATABASE_URL": "postgresql://u:p@db.example:5433/name"},
            "[settings.DATABASES['default'][k] for k in ('ENGINE', 'HOST', 'PORT', 'NAME')]",
            "['django.db.backends.postgresql', 'db.example', 5433, 'name']",
        ),
    ],
)
def test_a_value_that_is_meant_is_taken(tmp_path, environment, expression, expected):
    finished = load_settings(tmp_path, expression, **environment)
    assert (finished.stdout, finished.stderr) == (expected, "")


def test_a_folder_with_spaces_and_accents_can_hold_the_data(tmp_path):
    folder = tmp_path / "dữ liệu 100%#?"
    written = (
        "(__import__('django').setup(), "
        "__import__('django.db').db.connection.cursor().execute('CREATE TABLE kept (one)'))"
    )
    finished = load_settings(folder, written, DJANGO_SETTINGS_MODULE="config.settings")
    assert finished.returncode == 0, finished.stderr
    assert (folder / "van-kien.sqlite3").read_bytes().startswith(b"SQLite format 3")


NAME = "settings.DATABASES['default']['NAME']"


def test_a_database_file_that_was_moved_away_is_not_made_anew(tmp_path):
    """SQLite would make an empty one, and throw away what was written last."""
    name = load_settings(tmp_path, NAME).stdout
    file = tmp_path / "van-kien.sqlite3"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with closing(sqlite3.connect(name, uri=True)) as opened:
        opened.execute("CREATE TABLE kept (one)")
    file.rename(tmp_path / "elsewhere")
    with pytest.raises(sqlite3.OperationalError, match="unable to open"):
        sqlite3.connect(name, uri=True)
    assert not file.exists()
    (tmp_path / "elsewhere").rename(file)
    with closing(sqlite3.connect(name, uri=True)) as opened:
        assert opened.execute("SELECT count(*) FROM kept").fetchone() == (0,)


def test_a_database_of_which_only_the_log_is_left_stops_the_start(tmp_path):
    (tmp_path / "van-kien.sqlite3-wal").write_bytes(b"written last")
    finished = load_settings(tmp_path, NAME)
    assert finished.returncode == 1
    assert "Đưa tệp dữ liệu trở lại chỗ cũ rồi chạy lại" in finished.stderr
    assert [path.name for path in tmp_path.glob("van-kien*")] == ["van-kien.sqlite3-wal"]


def test_a_data_folder_that_is_made_is_its_owners_alone(tmp_path):
    load_settings(tmp_path / "made")
    assert stat.S_IMODE((tmp_path / "made").stat().st_mode) == 0o700
    # One that is there may be shared on purpose.
    (tmp_path / "found").mkdir(mode=0o750)
    load_settings(tmp_path / "found")
    assert stat.S_IMODE((tmp_path / "found").stat().st_mode) == 0o750


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    finished = load_settings(tmp_path / "file" / "below")
    assert finished.returncode == 1
    assert (
        f"DATA_DIR='{tmp_path / 'file' / 'below'}' không dùng làm thư mục được" in finished.stderr
    )


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path):
    first = load_settings(tmp_path, "settings.SECRET_KEY")
    second = load_settings(tmp_path, "settings.SECRET_KEY")
    assert first.stdout == second.stdout
    assert len(first.stdout) >= 50
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    # No draft is left beside it.
    assert [path.name for path in tmp_path.glob("secret_key*")] == ["secret_key"]
    assert stat.S_IMODE((tmp_path / "incoming").stat().st_mode) == 0o700


def test_a_damaged_key_file_is_refused_and_named(tmp_path):
    (tmp_path / "secret_key").write_text("short\n")
    finished = load_settings(tmp_path)
    assert finished.returncode == 1
    assert f"{tmp_path / 'secret_key'} không chứa khóa dùng được." in finished.stderr


@pytest.mark.parametrize("value", ["0", "65536", "80a", "-1", "８０"])
def test_a_port_that_is_no_port_is_refused(tmp_path, value):
    finished = load_settings(tmp_path, "__import__('config.gunicorn').gunicorn.bind", PORT=value)
    assert finished.returncode == 1
    # The sentence alone: whoever typed the number sees no traceback.
    assert finished.stderr == (
        f"PORT='{value}' không phải là số từ 1 đến 65535. Hãy sửa lại hoặc bỏ đi.\n"
    )


GUNICORN_BIND = "__import__('config.gunicorn').gunicorn.bind"


def test_gunicorn_listens_on_this_machine_only(tmp_path):
    finished = load_settings(tmp_path, GUNICORN_BIND, PORT="8123")
    assert finished.stdout == "127.0.0.1:8123"


@pytest.mark.parametrize(
    ("address", "bind"),
    [("0.0.0.0", "0.0.0.0:8000"), ("::1", "[::1]:8000"), ("", "127.0.0.1:8000")],
)
def test_gunicorn_listens_where_it_is_told_to(tmp_path, address, bind):
    assert load_settings(tmp_path, GUNICORN_BIND, LISTEN=address).stdout == bind


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        # A name may mean another machine tomorrow.
        ({"LISTEN": "localhost"}, "LISTEN='localhost' không phải là địa chỉ mạng."),
        # Demo accounts, or source code in error pages, for a whole network.
        ({"LISTEN": "0.0.0.0", "DEMO": "1"}, "LISTEN=0.0.0.0 không dùng được cùng DEMO=1"),
        ({"LISTEN": "0.0.0.0", "DEBUG": "1"}, "LISTEN=0.0.0.0 không dùng được cùng DEMO=1"),
    ],
)
def test_an_address_that_would_let_the_wrong_ones_in_is_refused(tmp_path, environment, said):
    finished = load_settings(tmp_path, GUNICORN_BIND, **environment)
    assert (finished.returncode, finished.stdout) == (1, "")
    assert finished.stderr.startswith(said)


@pytest.mark.parametrize(("asked", "seconds"), [("", "10"), ("?connect_timeout=9", "9")])
def test_a_database_that_does_not_answer_is_not_waited_for_long(tmp_path, asked, seconds):
    url = f"postgresql://so@may-khac.example/so{asked}"
    told = load_settings(
        tmp_path, "settings.DATABASES['default']['OPTIONS']['connect_timeout']", DATABASE_URL=url
    )
    assert told.stdout == seconds, told.stderr
