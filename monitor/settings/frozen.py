"""The compiled catalogue as plain data, and back: bytes by name, for `index_file`.

Most of it is left as it lies. The words are looked up in the bytes themselves, and an actor's or topic's own entry is
read when somebody asks for it: a reader of articles asks for a few hundred of five thousand.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any, TypeVar

from marisa_trie import Trie as Keys

from monitor.comprehend.catalogue import Actor, Affixes, Homonym, Role, Topic
from monitor.comprehend.lexicon import Base
from monitor.comprehend.lookup.index import Index
from monitor.comprehend.lookup.nominative import NameParts
from monitor.comprehend.sounds.probable import SpokenName

#: names of the parts
_KEYS, _STARTS, _RECORDS, _ACTORS, _TOPICS, _REST = "keys", "starts", "records", "actors", "topics", "rest"

_Entry = TypeVar("_Entry")


def freeze(base: Base) -> dict[str, bytes]:
    """All that a base holds, by the names of its parts."""
    return {
        _KEYS: base.index.keys.tobytes(),
        _STARTS: base.index.starts.tobytes(),
        _RECORDS: base.index.records,
        _ACTORS: _lines(map(_actor_row, base.actors.values())),
        _TOPICS: _lines(_topic_row(one) for one in base.topics.values()),
        _REST: _json(
            {
                "homonyms": [_homonym_row(one) for one in base.index.homonyms],
                "languages": dict(base.index.languages),
                "things": base.things,
                "desks": dict(base.desks),
                "called": dict(base.called),
                "roles": [[actor, *_role_row(role)] for actor, role in base.roles],
                "spoken": [[one.actor, one.words, sorted(one.scripts)] for one in base.spoken],
                "affixes": {
                    language: [one.prefixes, one.suffixes, one.endings, one.beginnings, one.words, one.like]
                    for language, one in base.affixes.items()
                },
                "generic_capitals": base.generic_capitals,
                "common": dict(base.common),
                "frequent": dict(base.frequent),
                "announcing": base.announcing,
                "stops": base.stops,
                "name_parts": asdict(base.name_parts),
                "onsets": base.onsets,
                "rhymes": base.rhymes,
            }
        ),
    }


def thaw(parts: Mapping[str, bytes]) -> Base:
    """The base that was frozen. Raises `KeyError`, `ValueError`, `TypeError`, `IndexError`, `AttributeError` or
    `RuntimeError` for anything else."""
    rest = json.loads(parts[_REST])
    return Base(
        index=_index(parts, rest),
        actors=_Thawing(parts[_ACTORS], _actor),
        topics=_Thawing(parts[_TOPICS], _topic),
        things=tuple(rest["things"]),
        desks=rest["desks"],
        called=rest["called"],
        roles=tuple((row[0], _role(row[1:])) for row in rest["roles"]),
        spoken=tuple(SpokenName(row[0], tuple(row[1]), frozenset(row[2])) for row in rest["spoken"]),
        affixes={language: _affixes(row) for language, row in rest["affixes"].items()},
        generic_capitals=tuple(rest["generic_capitals"]),
        common=_tuples(rest["common"]),
        frequent=rest["frequent"],
        announcing=tuple(rest["announcing"]),
        stops=tuple(rest["stops"]),
        name_parts=_name_parts(rest["name_parts"]),
        onsets=tuple(rest["onsets"]),
        rhymes=tuple(rest["rhymes"]),
    )


class _Thawing(Mapping[str, _Entry]):
    """Entries by their ids, each read from its line when it is asked for."""

    def __init__(self, lines: bytes, read: Callable[[list[Any]], _Entry]) -> None:
        split = (line.split(b"\t", 1) for line in lines.split(b"\n"))
        # as bytes, which take half of what most scripts take as text
        self._lines = {entry.decode(): row for entry, row in split}
        self._read = read
        self._thawed: dict[str, _Entry] = {}

    def __getitem__(self, entry: str) -> _Entry:
        if entry not in self._thawed:
            self._thawed[entry] = self._read(json.loads(self._lines[entry]))
        return self._thawed[entry]

    def __contains__(self, entry: object) -> bool:
        return entry in self._lines

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


def _lines(rows: Iterable[list[Any]]) -> bytes:
    """A line for each row: its id, a tab, and JSON, which escapes line feeds and tabs."""
    return b"\n".join(row[0].encode() + b"\t" + _json(row) for row in rows)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _index(parts: Mapping[str, bytes], rest: Mapping[str, Any]) -> Index:
    keys, starts = Keys(), array("I")
    keys.frombytes(parts[_KEYS])
    starts.frombytes(parts[_STARTS])
    if len(starts) != len(keys) + 1:
        raise ValueError("keys and records do not belong together")
    return Index(
        keys=keys,
        starts=starts,
        records=parts[_RECORDS],
        homonyms=tuple(map(_homonym, rest["homonyms"])),
        languages=_tuples(rest["languages"]),
    )


def _actor_row(actor: Actor) -> list[Any]:
    naming = [dict(actor.names), dict(actor.short), dict(actor.demonyms)]
    roles, homonyms = [_role_row(one) for one in actor.roles], [_homonym_row(one) for one in actor.homonyms]
    return [actor.id, actor.name, *naming, actor.of, actor.capital, actor.organ, actor.about, roles, homonyms]


def _topic_row(topic: Topic) -> list[Any]:
    return [topic.id, topic.name, topic.kind, topic.desk, topic.generic, dict(topic.terms), dict(topic.labels)]


def _role_row(role: Role) -> list[Any]:
    return [role.office, role.of, _written(role.first), _written(role.last)]


def _homonym_row(homonym: Homonym) -> list[Any]:
    return [homonym.name, homonym.with_, homonym.without]


def _name_parts(row: Mapping[str, Any]) -> NameParts:
    return NameParts(
        given=tuple(row["given"]),
        surnames=tuple(row["surnames"]),
        telling=tuple(row["telling"]),
        transcribing=row["transcribing"],
    )


def _actor(row: list[Any]) -> Actor:
    actor, name, names, short, demonyms, of, capital, organ, about, roles, homonyms = row
    return Actor(
        id=actor,
        name=name,
        names=_tuples(names),
        short=_tuples(short),
        demonyms=_tuples(demonyms),
        of=of,
        capital=capital,
        organ=organ,
        about=tuple(about),
        roles=tuple(map(_role, roles)),
        homonyms=tuple(map(_homonym, homonyms)),
    )


def _topic(row: list[Any]) -> Topic:
    topic, name, kind, desk, generic, terms, labels = row
    return Topic(id=topic, name=name, kind=kind, desk=desk, generic=generic, terms=_tuples(terms), labels=labels)


def _role(row: list[Any]) -> Role:
    office, of, first, last = row
    return Role(office=office, of=of, first=_read(first), last=_read(last))


def _homonym(row: list[Any]) -> Homonym:
    name, with_, without = row
    return Homonym(name=name, with_=tuple(with_), without=tuple(without))


def _affixes(row: list[Any]) -> Affixes:
    prefixes, suffixes, endings, beginnings, words, like = row
    return Affixes(
        prefixes=tuple(prefixes),
        suffixes=tuple(suffixes),
        endings=tuple((listed, tuple(others)) for listed, others in endings),
        beginnings=tuple((listed, tuple(others)) for listed, others in beginnings),
        words=tuple(words),
        like=like,
    )


def _tuples(lists: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {language: tuple(listed) for language, listed in lists.items()}


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _read(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
