"""`make bundle`: one archive with the code at HEAD and every wheel, for machines without network.

What it installs is what `requirements.txt` locks, for the Python that runs this.
"""

import hashlib
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
INSTALLER = Path("config/deploy/install.sh")


def make_bundle(folder: Path) -> Path:
    """Write the bundle into `folder` and return its path.

    Raises RuntimeError, with what the program said, where git or pip fails. The archive gets its
    name when it is whole.
    """
    name = bundle_name()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".dang-lam-") as temporary:
        content = Path(temporary) / name
        content.mkdir()
        _write_code(content)
        _fetch_wheels(content)
        (content / "NAME").write_text(f"{name}\n", "ascii")
        (content / "PYTHON").write_text(f"{_this_python()}\n", "ascii")
        (content / "SHA256SUMS").write_text(_checksums(content), "utf-8")
        growing = content.with_name(f"{name}.tar.gz")
        # Wheels are small already.
        with tarfile.open(growing, "w:gz", compresslevel=1) as archive:
            archive.add(content, name, filter=_nobodys)
        return growing.rename(folder / f"{name}.tar.gz")


def bundle_name() -> str:
    """Return the name of this version: the number in pyproject.toml and the commit."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    commit = _run("git", "rev-parse", "--short=10", "HEAD").strip()
    return f"van-kien-{version}-{commit}"


def _this_python() -> str:
    """Return what the installer compares with the Python it finds."""
    return "{}.{} {} {}".format(*sys.version_info[:2], sys.platform, platform.machine())


def _write_code(content: Path) -> None:
    code = content / "code.tar"
    _run("git", "archive", "--format=tar", f"--output={code}", "HEAD")
    with tarfile.open(code) as archive:
        for name in (INSTALLER, Path("requirements.txt")):
            member = archive.getmember(str(name))
            member.name = name.name
            archive.extract(member, content, filter="data")


def _fetch_wheels(content: Path) -> None:
    """Fetch what the committed lock names, each checked by its hash; nothing is built."""
    locked = content / "requirements.txt"
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")
    options = ("--only-binary", ":all:", "--require-hashes", "--dest", str(content / "wheels"))
    _run(*pip, "download", *options, "-r", str(locked))
    locked.unlink()


def _checksums(content: Path) -> str:
    """Return a line a file, as sha256sum reads them."""
    files = sorted(path for path in content.rglob("*") if path.is_file())
    return "".join(
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(content)}\n"
        for path in files
    )


def _nobodys(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = "root"
    return member


def _run(*command: str) -> str:
    if shutil.which(command[0]) is None:
        raise RuntimeError(f"{command[0]} is not installed. On Debian: apt-get install git")
    finished = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if finished.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{finished.stderr}")
    return finished.stdout


def main() -> int:
    """Write the bundle into the folder given, `var/bundle` without one."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "var" / "bundle")
    try:
        made = make_bundle(folder)
    except RuntimeError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{made} ({made.stat().st_size / 2**20:.0f} MB)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
