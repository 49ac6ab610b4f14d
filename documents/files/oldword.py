"""Turns a Word file of before 2007 (.doc) into a .docx, by LibreOffice where the machine has it.

The result is a stranger's file like any other: whoever asks reads it through `office`, with
all its checks. Word's old container also holds locked .docx files and old workbooks.
"""

from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from documents.files.programs import ProgramTooSlowError, find_program, program_folder, run_program
from documents.files.reading import Progress, Stage, UnreadableFileError, tell_nobody

PROGRAM = "soffice"
MAX_SECONDS = 90.0
MAX_RESULT_BYTES = 50 * 1024 * 1024
CONTAINER = b"\xd0\xcf\x11\xe0"

_LOCKED = "EncryptedPackage".encode("utf-16-le")
_WORD = "WordDocument".encode("utf-16-le")
_MACROS = "_VBA_PROJECT".encode("utf-16-le")

NOT_INSTALLED = (
    "là tệp Word kiểu cũ (.doc), và máy chủ chưa cài chương trình đọc kiểu này (trên Debian: "
    "apt-get install libreoffice-writer-nogui). Hãy mở bằng Word, lưu lại dạng .docx rồi chọn "
    "tệp mới."
)
# No macro runs, whoever signed it. A file may name pictures that lie elsewhere; nothing is fetched
# from there: the way out is a port where nobody listens, and this machine is no exception to it.
_SETTINGS = {
    "Office.Common/Security/Scripting": {
        "DisableMacrosExecution": "true",
        "MacroSecurityLevel": "3",
    },
    "Inet/Settings": {
        "ooInetProxyType": "2",
        "ooInetHTTPProxyName": "127.0.0.1",
        "ooInetHTTPProxyPort": "9",
        "ooInetHTTPSProxyName": "127.0.0.1",
        "ooInetHTTPSProxyPort": "9",
        "ooInetNoProxy": "",
    },
}
_SETTING = (
    '<item oor:path="/org.openoffice.{}">'
    '<prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
)
_PROFILE = '<oor:items xmlns:oor="http://openoffice.org/2001/registry">{}</oor:items>'


def is_locked(content: bytes) -> bool:
    """Whether this is a newer Office file under a password, which is kept in the old container."""
    return content.startswith(CONTAINER) and _LOCKED in content


def is_old_word(content: bytes) -> bool:
    """Whether this is a Word file of the old kind, told by the names inside its container."""
    return content.startswith(CONTAINER) and _WORD in content


def as_docx(content: bytes, progress: Progress = tell_nobody) -> BinaryIO:
    """Return the .docx that LibreOffice makes of an old Word file.

    Raises UnreadableFileError for one that bears macros, when LibreOffice is not installed,
    fails (a password among the reasons) or takes longer than MAX_SECONDS.
    """
    if _MACROS in content:
        raise UnreadableFileError(
            "có macro (chương trình kèm theo) nên không được nhận. Lưu lại dạng .docx không macro."
        )
    program = find_program(PROGRAM)
    if program is None:
        raise UnreadableFileError(NOT_INSTALLED)
    with program_folder() as folder:
        (folder / "in.doc").write_bytes(content)
        _write_profile(folder)
        try:
            is_done = run_program(
                _command(program, folder),
                folder,
                MAX_SECONDS,
                lambda: progress(Stage.CONVERTING, 0, 0),
            )
        except ProgramTooSlowError as error:
            raise UnreadableFileError(
                f"chuyển sang .docx quá {MAX_SECONDS:.0f} giây mà chưa xong nên đã dừng. Hãy mở "
                "bằng Word, lưu lại dạng .docx rồi chọn tệp mới."
            ) from error
        result = folder / "out" / "in.docx"
        # LibreOffice says "done" also when it could write nothing.
        if not is_done or not result.exists() or result.stat().st_size > MAX_RESULT_BYTES:
            raise UnreadableFileError(
                "bị hỏng hoặc được đặt mật khẩu nên không mở được. Hãy mở bằng Word, bỏ mật khẩu, "
                "lưu lại dạng .docx rồi chọn tệp mới."
            )
        return BytesIO(result.read_bytes())


def _write_profile(folder: Path) -> None:
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    settings = "".join(
        _SETTING.format(group, name, value)
        for group, values in _SETTINGS.items()
        for name, value in values.items()
    )
    (user / "registrymodifications.xcu").write_text(_PROFILE.format(settings), "utf-8")


def _command(program: str, folder: Path) -> list[str]:
    """Return the command; the names of files are ours, none that a person gave reaches it."""
    return [
        *(program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"),
        *("--norestore", "--nolockcheck", "--nodefault", "--nologo"),
        *("--convert-to", "docx:MS Word 2007 XML", "--outdir", "out", "in.doc"),
    ]
