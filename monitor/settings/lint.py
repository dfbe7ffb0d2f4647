"""What is wrong in the catalogue: names that mean two things, references to nobody, forms that cannot be found.

error     it is wrong, or reading goes wrong by it
warning   it is probably wrong
note      it could be better
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import Literal

import regex

from monitor.comprehend.catalogue import Actor, Catalogue
from monitor.comprehend.index import compile_index
from monitor.comprehend.normalise import key
from monitor.comprehend.offices import SINGLE
from monitor.comprehend.script import CASED, script
from monitor.errors import Fault
from monitor.settings.shelf import Shelf

Level = Literal["error", "warning", "note"]
#: the worst first
LEVELS: tuple[Level, ...] = ("error", "warning", "note")

#: keys that a row may have
KEYS: Mapping[str, frozenset[str]] = {
    "world": frozenset({"id", "name", "roles", "of", "capital", "homonyms", "kind", "generic", "note"}),
    "names": frozenset({"names", "short", "demonyms", "drop", "homonyms"}),
    "terms": frozenset({"terms"}),
}
#: offices besides those that one person holds at a time
OFFICES = SINGLE | {
    *("interior-minister", "party-leader", "envoy", "spokesperson", "ambassador", "official", "military"),
    *("activist", "business", "other"),
}
#: a handover may take this long, or a date may be this vague
HANDOVER = timedelta(days=62)
#: scripts that several languages of a country share, and marks that belong to none
_NO_SCRIPT = frozenset({"MODIFIER", "KATAKANA-HIRAGANA", "FULLWIDTH", "HALFWIDTH", "IDEOGRAPHIC"})
#: scripts in which the press joins the short names of two countries
_COMPOUND = regex.compile(r"[\p{Han}\p{Hangul}]")
#: ids that a note names
_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong."""

    level: Level
    fault: Fault


def lint(files: Iterable[Shelf], catalogue: Catalogue) -> list[Finding]:
    """Check the files and what they make together; the worst first, then by file and line."""
    listed = list(files)
    world = {actor.id for actor in catalogue.actors} | {topic.id for topic in catalogue.topics}
    rules: tuple[Iterator[Finding], ...] = (
        _ids(listed, world),
        _shapes(listed),
        _references(listed, world),
        _roles(listed, catalogue),
        _scripts(listed),
        _cues(listed),
        _shared_names(listed, catalogue),
        _common_names(listed, catalogue),
        _gaps(listed, catalogue),
    )
    found = [finding for rule in rules for finding in rule]
    return sorted(found, key=lambda one: (LEVELS.index(one.level), one.fault.file, one.fault.line, one.fault.what))


# -------------------------------------------------------------------------------- one file at a time


def _ids(files: list[Shelf], world: set[str]) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for one in files:
        times = Counter(entry for entry, _ in one.entries)
        for entry, line in one.entries:
            if times[entry] > 1:
                yield _at(one, line, "error", f"{entry} stands {times[entry]} times in this file")
            if one.kind == "world" and first.setdefault(entry, one.file) != one.file:
                yield _at(one, line, "error", f"{entry} stands in {first[entry]} too")
            if one.kind in {"names", "terms"} and entry not in world:
                yield _at(one, line, "error", f"{entry} is not in world/")


def _shapes(files: list[Shelf]) -> Iterator[Finding]:
    for one in files:
        for entry, row in one.rows():
            if unknown := set(row) - KEYS[one.kind]:
                yield Finding(level="error", fault=one.fault(entry, f"unknown key: {', '.join(sorted(unknown))}"))
            for kind in ("names", "short", "demonyms", "terms"):
                values = row.get(kind, [])
                if kind in row and (not isinstance(values, list) or not values):
                    yield Finding(level="error", fault=one.fault(entry, f"{kind}: a list of names is missing"))
                elif twice := [name for name, times in Counter(values).items() if times > 1]:
                    yield Finding(level="warning", fault=one.fault(entry, f"{kind}: {twice[0]} stands twice"))
            if both := set(row.get("names", ())) & set(row.get("short", ())):
                what = f"{min(both)} is a full name and a short one"
                yield Finding(level="warning", fault=one.fault(entry, what, "a short one needs company: keep one"))


def _references(files: list[Shelf], world: set[str]) -> Iterator[Finding]:
    for one in files:
        for entry, row in one.rows():
            wanted = [row["of"]] if "of" in row else []
            wanted += [role["of"] for role in row.get("roles", ())]
            for homonym in row.get("homonyms", ()):
                wanted += [word for side in ("with", "without") for word in homonym.get(side, ()) if "/" in word]
            for missing in dict.fromkeys(id_ for id_ in wanted if id_ not in world):
                yield Finding(level="error", fault=one.fault(entry, f"{missing} does not exist"))


def _scripts(files: list[Shelf]) -> Iterator[Finding]:
    for one in files:
        if one.kind != "names":
            continue
        by_name = {
            name: _scripts_of(name)
            for _, row in one.rows()
            for kind in ("names", "short", "demonyms")
            for name in row.get(kind, ())
        }
        counted = Counter(script_ for scripts in by_name.values() for script_ in scripts)
        usual = {script_ for script_, times in counted.items() if times >= 0.1 * sum(counted.values())} | {"LATIN"}
        for entry, row in one.rows():
            for name in (name for kind in ("names", "short", "demonyms") for name in row.get(kind, ())):
                if strange := by_name[name] - usual - {"CJK", "HIRAGANA", "KATAKANA"}:
                    what = f"{name} holds letters of another script: {', '.join(sorted(strange)).lower()}"
                    yield Finding(level="error", fault=one.fault(entry, what))
                elif len(by_name[name] & {"LATIN", "CYRILLIC", "GREEK"}) > 1 and len(name.split()) == 1:
                    fault = one.fault(entry, f"{name} mixes scripts in one word")
                    yield Finding(level="warning", fault=fault)


def _cues(files: list[Shelf]) -> Iterator[Finding]:
    for one in files:
        cues = ((one.content or {}).get("cues") or {}) if one.kind == "grammar" else {}
        if unknown := set(cues.get("offices", {})) - OFFICES:
            fault = Fault(file=one.file, what=f"unknown office: {', '.join(sorted(unknown))}")
            yield Finding(level="error", fault=fault)


# -------------------------------------------------------------------------------- all files together


def _roles(files: list[Shelf], catalogue: Catalogue) -> Iterator[Finding]:
    held: defaultdict[tuple[str, str], list[tuple[date, date, Actor]]] = defaultdict(list)
    for actor in catalogue.actors:
        for role in actor.roles:
            first, last = role.first or date.min, role.last or date.max
            if role.office not in OFFICES:
                yield _of(files, actor.id, "error", f"unknown office: {role.office}")
            if first > last:
                yield _of(files, actor.id, "error", f"{role.office} of {role.of} ends before it begins")
            elif role.office in SINGLE:
                held[role.office, role.of].append((first, last, actor))
    for (office, of), terms in held.items():
        for (first, last, one), (begins, ends, other) in combinations(sorted(terms, key=lambda term: term[0]), 2):
            overlap = min(last, ends) - max(first, begins)
            if one.id != other.id and overlap > HANDOVER:
                what = f"{one.name} and {other.name} are both {office} of {of}"
                yield _of(files, other.id, "warning", what, f"from {max(first, begins)}: whom does the office mean?")


def _shared_names(files: list[Shelf], catalogue: Catalogue) -> Iterator[Finding]:
    """One alias on two actors, where no rule tells them apart."""
    owners: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    kinds: dict[str, str] = {}
    for first, rows in compile_index(catalogue).rows.items():
        for rest, owner, kind, capitals, homonym, language in rows:
            if kind in {"name", "demonym"} and homonym < 0:
                name = f"{first} {rest}".strip()
                owners[name, capitals, language].add(owner)
                kinds[name] = kind
    parents = {actor.id: actor.of for actor in catalogue.actors}
    for (name, *_), sharing in owners.items():
        # 日英, 한미 and ελληνοτουρκικός name both
        both = all(id_.startswith("country/") for id_ in sharing) and (
            _COMPOUND.search(name) or kinds[name] == "demonym"
        )
        if len(sharing) > 1 and not both:
            one, *others = sorted(sharing)
            level: Level = (
                "note" if any(parents[other] == one or parents[one] == other for other in others) else "error"
            )
            hint = "a homonym row on one of them, or another name"
            yield _of(files, one, level, f"{name} is also a name of {', '.join(others)}", hint)


def _common_names(files: list[Shelf], catalogue: Catalogue) -> Iterator[Finding]:
    """A language's own name for somebody that is a common word in it, in a script whose capitals tell nothing."""
    for one in files:
        words = {key(word) for word in catalogue.common.get(one.language, ())}
        for entry, row in one.rows() if one.kind == "names" else ():
            ruled = {key(homonym["name"]) for homonym in row.get("homonyms", ())}
            for name in (*row.get("names", ()), *row.get("demonyms", ())):
                if key(name) in words - ruled and script(key(name)[0]) not in CASED:
                    fault = one.fault(entry, f"{name} is a common word", "give it a homonym row, or leave it out")
                    yield Finding(level="error", fault=fault)


def _gaps(files: list[Shelf], catalogue: Catalogue) -> Iterator[Finding]:
    """What a language lacks: topics in any, and in a script of its own the names of those who hold an office."""
    holders = [
        one for one in catalogue.actors if any(role.last is None and role.office in SINGLE for role in one.roles)
    ]
    for one in files:
        if one.kind == "terms":
            there = {entry for entry, _ in one.rows()}
            yield from _lacking(one, "topics", [topic.id for topic in catalogue.topics if topic.id not in there])
        elif one.kind == "names":
            named = [name for _, row in one.rows() for name in row.get("names", ())]
            if sum("LATIN" in _scripts_of(name) for name in named) < 0.5 * len(named):
                there = {entry for entry, _ in one.rows()}
                yield from _lacking(one, "persons in office", [actor.id for actor in holders if actor.id not in there])


def _lacking(one: Shelf, what: str, missing: list[str]) -> Iterator[Finding]:
    if missing:
        shown = ", ".join(missing[:_NAMED]) + (" …" if len(missing) > _NAMED else "")
        yield Finding(level="note", fault=Fault(file=one.file, what=f"{len(missing)} {what} have no line: {shown}"))


def _scripts_of(name: str) -> frozenset[str]:
    return frozenset(script(char) for char in name if char.isalpha()) - _NO_SCRIPT


def _of(files: list[Shelf], entry: str, level: Level, what: str, hint: str = "") -> Finding:
    """A finding about an actor, at its entry in the world."""
    where = next((one for one in files if one.kind == "world" and any(id_ == entry for id_, _ in one.entries)), None)
    fault = where.fault(entry, what, hint) if where else Fault(file="world/", what=f"{entry}: {what}", hint=hint)
    return Finding(level=level, fault=fault)


def _at(one: Shelf, line: int, level: Level, what: str) -> Finding:
    return Finding(level=level, fault=Fault(file=one.file, line=line, what=what))
