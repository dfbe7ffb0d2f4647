"""The catalogue's index, the owner's own actors and topics and every profile's phrases, ready to be looked up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from monitor.comprehend.catalogue import Actor, Affixes, Catalogue, Frequent, Role, Topic
from monitor.comprehend.lookup.index import Index, compile_listing
from monitor.comprehend.lookup.inflection import Inflection
from monitor.comprehend.lookup.listing import Listing, list_catalogue
from monitor.comprehend.lookup.nominative import KnownNames, NameParts, parts_of_names
from monitor.comprehend.lookup.trie import Trie
from monitor.comprehend.offices import Offices, roles_of
from monitor.comprehend.sounds.probable import Probable, SpokenName, spoken_names
from monitor.comprehend.sounds.transliterate import Transliterator
from monitor.comprehend.words.language import Classify
from monitor.comprehend.words.normalise import key
from monitor.comprehend.words.syllables import Syllables
from monitor.comprehend.words.tokens import tokenise
from monitor.model import Label

#: language -> phrases of an owner's own, as a profile lists them
Phrases = Mapping[str, tuple[str, ...]]

_Entry = TypeVar("_Entry")


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """What does not change while the shipped catalogue stays the same: kept in a file by `settings.index_file`."""

    index: Index
    #: id -> the actor, read when it is asked for
    actors: Mapping[str, Actor]
    topics: Mapping[str, Topic]
    #: ids of those that are things
    things: tuple[str, ...]
    #: topic -> its desk, where it has one
    desks: Mapping[str, str]
    #: id of an actor or topic -> its canonical name
    called: Mapping[str, str]
    #: ids of persons, and the offices that they hold or held
    roles: tuple[tuple[str, Role], ...]
    #: names that are recognised by their sound
    spoken: tuple[SpokenName, ...]
    affixes: Mapping[str, Affixes]
    #: words that are capitalised and never part of a person's name
    generic_capitals: tuple[str, ...]
    #: language -> keys of its words that are also somebody's listed name
    common: Mapping[str, tuple[str, ...]]
    #: language -> stems of words that many articles have -> the share that has them
    frequent: Frequent
    #: single words that announce a person
    announcing: tuple[str, ...]
    #: words that end a name, in scripts without capitals
    stops: tuple[str, ...]
    #: what the persons' names are made of
    name_parts: NameParts
    onsets: tuple[str, ...]
    rhymes: tuple[str, ...]


class Layered(Mapping[str, _Entry]):
    """The entries of one mapping over those of another, each looked up once."""

    def __init__(self, over: Mapping[str, _Entry], under: Mapping[str, _Entry]) -> None:
        self._over, self._under = over, under
        self._met: dict[str, _Entry] = {}

    def __getitem__(self, entry: str) -> _Entry:
        try:
            return self._met[entry]
        except KeyError:
            found = self._met[entry] = self._over[entry] if entry in self._over else self._under[entry]
            return found

    def __contains__(self, entry: object) -> bool:
        return entry in self._over or entry in self._under

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys((*self._under, *self._over)))

    def __len__(self) -> int:
        return len(self._under.keys() | self._over.keys())


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Everything `analyse` looks words up in. Built by `build_lexicon`; read only."""

    actors: Mapping[str, Actor]
    topics: Mapping[str, Topic]
    #: ids of those that are things
    things: frozenset[str]
    #: topic -> its desk, where it has one
    desks: Mapping[str, str]
    #: id of an actor or topic -> its canonical name
    called: Mapping[str, str]
    #: names, terms and cues of all languages
    words: Trie
    #: who holds which office
    offices: Offices
    #: keys of words that are capitalised and never part of a person's name
    generic_capitals: frozenset[str]
    #: language -> keys of its words that are also somebody's listed name
    common: Mapping[str, frozenset[str]]
    #: language -> stems of words that many articles have -> the share that has them
    frequent: Frequent
    #: keys of words that end a name, in scripts without capitals
    stops: frozenset[str]
    #: what the catalogue's persons teach about names
    known_names: KnownNames
    #: actors recognised by how their names sound; None where no tables of sounds are given
    probable: Probable | None
    inflection: Inflection
    syllables: Syllables
    classify: Classify

    def label(self, term: str, language: str) -> Label | None:
        """What people call an actor or topic in a language; None for an id that the catalogue lacks."""
        entry = self.actors.get(term) or self.topics.get(term)
        return entry.label(language) if entry else None

    def minor(self, term: str) -> bool:
        """Does it say little of an article beside others? A capital stands for its country, which is there too; topics
        of every day are seldom the point."""
        if topic := self.topics.get(term):
            return topic.generic or topic.kind == "everyday"
        actor = self.actors.get(term)
        return actor is None or actor.capital


def compile_base(catalogue: Catalogue) -> Base:
    """Compile the shipped catalogue. Raises ValueError when a name holds no letter."""
    capitals = (word for cues in catalogue.cues.values() for word in cues.generic_capitals)
    stops = (word for cues in catalogue.cues.values() for word in cues.stops)
    announcing = (word for cues in catalogue.cues.values() for word in cues.announcing)
    return Base(
        index=compile_listing(list_catalogue(catalogue)),
        actors={actor.id: actor for actor in catalogue.actors},
        topics={topic.id: topic for topic in catalogue.topics},
        things=tuple(topic.id for topic in catalogue.topics if topic.kind == "thing"),
        desks=_desks(catalogue.topics),
        called=called(catalogue.actors, catalogue.topics),
        roles=tuple(roles_of(catalogue.actors)),
        spoken=tuple(spoken_names(catalogue.actors)),
        affixes=catalogue.affixes,
        generic_capitals=tuple(dict.fromkeys(word for capital in capitals for word in tokenise(capital).keys)),
        common={language: tuple(map(key, words)) for language, words in catalogue.common.items()},
        frequent=catalogue.frequent,
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
    own_actors, own_topics = {one.id: one for one in actors}, {one.id: one for one in topics}
    own = _listed(own_topics.values(), phrases or {})
    for actor in own_actors.values():
        own.add_actor(actor, everywhere=True)
    inflection = Inflection(base.affixes, frozenset((*base.announcing, *base.stops)))
    known = Layered(own_actors, base.actors)
    roles = (*(held for held in base.roles if held[0] not in own_actors), *roles_of(own_actors.values()))
    return Lexicon(
        actors=known,
        topics=Layered(own_topics, base.topics),
        things=frozenset(base.things).difference(own_topics),
        desks={**base.desks, **_desks(own_topics.values())},
        called=Layered(called(own_actors.values(), own_topics.values()), base.called),
        words=Trie(inflection, (base.index, compile_listing(own)), frozenset((*own_actors, *own_topics))),
        offices=Offices(roles),
        generic_capitals=frozenset(base.generic_capitals),
        common={language: frozenset(words) for language, words in base.common.items()},
        frequent=base.frequent,
        stops=frozenset(base.stops),
        known_names=KnownNames(base.name_parts, inflection),
        probable=_probable(base, known, own_actors, inflection, transliterator) if transliterator else None,
        inflection=inflection,
        syllables=Syllables(frozenset(base.onsets), frozenset(base.rhymes)),
        classify=classify,
    )


def terms_alone(lexicon: Lexicon, topics: Iterable[Topic], phrases: Mapping[str, Phrases]) -> Trie:
    """These topics and phrases and nothing else, to tell in a moment whether a text holds any of them."""
    return Trie(lexicon.inflection, (compile_listing(_listed(topics, phrases)),))


def called(actors: Iterable[Actor], topics: Iterable[Topic]) -> dict[str, str]:
    """Ids and canonical names of all that can be watched."""
    watched = (topic for topic in topics if topic.kind != "turn")
    return {actor.id: actor.name for actor in actors} | {topic.id: topic.name for topic in watched}


def _desks(topics: Iterable[Topic]) -> dict[str, str]:
    return {topic.id: topic.desk for topic in topics if topic.desk}


def _listed(topics: Iterable[Topic], phrases: Mapping[str, Phrases]) -> Listing:
    listing = Listing()
    for topic in topics:
        listing.add_topic(topic)
    for phrase_id, words in phrases.items():
        for phrase in dict.fromkeys(one for listed in words.values() for one in listed):
            listing.add(phrase, phrase_id, "term")
    return listing


def _probable(
    base: Base,
    known: Mapping[str, Actor],
    own: Mapping[str, Actor],
    inflection: Inflection,
    transliterator: Callable[[], Transliterator],
) -> Probable:
    names = (*(name for name in base.spoken if name.actor not in own), *spoken_names(own.values(), own=True))
    return Probable(names, known, frozenset(own), inflection, transliterator)


def _keys(word: str) -> tuple[str, ...]:
    return tokenise(word).keys
