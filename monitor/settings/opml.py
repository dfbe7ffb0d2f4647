"""OPML, the form in which feed readers hand over their subscriptions.

Read with expat alone: no tree of a hostile size is built, and a document type declaration, where entity bombs
live, is refused. What OPML has no field for stands in fields of our own namespace, which other readers pass over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Final, NoReturn
from xml.etree import ElementTree
from xml.parsers import expat

from pydantic_core import PydanticCustomError

from monitor.errors import ConfigError, Fault
from monitor.model import Source
from monitor.settings.document import shown
from monitor.settings.durations import spelled
from monitor.settings.opml_text import NOT_XML, decoded, mended
from monitor.settings.source_file import LONGEST_NAME, LONGEST_TAG, MOST_TAGS, check_url
from monitor.settings.wording import one_line, shortened

#: bytes; readers with thousands of subscriptions export well under this
MAX_BYTES = 5_000_000
#: between the names of a folder and of one inside it
NESTED: Final = " / "
#: of our own fields, and the prefix under which we write them
NAMESPACE, _PREFIX = "urn:news-monitor:sources", "monitor"
#: types of an outline whose `url` is a feed (OPML 1.x; 2.0 has `xmlUrl`)
_FEEDS: Final = frozenset({"rss", "rss1", "rss2", "atom", "feed"})
#: how browsers hand an address to a reader -> what is meant
_SCHEMES: Final = (("feed://", "http://"), ("feed:http", "http"))
_AGAIN = "export it again from your reader as OPML"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One subscription of an OPML file."""

    title: str
    url: str
    #: names of the folders around it, joined by " / "; empty at the top
    folder: str
    #: as the file says, or empty
    language: str
    tags: tuple[str, ...] = ()
    #: our own fields, as they stand there: id, kind, selector, country, weight, pages, min, max
    own: Mapping[str, str] = field(default_factory=dict)
    line: int


def load_opml(path: Path) -> bytes:
    """The bytes of a file, cut where it is too large. Raises `ConfigError` where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ConfigError(Fault(file=shown(path), what=f"cannot be read: {error.strerror or error}")) from None


def read_opml(raw: bytes, *, file: str) -> tuple[tuple[Outline, ...], tuple[Fault, ...]]:
    """Subscriptions in order, and a fault for each whose address no feed can have; `file` is how faults call it.

    Raises `ConfigError` for what is not OPML.
    """
    if len(raw) > MAX_BYTES:
        raise ConfigError(Fault(file=file, what="larger than 5 MB", hint="split it"))
    try:
        text = decoded(raw)
    except ValueError as error:
        what = "not in the encoding that it names" if isinstance(error, UnicodeError) else str(error)
        raise ConfigError(Fault(file=file, line=1, what=f"not XML: {what}", hint="save it as UTF-8")) from None
    reader = _Reader(file)
    try:
        reader.read(text)
    except expat.ExpatError as error:
        reader = _Reader(file)
        try:
            reader.read(mended(text))
        except expat.ExpatError:
            what = f"not XML: {expat.ErrorString(error.code)}"
            place = {"line": error.lineno, "column": error.offset + 1}
            raise ConfigError(Fault(file=file, **place, what=what, hint=_AGAIN)) from None
    return tuple(reader.outlines), tuple(reader.faults)


def write_opml(sources: Iterable[Source], *, title: str, created: datetime) -> bytes:
    """The sources as OPML 2.0, their groups as folders. `created` is timezone-aware.

    Header fields, log-ins and the leave to connect to private addresses are left out: they are nobody else's.
    """
    root = ElementTree.Element("opml", {"version": "2.0", f"xmlns:{_PREFIX}": NAMESPACE})
    head = ElementTree.SubElement(root, "head")
    ElementTree.SubElement(head, "title").text = _xml_text(title)
    ElementTree.SubElement(head, "dateCreated").text = format_datetime(created)
    folders: dict[tuple[str, ...], ElementTree.Element] = {(): ElementTree.SubElement(root, "body")}
    for source in sources:
        path = _path(source.group)
        for depth in range(1, len(path) + 1):
            if path[:depth] not in folders:
                named = {"text": _xml_text(path[depth - 1])}
                folders[path[:depth]] = ElementTree.SubElement(folders[path[: depth - 1]], "outline", named)
        ElementTree.SubElement(folders[path], "outline", dict(_fields(source)))
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _fields(source: Source) -> Iterator[tuple[str, str]]:
    """The attributes of an outline. What is no feed is a link, so that no other reader subscribes to it."""
    name, url = _xml_text(source.name), _xml_text(source.url)
    yield from {"type": "rss" if source.kind == "feed" else "link", "text": name, "title": name}.items()
    yield ("xmlUrl" if source.kind == "feed" else "url"), url
    if source.language:
        yield "language", source.language
    if source.tags:
        yield "category", _xml_text(",".join(source.tags))
    own = {
        "id": source.id,
        "kind": source.kind if source.kind != "feed" else "",
        "selector": source.selector,
        "country": source.country or "",
        "weight": repr(source.weight).removesuffix(".0"),
        "pages": source.pages,
        "min": spelled(source.floor_s) if source.floor_s else "",
        "max": spelled(source.ceiling_s) if source.ceiling_s else "",
    }
    yield from ((f"{_PREFIX}:{key}", _xml_text(value)) for key, value in own.items() if value)


def _path(group: str) -> tuple[str, ...]:
    """The folders of a group, from the outside in."""
    parts = tuple(group.split(NESTED)) if group else ()
    return parts if all(part and part == one_line(part) for part in parts) else (group,)


class _Reader:
    """Collects what expat reports."""

    def __init__(self, file: str) -> None:
        self.outlines: list[Outline] = []
        self.faults: list[Fault] = []
        self._file = file
        #: for each open element the folder that it opens, or None
        self._open: list[str | None] = []
        #: what stands before the names of our own fields; None where the file declares no such namespace
        self._prefix: str | None = None
        self._parser = expat.ParserCreate("utf-8")
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def read(self, text: str) -> None:
        """Raises `ConfigError` for what is not OPML, expat's error for what is not XML."""
        self._parser.Parse(text.encode("utf-8", "replace"), True)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if not self._open:
            if tag.lower() != "opml":
                self._here(f"not OPML: it begins with <{tag[:40]}>")
            bound = (name.removeprefix("xmlns:") for name, value in attributes.items() if value == NAMESPACE)
            self._prefix = next(bound, "").lower() or None
        if tag.lower() != "outline":
            self._open.append(None)
            return
        said = {name.lower(): value for name, value in reversed(attributes.items())}
        own = {name.removeprefix(f"{self._prefix}:"): said.pop(name) for name in list(said) if self._ours(name)}
        url = _address(said, own)
        words = one_line(said.get("title", "")) or one_line(said.get("text", ""))
        words = words[:LONGEST_NAME].strip()
        self._open.append(words if words and not url else None)
        if url:
            self._subscription(url, words, said, own)

    def _ours(self, name: str) -> bool:
        return self._prefix is not None and name.startswith(f"{self._prefix}:")

    def _end(self, tag: str) -> None:
        self._open.pop()

    def _subscription(self, url: str, words: str, said: Mapping[str, str], own: Mapping[str, str]) -> None:
        line, column = self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1
        try:
            check_url(url)
        except PydanticCustomError as error:
            context = error.context or {}
            what, hint = str(context.get("what", error)), str(context.get("hint", ""))
            self.faults.append(Fault(file=self._file, line=line, column=column, what=what, hint=hint))
            return
        folder = shortened(NESTED.join(folder for folder in self._open if folder), LONGEST_NAME)
        language = said.get("language", "").strip()
        tags = tuple(_tags(said.get("category", "")))
        self.outlines.append(
            Outline(title=words, url=url, folder=folder, language=language, tags=tags, own=own, line=line)
        )

    def _doctype(self, *_: object) -> None:
        self._here("a document type declaration, which OPML does not need")

    def _here(self, what: str) -> NoReturn:
        place = {"line": self._parser.CurrentLineNumber, "column": self._parser.CurrentColumnNumber + 1}
        raise ConfigError(Fault(file=self._file, **place, what=what, hint=_AGAIN))


def _address(said: Mapping[str, str], own: Mapping[str, str]) -> str:
    """Where the subscription leads; empty for a folder, and for a link that is none."""
    url = said.get("xmlurl", "").strip()
    if not url and (said.get("type", "").strip().lower() in _FEEDS or "kind" in own):
        url = said.get("url", "").strip()
    begin, meant = next((pair for pair in _SCHEMES if url.lower().startswith(pair[0])), ("", ""))
    return meant + url[len(begin) :]


def _tags(category: str) -> Iterator[str]:
    """What OPML 2.0 calls categories: names between commas, some of them with slashes in front."""
    named = (one_line(each).lstrip("/")[:LONGEST_TAG].strip() for each in category.split(","))
    yield from list(dict.fromkeys(filter(None, named)))[:MOST_TAGS]


def _xml_text(text: str) -> str:
    return NOT_XML.sub("", text)
