"""A Debian machine in a folder: the page's commands run in it for real, but for what needs root.

Account, packages, nginx, PostgreSQL's own commands and systemd are stood in for (`shim.py`). What
systemd is asked to start, this starts by the unit's own lines.
"""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

from tests.config.operating.shim import PLACES
from tests.config.serving import ROOT, STOP_SECONDS, site_environment

PROGRAMS = (
    *("sudo", "runuser", "id", "install", "nano", "curl", "adduser", "apt-get", "systemctl"),
    *("journalctl", "timedatectl", "nginx", "openssl"),
)
BLOCK_SECONDS = 240


class Machine:
    """`typed` are the settings that a person types; `answers` what is given to a command."""

    def __init__(self, folder: Path, typed: dict[str, str], answers: dict[str, str]) -> None:
        self.folder = folder
        self._asked = folder / "asked"
        (folder / "typed").write_text(json.dumps(typed), "utf-8")
        self._answers = answers
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        for place in ("shims", "tmp", "usr/local/bin", "etc/systemd/system", "var/backups", "mnt"):
            (folder / place).mkdir(parents=True)
        for place in ("sites-available", "sites-enabled"):
            (folder / "etc/nginx" / place).mkdir(parents=True)
        for name in PROGRAMS:
            shim = folder / "shims" / name
            shim.write_text(
                f"#!{sys.executable}\n" + (ROOT / "tests/config/operating/shim.py").read_text()
            )
            shim.chmod(0o755)
        # The bundle is for the Python that makes it.
        (folder / "shims" / "python3").symlink_to(Path(sys.base_prefix) / "bin" / "python3")
        self._environment = site_environment(
            PATH=f"{folder / 'shims'}:{folder / 'usr/local/bin'}:{os.defpath}",
            TMPDIR=str(folder / "tmp"),
            # Nothing may come from a network, nor from a folder that pip knows of.
            PIP_INDEX_URL="http://127.0.0.1:9/nothing",
            PIP_CONFIG_FILE=os.devnull,
        )
        self._environment.pop("PIP_FIND_LINKS", None)

    def path(self, place: str) -> Path:
        """Return where a place of the machine is: ``machine.path("/etc/van-kien")``."""
        return self.folder / place.lstrip("/")

    def run(self, commands: str) -> str:
        """Run a block as it stands on the page; return what it printed. Fails where one fails."""
        before = len(self.asked())
        script = PLACES.sub(lambda found: f"{self.folder}{found[0]}", commands)
        for asked, answer in self._answers.items():
            script = script.replace(asked, answer)
        finished = subprocess.run(
            ["bash", "-e", "-u", "-o", "pipefail", "-c", script],
            cwd=self.folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=BLOCK_SECONDS,
            check=False,
            # Without a terminal no command waits for somebody to type.
            start_new_session=True,
        )
        assert finished.returncode == 0, f"{commands}\n{finished.stdout}"
        for program, *arguments in self.asked()[before:]:
            if program == "systemctl":
                self._control(*arguments)
        return finished.stdout

    def asked(self) -> list[list[str]]:
        """Return what the programs that are stood in for were asked, in order."""
        if not self._asked.exists():
            return []
        return [json.loads(line) for line in self._asked.read_text("utf-8").splitlines()]

    def switch_off(self) -> None:
        """Stop what runs."""
        for unit in list(self._running):
            self._stop(unit)

    def _control(self, verb: str, *arguments: str) -> None:
        named = [one for one in arguments if not one.startswith("-")]
        units = [one if "." in one else f"{one}.service" for one in named]
        for unit in units:
            if not unit.startswith("van-kien"):
                continue
            assert self.path(f"/etc/systemd/system/{unit}").exists(), f"no unit {unit}"
            # One that is to start anew goes on: how it ends and begins is seen elsewhere.
            if verb == "stop":
                self._stop(unit)
            starts = verb == "start" or (verb == "enable" and "--now" in arguments)
            if starts and unit.endswith(".service"):
                self._start(unit)

    def _start(self, unit: str) -> None:
        lines = self.path(f"/etc/systemd/system/{unit}").read_text("utf-8").splitlines()
        told = dict(line.split("=", 1) for line in lines if "=" in line and line[0] not in "#[")
        settings = Path(told["EnvironmentFile"]).read_text("utf-8").splitlines()
        # As systemd does: nothing of the environment of who asked.
        environment = {"PATH": os.defpath, "LANG": "C.UTF-8"} | dict(
            line.split("=", 1) for line in settings if "=" in line and not line.startswith("#")
        )
        log = (self.folder / f"{unit}.log").open("ab")
        started = subprocess.Popen(
            shlex.split(told["ExecStart"]),
            cwd=told["WorkingDirectory"],
            env=environment,
            stdout=log,
            stderr=log,
        )
        log.close()
        if told.get("Type") == "oneshot":
            assert started.wait(BLOCK_SECONDS) == 0, self.log(unit)
        else:
            self._running[unit] = started

    def _stop(self, unit: str) -> None:
        running = self._running.pop(unit, None)
        if running is not None:
            running.terminate()
            running.wait(STOP_SECONDS)

    def log(self, unit: str) -> str:
        """Return what a unit has written."""
        return (self.folder / f"{unit}.log").read_text("utf-8")
