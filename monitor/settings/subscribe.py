"""New subscriptions in `config/sources.yaml`; every word and comment of the owner's stays as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit

from monitor.errors import Fault
from monitor.settings.codes import languages
from monitor.settings.document import Document, parse_document, read_document
from monitor.settings.ids import slug, unused
from monitor.settings.inline import Item, inline
from monitor.settings.opml import Outline, read_opml
from monitor.settings.replace import replace_file
from monitor.settings.revise import Revision
from monitor.settings.sources import same_feed, sources_of

#: group of subscriptions that lie in no folder
UNFILED = "Imported"

#: a source as its keys
_Source: TypeAlias = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import did."""

    #: ids of the new sources
    added: tuple[str, ...]
    #: subscriptions that were there already
    known: int
    #: subscriptions that were left out, and why
    faults: tuple[Fault, ...]


def import_opml(opml: Path, sources: Path) -> Imported:
    """Add the subscriptions that `sources.yaml` lacks, folders as groups; a second import adds nothing.

    The file is replaced in one step, and only by one that reads soundly. Raises `ConfigError`.
    """
    outlines, faults = read_opml(opml)
    document = read_document(sources)
    present = sources_of(document)
    feeds = {same_feed(source.url) for source in present}
    ids = {source.id for source in present}
    new: dict[str, list[_Source]] = {}
    added: list[str] = []
    for outline in outlines:
        if same_feed(outline.url) in feeds:
            continue
        feeds.add(same_feed(outline.url))
        added.append(_new_id(outline, ids))
        ids.add(added[-1])
        new.setdefault(outline.folder or UNFILED, []).append(_source(added[-1], outline))
    if added:
        raw = _with(document, new)
        sources_of(parse_document(raw, file=document.file))
        replace_file(sources, raw)
    return Imported(added=tuple(added), known=len(outlines) - len(added), faults=faults)


def _new_id(outline: Outline, taken: set[str]) -> str:
    """Readable, from the title, else from the host."""
    host = (urlsplit(outline.url).hostname or "").removeprefix("www.")
    return unused(slug(outline.title) or slug(host) or "feed", taken)


def _source(id_: str, outline: Outline) -> _Source:
    name = outline.title or urlsplit(outline.url).hostname or id_
    language = outline.language.lower()[:2]
    return {
        "id": id_,
        "name": name,
        **({"language": language} if language in languages() else {}),
        "url": outline.url,
    }


def _with(document: Document, new: Mapping[str, Sequence[_Source]]) -> bytes:
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


def _group(name: str, members: Sequence[_Source]) -> Item:
    lines = (f"    - {inline(one)}" for one in members)
    return Item(value={"name": name, "sources": members}, block=("", f"- name: {inline(name)}", "  sources:", *lines))
