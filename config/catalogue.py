"""Compiles the project's own translations, so that no machine needs GNU gettext.

`python -m config.catalogue` (`make messages`) reads every `config/locale/**/*.po` and writes the
.mo beside it. The .mo files are committed: Django reads nothing else, and a machine that only
runs the site has no step for making them.
"""

import re
import struct
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "locale"
CONTEXT_END = "\x04"
FORM_END = "\0"
_MAGIC, _REVISION, _HEADER = 0x950412DE, 0, struct.Struct("<7I")
# msgid "Save" · msgstr[0] "%d năm" · "a further line of the same sentence"
_LINE = re.compile(r'(?:(msgctxt|msgid|msgid_plural|msgstr|msgstr\[\d\]) )?"((?:[^"\\]|\\.)*)"')
_ESCAPES = {r"\n": "\n", r"\t": "\t", r"\"": '"', r"\\": "\\"}


def read_po(text: str) -> dict[str, str]:
    """Return the sentences of a .po text, keyed and joined as a compiled catalogue holds them.

    A key is context, CONTEXT_END and singular, then FORM_END and plural; a value is the plural
    forms between FORM_END. The header has the empty key. Raises ValueError, naming the line, for
    a line that is none of the format, a sentence given twice and one without translation.
    """
    found: dict[str, str] = {}
    entry: dict[str, str] = {}
    keyword = ""
    for number, line in enumerate([*text.splitlines(), 'msgid ""'], start=1):
        if not line.strip() or line.startswith("#"):
            continue
        match = _LINE.fullmatch(line.strip())
        if match is None:
            raise ValueError(f"line {number}: {line!r} is not a line of a .po file")
        if match[1] in {"msgctxt", "msgid"} and any(name.startswith("msgstr") for name in entry):
            _add(found, entry, number)
            entry = {}
        keyword = match[1] or keyword
        words = re.sub(r"\\.", lambda escape: _ESCAPES[escape[0]], match[2])
        entry[keyword] = entry.get(keyword, "") + words
    return found


def _add(found: dict[str, str], entry: dict[str, str], number: int) -> None:
    """Put one whole entry, which ends before line `number`, into `found`."""
    context = f"{entry['msgctxt']}{CONTEXT_END}" if "msgctxt" in entry else ""
    plural = f"{FORM_END}{entry['msgid_plural']}" if "msgid_plural" in entry else ""
    key = f"{context}{entry['msgid']}{plural}"
    forms = [words for name, words in sorted(entry.items()) if name.startswith("msgstr")]
    if key in found:
        raise ValueError(f"before line {number}: {key!r} is given twice")
    if not all(forms):
        raise ValueError(f"before line {number}: {key!r} has no translation")
    found[key] = FORM_END.join(forms)


def compile_po(text: str) -> bytes:
    """Return the .mo file of a .po text: GNU gettext's format, little-endian, without hash table.

    The same text always gives the same bytes: keys stand in the order of their UTF-8 bytes, as
    the format asks for. Raises ValueError as `read_po` does.
    """
    pairs = sorted((key.encode(), words.encode()) for key, words in read_po(text).items())
    keys_at = _HEADER.size
    words_at = keys_at + 8 * len(pairs)
    place = words_at + 8 * len(pairs)
    tables, strings = [], []
    for column in zip(*pairs, strict=True):
        for string in column:
            tables.append(struct.pack("<2I", len(string), place))
            strings.append(string + b"\0")
            place += len(string) + 1
    header = _HEADER.pack(_MAGIC, _REVISION, len(pairs), keys_at, words_at, 0, place)
    return header + b"".join(tables) + b"".join(strings)


def compile_all(folder: Path = FOLDER) -> list[Path]:
    """Compile every .po file below `folder`; return the .mo files written."""
    written = []
    for source in sorted(folder.rglob("*.po")):
        target = source.with_suffix(".mo")
        target.write_bytes(compile_po(source.read_text("utf-8")))
        written.append(target)
    return written


if __name__ == "__main__":
    for path in compile_all():
        print(path.relative_to(FOLDER.parent.parent))
