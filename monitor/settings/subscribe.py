"""New subscriptions in `config/sources.yaml`; every word and comment of the owner's stays as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from pydantic import ValidationError

from monitor.errors import Fault
from monitor.model import FLOOR_S
from monitor.settings.codes import languages
from monitor.settings.composer import Value
from monitor.settings.document import Document, parse_document, read_document
from monitor.settings.durations import seconds_of
from monitor.settings.held import held
from monitor.settings.ids import slug, unused
from monitor.settings.inline import Item, inline
from monitor.settings.opml import Outline, read_opml
from monitor.settings.replace import replace_file
from monitor.settings.revise import Revision
from monitor.settings.source_file import ID, LONGEST_NAME, MOST_TAGS, SourceLine
from monitor.settings.sources import same_feed, sources_of
from monitor.settings.wording import quoted

#: group of subscriptions that lie in no folder
UNFILED = "Imported"

#: a source as its keys
Line: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import did."""

    #: ids of the new sources by their group
    groups: Mapping[str, Sequence[str]]
    #: subscriptions that were there already
    known: int
    #: subscriptions that were left out, and why
    faults: tuple[Fault, ...]
    #: fields of ours that were left out, and why: their sources are there without them
    dropped: tuple[Fault, ...] = ()

    @property
    def added(self) -> tuple[str, ...]:
        """Ids of the new sources."""
        return tuple(id_ for ids in self.groups.values() for id_ in ids)


def import_opml(raw: bytes, sources: Path, *, file: str) -> Imported:
    """Add the subscriptions that `sources.yaml` lacks, folders as groups; a second import adds nothing. `file` is how
    faults call the OPML.

    The file is replaced in one step, and only by one that reads soundly. Raises `ConfigError`.
    """
    outlines, faults = read_opml(raw, file=file)
    with held(sources.parent):
        document = read_document(sources)
        new = _New(document, file)
        for outline in outlines:
            new.add(outline)
        subscribe(new.lines, document, sources)
    groups = {group: tuple(str(line["id"]) for line in lines) for group, lines in new.lines.items()}
    known = len(outlines) - sum(map(len, groups.values()))
    return Imported(groups=groups, known=known, faults=faults, dropped=tuple(new.dropped))


def subscribe(new: Mapping[str, Sequence[Line]], document: Document, sources: Path) -> None:
    """Write new sources, by their group, into the file that the document was read from. Raises `ConfigError` where it
    would not read soundly with them."""
    if new:
        raw = _with(document, new)
        sources_of(parse_document(raw, file=document.file))
        replace_file(sources, raw)


@dataclass(slots=True)
class _New:
    """What a file is to gain."""

    document: Document
    #: the OPML, as faults call it
    file: str
    #: by group, in the order in which they come
    lines: dict[str, list[Line]] = field(default_factory=dict)
    dropped: list[Fault] = field(default_factory=list)
    _feeds: set[str] = field(init=False)
    _ids: set[str] = field(init=False)
    #: what the groups of the file say for their sources
    _said: Mapping[str, Mapping[str, Any]] = field(init=False)

    def __post_init__(self) -> None:
        present = sources_of(self.document)
        self._feeds = {same_feed(source.url) for source in present}
        self._ids = {source.id for source in present}
        nodes = self.document.node(("groups",)).children.values()
        self._said = {str(node.children["name"].value): _mapping(node.value) for node in nodes}

    def add(self, outline: Outline) -> None:
        """A line for a subscription that is new."""
        if same_feed(outline.url) in self._feeds:
            return
        group = outline.folder or UNFILED
        line = self._sound(outline, _line(outline, self._ids))
        usual = {"weight": 1.0, "pages": "all"}
        inherited = self._said.get(group, {})
        if tags := _beside(inherited.get("tags"), line.pop("tags", [])):
            line["tags"] = tags
        line = {key: value for key, value in line.items() if value != usual.get(key) or key in inherited}
        self._feeds.add(same_feed(outline.url))
        self._ids.add(line["id"])
        self.lines.setdefault(group, []).append(line)

    def _sound(self, outline: Outline, line: dict[str, Any]) -> dict[str, Any]:
        """The line without the keys whose values will not do."""
        try:
            SourceLine.model_validate(line)
        except ValidationError as error:
            for key in dict.fromkeys(str(each["loc"][0]) for each in error.errors()):
                what = f"`{key}` of {line['id']} cannot be {quoted(line.pop(key))}"
                self.dropped.append(Fault(file=self.file, line=outline.line, what=what, hint="it is left out"))
        if line.get("selector") and line.get("kind") != "page":
            del line["selector"]
        return line


def _mapping(value: Value) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _line(outline: Outline, taken: set[str]) -> dict[str, Any]:
    """The keys of a source, those of ours as the file says them."""
    own, language = outline.own, outline.language.lower()[:2]
    host = urlsplit(outline.url).hostname or ""
    given = own.get("id", "")
    id_ = given if ID.fullmatch(given) else slug(outline.title) or slug(host.removeprefix("www.")) or "feed"
    interval = {key: own[key] for key in ("min", "max") if key in own and not _too_often(own[key])}
    line = {
        "id": unused(id_, taken),
        "name": outline.title or host[:LONGEST_NAME] or id_,
        "language": language if language in languages() else "",
        "country": own.get("country"),
        "url": outline.url,
        "kind": own.get("kind"),
        "selector": own.get("selector"),
        "weight": _number(own["weight"]) if "weight" in own else None,
        "pages": own.get("pages"),
        "interval": interval,
        "tags": list(outline.tags),
    }
    return {key: value for key, value in line.items() if value or value == 0}


def _beside(said: str | Sequence[str] | None, tags: Sequence[str]) -> list[str]:
    """Those tags that a group does not give its sources anyway, as many as there is room for."""
    there = [said] if isinstance(said, str) else list(said or ())
    return [tag for tag in tags if tag not in there][: MOST_TAGS - len(there)]


def _too_often(text: str) -> bool:
    """Such an interval is for servers of one's own, and an import permits none."""
    try:
        return seconds_of(text) < FLOOR_S
    except ValueError:
        return False


def _number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text


def _with(document: Document, new: Mapping[str, Sequence[Line]]) -> bytes:
    """The file with new lines at the end of their groups, and new groups behind the last."""
    revision = Revision(document.raw, file=document.file)
    groups = {str(group.children["name"].value): at for at, group in document.node(("groups",)).children.items()}
    for name, members in new.items():
        if name in groups:
            for one in members:
                revision.append(("groups", groups[name], "sources"), Item(value=one, block=(f"- {inline(one)}",)))
        else:
            revision.append(("groups",), _group(name, members))
    return revision.result()


def _group(name: str, members: Sequence[Line]) -> Item:
    lines = (f"    - {inline(one)}" for one in members)
    return Item(value={"name": name, "sources": members}, block=("", f"- name: {inline(name)}", "  sources:", *lines))
