"""What Wikidata says of somebody, put into `config/actors.yaml`; what the owner wrote there stays as it is."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import regex
from anyascii import anyascii
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from monitor.comprehend.catalogue import Actor, Names
from monitor.errors import ConfigError, Fault, MonitorError
from monitor.settings.document import parse_document, shown
from monitor.settings.own import ActorsFile, checked
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
    words = re.findall(r"[a-z0-9]+", anyascii(name).casefold().replace("'", ""))
    return f"{kind}/{'-'.join(words) or 'unnamed'}"


def sorted_names(kind: str, label: str, aliases: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(full names, short ones) of one language, each once; those that cannot be looked up are left out.

    A person's alias of one word is mostly a surname, and two Han or Hangul characters are seldom certain.
    """
    full: dict[str, None] = {}
    short: dict[str, None] = {}
    for name in filter(_usable, (label, *aliases)):
        one_word = len(_BETWEEN.split(name)) == 1 and not (_HAN.fullmatch(name) and len(name) > SHORTEST_HAN)
        unsure = name != label and kind == "person" and one_word
        (short if unsure or _letters(name) < SHORTEST else full)[name] = None
    return tuple(full), tuple(short)


def _usable(name: str) -> bool:
    shortest = SHORTEST_HAN if _HAN.fullmatch(name) else SHORTEST
    return shortest <= _letters(name) and len(name) <= LONGEST and not _NOT_WRITTEN & set(name)


def _letters(name: str) -> int:
    return sum(char.isalpha() for char in name)


def merged(path: Path, pulled: Sequence[Pulled], listed: Callable[[str], Actor | None] = lambda _: None) -> str:
    """The text of the file with the entries in it: new ones at its end, new names in those that are there.

    `listed` finds an actor of the shipped catalogue. As an entry of the file takes its place, a new one begins with all
    that the catalogue says. Raises `ConfigError` where the file, or what would become of it, cannot be read, and
    `MonitorError` where an entry is somebody else's.
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
        row = next((row for row in rows if one.wikidata == row.get("wikidata")), None)
        row = row or next((row for row in rows if one.id == row.get("id")), None)
        if row is None:
            row = _new(one, listed(one.id))
            rows.append(row)
        elif row.setdefault("wikidata", one.wikidata) != one.wikidata:
            what = f"{quoted(one.id)} is {row['wikidata']} in {shown(path)}, not {one.wikidata}"
            raise MonitorError(f"{what} (give it another id with --as): nothing is written")
        _extend(row, one)
    out = io.StringIO()
    yaml.dump(rows, out)
    text = (comment.rstrip("\n") + "\n" if comment else "") + out.getvalue()
    check_text(text, path)
    return text


def check_text(text: str, path: Path) -> None:
    """Raises `ConfigError` where this is no sound actors file."""
    checked(parse_document(text.encode(), file=shown(path)), ActorsFile)


def replace(path: Path, text: str) -> None:
    """Put the text in the file's place in one step. Raises `ConfigError` where it cannot be written."""
    target = path.resolve()  # a link stays one
    new = target.with_name(f".{path.name}.new")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        new.write_text(text, encoding="utf-8")
        if target.exists():
            new.chmod(target.stat().st_mode & 0o777)
        new.replace(target)
    except OSError as error:
        raise ConfigError(Fault(file=shown(path), what=f"cannot be written: {error.strerror}")) from error


# -------------------------------------------------------------------------------- rows


def _new(one: Pulled, known: Actor | None) -> CommentedMap:
    row = CommentedMap({"id": one.id, "name": known.name if known else one.name, "wikidata": one.wikidata})
    if one.description:
        row.yaml_set_comment_before_after_key("name", before=one.description, indent=4)
    if known is None:
        return row
    for kind, names in (("names", known.names), ("short", known.short), ("demonyms", known.demonyms)):
        if names:
            row[kind] = CommentedMap({language: _flow(each) for language, each in sorted(names.items())})
    row.update({"of": known.of} if known.of else {})
    row.update({"capital": True} if known.capital else {})
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
    """Add the names that are not there in any form."""
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
