"""The catalogue, the owner's own actors and topics and every profile's phrases, compiled once for a Snapshot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from monitor.comprehend.catalogue import Actor, Catalogue, Topic
from monitor.comprehend.inflection import Inflection
from monitor.comprehend.language import Classify
from monitor.comprehend.normalise import key
from monitor.comprehend.syllables import Syllables
from monitor.comprehend.tokens import tokenise
from monitor.comprehend.trie import AliasKind, Trie

#: language -> phrases of an owner's own, as a profile lists them
Phrases = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Everything `analyse` looks words up in. Built by `compile_lexicon`; read only."""

    actors: Mapping[str, Actor]
    topics: Mapping[str, Topic]
    #: names, surnames and demonyms
    names: Trie
    #: topics and phrases
    terms: Trie
    #: words that announce a person; the owner of an alias is its kind: "office", "honorific" or "profession"
    cues: Trie
    #: keys of words that are capitalised and never part of a person's name
    generic_capitals: frozenset[str]
    inflection: Inflection
    syllables: Syllables
    classify: Classify


def compile_lexicon(catalogue: Catalogue, phrases: Mapping[str, Phrases] | None = None) -> Lexicon:
    """Compile a catalogue, and the phrases of profiles by their id ("phrase/…").

    Raises ValueError when a name holds no letter.
    """
    inflection = Inflection(catalogue.affixes)
    names, terms, cues = Trie(inflection), Trie(inflection), Trie(inflection)
    for actor in catalogue.actors:
        _add_actor(names, actor)
    for topic in catalogue.topics:
        for term in _each(topic.terms):
            terms.add(term, topic.id, "term")
    for phrase_id, words in (phrases or {}).items():
        for phrase in _each(words):
            terms.add(phrase, phrase_id, "term")
    for of_language in catalogue.cues.values():
        for kind, listed in (
            ("office", of_language.offices),
            ("honorific", of_language.honorifics),
            ("profession", of_language.professions),
        ):
            for cue in listed:
                cues.add(cue.lower(), kind, "term")
    return Lexicon(
        actors={actor.id: actor for actor in catalogue.actors},
        topics={topic.id: topic for topic in catalogue.topics},
        names=names,
        terms=terms,
        cues=cues,
        generic_capitals=frozenset(
            word
            for of_language in catalogue.cues.values()
            for capital in of_language.generic_capitals
            for word in tokenise(capital).keys
        ),
        inflection=inflection,
        syllables=Syllables(catalogue.onsets, catalogue.rhymes),
        classify=catalogue.classify,
    )


def _add_actor(names: Trie, actor: Actor) -> None:
    homonyms = {key(homonym.name): homonym for homonym in actor.homonyms}
    kinds: tuple[tuple[AliasKind, Iterable[str]], ...] = (
        ("name", (actor.name, *_each(actor.names))),
        ("short", _each(actor.short)),
        ("demonym", _each(actor.demonyms)),
    )
    for kind, listed in kinds:
        for name in listed:
            names.add(name, actor.id, kind, homonyms.get(key(name)))


def _each(by_language: Mapping[str, tuple[str, ...]]) -> Iterable[str]:
    return dict.fromkeys(name for names in by_language.values() for name in names)
