"""What is wrong in the catalogue: names that mean two things, references to nobody, forms that cannot be found.

error     it is wrong, or reading goes wrong by it
warning   it is probably wrong
note      it could be better
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from itertools import combinations

import regex

from monitor.comprehend.catalogue import Actor, Catalogue
from monitor.comprehend.lookup.listing import Listing, list_catalogue
from monitor.comprehend.offices import SINGLE
from monitor.comprehend.words.normalise import key
from monitor.comprehend.words.script import CASED, script
from monitor.errors import Fault
from monitor.settings.lint_file import LEVELS, OFFICES, Finding, Level, lint_file, scripts_of
from monitor.settings.shelf import THINGS, Shelf

#: a handover may take this long, or a date may be this vague
HANDOVER = timedelta(days=62)
#: scripts in which the press joins the short names of two countries
_COMPOUND = regex.compile(r"[\p{Han}\p{Hangul}]")
#: stands for every language, where a name is looked up in all
_EVERY = "*"
#: ids that a note names
_NAMED = 5


def lint(files: Iterable[Shelf], catalogue: Catalogue) -> list[Finding]:
    """Check the files and what they make together; the worst first, then by file and line."""
    shelves = list(files)
    world = {actor.id for actor in catalogue.actors} | {topic.id for topic in catalogue.topics}
    found = [finding for one in shelves for finding in lint_file(one, world)]
    rules = [_twice(shelves), _roles(shelves, catalogue), _common_names(shelves, catalogue), _gaps(shelves, catalogue)]
    with suppress(ValueError):  # a name without a letter, which is among the findings already
        listing = list_catalogue(catalogue, compose=False)
        rules += [_shared_names(shelves, catalogue, listing), _idle_homonyms(shelves, catalogue, listing)]
    found += [finding for rule in rules for finding in rule]
    return sorted(found, key=lambda one: (LEVELS.index(one.level), one.fault.file, one.fault.line, one.fault.what))


# -------------------------------------------------------------------------------- all files together


def _twice(files: list[Shelf]) -> Iterator[Finding]:
    """An id in two files of the world."""
    first: dict[str, str] = {}
    for one in files:
        for entry, line in one.entries if one.kind == "world" else ():
            if first.setdefault(entry, one.file) != one.file:
                what = f"{entry} stands in {first[entry]} too"
                yield Finding(level="error", fault=Fault(file=one.file, line=line, what=what))


def _idle_homonyms(files: list[Shelf], catalogue: Catalogue, listing: Listing) -> Iterator[Finding]:
    """A homonym row about a name that is not listed rules nothing, and often the name was meant to be."""
    ruled = {
        (owner, listing.homonyms[number].name)
        for rows in listing.rows.values()
        for _, owner, _, _, number, _ in rows
        if number >= 0
    }
    for actor in catalogue.actors:
        for homonym in actor.homonyms:
            if (actor.id, homonym.name) not in ruled:
                what = f"the homonym {homonym.name} is none of its names"
                yield _of(files, actor.id, "note", what, "list the name too")


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


def _shared_names(files: list[Shelf], catalogue: Catalogue, listing: Listing) -> Iterator[Finding]:
    """One alias on two actors, where no rule tells them apart and a text could hold both."""
    owners: defaultdict[tuple[str, str], dict[str, set[str]]] = defaultdict(dict)
    kinds: dict[str, str] = {}
    for first, rows in listing.rows.items():
        for rest, owner, kind, capitals, homonym, languages in rows:
            if kind in {"name", "demonym"} and homonym < 0:
                name = f"{first} {rest}".strip()
                owners[name, capitals].setdefault(owner, set()).update(languages.split() or [_EVERY])
                kinds[name] = kind
    parents = {actor.id: actor.of for actor in catalogue.actors}
    for (name, _), listed in owners.items():
        sharing = {one for pair in combinations(sorted(listed), 2) if _meet(*map(listed.get, pair)) for one in pair}
        # 日英, 中欧, 한미 and ελληνοτουρκικός name both
        countries = [id_.startswith("country/") for id_ in sharing]
        both = (_COMPOUND.search(name) and any(countries)) or (kinds[name] == "demonym" and all(countries))
        if sharing and not both:
            one, *others = sorted(sharing)
            part = any(parents[other] == one or parents[one] == other for other in others)
            hint = "a homonym row on one of them, or another name"
            yield _of(files, one, "note" if part else "error", f"{name} is also a name of {', '.join(others)}", hint)


def _meet(some: set[str] | None, others: set[str] | None) -> bool:
    """Are two names ever looked up in the same text?"""
    both = (some or set()), (others or set())
    return _EVERY in both[0] | both[1] or not both[0].isdisjoint(both[1])


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
        if one.kind in {"terms", "labels"}:
            there = {entry for entry, _ in one.rows()}
            things = one.file.endswith(f"/{THINGS}.yaml")
            subjects = [topic for topic in catalogue.topics if topic.kind != "turn"]
            wanted = [topic.id for topic in subjects if (topic.kind == "thing") == things]
            yield from _lacking(one, "things" if things else "topics", [one for one in wanted if one not in there])
        elif one.kind == "names":
            named = [name for _, row in one.rows() for name in row.get("names", ())]
            if sum("LATIN" in scripts_of(name) for name in named) < 0.5 * len(named):
                there = {entry for entry, _ in one.rows()}
                yield from _lacking(one, "persons in office", [actor.id for actor in holders if actor.id not in there])


def _lacking(one: Shelf, what: str, missing: list[str]) -> Iterator[Finding]:
    if missing:
        shown = ", ".join(missing[:_NAMED]) + (" …" if len(missing) > _NAMED else "")
        yield Finding(level="note", fault=Fault(file=one.file, what=f"{len(missing)} {what} have no line: {shown}"))


def _of(files: list[Shelf], entry: str, level: Level, what: str, hint: str = "") -> Finding:
    """A finding about an actor, at its entry in the world."""
    where = next((one for one in files if one.kind == "world" and any(id_ == entry for id_, _ in one.entries)), None)
    fault = where.fault(entry, what, hint) if where else Fault(file="world/", what=f"{entry}: {what}", hint=hint)
    return Finding(level=level, fault=fault)
