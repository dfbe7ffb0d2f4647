"""The neutral form of a message: what every channel renders in its own way.

Document  title and Sections        an alert, a digest
Section   Blocks that belong together   one story
Block     one line or paragraph, with its role and language
Run       words in one style
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from monitor.deliver.text import begun, direction, isolated
from monitor.model import DayCount
from monitor.translation import Direction

#: What a block is for; each channel decides how that looks.
Role = Literal[
    "title", "update", "notice", "group", "headline", "gist", "change", "summary", "meta", "why", "quote", "others",
    "reason", "answer", "footer",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words in one style; the text is clean (`text.clean`)."""

    text: str
    #: http(s) address, or empty
    href: str = ""
    #: ISO 639-1 where the words are of another language than their block; else empty
    language: str = ""
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One line or paragraph."""

    role: Role
    runs: tuple[Run, ...]
    #: ISO 639-1 of the words: an outlet's own, those of a gist, or ours; empty where nobody knows it
    language: str = ""
    #: the words are not ours: the line runs as they do
    foreign: bool = False

    @property
    def direction(self) -> Direction:
        """Where the line starts."""
        return direction("".join(run.text for run in self.runs) if self.foreign else "", self.language)


Section = tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole message before any channel's limits."""

    #: one plain line: an e-mail's subject
    title: str
    sections: tuple[Section, ...]
    #: ISO 639-1 of our own words in it
    language: str = "en"
    #: to be drawn behind the first section; empty: nothing is
    volume: tuple[DayCount, ...] = ()


def shown(run: Run, block: Block) -> str:
    """The run's text as it is put on the line: isolated if it runs against it."""
    return isolated(run.text, block.direction, (run.language or block.language) if block.foreign else "")


def plain_line(block: Block, *, links: bool = True) -> str:
    """The block as one plain line; with `links`, each address stands after its words."""
    line = "".join(shown(run, block) + (f" <{run.href}>" if links and run.href else "") for run in block.runs)
    return begun(f"“{line}”" if block.role == "quote" else line, block.direction)


def plain(sections: Sequence[Section], *, links: bool = True) -> str:
    """Sections as plain text: a line for each block, an empty line between sections."""
    return "\n\n".join("\n".join(plain_line(block, links=links) for block in section) for section in sections)
