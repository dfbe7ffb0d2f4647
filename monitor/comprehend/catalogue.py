"""The catalogue as values: who and what may be named, before it is compiled into a `Lexicon`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from monitor.model import Label

#: language code -> names in it
Names = Mapping[str, tuple[str, ...]]
#: language -> stem -> share of the articles in it, 0 to 1
Frequent = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Homonym:
    """When an alias that means several things means this actor."""

    #: the alias, as it is listed under `names`, `short` or `demonyms`
    name: str
    #: ids or words: any of them in the document makes it certain
    with_: tuple[str, ...] = ()
    #: ids or words: any of them, with none of `with_`, makes it somebody else
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """An office that a person holds or held."""

    #: "president", "foreign-minister" …: the keys of `Cues.offices`
    office: str
    #: id of the country or organisation
    of: str
    #: first and last day; None where unknown or not over
    first: date | None = None
    last: date | None = None

    def held(self, day: date) -> bool:
        """Was the office held on this day?"""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person, country, place, organisation, event or outlet."""

    #: "person/ilham-aliyev"; the part before the slash is the type
    id: str
    #: canonical English name
    name: str
    #: full names: certain wherever they stand
    names: Names = field(default_factory=dict)
    #: surnames and other short forms: they count fully only when something in the document anchors them
    short: Names = field(default_factory=dict)
    #: people and adjectives of a country
    demonyms: Names = field(default_factory=dict)
    #: the actor whose part or body this is
    of: str | None = None
    #: a capital, which stands for its government
    capital: bool = False
    #: which organ of its country a body is: "foreign-ministry"; empty for all else
    organ: str = ""
    #: topics that an article speaks of when it names this: a pipeline, a climate conference
    about: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    homonyms: tuple[Homonym, ...] = ()

    @property
    def type(self) -> str:
        """ "person", "country", "place", "org", "event" or "media"."""
        return self.id.partition("/")[0]

    def label(self, language: str) -> Label:
        """What people call it in a language: its first full name there, else its first short one, else the canonical
        English name."""
        listed = self.names.get(language) or self.short.get(language)
        if language == "en" or not listed:
            return Label(text=self.name, language="en")
        return Label(text=listed[0], language=language)


#: what a topic may be
KINDS = ("topic", "everyday", "thing", "turn")
#: who in a newsroom writes of a topic; foreign affairs are security's, law is politics', transport is technology's
DESKS = ("security", "politics", "economy", "environment", "health", "technology", "everyday")


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A concept, with the phrases that speak of it in each language."""

    id: str
    name: str
    #: "topic", "everyday" for what serves as an exclude, or "thing" for what a report turns on and no desk is named
    #: after: plastic, polio, a bridge; or "turn", what becomes of a story: no subject of an article or a profile
    kind: str = "topic"
    #: one of `DESKS`; "" where any of them might write of it
    desk: str = ""
    #: too general to say much by itself
    generic: bool = False
    #: a `*` at the end of a word stands for any ending
    terms: Names = field(default_factory=dict)
    #: language code -> what people call it there; in English it is `name`
    labels: Mapping[str, str] = field(default_factory=dict)

    def label(self, language: str) -> Label:
        """What people call it in a language: its label there, else the English name."""
        if language == "en" or language not in self.labels:
            return Label(text=self.name, language="en")
        return Label(text=self.labels[language], language=language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """Words of one language that announce a person or an organisation, or end a name."""

    #: office -> its words; under "other" all those that no holder is looked up for
    offices: Names = field(default_factory=dict)
    honorifics: tuple[str, ...] = ()
    professions: tuple[str, ...] = ()
    #: words that the press capitalises and that are never part of a person's name
    generic_capitals: tuple[str, ...] = ()
    #: words beside the name of an organisation: company, party, GmbH; a designator is listed with its capitals
    bodies: tuple[str, ...] = ()
    #: words that end a name, in scripts without capitals
    stops: tuple[str, ...] = ()

    @property
    def announcing(self) -> tuple[str, ...]:
        """Every word or phrase that announces a person."""
        offices = (word for words in self.offices.values() for word in words)
        return (*offices, *self.honorifics, *self.professions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Affixes:
    """How one language inflects names; all in the form of `normalise.key`."""

    #: added before a name (Arabic w-, al-)
    prefixes: tuple[str, ...] = ()
    #: added after a name
    suffixes: tuple[str, ...] = ()
    #: (ending of the nominative, what stands in its place in other cases)
    endings: tuple[tuple[str, tuple[str, ...]], ...] = ()
    #: (beginning that a name loses, what stands in its place): Arabic الصين -> للصين
    beginnings: tuple[tuple[str, tuple[str, ...]], ...] = ()
    #: words of the language that only look like forms of a name
    words: tuple[str, ...] = ()
    #: a language whose affixes serve here too
    like: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All that recognising needs to know, the shipped and the owner's together."""

    actors: tuple[Actor, ...]
    topics: tuple[Topic, ...]
    cues: Mapping[str, Cues]
    affixes: Mapping[str, Affixes]
    #: language -> words of it that are also somebody's listed name: Mehr, Fas, Said
    common: Names = field(default_factory=dict)
    #: language -> stems (in Vietnamese, Chinese and Japanese pairs) that many articles have -> the share that has them
    frequent: Frequent = field(default_factory=dict)
    #: given names that are hardly ever another word, in any script
    given_names: tuple[str, ...] = ()
    #: Vietnamese onsets and rhymes (without tones): to tell a native syllable from a foreign name
    onsets: frozenset[str] = frozenset()
    rhymes: frozenset[str] = frozenset()
