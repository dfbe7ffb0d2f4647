"""Looking something up among the stored articles: by words, by whom and what they are about, by another article.

What is asked for in a person's words becomes a `Search` here, which the store answers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from monitor.collect.article import from_text
from monitor.comprehend.analyse import analyse
from monitor.comprehend.catalogue import Actor, Topic
from monitor.comprehend.seeking.forms import inflected
from monitor.comprehend.seeking.likeness import Likeness, likeness, words_to_ask
from monitor.comprehend.seeking.marks import Kind, mark
from monitor.comprehend.seeking.query import parse_query
from monitor.comprehend.words.normalise import key
from monitor.errors import ConfigError, Fault
from monitor.model import Article, Query, Search
from monitor.ports import Archived, Found, Store
from monitor.settings.called import called, nearest_called
from monitor.settings.snapshot import Snapshot
from monitor.settings.wording import nearest, quoted

#: likely copies that are compared word for word, and articles with the same actors
_COMPARED = 50
#: a name alone was fetched at no hour in particular
_ANY_HOUR = datetime.fromtimestamp(0, UTC)
#: actors by whom articles in other languages are looked for
_ACTORS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a person asks for; of several values of one kind, any."""

    words: str = ""
    profile: str = ""
    #: ids, or names in any language and script
    actors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    #: ISO 639-1
    languages: tuple[str, ...] = ()
    #: ids of sources, or names of outlets
    outlets: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    best: bool = False
    limit: int = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What was found, and by what."""

    found: Found
    #: the words that it was found by
    query: Query
    #: ids of the actors and topics that it was found by
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """A stored article that tells the same, or tells of the same."""

    one: Archived
    likeness: Likeness


def search(store: Store, snapshot: Snapshot, asked: Asked) -> Result:
    """Look it up. Raises `ConfigError` where nobody is called as an actor, topic or outlet is; `StoreError`."""
    query = inflected(parse_query(asked.words), snapshot.lexicon.inflection.forms)
    actors = [id_ for wanted in asked.actors for id_ in _actors(wanted, snapshot)]
    topics = [id_ for wanted in asked.topics for id_ in _topics(wanted, snapshot)]
    sources = [id_ for wanted in asked.outlets for id_ in _sources(wanted, snapshot)]
    groups = (
        _marks("profile", (asked.profile,) if asked.profile else ()),
        *(_marks("term", _actors(wanted, snapshot)) for wanted in asked.actors),
        _marks("term", topics),
        _marks("language", asked.languages),
        _marks("source", sources),
    )
    if query.ignored and not (query.wanted or query.unwanted or any(groups)):
        return Result(found=Found(articles=(), total=0), query=query)
    wanted = Search(
        query=query,
        marks=tuple(filter(None, groups)),
        since=asked.since,
        until=asked.until,
        best=asked.best and bool(query.wanted),
        limit=asked.limit,
    )
    return Result(found=store.search(wanted), query=query, terms=(*actors, *topics))


def alike(store: Store, snapshot: Snapshot, article: Article, limit: int = 20) -> tuple[Alike, ...]:
    """Stored articles that tell the same as this one, in whatever language: copies first, then what was made from one
    of them, then what names the same actors and topics. Raises `StoreError`."""
    analysis = analyse(article, snapshot.lexicon)
    counts = {one.actor: 0 for one in analysis.mentions if not one.actor.startswith("country/")}
    for mention in analysis.mentions:
        if mention.actor in counts:
            counts[mention.actor] += 1
    main = sorted(counts, key=lambda actor: (-counts[actor], actor))[:_ACTORS]
    searches = [Search(query=words_to_ask(article), best=True, limit=_COMPARED)]
    searches += [Search(query=Query(), marks=(_marks("term", (actor,)),), limit=_COMPARED) for actor in main]
    known: dict[str, Archived] = {}
    for wanted in searches:
        if wanted.query.wanted or wanted.marks:
            known.update((one.article.id, one) for one in store.search(wanted).articles)
    found = (
        Alike(one=one, likeness=how)
        for one in known.values()
        if (how := likeness(article, analysis, one.article, one.analysis))
    )
    order = ("copy", "retelling", "subject")
    return tuple(sorted(found, key=lambda each: (order.index(each.likeness.kind), -each.likeness.share)))[:limit]


def by_story(found: Iterable[Archived]) -> list[list[Archived]]:
    """Articles of one story together, in the order of the first of each; one without a story stands for itself."""
    told: dict[str, list[Archived]] = {}
    for one in found:
        told.setdefault(one.story_id or one.article.id, []).append(one)
    return list(told.values())


def outlet_of(one: Archived, snapshot: Snapshot) -> str:
    """The outlet as it is called today; by its source's id where that is no longer listed."""
    source = snapshot.sources.get(one.article.source_id)
    return source.name if source else one.article.source_id


def when_of(one: Archived) -> datetime:
    """When it was published, else when it came."""
    return one.article.published or one.stored_at


def _marks(kind: Kind, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(mark(kind, name) for name in dict.fromkeys(names))


def _actors(wanted: str, snapshot: Snapshot) -> tuple[str, ...]:
    """Ids of whoever is meant: by an id or a listed name, else as an article that says nothing but this would be read,
    which knows inflected names and some by their sound."""
    lexicon = snapshot.lexicon
    if wanted.startswith("unlisted/"):
        return (wanted,)
    if meant := [one.id for one in called(wanted, lexicon) if isinstance(one, Actor)]:
        return tuple(meant)
    if read := [one for one in _read(wanted, snapshot) if one in lexicon.actors]:
        return tuple(read)
    hint = nearest_called(wanted, lexicon)
    raise _unknown("--actor", f"nobody is called {quoted(wanted)}", hint or "look for the name as words")


def _read(name: str, snapshot: Snapshot) -> Iterable[str]:
    said = from_text(title=name, text="", now=_ANY_HOUR)
    return dict.fromkeys(one.actor for one in analyse(said, snapshot.lexicon).mentions)


def _topics(wanted: str, snapshot: Snapshot) -> tuple[str, ...]:
    lexicon = snapshot.lexicon
    for id_ in (wanted, f"topic/{wanted}"):
        if id_ in lexicon.topics:
            return (id_,)
    if meant := [one.id for one in called(wanted, lexicon) if isinstance(one, Topic)]:
        return tuple(meant)
    hint = nearest(wanted, lexicon.topics) or nearest(f"topic/{wanted}", lexicon.topics)
    raise _unknown("--topic", f"no topic is called {quoted(wanted)}", hint or "look for it as words")


def _sources(wanted: str, snapshot: Snapshot) -> tuple[str, ...]:
    """The source of this id, or every source of an outlet of this name."""
    sources = snapshot.sources
    if wanted in sources:
        return (wanted,)
    if meant := [one.id for one in sources.values() if key(one.name) == key(wanted)]:
        return tuple(meant)
    hint = nearest(wanted, [*sources, *(one.name for one in sources.values())])
    raise _unknown("--outlet", f"no source is called {quoted(wanted)}", hint or "`monitor sources list` shows them")


def _unknown(option: str, what: str, hint: str) -> ConfigError:
    return ConfigError(Fault(file=option, what=what, hint=hint))
