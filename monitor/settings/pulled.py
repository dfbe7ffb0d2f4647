"""What Wikidata says of somebody, put into `config/actors.yaml`; what the owner wrote there stays as it is."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import regex
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError

from monitor.comprehend.catalogue import Actor, Names
from monitor.errors import ConfigError, MonitorError
from monitor.settings.document import parse_document, read_document, shown
from monitor.settings.ids import slug
from monitor.settings.own import load_actors
from monitor.settings.schema_json import modeline
from monitor.settings.wording import quoted

#: letters of a name; shorter ones mean too many things
SHORTEST, SHORTEST_HAN = 3, 2
#: characters of a name that an article would write out
LONGEST = 80
_WIDE = 110
_HAN = regex.compile(r"[\p{Han}\p{Hangul}]+")
#: what stands between the words of a name
_BETWEEN = re.compile(r"[\s·・‧]+")
#: explanations and inversions: "Doe (diplomat)", "Doe, Jane"
_NOT_WRITTEN = frozenset("()[]{}（）,;،")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulled:
    """One item as an entry."""

    id: str
    wikidata: str
    name: str
    description: str
    #: language -> names that are certain wherever they stand, the label first
    names: Names
    #: language -> surnames and the like
    short: Names


def entry_id(kind: str, name: str) -> str:
    """ "person/jane-doe" for Jane Doe, in whatever letters."""
    return f"{kind}/{slug(name) or 'unnamed'}"


def sorted_names(kind: str, label: str, aliases: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(full names, short ones) of one language, each once; those that cannot be looked up are left out.

    A person's alias of one word is mostly a surname, but for names that are written in one, as 习近平 and 문재인 are.
    Two such characters are seldom certain.
    """
    full: dict[str, None] = {}
    short: dict[str, None] = {}
    joined = _HAN.fullmatch(label) is not None
    for name in filter(_usable, (label, *aliases)):
        surname = kind == "person" and name != label and not _BETWEEN.search(name)
        whole = joined and _HAN.fullmatch(name) and len(name) > SHORTEST_HAN
        (short if (surname and not whole) or _letters(name) < SHORTEST else full)[name] = None
    return tuple(full), tuple(short)


def _usable(name: str) -> bool:
    shortest = SHORTEST_HAN if _HAN.fullmatch(name) else SHORTEST
    return shortest <= _letters(name) and len(name) <= LONGEST and not _NOT_WRITTEN & set(name)


def _letters(name: str) -> int:
    return sum(char.isalpha() for char in name)


def merged(path: Path, pulled: Sequence[Pulled], listed: Callable[[str], Actor | None] = lambda _: None) -> str:
    """The text of the file with the entries in it: new ones at its end, new names in those that are there; every other
    line stays as it is.

    `listed` finds an actor of the shipped catalogue. As an entry of the file takes its place, a new one begins with all
    that the catalogue says. Raises `ConfigError` where the file cannot be read, and `MonitorError` where an entry is
    somebody else's.
    """
    text = modeline("actors")
    if path.exists():
        document = read_document(path)
        load_actors(document)
        text = document.raw.decode("utf-8-sig")
    for one in pulled:
        text = _with(text, one, listed(one.id), path)
    return text


def _with(text: str, one: Pulled, known: Actor | None, path: Path) -> str:
    document = parse_document(text.encode(), file=shown(path))
    rows = load_actors(document)
    indent = " " * (document.root.start.column - 1) if rows else ""
    at = next((at for at, row in enumerate(rows) if row.get("wikidata") == one.wikidata), None)
    at = next((at for at, row in enumerate(rows) if row["id"] == one.id), None) if at is None else at
    if at is None:
        row = _new(one, known)
        _extend(row, one)
        return text + ("" if text.endswith("\n") or not text else "\n") + _entry(row, indent)
    if rows[at].get("wikidata", one.wikidata) != one.wikidata:
        what = f"{quoted(one.id)} is {rows[at]['wikidata']} in {shown(path)}, not {one.wikidata}"
        raise MonitorError(f"{what} (give it another id with --as): nothing is written")
    lines = text.splitlines(keepends=True)
    begins, *others = (document.mark((index,)).line - 1 for index in (at, at + 1) if index < len(rows))
    ends = others[0] if others else len(lines)
    while ends > begins + 1 and lines[ends - 1].lstrip()[:1] in {"", "#"}:
        ends -= 1  # what is said of the next entry
    try:
        (row,) = _yaml().load("".join(lines[begins:ends]))
        before = _entry(row, indent)
    except (YAMLError, ValueError, AttributeError):  # a list in brackets, anchors of another entry
        fault = document.fault((at,), "this entry cannot be extended", "write it as in the shipped file")
        raise ConfigError(fault) from None
    _extend(row, one)
    after = _entry(row, indent)
    return text if before == after else "".join(lines[:begins]) + after + "".join(lines[ends:])


def _entry(row: CommentedMap, indent: str) -> str:
    """One entry as lines of the file."""
    out = io.StringIO()
    _yaml().dump(CommentedSeq([row]), out)
    return "".join(f"{indent}{line}" for line in out.getvalue().splitlines(keepends=True))


def _yaml() -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width, yaml.allow_unicode = _WIDE, True
    return yaml


# -------------------------------------------------------------------------------- rows


def _new(one: Pulled, known: Actor | None) -> CommentedMap:
    row = CommentedMap({"id": one.id, "name": known.name if known else one.name, "wikidata": one.wikidata})
    if one.description:
        row.yaml_set_comment_before_after_key("name", before=one.description, indent=2)
    if known is None:
        return row
    for kind, names in (("names", known.names), ("short", known.short), ("demonyms", known.demonyms)):
        if names:
            row[kind] = CommentedMap({language: _flow(each) for language, each in sorted(names.items())})
    row.update({"of": known.of} if known.of else {})
    row.update({"capital": True} if known.capital else {})
    row.update({"about": list(known.about)} if known.about else {})
    for kind, facts in (("roles", _roles(known)), ("homonyms", _homonyms(known))):
        if facts:
            row[kind] = facts
    return row


def _roles(known: Actor) -> list[dict[str, str]]:
    dated = [({"from": role.first, "to": role.last}, role) for role in known.roles]
    return [
        {"office": role.office, "of": role.of, **{key: day.isoformat() for key, day in days.items() if day}}
        for days, role in dated
    ]


def _homonyms(known: Actor) -> list[dict[str, Any]]:
    sides = [({"with": one.with_, "without": one.without}, one.name) for one in known.homonyms]
    return [{"name": name, **{side: _flow(words) for side, words in each.items() if words}} for each, name in sides]


def _extend(row: CommentedMap, one: Pulled) -> None:
    """Add the id of Wikidata, and the names that are not there in any form."""
    row.setdefault("wikidata", one.wikidata)
    for kind, languages in (("names", one.names), ("short", one.short)):
        for language, listed in languages.items():
            known = {name for each in ("names", "short", "demonyms") for name in _listed(row.get(each), language)}
            fresh = [name for name in listed if name not in known]
            if fresh:
                names = row.setdefault(kind, CommentedMap())
                there = names.get(language)
                if isinstance(there, CommentedSeq):
                    there.extend(fresh)
                else:
                    names[language] = _flow((*_listed(names, language), *fresh))


def _listed(names: Mapping[str, Any] | None, language: str) -> list[str]:
    """The names of a language; a single one may be written as a text."""
    there = (names or {}).get(language) or ()
    return [there] if isinstance(there, str) else list(there)


def _flow(names: Iterable[str]) -> CommentedSeq:
    listed = CommentedSeq(names)
    listed.fa.set_flow_style()
    return listed
