"""What is wrong in one file of the catalogue, whatever the others say: its rows, names, terms and cues."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import regex

from monitor.comprehend.catalogue import DESKS, KINDS
from monitor.comprehend.offices import SINGLE
from monitor.comprehend.words.script import script
from monitor.errors import Fault
from monitor.settings.own import LATIN_STEM, STEM
from monitor.settings.shelf import Shelf

Level = Literal["error", "warning", "note"]
#: the worst first
LEVELS: tuple[Level, ...] = ("error", "warning", "note")

#: keys that a row may have
KEYS: Mapping[str, frozenset[str]] = {
    "world": frozenset(
        {"id", "name", "roles", "of", "capital", "organ", "about", "homonyms", "kind", "desk", "generic", "note"}
    ),
    "names": frozenset({"names", "short", "demonyms", "drop", "homonyms"}),
    "terms": frozenset({"terms"}),
    "labels": frozenset({"labels"}),
}
#: offices besides those that one person holds at a time
OFFICES = SINGLE | {
    *("interior-minister", "party-leader", "envoy", "spokesperson", "ambassador", "official", "military"),
    *("activist", "business", "other"),
}
#: scripts that several languages of a country share, and marks that belong to none
_NO_SCRIPT = frozenset({"MODIFIER", "KATAKANA-HIRAGANA", "FULLWIDTH", "HALFWIDTH", "IDEOGRAPHIC"})
#: lists of names in a row
_LISTS = ("names", "short", "demonyms", "terms")
#: what an id may look like
_ID = regex.compile(r"(person|org|media|place|event|topic)/[a-z0-9]+(-[a-z0-9]+)*|country/[A-Z]{2}")
#: share of its names from which a script is a language's own
_USUAL = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong."""

    level: Level
    fault: Fault


def lint_file(one: Shelf, world: set[str]) -> Iterator[Finding]:
    """Every fault of one file; `world` holds all ids."""
    for rule in (_ids, _references):
        yield from rule(one, world)
    for rule_of_rows in (_shapes, _kinds, _homonyms, _scripts, _terms, _labels, _cues):
        yield from rule_of_rows(one)


def scripts_of(name: str) -> frozenset[str]:
    """The scripts that the letters of a name belong to."""
    return frozenset(script(char) for char in name if char.isalpha()) - _NO_SCRIPT


def _ids(one: Shelf, world: set[str]) -> Iterator[Finding]:
    times = Counter(entry for entry, _ in one.entries)
    for entry, line in one.entries:
        if times[entry] > 1:
            yield _at(one, line, "error", f"{entry} stands {times[entry]} times in this file")
        if one.kind in {"names", "terms", "labels"} and entry not in world:
            yield _at(one, line, "error", f"{entry} is not in world/")
        if one.kind == "world" and not _ID.fullmatch(entry):
            yield _at(one, line, "error", f"{entry} cannot be an id")


def _shapes(one: Shelf) -> Iterator[Finding]:
    for entry, row in one.rows():
        if unknown := set(row) - KEYS[one.kind]:
            yield Finding(level="error", fault=one.fault(entry, f"unknown key: {', '.join(sorted(unknown))}"))
        for kind in _LISTS:
            values = row.get(kind, [])
            if kind in row and (not isinstance(values, list) or not values):
                yield Finding(level="error", fault=one.fault(entry, f"{kind}: a list of names is missing"))
            elif twice := [name for name, times in Counter(values).items() if times > 1]:
                yield Finding(level="warning", fault=one.fault(entry, f"{kind}: {twice[0]} stands twice"))
        if both := set(row.get("names", ())) & set(row.get("short", ())):
            what = f"{min(both)} is a full name and a short one"
            yield Finding(level="warning", fault=one.fault(entry, what, "a short one needs company: keep one"))
        for name in _names(row):
            if not any(map(str.isalnum, name)):
                yield Finding(level="error", fault=one.fault(entry, f"{name or 'a name'}: no letter, no figure"))


def _kinds(one: Shelf) -> Iterator[Finding]:
    """What is no kind of topic, or no desk."""
    for entry, row in one.rows():
        for key, allowed in (("kind", KINDS), ("desk", DESKS)):
            if one.kind == "world" and row.get(key, allowed[0]) not in allowed:
                fault = one.fault(entry, f"{row[key]} is no {key}", f"one of {', '.join(allowed)}")
                yield Finding(level="error", fault=fault)


def _references(one: Shelf, world: set[str]) -> Iterator[Finding]:
    for entry, row in one.rows():
        wanted = [row["of"]] if "of" in row else []
        wanted += [role["of"] for role in row.get("roles", ())]
        wanted += row.get("about", ())
        for homonym in row.get("homonyms", ()):
            wanted += [word for side in ("with", "without") for word in homonym.get(side, ()) if "/" in word]
        for missing in dict.fromkeys(id_ for id_ in wanted if id_ not in world):
            yield Finding(level="error", fault=one.fault(entry, f"{missing} does not exist"))


def _homonyms(one: Shelf) -> Iterator[Finding]:
    for entry, row in one.rows():
        for homonym in row.get("homonyms", ()):
            if not (homonym.get("with") or homonym.get("without")):
                what = f"the homonym {homonym['name']} says neither with nor without whom"
                yield Finding(level="error", fault=one.fault(entry, what))


def _scripts(one: Shelf) -> Iterator[Finding]:
    if one.kind != "names":
        return
    by_name = {name: scripts_of(name) for _, row in one.rows() for name in _names(row)}
    counted = Counter(each for scripts in by_name.values() for each in scripts)
    usual = {each for each, times in counted.items() if times >= _USUAL * sum(counted.values())} | {"LATIN"}
    for entry, row in one.rows():
        for name in _names(row):
            if strange := by_name[name] - usual - {"CJK", "HIRAGANA", "KATAKANA"}:
                what = f"{name} holds letters of another script: {', '.join(sorted(strange)).lower()}"
                yield Finding(level="error", fault=one.fault(entry, what))
            elif len(by_name[name] & {"LATIN", "CYRILLIC", "GREEK"}) > 1 and len(name.split()) == 1:
                fault = one.fault(entry, f"{name} mixes scripts in one word")
                yield Finding(level="warning", fault=fault)


def _terms(one: Shelf) -> Iterator[Finding]:
    if one.kind != "terms":
        return
    for entry, row in one.rows():
        for term in row["terms"] if isinstance(row["terms"], list) else ():
            stems = [word.removesuffix("*") for word in term.replace("-", " ").split()]
            if any("*" in stem for stem in stems):
                fault = one.fault(entry, f"{term}: a `*` inside a word", "it stands at the end, for any ending")
                yield Finding(level="error", fault=fault)
            elif stems and term == f"{stems[0]}*" and len(stems[0]) < (LATIN_STEM if _latin(term) else STEM):
                fault = one.fault(entry, f"{term} would match too much", "more letters before the `*`, or more words")
                yield Finding(level="error", fault=fault)


def _labels(one: Shelf) -> Iterator[Finding]:
    """What is no text for a line that people read, or stands for two topics."""
    if one.kind != "labels":
        return
    shared = Counter(str(row["labels"]) for _, row in one.rows())
    for entry, row in one.rows():
        label = row["labels"]
        if not isinstance(label, str) or not any(map(str.isalpha, label)) or {"*", "…"} & set(label):
            yield Finding(level="error", fault=one.fault(entry, f"{label}: no label", "one phrase, without `*` or `…`"))
        elif shared[label] > 1:
            yield Finding(level="error", fault=one.fault(entry, f"{label} is the label of {shared[label]} topics"))


def _latin(name: str) -> bool:
    return scripts_of(name) == {"LATIN"}


def _cues(one: Shelf) -> Iterator[Finding]:
    cues = ((one.content or {}).get("cues") or {}) if one.kind == "grammar" else {}
    if unknown := set(cues.get("offices", {})) - OFFICES:
        fault = Fault(file=one.file, what=f"unknown office: {', '.join(sorted(unknown))}")
        yield Finding(level="error", fault=fault)


def _names(row: Mapping[str, Any]) -> list[str]:
    """All names of a row; of a list that is none, nothing."""
    lists = (row.get(kind, ()) for kind in ("names", "short", "demonyms"))
    return [name for names in lists if isinstance(names, list) for name in names]


def _at(one: Shelf, line: int, level: Level, what: str) -> Finding:
    return Finding(level=level, fault=Fault(file=one.file, line=line, what=what))
