"""Finds persons that no catalogue knows, in scripts with capitals, by what announces them.

A run of capitalised words is a person after an office, a profession or a form of address (the actors between them
passed over: "Bộ Ngoại giao Nga Andrei Nastasin"), before a comma and an office, or where its last word comes back
alone ("Jane Smith … Smith said"). Vietnamese, whose foreign words stand out, is content with a known given name.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from monitor.comprehend.lookup.nominative import spelt
from monitor.comprehend.unlisted.announcing import FEWEST, Alone, announced, apposed, explained, leads, name_like
from monitor.comprehend.unlisted.runs import Run, Words

#: bearers of one surname that are told apart; a text that names more is a register
_NAMESAKES = 50


@dataclass(slots=True)
class Person:
    """Somebody, with all places where a text names him: token `first` to and with token `last`."""

    #: keys of the full name as it stood first
    keys: tuple[str, ...]
    places: list[tuple[int, int]] = field(default_factory=list)


def find_persons(words: Words, organisations: Collection[int]) -> list[Person]:
    """Persons in order of their first full name; `organisations` are tokens that are taken."""
    free = [run for run in words.runs if run.first not in organisations and run.last not in organisations]
    alone = Alone(words, free)
    persons: list[Person] = []
    by_surname: defaultdict[str, list[Person]] = defaultdict(list)
    named = [run for run in free if name_like(words, run)]
    entered: set[int] = set()
    for run in named:
        # in a headline in title case nobody knows where a name ends
        if alone.vouches_for(run) or (not alone.in_title_case(run) and _is_announced(words, run, organisations)):
            _enter(words, run, persons, by_surname)
            entered.add(run.first)
    for run in named:
        if run.first not in entered and (person := _same(words, run, by_surname)) is not None:
            person.places.append((run.first, run.last))
            entered.add(run.first)
    in_full = {id(person): sorted(first for first, last in person.places if last > first) for person in persons}
    for run in free:
        by_surname_alone = len(run.words) == 1 or _begins_sentence(words, run)
        if run.first not in entered and by_surname_alone and (owners := _bearers(words, run.last, by_surname)):
            # of two who bear the name, the one who was named last
            _latest(owners, run.last, in_full).places.append((run.last, run.last))
    return persons


def _is_announced(words: Words, run: Run, organisations: Collection[int]) -> bool:
    return announced(words, run, organisations) or explained(words, run) or apposed(words, run) or leads(words, run)


def canonical(words: Words, person: Person) -> str:
    """The person's name in the nominative, as far as the text or the catalogue's names show it."""
    tokens, language = words.tokens, words.language
    variants, known = words.lexicon.inflection.variants, words.lexicon.known_names
    forms = [tokens.keys[last] for _, last in person.places]
    # the form that the others are forms of
    base = max(
        dict.fromkeys(forms), key=lambda form: (sum(form in variants(one, language) for one in forms), -len(form))
    )
    full = [place for place in person.places if place[1] > place[0]]
    if not full:
        return tokens.surface(*person.places[0])
    first, last = next((place for place in full if tokens.keys[place[1]] == base), full[0])
    indexes = list(range(first, last + 1))
    shown = base if len(set(forms)) > 1 else None
    nominative = known.nominative(tokens.keys[first : last + 1], language, surname=shown)
    return _written(words, indexes, nominative)


def _written(words: Words, indexes: list[int], nominative: tuple[str, ...]) -> str:
    tokens = words.tokens
    parts = []
    for index, form in zip(indexes, nominative, strict=True):
        gap = tokens.gap(index) if index != indexes[-1] else ""
        parts.append(spelt(tokens.surface(index, index), form, tokens.keys[index]) + gap)
    return "".join(parts)


def _begins_sentence(words: Words, run: Run) -> bool:
    """Is the capital of the first of two words that of a sentence ("С Дворжаком …"), and no given name's?"""
    if len(run.words) != FEWEST or words.inside_sentence(run.first) or not words.spaced(run.first):
        return False
    return not words.lexicon.known_names.is_given(words.tokens.keys[run.first], words.language)


def _enter(words: Words, run: Run, persons: list[Person], by_surname: defaultdict[str, list[Person]]) -> None:
    person = _same(words, run, by_surname)
    if person is None:
        person = Person(keys=words.tokens.keys[run.first : run.last + 1])
        persons.append(person)
        for form in words.variants(run.last):
            if len(by_surname[form]) < _NAMESAKES:
                by_surname[form].append(person)
    person.places.append((run.first, run.last))


def _same(words: Words, run: Run, by_surname: defaultdict[str, list[Person]]) -> Person | None:
    """Who was named in full before with this first and this last word."""
    first = set(words.variants(run.first))
    for person in _bearers(words, run.last, by_surname):
        if not first.isdisjoint(words.lexicon.inflection.variants(person.keys[0], words.language)):
            return person
    return None


def _bearers(words: Words, index: int, by_surname: defaultdict[str, list[Person]]) -> list[Person]:
    found: dict[int, Person] = {}
    for form in words.variants(index):
        for person in by_surname.get(form, ()):
            found.setdefault(id(person), person)
    return list(found.values())


def _latest(owners: list[Person], place: int, in_full: Mapping[int, Sequence[int]]) -> Person:
    def last_named(person: Person) -> int:
        named = in_full[id(person)]
        before = bisect_left(named, place)
        return named[before - 1] if before else -1

    return max(owners, key=last_named)
