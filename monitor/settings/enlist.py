"""New entries in `config/actors.yaml`: put in as text, so that every word and comment of the owner's stays as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

from monitor.comprehend.catalogue import Actor, Names
from monitor.errors import ConfigError, Fault
from monitor.settings.document import parse_document, read_document, shown
from monitor.settings.own import ActorsFile
from monitor.settings.replace import replace_file
from monitor.settings.schema import check
from monitor.settings.schema_json import modeline

#: what needs no quotes, but for words that YAML takes for something else
_PLAIN = re.compile(r"[^\W\d_][^\W_]*(?:[ /-][^\W_]+)*")
_NOT_TEXT = frozenset({"no", "on", "off", "yes", "y", "n", "null", "true", "false"})


def entries(actors: Iterable[Actor], indent: str = "") -> str:
    """Actors as lines of the file. JSON's strings are YAML's."""
    return "".join(f"{indent}- {line}\n" for actor in actors for line in (_lines(actor, indent),))


def enlist(actors: Iterable[Actor], path: Path) -> tuple[str, ...]:
    """Add the actors whose id the file lacks, at its end; the ids of those that are new.

    The file is replaced in one step, and only by one that reads soundly. Raises `ConfigError`.
    """
    text, indent, present = modeline("actors"), "", set[str]()
    if path.exists():
        document = read_document(path)
        text = path.read_bytes().decode("utf-8-sig")
        if document.value is not None:
            present = {row.id for row in check(document, ActorsFile).root}
            indent = " " * (document.root.start.column - 1) if document.root.children else ""
    new = [actor for actor in actors if actor.id not in present]
    if new:
        put(path, text + ("" if text.endswith("\n") or not text else "\n") + entries(new, indent))
    return tuple(actor.id for actor in new)


def _lines(actor: Actor, indent: str) -> str:
    lines = [f"id: {_text(actor.id)}", f"name: {_text(actor.name)}", f"names: {_names(actor.names)}"]
    if actor.short:
        lines.append(f"short: {_names(actor.short)}")
    if actor.of:
        lines.append(f"of: {_text(actor.of)}")
    return f"\n{indent}  ".join(lines)


def _names(names: Names) -> str:
    listed = (f"{_text(language)}: [{', '.join(map(_text, each))}]" for language, each in names.items())
    return f"{{{', '.join(listed)}}}"


def _text(text: str) -> str:
    plain = text.replace("/", "").replace("-", "").replace(" ", "")
    return (
        text
        if plain.isalpha() and plain.isascii() and text.lower() not in _NOT_TEXT
        else json.dumps(text, ensure_ascii=False)
    )


def put(path: Path, text: str) -> None:
    """Put a new text of the file in the old one's place, in one step. Raises `ConfigError`: it reads soundly, or is not
    written."""
    try:
        check(parse_document(text.encode(), file=shown(path)), ActorsFile)
    except ConfigError:
        what = "new actors cannot be put in: its entries are not written one below the other"
        raise ConfigError(Fault(file=shown(path), what=what, hint="write them as in the shipped file")) from None
    replace_file(path, text.encode())
