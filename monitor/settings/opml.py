"""OPML 2.0, the form in which feed readers hand over their subscriptions.

Read with expat alone: no tree of a hostile size is built, and a document type declaration, where entity bombs
live, is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from itertools import groupby
from pathlib import Path
from typing import NoReturn
from xml.etree import ElementTree
from xml.parsers import expat

from pydantic_core import PydanticCustomError

from monitor.errors import ConfigError, Fault
from monitor.model import Source
from monitor.settings.document import shown
from monitor.settings.source_file import LONGEST_NAME, check_url
from monitor.settings.wording import one_line

#: bytes; readers with thousands of subscriptions export well under this
MAX_BYTES = 5_000_000
#: characters that XML 1.0 cannot hold, even escaped (section 2.2)
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One subscription of an OPML file."""

    title: str
    url: str
    #: names of the folders around it, joined by " / "; empty at the top
    folder: str
    #: as the file says, or empty
    language: str
    line: int


def read_opml(path: Path) -> tuple[tuple[Outline, ...], tuple[Fault, ...]]:
    """Subscriptions in order, and a fault for each whose address no feed can have.

    Raises `ConfigError` for a file that cannot be read or is not OPML.
    """
    name = shown(path)
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ConfigError(Fault(file=name, what=f"cannot be read: {error.strerror or error}")) from None
    if len(raw) > MAX_BYTES:
        raise ConfigError(Fault(file=name, what="larger than 5 MB", hint="split it"))
    reader = _Reader(name)
    reader.read(raw)
    return tuple(reader.outlines), tuple(reader.faults)


def write_opml(sources: Iterable[Source], *, title: str, created: datetime) -> bytes:
    """The sources as OPML 2.0, their groups as folders. `created` is timezone-aware."""
    root = ElementTree.Element("opml", version="2.0")
    head = ElementTree.SubElement(root, "head")
    ElementTree.SubElement(head, "title").text = _xml_text(title)
    ElementTree.SubElement(head, "dateCreated").text = format_datetime(created)
    body = ElementTree.SubElement(root, "body")
    for group, members in groupby(sources, key=lambda source: source.group):
        folder = ElementTree.SubElement(body, "outline", text=_xml_text(group)) if group else body
        for source in members:
            name = _xml_text(source.name)
            fields = {"type": "rss", "text": name, "title": name, "xmlUrl": _xml_text(source.url)}
            if source.language:
                fields["language"] = source.language
            ElementTree.SubElement(folder, "outline", fields)
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


class _Reader:
    """Collects what expat reports."""

    def __init__(self, file: str) -> None:
        self.outlines: list[Outline] = []
        self.faults: list[Fault] = []
        self._file = file
        #: for each open element the folder that it opens, or None
        self._open: list[str | None] = []
        self._parser = expat.ParserCreate()
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def read(self, raw: bytes) -> None:
        try:
            self._parser.Parse(raw, True)
        except expat.ExpatError as error:
            self._stop(error.lineno, error.offset + 1, f"not XML: {expat.ErrorString(error.code)}")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if not self._open and tag.lower() != "opml":
            self._here(f"not OPML: it begins with <{tag[:40]}>")
        url = attributes.get("xmlUrl", "").strip()
        words = one_line(attributes.get("title") or attributes.get("text") or "")[:LONGEST_NAME].strip()
        is_folder = tag == "outline" and not url and bool(words)
        self._open.append(words if is_folder else None)
        if tag == "outline" and url:
            self._subscription(url, words, attributes.get("language", "").strip())

    def _end(self, tag: str) -> None:
        self._open.pop()

    def _subscription(self, url: str, words: str, language: str) -> None:
        line, column = self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1
        try:
            check_url(url)
        except PydanticCustomError as error:
            context = error.context or {}
            what, hint = str(context.get("what", error)), str(context.get("hint", ""))
            self.faults.append(Fault(file=self._file, line=line, column=column, what=what, hint=hint))
            return
        folder = " / ".join(_folders(self._open))
        self.outlines.append(Outline(title=words, url=url, folder=folder, language=language, line=line))

    def _doctype(self, *_: object) -> None:
        self._here("a document type declaration, which OPML does not need")

    def _here(self, what: str) -> NoReturn:
        self._stop(self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1, what)

    def _stop(self, line: int, column: int, what: str) -> NoReturn:
        hint = "export it again from your reader as OPML"
        raise ConfigError(Fault(file=self._file, line=line, column=column, what=what, hint=hint)) from None


def _folders(opened: list[str | None]) -> Iterator[str]:
    return (folder for folder in opened if folder)


def _xml_text(text: str) -> str:
    return _NOT_XML.sub("", text)
