"""Stands in for the programs of a real machine that a test must not touch: root's and systemd's.

Started under the name of the program it stands for, from the folder `shims` of the machine. It
notes what it was asked, a JSON list a line, and does what can be done in a folder of one's own.
"""

import json
import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

MACHINE = Path(sys.argv[0]).parent.parent
PLACES = re.compile(
    r"(?<![\w.])/(?:etc/(?:van-kien|systemd|nginx)|opt/van-kien|var/(?:lib|backups)/van-kien"
    r"|usr/local/bin|mnt/van-kien|tmp/van-kien-)"
)


def here(text: str) -> str:
    """Return a text with the machine's folders replaced by those of the test."""
    return PLACES.sub(lambda found: f"{MACHINE}{found[0]}", text)


def run_as(arguments: list[str]) -> int:
    """`sudo` and `runuser`: the command itself, whoever it is for."""
    while arguments and arguments[0].startswith("-"):
        option = arguments.pop(0)
        if option == "-u":
            account = arguments.pop(0)
            if account == "postgres":
                # What that account does, the test does at its own server.
                return 0
    os.execvp(arguments[0], arguments)


def install(arguments: list[str]) -> int:
    """`install` without giving files away; their texts then name the test's own folders."""
    kept, folder = [], None
    while arguments:
        argument = arguments.pop(0)
        if argument in {"-o", "-g"}:
            arguments.pop(0)
            continue
        if argument == "-t":
            folder = arguments[0]
        kept.append(argument)
    code = subprocess.run(["/usr/bin/install", *kept], check=False).returncode
    if code or "-d" in kept:
        return code
    sources = [Path(one) for one in kept if one.startswith(f"{MACHINE}/opt/")]
    targets = [Path(folder, one.name) for one in sources] if folder else [Path(kept[-1])]
    for target in targets:
        target.write_text(here(target.read_text("utf-8")), "utf-8")
    return 0


def nano(path: Path) -> int:
    """A person who types the settings that the test prepared: NAME=value, or no value to delete."""
    if path.suffix != ".env":
        return 0
    typed = _typed()
    lines = []
    for line in path.read_text("utf-8").splitlines():
        name = line.partition("=")[0]
        if name not in typed:
            lines.append(line)
    lines += [f"{name}={value}" for name, value in typed.items() if value]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return 0


def curl(arguments: list[str]) -> int:
    """A GET that is tried again as the options say; the site has a port of its own here."""
    url = arguments[-1].replace(":8000", f":{_typed()['PORT']}")
    tries = int(arguments[arguments.index("--retry") + 1]) if "--retry" in arguments else 0
    while True:
        try:
            with urllib.request.urlopen(url, timeout=30) as answer:
                print(answer.read().decode())
            return 0
        except urllib.error.HTTPError as error:
            said, code = error.read().decode(), 22
        except urllib.error.URLError as error:
            said, code = str(error), 7
        if not tries:
            print(said)
            return code
        tries -= 1
        time.sleep(1)


def _typed() -> dict[str, str]:
    typed: dict[str, str] = json.loads((MACHINE / "typed").read_text("utf-8"))
    return typed


def main() -> int:
    name, arguments = Path(sys.argv[0]).name, sys.argv[1:]
    with (MACHINE / "asked").open("a", encoding="utf-8") as asked:
        asked.write(json.dumps([name, *arguments]) + "\n")
    match name:
        case "sudo" | "runuser":
            return run_as(arguments)
        case "install":
            return install(arguments)
        case "nano":
            return nano(Path(arguments[0]))
        case "curl":
            return curl(arguments)
        case "id":
            print(0)
    return 0


if __name__ == "__main__":
    sys.exit(main())
