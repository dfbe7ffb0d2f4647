"""What Wikidata says of somebody, put into `config/actors.yaml`; what the owner wrote there stays as it is."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from anyascii import anyascii
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from monitor.errors import ConfigError, Fault
from monitor.settings.document import parse_document, shown
from monitor.settings.own import ActorsFile
from monitor.settings.schema import check

#: letters of a name; shorter ones mean too many things
SHORTEST = 3
_WIDE = 110


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulled:
    """One item as an entry."""

    id: str
    wikidata: str
    name: str
    description: str
    #: language -> names, the label first
    names: Mapping[str, tuple[str, ...]]


def entry_id(kind: str, name: str) -> str:
    """ "person/jane-doe" for Jane Doe, in whatever letters."""
    words = re.findall(r"[a-z0-9]+", anyascii(name).casefold().replace("'", ""))
    return f"{kind}/{'-'.join(words) or 'unnamed'}"


def usable(names: Iterable[str]) -> tuple[str, ...]:
    """The names that can be looked up: with three letters at least, each once."""
    return tuple(dict.fromkeys(name for name in names if sum(char.isalpha() for char in name) >= SHORTEST))


def merged(path: Path, pulled: Sequence[Pulled]) -> str:
    """The text of the file with the entries in it: new ones at its end, new names in those that are there.

    Raises `ConfigError` where the file, or what would become of it, cannot be read.
    """
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width, yaml.allow_unicode = _WIDE, True
    yaml.indent(mapping=2, sequence=4, offset=2)
    before = path.read_text(encoding="utf-8-sig") if path.exists() else ""
    check_text(before, path)
    rows: Any = yaml.load(before) if before.strip() else None
    comment = before if rows is None and before.strip() else ""
    rows = CommentedSeq() if rows is None else rows
    for one in pulled:
        row = next((row for row in rows if one.wikidata == row.get("wikidata") or one.id == row.get("id")), None)
        if row is None:
            rows.append(_new(one))
        else:
            _extend(row, one)
    out = io.StringIO()
    yaml.dump(rows, out)
    text = (comment.rstrip("\n") + "\n" if comment else "") + out.getvalue()
    check_text(text, path)
    return text


def check_text(text: str, path: Path) -> None:
    """Raises `ConfigError` where this is no sound actors file."""
    document = parse_document(text.encode(), file=shown(path))
    if document.value is not None:
        check(document, ActorsFile)


def replace(path: Path, text: str) -> None:
    """Put the text in the file's place in one step. Raises `ConfigError` where it cannot be written."""
    new = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new.write_text(text, encoding="utf-8")
        if path.exists():
            new.chmod(path.stat().st_mode & 0o777)
        new.replace(path)
    except OSError as error:
        raise ConfigError(Fault(file=shown(path), what=f"cannot be written: {error.strerror}")) from error


def _new(one: Pulled) -> CommentedMap:
    row = CommentedMap({"id": one.id, "name": one.name, "wikidata": one.wikidata})
    row["names"] = CommentedMap({language: _flow(names) for language, names in one.names.items()})
    if one.description:
        row.yaml_set_comment_before_after_key("name", before=" ".join(one.description.split()), indent=4)
    return row


def _extend(row: CommentedMap, one: Pulled) -> None:
    """Add the names that are not there in any form."""
    row.setdefault("wikidata", one.wikidata)
    names = row.setdefault("names", CommentedMap())
    for language, listed in one.names.items():
        there = names.get(language)
        known = [there] if isinstance(there, str) else list(there or ())
        fresh = [name for name in listed if name not in known]
        if fresh and not isinstance(there, CommentedSeq):
            names[language] = _flow((*known, *fresh))
        elif fresh:
            there.extend(fresh)


def _flow(names: Iterable[str]) -> CommentedSeq:
    listed = CommentedSeq(names)
    listed.fa.set_flow_style()
    return listed
