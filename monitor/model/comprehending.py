"""Comprehend: Article -> Analysis."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One actor, named once in the text."""

    #: catalogue id, or "unlisted/<surface>"
    actor: str
    #: the words as they stand in the document
    surface: str
    start: int
    end: int
    #: how it was recognised: "name", "surname", "homonym"; unlisted ones "cue" or "body"; "probable" by its sound;
    #: implied ones "capital", "office" or "holder"
    rule: str
    #: 1.0 certain; 0.35 a name that nothing in the document anchors
    strength: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicHit:
    """One topic, or one of a profile's own phrases, found once in the text."""

    #: catalogue id such as "topic/peace-treaty"; a phrase has the id "phrase/<words>"
    topic: str
    surface: str
    start: int
    end: int


#: the turn of a report in which somebody denies what was told
DENIAL = "topic/denial"


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """All that deciding needs to know of an article: nothing downstream reads the text."""

    article_id: str
    #: ISO 639-1, "und" where nobody could tell
    language: str
    #: mentions by name, in order of their place
    mentions: tuple[Mention, ...]
    #: governments meant but not named, by their capital or by one of their people
    implied: tuple[Mention, ...]
    topics: tuple[TopicHit, ...]
    #: of the owner's own
    phrases: tuple[TopicHit, ...]
    #: (start, end) of each sentence
    sentences: tuple[tuple[int, int], ...]
    #: where the title ends in the document
    title_end: int
    #: hashed content words with what they say (tenths of a nat), most first: one language's fingerprint of a story
    sketch: tuple[tuple[int, int], ...]
    #: figures of two digits or more in ASCII ("12000", "6.4"), in order of place: they cross languages
    figures: tuple[str, ...]
    #: consonant skeletons of names that nobody has listed, for comparison across scripts
    unlisted: tuple[str, ...] = ()
    #: the same of words that may be names for all that can be seen: of scripts without capitals, nouns in German
    sounds: tuple[str, ...] = ()
    #: what the report turns on besides its topics: plastic, polio, a bridge
    things: tuple[TopicHit, ...] = ()
    #: the smallest hashes of its runs of words: what tells a wire copy
    shingles: tuple[int, ...] = ()
    #: countries of the places that it names
    where: tuple[str, ...] = ()
    #: hashed content words of the headline, in order
    headline: tuple[int, ...] = ()
    #: words that turn a story without being its subject: `DENIAL`
    turns: tuple[TopicHit, ...] = ()

    @property
    def subjects(self) -> tuple[TopicHit, ...]:
        """Topics, things and phrases: all that says what it is about, not who is in it."""
        return (*self.topics, *self.things, *self.phrases)
