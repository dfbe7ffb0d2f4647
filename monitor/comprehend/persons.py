"""Finds persons that no catalogue knows, in scripts with capitals, by what announces them.

A run of capitalised words is a person after an office, a profession or a form of address (the actors between them
passed over: "Bộ Ngoại giao Nga Andrei Nastasin"), before a comma and an office, or where its last word comes back
alone ("Jane Smith … Smith said"). Vietnamese, whose foreign words stand out, is content with a known given name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from monitor.comprehend.nominative import spelt
from monitor.comprehend.runs import CLOSING, NOUNS_CAPITALISED, OPENING, Run, Words

_FEWEST, _LONGEST = 2, 4
#: a run that nothing announces is no longer than this
_LONGEST_UNANNOUNCED = 3
#: words between a name and the office that explains it
REACH = 3
#: before these a capital is a thing: the Aral Sea, la Ligue des champions
_ARTICLES = frozenset(
    {"the", "a", "an", "le", "la", "les", "el", "los", "las", "il", "lo", "gli", "i", "os", "as", "de", "het"}
)
#: with these begin names of places
_HEADS_OF_PLACES = frozenset(
    {"camp", "cape", "el", "fort", "grand", "great", "greater", "gulf", "lake", "los", "lower", "mount", "new", "nova"}
    | {"old", "port", "porto", "puerto", "rio", "saint", "san", "sankt", "sant", "santa", "santo", "st", "upper"}
    | {"velika", "верхний", "верхняя", "горный", "нижний", "нижняя", "новый", "новая", "порт", "санкт", "старый"}
)
#: a headline with this part of its longer words in capitals is in title case
_TITLE_CASE = 0.6
_LONGER = 4
_MARKS = "".join({*OPENING, *CLOSING}) + " \u00a0"


@dataclass(slots=True)
class Person:
    """Somebody, with all places where a text names him: token `first` to and with token `last`."""

    #: keys of the full name as it stood first
    keys: tuple[str, ...]
    places: list[tuple[int, int]] = field(default_factory=list)


def find_persons(words: Words, organisations: Collection[int]) -> list[Person]:
    """Persons in order of their first full name; `organisations` are tokens that are taken."""
    free = [run for run in words.runs if run.first not in organisations and run.last not in organisations]
    alone = _Alone(words, free)
    persons: list[Person] = []
    by_surname: defaultdict[str, list[Person]] = defaultdict(list)
    named = [run for run in free if _name_like(words, run)]
    sure = [run for run in named if _announced(words, run, organisations) or _explained(words, run)]
    announced = {run.first for run in sure}
    sure += [run for run in named if run.first not in announced and alone.vouches_for(run)]
    entered = {run.first for run in sure}
    for run in sorted(sure, key=lambda one: one.first):
        _enter(words, run, persons, by_surname)
    for run in named:
        if run.first not in entered and (person := _same(words, run, by_surname)) is not None:
            person.places.append((run.first, run.last))
            entered.add(run.first)
    for run in free:
        by_surname_alone = len(run.words) == 1 or _begins_sentence(words, run)
        if run.first not in entered and by_surname_alone and (owners := _bearers(words, run.last, by_surname)):
            # of two who bear the name, the one who was named last
            _latest(owners, run.last).places.append((run.last, run.last))
    return persons


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


def _name_like(words: Words, run: Run) -> bool:
    """Two to four words, none of them all capitals, two at least longer than an initial."""
    if not _FEWEST <= len(run.words) <= _LONGEST or any(map(words.shouted, run.words)):
        return False
    return sum(len(words.tokens.keys[index]) > 1 for index in run.words) >= _FEWEST


def _begins_sentence(words: Words, run: Run) -> bool:
    """Is the capital of the first of two words that of a sentence ("С Дворжаком …"), and no given name's?"""
    if len(run.words) != _FEWEST or words.inside_sentence(run.first) or not words.spaced(run.first):
        return False
    return not words.lexicon.known_names.is_given(words.tokens.keys[run.first], words.language)


def _announced(words: Words, run: Run, organisations: Collection[int]) -> bool:
    """An office before it, over listed actors, bodies and organisations."""
    tokens = words.tokens
    before = run.first - 1
    passed = False
    while before >= 0 and (before in words.known or before in words.in_body or before in organisations):
        if tokens.gap(before).strip(_MARKS):
            return False
        before -= 1
        passed = True
    if before not in words.cue_ends:
        return False
    gap = tokens.gap(before)
    # "a State Department spokesman, Matthew Miller, …"
    return (not gap.strip(_MARKS if passed else " \u00a0-.") and "\n" not in gap) or gap == ", "


def _explained(words: Words, run: Run) -> bool:
    """A comma or a bracket and an office behind it."""
    if words.tokens.gap(run.last).strip() not in {",", "،", "("}:
        return False
    for index in range(run.last + 1, run.last + 1 + REACH):
        if index in words.in_body:
            return False
        if index in words.in_cue:
            return True
    return False


class _Alone:
    """Which words stand alone with a capital, so that they may be surnames."""

    def __init__(self, words: Words, runs: list[Run]) -> None:
        self._words = words
        self._places: defaultdict[str, set[int]] = defaultdict(set)
        for run in runs:
            if len(run.words) == 1 and len(words.tokens.keys[run.first]) > 2 and not self._article_before(run.first):
                for form in words.variants(run.first):
                    self._places[form].add(run.first)
        text, starts = words.tokens.text, words.tokens.starts
        #: words that also stand without a capital: the Baltic Sea is no Mr Sea where the sea rises
        self._small = {key for key, start in zip(words.tokens.keys, starts, strict=True) if text[start].islower()}
        headline = [index for index in range(len(words.tokens)) if words.tokens.ends[index] <= words.headline_end]
        longer = [index for index in headline if len(words.tokens.keys[index]) >= _LONGER]
        capitals = sum(map(words.tokens.capital, longer))
        self._title_case_to = headline[-1] if headline and capitals > _TITLE_CASE * len(longer) else -1

    def vouches_for(self, run: Run) -> bool:
        """Does the run's last word come back alone, so that it must be a surname?"""
        words = self._words
        if len(run.words) > _LONGEST_UNANNOUNCED or words.language in NOUNS_CAPITALISED:
            return False
        known = words.lexicon.known_names
        known_given = known.is_given(words.tokens.keys[run.first], words.language)
        back = set().union(*(self._places.get(form, set()) for form in words.variants(run.last)))
        if words.language == "vi" and (known_given or back or known.ends_like_surname(words.tokens.keys[run.last])):
            return True
        if run.first <= self._title_case_to or not words.inside_sentence(run.first) or self._article_before(run.first):
            return False
        if known_given:
            return bool(back)
        if words.tokens.keys[run.first] in _HEADS_OF_PLACES or words.tokens.keys[run.last] in self._small:
            return False
        return any(words.inside_sentence(index) or self._goes_on(index) for index in back)

    def _goes_on(self, index: int) -> bool:
        """Does a small word follow: "Smith said"?"""
        tokens = self._words.tokens
        return self._words.spaced(index) and tokens.text[tokens.starts[index + 1]].islower()

    def _article_before(self, index: int) -> bool:
        return self._words.inside_sentence(index) and self._words.tokens.keys[index - 1] in _ARTICLES


def _enter(words: Words, run: Run, persons: list[Person], by_surname: defaultdict[str, list[Person]]) -> None:
    person = _same(words, run, by_surname)
    if person is None:
        person = Person(keys=words.tokens.keys[run.first : run.last + 1])
        persons.append(person)
        for form in words.variants(run.last):
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


def _latest(owners: list[Person], place: int) -> Person:
    def last_named(person: Person) -> int:
        return max((first for first, last in person.places if first < place and last > first), default=-1)

    return max(owners, key=last_named)
