"""The site as a visitor's browser meets it: gunicorn, DEBUG off, hashed static files."""

import json
import re
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.config.serving import ROOT, Sender, fetch, free_port, serving, site_environment

# The site is given a copy of the test database (`migrated_url`), which only such tests have made.
pytestmark = pytest.mark.django_db

PASSWORD = "mat-khau-thu-nghiem-dai"
# A piece of it must be found nowhere after the text was refused.
WORDS = "lời lẽ riêng của tài liệu này"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the site writes, and its output in `log`."""
    return tmp_path_factory.mktemp("server")


@pytest.fixture(scope="module")
def site(migrated_url: str, folder: Path) -> Iterator[str]:
    """The address of a running site with a migrated, empty database."""
    environment = site_environment(
        DATA_DIR=str(folder),
        DATABASE_URL=migrated_url,
        PORT=str(free_port()),
        WEB_CONCURRENCY="1",
        TMPDIR=str(folder / "tmp"),
        LOG_FORMAT="json",
        DJANGO_SUPERUSER_PASSWORD=PASSWORD,
    )
    (folder / "tmp").mkdir()
    account = ["createsuperuser", "--noinput", "--username", "quan-tri", "--email", "a@b.vn"]
    for command in (account, ["collectstatic", "--noinput"]):
        subprocess.run(
            [sys.executable, "manage.py", *command, "--verbosity", "0"],
            cwd=ROOT,
            env=environment,
            check=True,
        )
    gunicorn = Path(sys.executable).with_name("gunicorn")
    command = [gunicorn, "-c", "config/gunicorn.py", "config.wsgi"]
    with serving(command, environment, folder / "log") as address:
        yield address


def test_a_started_server_is_alive_and_ready(site):
    assert fetch(f"{site}/healthz").status == 200
    assert fetch(f"{site}/readyz").status == 200


def test_a_visitor_is_led_to_the_login_page(site):
    answer = fetch(f"{site}/dang-nhap/")
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert 'name="password"' in answer.text
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]


def test_style_sheets_have_hashed_names_and_are_kept_forever(site):
    page = fetch(f"{site}/dang-nhap/").text
    sheets = re.findall(r'<link[^>]+href="([^"]+\.css)"', page)
    assert sheets
    for sheet in sheets:
        assert re.search(r"/static/.+\.[0-9a-f]{12}\.css$", sheet)
        answer = fetch(site + sheet)
        assert (answer.status, answer.headers["Content-Type"]) == (200, 'text/css; charset="utf-8"')
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.body


def test_everything_a_page_names_comes_from_the_site_itself(site):
    page = fetch(f"{site}/dang-nhap/").text
    loaded = re.findall(r'<(?:link|script|img)[^>]+(?:href|src)="([^"]+)"', page)
    assert loaded
    assert [address for address in loaded if re.match(r"(?:https?:)?//", address)] == []


def test_an_unknown_address_is_answered_in_the_layout_of_the_site(site):
    answer = fetch(f"{site}/khong-co-trang-nay/")
    assert answer.status == 404
    assert '<html lang="vi"' in answer.text
    # By its plain name: an error page must not depend on the list of hashed ones.
    sheets = re.findall(r'<link[^>]+href="([^"]+\.css)"', answer.text)
    assert fetch(f"{site}{sheets[0]}").status == 200
    # DEBUG's page would list the addresses of the site.
    assert "urlpatterns" not in answer.text
    assert "URLconf" not in answer.text


def test_an_unknown_static_file_is_not_found(site):
    assert fetch(f"{site}/static/khong-co.css").status == 404


def test_each_request_is_one_line_of_the_log_without_the_query(site, folder):
    before = len((folder / "log").read_text("utf-8"))
    refused = fetch(f"{site}/khong-co-o-day/?q=ten-mot-nguoi")
    # A request line too long for gunicorn, answered before the site sees it.
    assert fetch(f"{site}/van-ban/?q={'ten-mot-nguoi' * 700}").status == 414
    written = (folder / "log").read_text("utf-8")[before:]
    assert "ten-mot-nguoi" not in written
    # Gunicorn's own lines go by the same rules.
    first, second = map(json.loads, written.splitlines())
    assert refused.status == 404
    told = [first[name] for name in ("logger", "method", "path", "status", "user_id")]
    assert told == ["vankien.access", "GET", "/khong-co-o-day/", 404, None]
    assert first["request_id"] == refused.headers["X-Request-ID"]
    assert (second["logger"], second["level"]) == ("gunicorn.error", "WARNING")


def test_a_secret_file_leaves_nothing_on_the_disk_and_nothing_in_the_log(site, folder):
    sender = Sender(site)
    sender.sign_in("quan-tri", PASSWORD)
    # Larger than what stays in memory, so it lay in the folder of temporary files meanwhile.
    # Of fewer letters than a text may have, three bytes each.
    secret = f"TUYỆT MẬT\n{WORDS}\n{('ệ' * 20 + ' ') * 45_000}".encode()
    assert len(secret) > 2.5 * 2**20
    answer = sender.send_file("/ban-tin/kiem-tra/", "a.txt", [secret])
    assert answer.status == 400
    assert "mang dấu “TUYỆT MẬT”" in answer.text
    assert WORDS not in answer.text
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert [path for path in files if WORDS.encode() in path.read_bytes()] == []
    assert list((folder / "tmp").iterdir()) == []


def test_an_upload_of_any_size_gets_the_answer_of_the_form(site, folder):
    sender = Sender(site)
    sender.sign_in("quan-tri", PASSWORD)
    pieces = [b"%PDF-1.7\n", *[b"\0" * 2**20] * 60]
    answer = sender.send_file("/ban-tin/kiem-tra/", "to.pdf", pieces)
    assert answer.status == 400
    assert "lớn hơn mức 50 MB" in answer.text
    assert list((folder / "tmp").iterdir()) == []


def test_a_paste_of_any_size_gets_a_sentence(site):
    sender = Sender(site)
    sender.sign_in("quan-tri", PASSWORD)
    answer = sender.post("/ban-tin/kiem-tra/", {"text": "x" * 40 * 2**20})
    assert answer.status == 413
    assert "tối đa 5 MB chữ" in answer.text


def test_a_database_that_the_site_makes_is_its_owners_alone(tmp_path):
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "contenttypes", "--verbosity", "0"],
        cwd=ROOT,
        env=site_environment(DATA_DIR=str(tmp_path)),
        check=True,
    )
    (database,) = tmp_path.glob("*.sqlite3")
    assert stat.S_IMODE(database.stat().st_mode) == 0o600
