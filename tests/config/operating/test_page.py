"""docs/van-hanh.md from its first command to its last, on a machine that has no network.

The bundle is made, unpacked, installed without an index, served, backed up, restored, replaced
by a newer one and put back. What needs root or systemd is stood in for (`shim.py`), its files
are read by the programs they are for where those are there.
"""

import hashlib
import re
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path

import dj_database_url
import pytest

from config.deploy.bundle import make_bundle
from tests.config.operating.machine import PROGRAMS, Machine
from tests.config.operating.page import Block, blocks
from tests.config.serving import ROOT, free_port
from tests.environment import SETTINGS_VARIABLES

DEPLOY = ROOT / "config/deploy"
PASSWORD = "mat-khau-thu-nghiem-dai"
ANSWERS = {
    "van-kien setup": "van-kien setup --name 'Đảng ủy phường Mẫu' --code ĐU --admin quan-tri "
    f"--password-stdin <<< {PASSWORD}",
    "van-kien changepassword quan-tri": "printf 'khac-hẳn-1234\\nkhac-hẳn-1234\\n' | "
    "sudo van-kien changepassword quan-tri",
}
# What a person of the office types of the machine's own programs; never run here but stood in for.
SYSTEM_PROGRAMS = {"systemctl", "journalctl", "apt-get", "adduser", "nginx", "timedatectl"}
DATABASE = "vankien_operating"


class Database:
    """Does at the run's own server what the page does as PostgreSQL's account, and lays down in
    a moment what `migrate` takes a minute for (tests/config/test_migrations.py runs that)."""

    def __init__(self, database_as_migrated: None) -> None:
        from django.db import connection

        self.kind = connection.vendor

    def make_anew(self, folder: Path) -> str:
        """Lay a migrated, empty database down; return its DATABASE_URL, "" for the usual file."""
        from tests.migrated import COPY, create_database, lay_migrated_file

        if self.kind == "postgresql":
            return create_database(DATABASE, template=COPY)
        lay_migrated_file(folder / "van-kien.sqlite3")
        return ""

    def end(self) -> None:
        from tests.migrated import drop_database

        if self.kind == "postgresql":
            drop_database(DATABASE)


@pytest.fixture(scope="module")
def database(database_as_migrated: None) -> Iterator[Database]:
    made = Database(database_as_migrated)
    yield made
    made.end()


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_bundle(tmp_path_factory.mktemp("bundle"))


@pytest.fixture(scope="module")
def machine(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    folder = tmp_path_factory.mktemp("machine")
    url = database.make_anew(folder)
    typed = {
        **{"ALLOWED_HOSTS": "127.0.0.1", "HTTPS": "0", "DATABASE_URL": url},
        **{"PORT": str(free_port()), "WEB_CONCURRENCY": "1"},
        # With a server of its own, as on the page; which folder that has is the machine's affair.
        "OTHER_DISKS": str(folder) if url else "",
    }
    made = Machine(folder, typed, ANSWERS)
    yield made
    made.switch_off()


def part(number: str, kind: str) -> list[Block]:
    """The blocks of one part of the page that are for everybody or for this database."""
    return [one for one in blocks() if one.part == number and one.only in {"", kind, "nginx"}]


def newer(bundle: Path, folder: Path) -> Path:
    """Return the same bundle under the name of a later version."""
    with tarfile.open(bundle) as archive:
        archive.extractall(folder, filter="data")
    (content,) = folder.iterdir()
    name = content.rename(folder / f"{content.name}-moi")
    (name / "NAME").write_text(f"{name.name}\n")
    sums = (name / "SHA256SUMS").read_text()
    digest = hashlib.sha256((name / "NAME").read_bytes()).hexdigest()
    (name / "SHA256SUMS").write_text(re.sub(r"^\w+(?=  NAME$)", digest, sums, flags=re.MULTILINE))
    made = folder.with_name(f"{name.name}.tar.gz")
    with tarfile.open(made, "w:gz", compresslevel=1) as archive:
        archive.add(name, name.name)
    return made


@pytest.mark.slow
@pytest.mark.django_db
def test_every_command_of_the_page_does_what_it_says(machine, database, bundle, tmp_path):
    data = machine.path("/var/lib/van-kien")

    def follow(number: str) -> str:
        return "".join(machine.run(block.commands) for block in part(number, database.kind))

    for number in "123":
        follow(number)
    shutil.copy(bundle, machine.path("/tmp"))
    assert "Đã cài vào" in follow("4")
    follow("5")
    if database.kind == "sqlite":
        database.make_anew(data)
    assert "Đã lập sổ của Đảng ủy phường Mẫu" in follow("6")
    assert "Sẵn sàng." in follow("7")
    follow("8")
    assert "so-" in follow("9")
    assert len([*machine.path("/mnt/van-kien").glob("so-*.zip")]) == 1
    database_file = data / "tap" / "so.sqlite3"
    make_folder, restore, remove = part("10", database.kind)[0].commands.splitlines()
    machine.run(make_folder)
    lay_down(database_file)
    assert "giống hệt bản sao lưu" in machine.run(restore)
    machine.run(remove)
    assert not database_file.parent.exists()

    first = machine.path("/opt/van-kien/current").readlink()
    for old in machine.path("/tmp").glob("van-kien-*.tar.gz"):
        old.unlink()
    shutil.copy(newer(bundle, tmp_path / "newer"), machine.path("/tmp"))
    install, switch, ask, aside, back = part("11", database.kind)
    machine.run(install.commands)
    machine.run(switch.commands)
    assert "Sẵn sàng." in machine.run(ask.commands)
    assert machine.path("/opt/van-kien/current").readlink() != first
    machine.run(aside.commands)
    database.make_anew(data)
    assert "giống hệt bản sao lưu" in machine.run(back.commands)
    assert machine.path("/opt/van-kien/current").readlink() == first
    assert "Sẵn sàng." in machine.run(ask.commands)

    follow("12")
    assert "quan-tri" in follow("13")
    # Both tell nothing of the visitor's own.
    assert "Traceback" not in machine.log("van-kien-web.service")
    assert "Traceback" not in machine.log("van-kien-worker.service")


def lay_down(path: Path) -> None:
    from tests.migrated import lay_migrated_file

    lay_migrated_file(path)


@pytest.mark.slow
def test_a_bundle_that_was_damaged_or_is_for_another_machine_installs_nothing(bundle, tmp_path):
    with tarfile.open(bundle) as archive:
        archive.extractall(tmp_path / "unpacked", filter="data")
    (content,) = (tmp_path / "unpacked").iterdir()

    def install() -> str:
        command = ["sh", content / "install.sh", tmp_path / "opt"]
        finished = subprocess.run(command, capture_output=True, text=True, check=False)
        assert finished.returncode == 1
        return finished.stderr

    wheel = next((content / "wheels").glob("segno-*"))
    whole = wheel.read_bytes()
    wheel.write_bytes(whole[:1000] + bytes([whole[1000] ^ 1]) + whole[1001:])
    assert "Gói cài bị hỏng khi chép; hãy chép lại. Chưa cài gì." in install()
    wheel.write_bytes(whole)
    sums = content / "SHA256SUMS"
    sums.write_text(re.sub(r"^\w+  PYTHON\n", "", sums.read_text(), flags=re.MULTILINE))
    (content / "PYTHON").write_text("3.9 linux x86_64\n")
    assert "Gói này dành cho Python 3.9 linux x86_64; máy này có 3." in install()
    assert not (tmp_path / "opt").exists()


def test_every_block_of_the_page_is_one_that_is_run():
    found = blocks()
    assert len(found) > 25
    assert {one.only for one in found} == {"", "postgresql", "sqlite", "nginx"}
    # A block that is fenced otherwise would be read and never run.
    fences = re.findall(r"^```(\S.*)$", (ROOT / "docs/van-hanh.md").read_text("utf-8"), re.M)
    assert len(fences) == len(found)
    assert sorted({one.part for one in found}, key=int) == [str(n) for n in range(1, 14)]


def test_what_the_machine_stands_in_for_is_what_needs_root_or_a_network():
    named = {word for one in blocks() for word in re.findall(r"[\w-]+", one.commands)}
    assert SYSTEM_PROGRAMS - named == set()
    assert SYSTEM_PROGRAMS - set(PROGRAMS) == set()


def test_the_sample_of_settings_names_what_is_read_and_where_postgresql_listens():
    sample = (DEPLOY / "van-kien.env").read_text("utf-8")
    values = dict(re.findall(r"^(?:# )?([A-Z_]+)=(.*)$", sample, re.MULTILINE))
    assert set(values) <= set(SETTINGS_VARIABLES)
    # Without a password: by the account of this machine, over the socket of Debian's server.
    database = dj_database_url.parse(values["DATABASE_URL"])
    told = {name: database[name] for name in ("HOST", "USER", "PASSWORD", "NAME")}
    assert told == {
        **{"HOST": "/var/run/postgresql", "USER": "van-kien", "NAME": "van-kien"},
        "PASSWORD": "",
    }


@pytest.mark.program("systemd-analyze")
@pytest.mark.parametrize("unit", sorted(DEPLOY.glob("van-kien*.*er*")), ids=lambda path: path.name)
def test_systemd_understands_the_unit(unit, tmp_path):
    # Programs of this machine in place of those that the page installs.
    text = re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", unit.read_text("utf-8"), flags=re.M)
    for other in DEPLOY.glob("*.service"):
        (tmp_path / other.name).write_text(
            re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", other.read_text("utf-8"), flags=re.M)
        )
    (tmp_path / unit.name).write_text(text)
    finished = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", tmp_path / unit.name],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (finished.returncode, finished.stderr) == (0, "")


@pytest.mark.program("systemd-analyze")
def test_systemd_understands_what_is_added_to_the_unit_of_postgresql(tmp_path):
    # The parts of Debian's own unit that the addition touches.
    (tmp_path / "postgresql@.service").write_text(
        "[Service]\nType=forking\nExecStart=-/bin/true %i start\nPIDFile=/run/postgresql/%i.pid\n"
    )
    added = tmp_path / "postgresql@.service.d"
    added.mkdir()
    shutil.copy(DEPLOY / "postgresql.conf", added / "van-kien.conf")
    finished = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", tmp_path / "postgresql@15-main.service"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (finished.returncode, finished.stderr) == (0, "")


@pytest.mark.program("nginx")
def test_nginx_understands_its_part(tmp_path):
    # Without the certificate, which only the machine in use has, and without root's places.
    text = (DEPLOY / "nginx.conf").read_text("utf-8")
    text = re.sub(r"^\s*ssl_.*;$", "", text, flags=re.MULTILINE).replace(" ssl http2", "")
    text = text.replace("/var/log/nginx", str(tmp_path))
    text = text.replace("listen 80;", "listen 18080;").replace("443", "18443")
    site = f"error_log {tmp_path}/error.log; pid {tmp_path}/pid; events {{}} http {{ {text} }}"
    (tmp_path / "nginx.conf").write_text(site)
    finished = subprocess.run(
        ["nginx", "-t", "-p", tmp_path, "-c", tmp_path / "nginx.conf"],
        capture_output=True,
        text=True,
        check=False,
    )
    # Behind that it asks for places of root's.
    assert "syntax is ok" in finished.stderr, finished.stderr
