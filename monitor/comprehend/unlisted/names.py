"""Finds persons and organisations that no catalogue knows, and those that it knows only in other scripts.

words -> organisations beside a body -> persons beside an office -> who of them only sounds like somebody listed
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from monitor.comprehend.lexicon import Lexicon
from monitor.comprehend.lookup.sightings import Sightings
from monitor.comprehend.sounds.skeleton import coarse, name_key
from monitor.comprehend.unlisted.likeness import Likeness, Place, find_alike
from monitor.comprehend.unlisted.organisations import Organisation, find_organisations
from monitor.comprehend.unlisted.persons import Person, canonical, find_persons
from monitor.comprehend.unlisted.runs import NOUNS_CAPITALISED, Words
from monitor.comprehend.unlisted.uncased import find_uncased
from monitor.comprehend.words.script import CASED, script
from monitor.comprehend.words.tokens import unspaced
from monitor.model import Mention

#: an unlisted actor's id is this and the surface
UNLISTED = "unlisted/"
#: d'Ariane, l'Aquila
_ELISIONS = frozenset({"'", "’"})
#: more letters are a word that is shouted
_LONGEST_ABBREVIATION = 6
#: Latin letters with a figure, in any text: H3, A320, 5G
_FIGURED = re.compile(r"[A-ZＡ-Ｚ]{1,4}[0-9０-９]{1,4}[A-ZＡ-Ｚ]?|[0-9０-９]{1,3}[A-ZＡ-Ｚ]{1,3}")
#: consonants of a word that need not be a name: shorter ones fit too many others by chance
_SHORTEST_SOUND = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlisted:
    """What stands in a text without being listed."""

    #: persons, organisations, and actors recognised by their sound; in order of place
    mentions: tuple[Mention, ...]
    #: consonant skeletons of capitalised words inside sentences: villages, officials, ships. They need not be persons;
    #: they only help to tell one event from another, in any script
    skeletons: tuple[str, ...]
    #: the same of words that may be names for all that can be seen: of scripts without capitals, nouns in German
    sounds: tuple[str, ...]


def find_unlisted(sightings: Sightings, lexicon: Lexicon, known: Iterable[Mention]) -> Unlisted:
    """Everything named beside the `known` mentions, which are passed over."""
    words = Words(sightings, lexicon, known)
    organisations = find_organisations(words)
    taken = {index for one in organisations for index in range(one.first, one.last + 1)}
    persons = list(find_persons(words, taken))
    taken |= {index for person in persons for first, last in person.places for index in range(first, last + 1)}
    persons += find_uncased(words, taken)
    alike = find_alike(words)
    mentions = [*_persons(words, persons, alike), *_organisations(words, organisations, alike)]
    mentions += _others(words, persons, alike)
    return Unlisted(
        mentions=tuple(sorted(mentions, key=lambda mention: (mention.start, mention.end))),
        skeletons=_skeletons(words),
        sounds=_sounds(words),
    )


def _persons(words: Words, persons: Iterable[Person], alike: Likeness) -> Iterator[Mention]:
    for person in persons:
        known = next((found for place in person.places if (found := alike.at(place)) is not None), None)
        actor, strength = known or (UNLISTED + canonical(words, person), 1.0)
        for place in person.places:
            if known is not None or not alike.touches(place):
                yield _mention(words, place, actor, "probable" if known else "cue", strength)


def _organisations(words: Words, organisations: Iterable[Organisation], alike: Likeness) -> Iterator[Mention]:
    for one in organisations:
        if not alike.touches((one.first, one.last)):
            actor = UNLISTED + words.tokens.surface(*one.named)
            yield _mention(words, (one.first, one.last), actor, "body", 1.0)


def _others(words: Words, persons: Iterable[Person], alike: Likeness) -> Iterator[Mention]:
    """Who sounds like somebody listed and is no person found by cues."""
    found = {place for person in persons for place in person.places}
    taken = {index for first, last in found for index in range(first, last + 1)}
    for place, (actor, strength) in alike.places.items():
        if taken.isdisjoint(range(place[0], place[1] + 1)):
            yield _mention(words, place, actor, "probable", strength)


def _mention(words: Words, place: Place, actor: str, rule: str, strength: float) -> Mention:
    tokens = words.tokens
    return Mention(
        actor=actor,
        surface=tokens.surface(*place),
        start=tokens.starts[place[0]],
        end=tokens.ends[place[1]],
        rule=rule,
        strength=strength,
    )


def _skeletons(words: Words) -> tuple[str, ...]:
    """Capitalised words that nobody has listed (not in German, which capitalises every noun), and abbreviations."""
    tokens = words.tokens
    plain = () if words.language in NOUNS_CAPITALISED else words.capitals
    named = [(index, name_key(tokens.keys[index])) for index in plain if _inside(words, index)]
    named += [(index, name_key(key, spelt=True)) for index, key in enumerate(tokens.keys) if _abbreviated(words, index)]
    return tuple(dict.fromkeys(name for _, name in sorted(named) if name))


def _inside(words: Words, index: int) -> bool:
    """Is it a name by its capital? Not at the head of a sentence, nor where the text has it in small letters too."""
    inside = words.inside_sentence(index) or (index > 0 and words.tokens.gap(index - 1) in _ELISIONS)
    return inside and not words.shouted(index) and words.tokens.keys[index] not in words.small


def _abbreviated(words: Words, index: int) -> bool:
    """Is it a short word of capitals, or of capitals and figures, in a text that is not all capitals?"""
    surface = words.tokens.surface(index, index)
    if (
        not 2 <= len(surface) <= _LONGEST_ABBREVIATION
        or index in words.known
        or words.tokens.keys[index] in words.small
    ):
        return False
    return (surface.isupper() and len(words.small) > len(surface)) or _FIGURED.fullmatch(surface) is not None


def _sounds(words: Words) -> tuple[str, ...]:
    """Words that may be names for all that can be seen, where capitals do not tell."""
    keys, nouns = words.tokens.keys, words.language in NOUNS_CAPITALISED
    maybe = (
        key
        for index, key in enumerate(keys)
        if index not in words.known
        and not unspaced(key)
        and ((nouns and words.tokens.capital(index)) or script(key[0]) not in CASED)
    )
    bones = (coarse(key) for key in maybe if not any(map(str.isdecimal, key)))
    return tuple(dict.fromkeys(bone for bone in bones if len(bone) >= _SHORTEST_SOUND))
