"""Document -> text, Markdown or HTML, within a service's limit: whole blocks, as many as fit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import escape
from typing import Final, Literal
from urllib.parse import quote

from monitor.deliver.blocks import Block, Document, Run, plain_line, shown
from monitor.deliver.markup import run_html
from monitor.deliver.text import cap

Form = Literal["text", "markdown", "html"]
#: what CommonMark reads as markup (0.31, 2.4): with a backslash in front it stands for itself
_MARKUP: Final = re.compile(r"([\\`*_{}\[\]()<>#+=\-.!|~&:@])")
#: closes what was cut
_MORE: Final = "…"
_BREAK: Final = {"text": "\n", "markdown": "  \n", "html": "<br>"}


def fitted(document: Document, form: Form, limit: int) -> str:
    """As many of its blocks as `limit` characters hold, and "…" where that is not all; of a first block that is too
    long, its beginning. A limit of 0 or less is none."""
    lines = list(_lines(document, form))
    whole = "".join(lines)
    if limit <= 0 or len(whole) <= limit:
        return whole
    taken, room = "", limit - len(_BREAK[form]) - len(_MORE)
    for line in lines:
        if len(taken) + len(line) > room:
            break
        taken += line
    return f"{taken}{_BREAK[form]}{_MORE}" if taken else _beginning(document, form, limit)


def _lines(document: Document, form: Form) -> Iterator[str]:
    """Each block, with the break before it."""
    written, gap = _WRITTEN[form], ""
    for section in document.sections:
        for block in section:
            yield gap + written(block)
            gap = _BREAK[form]
        gap = _BREAK[form] * 2 if form != "markdown" else "\n\n"


def _beginning(document: Document, form: Form, limit: int) -> str:
    """The first block without its links, in as many characters as fit once it is written."""
    block = next(block for section in document.sections for block in section)
    text, size = "".join(run.text for run in block.runs), limit
    while size > 1:
        said = _WRITTEN[form](replace(block, runs=(Run(text=cap(text, size)),)))
        if len(said) <= limit:
            return said
        size -= max(1, (len(said) - limit) // 2)
    return ""


def _html(block: Block) -> str:
    return "".join(run_html(run, block) for run in block.runs)


def _markdown(block: Block) -> str:
    return "".join(_run(run, block) for run in block.runs)


def _run(run: Run, block: Block) -> str:
    """Spaces stand outside of the marks, or these are none."""
    text = shown(run, block)
    words = text.strip(" ")
    if not words:
        return text
    said = _MARKUP.sub(r"\\\1", words)
    if run.italic:
        said = f"*{said}*"
    if run.bold:
        said = f"**{said}**"
    if run.href:
        said = f"[{said}]({quote(run.href, safe=':/?#@!$&*+,;=%~-._')})"
    return text.replace(words, said) if text != words else said


_WRITTEN: Final[dict[Form, Callable[[Block], str]]] = {"text": plain_line, "markdown": _markdown, "html": _html}


def plain_as(text: str, form: Form) -> str:
    """Plain text of ours in that form."""
    match form:
        case "html":
            return escape(text, quote=False).replace("\n", _BREAK["html"])
        case "markdown":
            return _MARKUP.sub(r"\\\1", text).replace("\n", _BREAK["markdown"])
        case _:
            return text
