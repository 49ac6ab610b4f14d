"""The commands of docs/van-hanh.md, as a person would copy them off the page."""

import re
from dataclasses import dataclass
from pathlib import Path

from tests.config.serving import ROOT

PAGE = ROOT / "docs/van-hanh.md"
_BLOCK = re.compile(r"^```sh(?: (?P<only>\w+))?\n(?P<commands>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """What is copied at once: of which part of the page, for whom alone, and the commands."""

    part: str
    only: str
    commands: str


def blocks(page: Path = PAGE) -> list[Block]:
    """Return the blocks of commands of the page in order, each under its numbered heading."""
    text = page.read_text("utf-8")
    found = []
    for match in _BLOCK.finditer(text):
        heading = re.findall(r"^## (\d+)\. ", text[: match.start()], re.MULTILINE)[-1]
        found.append(Block(heading, match["only"] or "", match["commands"]))
    return found
