"""A block as lines of plain text, for readers of mail: wrapped between words, links under what they lead from."""

from __future__ import annotations

from unicodedata import east_asian_width

from monitor.deliver.blocks import Block, shown
from monitor.deliver.text import begun

#: columns; RFC 5322 2.1.1 asks for no more than 78, and an answer puts "> " before each
WIDTH = 76


def text_lines(block: Block) -> list[str]:
    """A block's words, wrapped, and below them the addresses that they lead to, each whole on a line of its own.

    Lists keep each address behind its name, else nobody knew which is whose.
    """
    hrefs = list(dict.fromkeys(run.href for run in block.runs if run.href))
    if len(hrefs) > 1:
        lines = []
        words = ""
        for run in block.runs:
            words += shown(run, block)
            if run.href:
                lines += [*_begun(_wrapped(words.strip(" ,·،、")), block), f"  {run.href}"]
                words = ""
        return lines + (_begun(_wrapped(words), block) if words.strip(" ,·،、") else [])
    line = "".join(shown(run, block) for run in block.runs)
    if block.role == "quote":
        return [f"> {one}" for one in _begun(_wrapped(line, WIDTH - 2), block)]
    return _begun(_wrapped(line), block) + hrefs


def _begun(lines: list[str], block: Block) -> list[str]:
    return [begun(line, block.direction) for line in lines]


def _wrapped(line: str, width: int = WIDTH) -> list[str]:
    """Broken between words; a word that is longer stays whole. Direction isolates end with the paragraph (UAX #9), so
    they are opened anew on each line."""
    lines, now, used, opened = [], "", 0, ""
    for word in line.split(" "):
        wide = _columns(word)
        if now and used + 1 + wide > width:
            lines.append(now + "\u2069" * len(opened))
            now, used = opened, 0
        now = f"{now} {word}" if used else now + word
        used += wide + (1 if used else 0)
        for c in word:
            opened = opened + c if c in "\u2067\u2068" else opened[:-1] if c == "\u2069" else opened
    return [*lines, now] if now.strip("\u2067\u2068\u2069 ") else lines


def _columns(word: str) -> int:
    return sum(2 if east_asian_width(c) in "WF" else c not in "\u2067\u2068\u2069" for c in word)
