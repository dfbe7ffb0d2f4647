"""Reads the catalogue: the data that is shipped, CLDR's country names, and the owner's own actors and topics.

data/world/*.yaml          who and what there is, in no language
data/languages/LL/*.yaml   how one language names them, speaks of topics and calls them, inflects, and announces persons
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from importlib.resources.abc import Traversable
from typing import Any

from babel import Locale

from monitor.comprehend.catalogue import Actor, Affixes, Catalogue, Cues, Homonym, Names, Role, Topic
from monitor.comprehend.words.normalise import key
from monitor.settings.shelf import SHIPPED, data_files, rows_in

#: two-letter territories of CLDR that are groups of countries, or nothing
GROUPINGS = frozenset({"EU", "EZ", "UN", "ZZ", "XA", "XB", "QO"})
#: and those that are islands of a country
_NO_COUNTRY = GROUPINGS | {"AC", "CP", "DG", "EA", "IC", "TA", "CQ"}
#: keys of a row in a language's `names.yaml`; a plain list stands for the first
_NAMING = ("names", "short", "demonyms", "drop")


def load_catalogue(data: Traversable = SHIPPED) -> Catalogue:
    """The catalogue in a folder, by default the shipped one."""
    return catalogue_of({path: rows_in(file.read_text("utf-8")) for path, file in data_files(data)})


def catalogue_of(contents: Mapping[str, Any]) -> Catalogue:
    """The catalogue that the rows of its files make; path inside the folder -> rows."""
    languages = sorted({path.split("/")[1] for path in contents if path.startswith("languages/")})
    naming, grammar, terms, things, labels, words = (
        {language: contents.get(f"languages/{language}/{kind}.yaml") or {} for language in languages}
        for kind in ("names", "grammar", "terms", "things", "labels", "words")
    )
    spoken = {language: {**terms[language], **things[language]} for language in languages}
    world = [row for path, rows in contents.items() if path.startswith("world/") for row in rows or ()]
    given_names, syllables = (contents.get(f"{name}.yaml") or {} for name in ("given-names", "syllables"))
    return Catalogue(
        actors=tuple(_actors(world, _by_actor(naming), tuple(languages))),
        topics=tuple(_topics(world, {"terms": spoken, "labels": labels})),
        cues={language: _cues(rows.get("cues") or {}) for language, rows in grammar.items()},
        affixes={language: _affixes(rows.get("affixes") or {}) for language, rows in grammar.items()},
        common={language: tuple(rows["common"]) for language, rows in grammar.items() if rows.get("common")},
        frequent={language: _frequent(rows) for language, rows in words.items() if rows},
        given_names=tuple(name for names in given_names.values() for name in names),
        onsets=frozenset(syllables["onsets"]),
        rhymes=frozenset(syllables["rhymes"]),
    )


def read_actor(row: Mapping[str, Any]) -> Actor:
    """One entry in the documented form, as shipped or as an owner writes it."""
    return Actor(
        id=row["id"],
        name=row["name"],
        names=_tuples(row.get("names", {})),
        short=_tuples(row.get("short", {})),
        demonyms=_tuples(row.get("demonyms", {})),
        of=row.get("of"),
        capital=row.get("capital") in (True, "true"),
        organ=row.get("organ", ""),
        about=tuple(row.get("about") or ()),
        roles=tuple(
            Role(
                office=role["office"],
                of=role["of"],
                first=day_of(role.get("from"), first=True),
                last=day_of(role.get("to"), first=False),
            )
            for role in row.get("roles", ())
        ),
        homonyms=tuple(_homonyms(row.get("homonyms", ()))),
    )


def read_topic(row: Mapping[str, Any]) -> Topic:
    """One entry in the documented form, as an owner writes it."""
    return Topic(
        id=row["id"],
        name=row["name"],
        kind=row.get("kind", "topic"),
        desk=row.get("desk", ""),
        generic=row.get("generic") in (True, "true"),
        terms=_tuples(row["terms"]),
        labels=dict(row.get("labels", {})),
    )


def languages() -> tuple[str, ...]:
    """The languages of the shipped catalogue."""
    return tuple(sorted(folder.name for folder in (SHIPPED / "languages").iterdir() if folder.is_dir()))


def day_of(written: str | int | None, *, first: bool) -> date | None:
    """2003, 2003-10 or 2003-10-31 as a day: the first one, or the last one, that it can mean. Raises ValueError."""
    if written is None:
        return None
    year, month, day = (*map(int, str(written).split("-")), 0, 0)[:3]
    if day:
        return date(year, month, day)
    if first:
        return date(year, month or 1, 1)
    following = date(year + (month or 12) // 12, (month or 12) % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


# -------------------------------------------------------------------------------- who there is, and his names


def _actors(
    world: Iterable[Mapping[str, Any]], named: Mapping[str, Mapping[str, Any]], languages: tuple[str, ...]
) -> Iterator[Actor]:
    rows = {row["id"]: row for row in world if not row["id"].startswith("topic/")}
    yield from _countries(rows, named, languages)
    for actor, row in rows.items():
        if not actor.startswith("country/"):
            yield read_actor({**row, **_merged(row, named.get(actor, {}))})


def _countries(
    rows: Mapping[str, Mapping[str, Any]], named: Mapping[str, Mapping[str, Any]], languages: tuple[str, ...]
) -> Iterator[Actor]:
    """Every CLDR territory with its names in all languages, joined with what the press says besides."""
    by_language = {language: _cldr(language) for language in languages}
    for code, english in Locale.parse("en").territories.items():
        if len(code) != 2 or code in _NO_COUNTRY:
            continue
        country = f"country/{code}"
        row, own = rows.get(country, {}), named.get(country, {})
        extra = read_actor({"id": country, "name": english, **row, **_merged(row, own)})
        names = {}
        for language, official in by_language.items():
            drop = own.get("drop", {}).get(language, ())
            every = dict.fromkeys((*official.get(code, ()), *extra.names.get(language, ())))
            names[language] = tuple(name for name in every if name not in drop)
        yield replace(extra, names={language: found for language, found in names.items() if found})


def _cldr(language: str) -> Mapping[str, tuple[str, ...]]:
    """Territory -> CLDR's names for it. One with a bracket at its end is two names ("Myanmar (Burma)"), of which only
    those count that no other territory has ("Hongkong (China)")."""
    parts: dict[str, tuple[str, ...]] = {}
    for code, name in Locale.parse(language).territories.items():
        outside, _, rest = name.partition("(")
        inside, _, behind = rest.partition(")")
        names = (outside.rstrip() + behind,) if behind else (outside.strip(), inside.strip())
        parts[code] = tuple(filter(None, names))
    shared = Counter(part for code, listed in parts.items() if code not in _NO_COUNTRY for part in listed)
    return {
        code: tuple(part for part in listed if len(listed) == 1 or shared[part] == 1) for code, listed in parts.items()
    }


def _by_actor(naming: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Mapping[str, Any]]:
    """Language -> id -> row, turned into id -> kind -> language -> names."""
    named: defaultdict[str, defaultdict[str, dict[str, Any]]] = defaultdict(lambda: defaultdict(dict))
    for language, rows in naming.items():
        for actor, row in rows.items():
            for kind, listed in (row if isinstance(row, dict) else {_NAMING[0]: row}).items():
                named[actor][kind][language] = listed
    return named


def _merged(row: Mapping[str, Any], naming: Mapping[str, Any]) -> Mapping[str, Any]:
    """A row's names of all languages; its homonyms are those of the world and of each language."""
    homonyms = [*row.get("homonyms", ()), *(one for listed in naming.get("homonyms", {}).values() for one in listed)]
    return {**{kind: naming[kind] for kind in _NAMING[:3] if kind in naming}, "homonyms": homonyms}


def _topics(
    world: Iterable[Mapping[str, Any]], words: Mapping[str, Mapping[str, Mapping[str, Any]]]
) -> Iterator[Topic]:
    """Each with its terms and labels; `words` is kind -> language -> id -> what the language says."""
    for row in world:
        if (topic := row["id"]).startswith("topic/"):
            said = {
                kind: {code: rows[topic] for code, rows in by.items() if topic in rows} for kind, by in words.items()
            }
            yield read_topic({**row, **said})


def _homonyms(rows: Iterable[Mapping[str, Any]]) -> Iterator[Homonym]:
    for row in rows:
        yield Homonym(name=row["name"], with_=tuple(row.get("with", ())), without=tuple(row.get("without", ())))


# -------------------------------------------------------------------------------- how a language works


def _frequent(rows: Mapping[str | int, Iterable[str]]) -> dict[str, float]:
    """Stem -> share, of a `words.yaml`: per cent -> stems."""
    return {stem: int(share) / 100 for share, stems in rows.items() for stem in stems}


def _cues(row: Mapping[str, Any]) -> Cues:
    return Cues(
        offices=_tuples(row.get("offices", {})),
        honorifics=tuple(row.get("honorifics", ())),
        professions=tuple(row.get("professions", ())),
        generic_capitals=tuple(row.get("generic_capitals") or ()),
        bodies=tuple(row.get("bodies") or ()),
        stops=tuple(row.get("stops") or ()),
    )


def _affixes(row: Mapping[str, Any]) -> Affixes:
    """In the form in which they are compared; how they are written is up to who writes them."""
    return Affixes(
        prefixes=_keys(row.get("prefixes", ())),
        suffixes=_keys(row.get("suffixes", ())),
        endings=_pairs(row.get("endings", ())),
        beginnings=_pairs(row.get("beginnings", ())),
        words=tuple(row.get("words", ())),
        like=row.get("like"),
    )


def _pairs(rows: Iterable[tuple[str, Iterable[str]]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((key(listed), _keys(replacements)) for listed, replacements in rows)


def _keys(affixes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(key, affixes)))


def _tuples(lists: Mapping[str, Iterable[str]]) -> Names:
    return {name: tuple(values) for name, values in lists.items()}
