"""JSON lines about names: a catalogue to know, and the names to resolve."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from monitor.cli.json_lines import read_objects, wrong
from monitor.errors import ConfigError, Fault, MonitorError

_QUERY = 'a line is {"id", "name", "lang"?}'
_ACTOR = 'a line is {"id", "type", "names": {"lang": ["name", …]}}'


@dataclass(frozen=True, slots=True, kw_only=True)
class NameQuery:
    """A name to resolve."""

    id: str | int
    name: str
    #: code of its language; empty where nobody said
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedActor:
    """One line of a catalogue."""

    id: str
    type: str
    names: Mapping[str, tuple[str, ...]]


def read_queries(files: Iterable[str]) -> Iterator[NameQuery | MonitorError]:
    """Every name, in order; in the place of one that cannot be read, the error that says why."""
    for file in files:
        try:
            for number, record in read_objects(file, _QUERY):
                try:
                    yield record if isinstance(record, ConfigError) else _query(record)
                except ValueError as error:
                    yield wrong(file, number, str(error), _QUERY)
        except MonitorError as error:
            yield error


def read_named(file: str) -> tuple[NamedActor, ...]:
    """A catalogue file. Raises `ConfigError` with all that is wrong in it."""
    actors: list[NamedActor] = []
    faults: list[Fault] = []
    for number, record in read_objects(file, _ACTOR):
        try:
            if isinstance(record, ConfigError):
                faults += record.faults
            else:
                actors.append(_actor(record))
        except ValueError as error:
            faults += wrong(file, number, str(error), _ACTOR).faults
    if faults:
        raise ConfigError(*faults)
    return tuple(actors)


def _query(record: Mapping[str, Any]) -> NameQuery:
    identifier, name, language = record.get("id"), record.get("name"), record.get("lang") or ""
    if not isinstance(identifier, str | int) or isinstance(identifier, bool):
        raise ValueError("no id")
    if not isinstance(name, str) or not name.strip():
        raise ValueError("no name")
    if not isinstance(language, str):
        raise ValueError("lang is no text")
    return NameQuery(id=identifier, name=name, language=language.lower().partition("-")[0])


def _actor(record: Mapping[str, Any]) -> NamedActor:
    identifier, kind, names = record.get("id"), record.get("type"), record.get("names")
    if not isinstance(identifier, str) or not identifier:
        raise ValueError("no id")
    if not isinstance(kind, str) or not kind:
        raise ValueError("no type")
    if not isinstance(names, dict) or not all(_texts(of_language) for of_language in names.values()):
        raise ValueError("names is no mapping of languages to lists of names")
    return NamedActor(id=identifier, type=kind, names={code: tuple(listed) for code, listed in names.items()})


def _texts(values: object) -> bool:
    return isinstance(values, list) and all(isinstance(value, str) for value in values)
