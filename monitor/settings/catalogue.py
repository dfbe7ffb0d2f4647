"""Reads the catalogue: the data that is shipped, CLDR's country names, and the owner's own actors and topics."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from importlib import resources
from typing import Any

from babel import Locale

from monitor.comprehend.catalogue import Actor, Affixes, Catalogue, Cues, Homonym, Names, Role, Topic
from monitor.settings.document import load_package_yaml
from monitor.settings.languages import IDENTIFIER

#: languages of the catalogue: CLDR gives the countries' names in them
LANGUAGES = ("en", "ru", "uk", "az", "tr", "hy", "ka", "fa", "ar", "vi", "fr", "de", "es", "zh")
#: two-letter CLDR territories that are no countries
_NO_COUNTRY = frozenset({"EU", "EZ", "UN", "ZZ", "XA", "XB", "QO", "AC", "CP", "DG", "EA", "IC", "TA", "CQ"})
_ACTOR_FILES = ("persons", "organisations", "media", "places", "events")


def load_catalogue(
    own_actors: Iterable[Mapping[str, Any]] = (), own_topics: Iterable[Mapping[str, Any]] = ()
) -> Catalogue:
    """The shipped catalogue, extended and overridden by the owner's entries (already checked)."""
    actors = {actor.id: actor for actor in _countries(_rows("countries"))}
    for name in _ACTOR_FILES:
        actors.update((actor.id, actor) for actor in map(read_actor, _rows(name)))
    actors.update((actor.id, actor) for actor in map(read_actor, own_actors))
    topics = {topic.id: topic for topic in map(read_topic, [*_rows("topics"), *own_topics])}
    syllables = _data("syllables")
    return Catalogue(
        actors=tuple(actors.values()),
        topics=tuple(topics.values()),
        cues={language: Cues(**_tuples(cues)) for language, cues in _data("titles").items()},
        affixes={language: _affixes(affixes) for language, affixes in _data("affixes").items()},
        classify=IDENTIFIER,
        onsets=frozenset(syllables["onsets"]),
        rhymes=frozenset(syllables["rhymes"]),
    )


def read_actor(row: Mapping[str, Any]) -> Actor:
    """One entry of an actors file, in the documented form."""
    return Actor(
        id=row["id"],
        name=row["name"],
        names=_tuples(row.get("names", {})),
        short=_tuples(row.get("short", {})),
        demonyms=_tuples(row.get("demonyms", {})),
        of=row.get("of"),
        capital=row.get("capital", False),
        roles=tuple(
            Role(office=role["office"], of=role["of"], first=role.get("from"), last=role.get("to"))
            for role in row.get("roles", ())
        ),
        homonyms=tuple(
            Homonym(name=one["name"], with_=tuple(one.get("with", ())), without=tuple(one.get("without", ())))
            for one in row.get("homonyms", ())
        ),
    )


def read_topic(row: Mapping[str, Any]) -> Topic:
    """One entry of a topics file, in the documented form."""
    return Topic(
        id=row["id"],
        name=row["name"],
        kind=row.get("kind", "topic"),
        generic=row.get("generic", False),
        terms=_tuples(row["terms"]),
    )


def _countries(rows: list[Mapping[str, Any]]) -> Iterable[Actor]:
    """Every CLDR territory with its names in all languages, joined with what the press says besides."""
    own = {row["id"]: row for row in rows}
    by_language = {language: Locale.parse(language).territories for language in LANGUAGES}
    for code, english in by_language["en"].items():
        if len(code) != 2 or code in _NO_COUNTRY:
            continue
        row = own.get(f"country/{code}", {})
        extra = read_actor({"id": f"country/{code}", "name": english, **row})
        drop = row.get("drop", {})
        names = {
            language: tuple(
                name
                for name in dict.fromkeys((*_cldr(territories.get(code)), *extra.names.get(language, ())))
                if name not in drop.get(language, ())
            )
            for language, territories in by_language.items()
        }
        yield replace(extra, names={language: found for language, found in names.items() if found})


def _cldr(name: str | None) -> tuple[str, ...]:
    """CLDR's name without its bracket: "Myanmar (Burma)" is both names, "Hong Kong SAR China" stays."""
    if name is None:
        return ()
    outside, _, inside = name.partition("(")
    return tuple(part for part in (outside.strip(), inside.rstrip(")").strip()) if part)


def _affixes(row: Mapping[str, Any]) -> Affixes:
    return Affixes(
        prefixes=tuple(row.get("prefixes", ())),
        suffixes=tuple(row.get("suffixes", ())),
        endings=_pairs(row.get("endings", ())),
        beginnings=_pairs(row.get("beginnings", ())),
        words=tuple(row.get("words", ())),
    )


def _pairs(rows: Iterable[tuple[str, Iterable[str]]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((listed, tuple(replacements)) for listed, replacements in rows)


def _tuples(lists: Mapping[str, Iterable[str]]) -> Names:
    return {name: tuple(values) for name, values in lists.items()}


def _rows(name: str) -> list[Mapping[str, Any]]:
    rows: list[Mapping[str, Any]] = _data(name)
    return rows


def _data(name: str) -> Any:
    file = resources.files("monitor.comprehend") / "data" / f"{name}.yaml"
    return load_package_yaml(file.read_text(encoding="utf-8"), f"{name}.yaml")
