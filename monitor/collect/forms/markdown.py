"""Markdown -> plain lines: emphasis, links and lists lose their marks, the first heading is the headline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from monitor.collect.forms.contents import Contents
from monitor.collect.forms.front_matter import split
from monitor.collect.text import plain, tidy

_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,40}\]:?")
#: a paragraph above the first heading: the text has begun, and the heading is an intertitle
_PROSE = 140
#: characters of a block of HTML that are read
_HTML_CAP = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    text: str
    heading: bool = False
    #: nothing but links or pictures: an invitation to go elsewhere
    aside: bool = False


def contents(text: str) -> Contents:
    """Read a Markdown file (CommonMark with tables), with the front matter that it may have."""
    about, body = split(text)
    lines = [line for line in _lines(MarkdownIt("commonmark").enable("table").parse(body)) if line.text]
    title, above, rest = (about.title, [], lines) if about.title else _divided(lines)
    return Contents(
        title=title,
        text="\n".join(line.text for line in rest if not line.aside),
        url=next(iter(about.addresses), ""),
        published=about.published,
        left_out=tuple(line.text for line in (*above, *(line for line in rest if line.aside))),
        whole=about.whole,
    )


def _divided(lines: list[_Line]) -> tuple[str, list[_Line], list[_Line]]:
    """The first heading, what stands above it and what below; "" and all lines below, where prose stands above it."""
    for index, line in enumerate(lines):
        if line.heading:
            return line.text, lines[:index], lines[index + 1 :]
        if len(line.text) >= _PROSE and not line.aside:
            break
    return "", [], lines


def _lines(tokens: Iterable[Token]) -> Iterator[_Line]:
    heading = False
    for token in tokens:
        if token.type == "heading_open":
            heading = True
        elif token.type == "heading_close":
            heading = False
        elif token.type == "inline":
            yield from _inline(token.children or (), heading)
        elif token.type in ("fence", "code_block"):
            yield from (_Line(text=tidy(line)) for line in token.content.splitlines())
        elif token.type == "html_block":
            yield from (_Line(text=line) for line in plain(token.content, cap=_HTML_CAP).splitlines())


def _inline(children: Iterable[Token], heading: bool) -> Iterator[_Line]:
    """A heading, a paragraph or a cell; pictures within it as lines of their own."""
    words, elsewhere, depth = [""], True, 0
    for child in children:
        if child.type == "image":
            yield _Line(text=tidy(f"![{child.content}]({child.attrGet('src')})"), aside=True)
        elif child.type == "hardbreak":
            words.append("")
        elif child.type == "softbreak":
            words[-1] += " "
        elif child.type in ("link_open", "link_close"):
            depth += child.nesting
        elif child.type in ("text", "code_inline"):
            words[-1] += child.content
            elsewhere = elsewhere and (depth > 0 or not any(map(str.isalnum, child.content)))
    for line in [" ".join(words)] if heading else words:
        yield _Line(text=tidy(_FOOTNOTE.sub("", line)), heading=heading, aside=elsewhere and not heading)
