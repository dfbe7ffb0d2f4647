"""New lines in `config/sources.yaml`: put in as text, so that every word and comment of the owner's stays as it is.

A YAML round trip would move a comment that stands between two groups behind the line that is added.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from anyascii import anyascii

from monitor.errors import ConfigError, Fault
from monitor.settings.codes import languages
from monitor.settings.complaints import LINE_BREAK
from monitor.settings.document import Document, parse_document, read_document, shown
from monitor.settings.opml import Outline, read_opml
from monitor.settings.sources import same_feed, sources_of

#: group of subscriptions that lie in no folder
UNFILED = "Imported"


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
    lines: dict[str, list[str]] = {}
    added: list[str] = []
    for outline in outlines:
        if same_feed(outline.url) in feeds:
            continue
        feeds.add(same_feed(outline.url))
        added.append(_new_id(outline, ids))
        ids.add(added[-1])
        lines.setdefault(outline.folder or UNFILED, []).append(_line(added[-1], outline))
    if added:
        _replace(sources, _with_lines(sources.read_bytes().decode(), document, lines))
    return Imported(added=tuple(added), known=len(outlines) - len(added), faults=faults)


def _new_id(outline: Outline, taken: set[str]) -> str:
    """Readable, from the title, else from the host; a number tells equals apart."""
    base = _slug(outline.title) or _slug((urlsplit(outline.url).hostname or "").removeprefix("www.")) or "feed"
    number, candidate = 1, base
    while candidate in taken:
        number += 1
        candidate = f"{base}-{number}"
    return candidate


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", anyascii(text).lower()).strip("-")[:48].strip("-")


def _line(id_: str, outline: Outline) -> str:
    """A source as one line; JSON's strings are YAML's."""
    name = outline.title or urlsplit(outline.url).hostname or id_
    language = outline.language.lower()[:2]
    hint = f"language: {language}, " if language in languages() else ""
    return f"{{id: {_text(id_)}, name: {_text(name)}, {hint}url: {_text(outline.url)}}}"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _with_lines(text: str, document: Document, lines: Mapping[str, Iterable[str]]) -> str:
    """The file's text with new lines at the end of their groups, and new groups behind the last."""
    groups = document.node(("groups",))
    members = {str(group.children["name"].value): group.children["sources"] for group in groups.children.values()}
    appended: dict[int, list[str]] = {}
    for name in lines.keys() & {name for name, node in members.items() if node.children}:
        indent = " " * (members[name].start.column - 1)
        appended[members[name].end.line] = [f"{indent}- {each}" for each in lines[name]]
    dash = " " * (groups.start.column - 1) if groups.children else "  "
    last = appended.setdefault(
        max((group.end.line for group in groups.children.values()), default=groups.start.line), []
    )
    for name in [name for name in lines if name not in members or not members[name].children]:
        last += ["", f"{dash}- name: {_text(name)}", f"{dash}  sources:"]
        last += [f"{dash}    - {each}" for each in lines[name]]
    pieces = LINE_BREAK.split(text)
    for line, new in appended.items():
        pieces[2 * line - 2] += "".join(f"\n{each}" for each in new)
    return "".join(pieces)


def _replace(path: Path, text: str) -> None:
    """Check the new text, then put it in the old one's place in one step."""
    try:
        sources_of(parse_document(text.encode(), file=shown(path)))
    except ConfigError:
        what = "new sources cannot be put in: its groups are not written line by line"
        raise ConfigError(Fault(file=shown(path), what=what, hint="write them as in the shipped file")) from None
    target = path.resolve()
    new = target.with_name(f".{target.name}.new")
    new.write_bytes(text.encode())
    new.chmod(target.stat().st_mode & 0o777)
    new.replace(target)
