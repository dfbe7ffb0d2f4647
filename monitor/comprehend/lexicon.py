"""The catalogue's index, the owner's own actors and topics and every profile's phrases, ready to be looked up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from monitor.comprehend.catalogue import Actor, Affixes, Catalogue, Topic
from monitor.comprehend.lookup.index import Index, compile_index
from monitor.comprehend.lookup.inflection import Inflection
from monitor.comprehend.lookup.nominative import KnownNames, NameParts, parts_of_names
from monitor.comprehend.lookup.trie import Trie
from monitor.comprehend.offices import Offices
from monitor.comprehend.sounds.probable import Probable
from monitor.comprehend.sounds.transliterate import Transliterator
from monitor.comprehend.words.language import Classify
from monitor.comprehend.words.normalise import key
from monitor.comprehend.words.syllables import Syllables
from monitor.comprehend.words.tokens import tokenise

#: language -> phrases of an owner's own, as a profile lists them
Phrases = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """What does not change while the shipped catalogue stays the same: kept in a file by `settings.index_file`."""

    index: Index
    actors: tuple[Actor, ...]
    topics: tuple[Topic, ...]
    affixes: Mapping[str, Affixes]
    #: words that are capitalised and never part of a person's name
    generic_capitals: tuple[str, ...]
    #: language -> keys of its words that are also somebody's listed name
    common: Mapping[str, tuple[str, ...]]
    #: single words that announce a person
    announcing: tuple[str, ...]
    #: words that end a name, in scripts without capitals
    stops: tuple[str, ...]
    #: what the persons' names are made of
    name_parts: NameParts
    onsets: tuple[str, ...]
    rhymes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Everything `analyse` looks words up in. Built by `build_lexicon`; read only."""

    actors: Mapping[str, Actor]
    topics: Mapping[str, Topic]
    #: names, terms and cues of all languages
    words: Trie
    #: who holds which office
    offices: Offices
    #: keys of words that are capitalised and never part of a person's name
    generic_capitals: frozenset[str]
    #: language -> keys of its words that are also somebody's listed name
    common: Mapping[str, frozenset[str]]
    #: keys of words that end a name, in scripts without capitals
    stops: frozenset[str]
    #: what the catalogue's persons teach about names
    known_names: KnownNames
    #: actors recognised by how their names sound; None where no tables of sounds are given
    probable: Probable | None
    inflection: Inflection
    syllables: Syllables
    classify: Classify


def compile_base(catalogue: Catalogue) -> Base:
    """Compile the shipped catalogue. Raises ValueError when a name holds no letter."""
    capitals = (word for cues in catalogue.cues.values() for word in cues.generic_capitals)
    stops = (word for cues in catalogue.cues.values() for word in cues.stops)
    announcing = (word for cues in catalogue.cues.values() for word in cues.announcing)
    return Base(
        index=compile_index(catalogue),
        actors=catalogue.actors,
        topics=catalogue.topics,
        affixes=catalogue.affixes,
        generic_capitals=tuple(dict.fromkeys(word for capital in capitals for word in tokenise(capital).keys)),
        common={language: tuple(map(key, words)) for language, words in catalogue.common.items()},
        announcing=tuple(dict.fromkeys(words[0] for words in map(_keys, announcing) if len(words) == 1)),
        stops=tuple(dict.fromkeys(words[0] for words in map(_keys, stops) if len(words) == 1)),
        name_parts=parts_of_names(catalogue.actors, catalogue.given_names),
        onsets=tuple(sorted(catalogue.onsets)),
        rhymes=tuple(sorted(catalogue.rhymes)),
    )


def build_lexicon(
    base: Base,
    classify: Classify,
    *,
    actors: Iterable[Actor] = (),
    topics: Iterable[Topic] = (),
    phrases: Mapping[str, Phrases] | None = None,
    transliterator: Callable[[], Transliterator] | None = None,
) -> Lexicon:
    """Join the shipped catalogue with the owner's actors and topics, which override those of the same id, and with
    the phrases of profiles by their id ("phrase/…"). With a transliterator, actors are recognised by sound too.

    Raises ValueError when a name holds no letter.
    """
    own, own_actors, own_topics = Index(), tuple(actors), tuple(topics)
    for actor in own_actors:
        own.add_actor(actor, everywhere=True)
    for topic in own_topics:
        own.add_topic(topic)
    for phrase_id, words in (phrases or {}).items():
        for phrase in dict.fromkeys(one for listed in words.values() for one in listed):
            own.add(phrase, phrase_id, "term")
    inflection = Inflection(base.affixes, frozenset((*base.announcing, *base.stops)))
    known = {actor.id: actor for actor in (*base.actors, *own_actors)}
    own_ids = frozenset(one.id for one in own_actors)
    return Lexicon(
        actors=known,
        topics={topic.id: topic for topic in (*base.topics, *own_topics)},
        words=Trie(inflection, (base.index, own), own_ids | {topic.id for topic in own_topics}),
        offices=Offices(known.values()),
        generic_capitals=frozenset(base.generic_capitals),
        common={language: frozenset(words) for language, words in base.common.items()},
        stops=frozenset(base.stops),
        known_names=KnownNames(base.name_parts, inflection),
        probable=Probable(known.values(), own_ids, inflection, transliterator) if transliterator else None,
        inflection=inflection,
        syllables=Syllables(frozenset(base.onsets), frozenset(base.rhymes)),
        classify=classify,
    )


def _keys(word: str) -> tuple[str, ...]:
    return tokenise(word).keys
