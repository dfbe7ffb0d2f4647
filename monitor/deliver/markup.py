"""Document -> HTML as the Bot API reads it, in parts within Telegram's limits.

Whole sections are packed, then whole blocks; a block too long for a part is cut between words of its runs. The
HTML is written last and from whole runs, so no tag or entity is ever cut and each part closes what it opens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from typing import Final
from urllib.parse import urlsplit

from monitor.deliver.blocks import Block, Document, Run, Section, plain, plain_line, shown
from monitor.deliver.text import RLM, cut, utf16_units, web_address
from monitor.translation import Voice, voice_of

#: core.telegram.org/bots/api#sendmessage: characters "after entities parsing", counted in UTF-16 units.
MAX_UNITS = 4096
#: Entities of one message; further ones are dropped by the server.
MAX_ENTITIES = 100
#: a host as the server takes it, which drops links to others, and refuses buttons that lead there ("Wrong HTTP URL")
_HOST: Final = re.compile(r"[\w-]+(\.[\w-]+)+")
#: An article's own sentences.
QUOTED = frozenset({"quote", "summary"})
#: Room for the two isolates that `blocks.shown` may put around a run, and the mark that may stand before a line.
_ISOLATES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One message for `sendMessage`."""

    #: parse mode HTML
    html: str
    #: the same without markup, addresses included if they fit: what is sent if the HTML is refused
    text: str


def parts(document: Document) -> tuple[Part, ...]:
    """The document in as few messages as whole sections allow, each within both limits."""
    repeated = (_continued(document.sections[0][0], voice_of(document.language)),)
    packed: list[list[Section]] = [[]]
    for section in document.sections:
        for piece in [section] if _fits([repeated, section]) else _pieces(section):
            if packed[-1] and not _fits([*packed[-1], piece]):
                packed.append([repeated])
            packed[-1].append(piece)
    return tuple(_part(sections) for sections in packed)


def _part(sections: list[Section]) -> Part:
    html = "\n\n".join("\n".join(_block_html(block) for block in section) for section in sections)
    text = plain(sections)
    return Part(html=html, text=text if utf16_units(text) <= MAX_UNITS else plain(sections, links=False))


def _continued(title: Block, voice: Voice) -> Block:
    return replace(title, runs=(title.runs[0], Run(text=voice.say(", continued"))))


# ---------------------------------------------------------------- limits


def _fits(sections: list[Section]) -> bool:
    entities = sum(_entities(block) for section in sections for block in section)
    return entities <= MAX_ENTITIES and utf16_units(plain(sections, links=False)) <= MAX_UNITS


def _entities(block: Block) -> int:
    return sum(bool(run.href) + run.bold + run.italic for run in block.runs) + (block.role in QUOTED)


def _pieces(section: Section) -> Iterator[Section]:
    """The section's blocks, each small enough to stand in a part of its own under the repeated title."""
    for block in section:
        held: list[Run] = []
        for run in _short_runs(block):
            if held and not _small(replace(block, runs=(*held, run))):
                yield (replace(block, runs=tuple(held)),)
                held = []
            held.append(run)
        yield (replace(block, runs=tuple(held)),)


def _small(block: Block) -> bool:
    """Half a part at most, which leaves room for the title whatever its length."""
    return utf16_units(plain_line(block, links=False)) <= MAX_UNITS // 2 and _entities(block) <= MAX_ENTITIES // 2


def _short_runs(block: Block) -> Iterator[Run]:
    for run in block.runs:
        rest = run.text
        while rest:
            head, rest = cut(rest, MAX_UNITS // 2 - _ISOLATES)
            yield replace(run, text=head)


# ---------------------------------------------------------------- tags


def _block_html(block: Block) -> str:
    mark = RLM if plain_line(block, links=False).startswith(RLM) else ""
    html = mark + "".join(run_html(run, block) for run in block.runs)
    return f"<blockquote>{html}</blockquote>" if block.role in QUOTED else html


def run_html(run: Run, block: Block) -> str:
    html = escape(shown(run, block), quote=False)
    if run.italic:
        html = f"<i>{html}</i>"
    if run.bold:
        html = f"<b>{html}</b>"
    address = linked(run.href)
    return f'<a href="{escape(address)}">{html}</a>' if address else html


def linked(url: str) -> str:
    """The address if Telegram makes a link of it, else "": it wants a dot in the host, and a port that is one."""
    try:
        parts = urlsplit(url)
        fits = _HOST.fullmatch(parts.hostname or "") is not None and parts.port != 0
    except ValueError:
        return ""
    return web_address(url) if fits else ""
