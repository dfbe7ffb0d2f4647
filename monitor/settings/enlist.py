"""New entries in `config/actors.yaml`: put in as text, so that every word and comment of the owner's stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from monitor.comprehend.catalogue import Actor
from monitor.errors import ConfigError, Fault
from monitor.settings.document import parse_document, read_document, shown
from monitor.settings.held import held
from monitor.settings.inline import inline
from monitor.settings.own import ActorsFile
from monitor.settings.replace import replace_file
from monitor.settings.schema import check
from monitor.settings.schema_json import modeline


def entries(actors: Iterable[Actor], indent: str = "") -> str:
    """Actors as lines of the file."""
    return "".join(f"{indent}{row}\n" for actor in actors for row in _block(actor))


def enlist(actors: Iterable[Actor], path: Path) -> tuple[str, ...]:
    """Add the actors whose id the file lacks, at its end; the ids of those that are new.

    The file is replaced in one step, and only by one that reads soundly. Raises `ConfigError`.
    """
    listed = tuple(actors)
    if not listed:
        return ()
    with held(path.parent):
        return _enlisted(listed, path)


def _enlisted(actors: Iterable[Actor], path: Path) -> tuple[str, ...]:
    text, indent, present = modeline("actors"), "", set[str]()
    if path.exists():
        document = read_document(path)
        text = document.raw.decode()
        if document.value is not None:
            present = {row.id for row in check(document, ActorsFile).root}
            indent = " " * (document.root.start.column - 1) if document.root.children else ""
    new = [actor for actor in actors if actor.id not in present]
    if new:
        put(path, text + ("" if text.endswith("\n") or not text else "\n") + entries(new, indent))
    return tuple(actor.id for actor in new)


def _block(actor: Actor) -> Iterator[str]:
    """An actor as lines, from the dash on."""
    said = {"id": actor.id, "name": actor.name, "names": actor.names, "short": actor.short, "of": actor.of}
    rows = (f"{key}: {inline(value)}" for key, value in said.items() if value)
    yield from (f"{'  ' if at else '- '}{row}" for at, row in enumerate(rows))


def put(path: Path, text: str) -> None:
    """Put a new text of the file in the old one's place, in one step. Raises `ConfigError`: it reads soundly, or is not
    written."""
    try:
        check(parse_document(text.encode(), file=shown(path)), ActorsFile)
    except ConfigError:
        what = "new actors cannot be put in: its entries are not written one below the other"
        raise ConfigError(Fault(file=shown(path), what=what, hint="write them as in the shipped file")) from None
    replace_file(path, text.encode())
