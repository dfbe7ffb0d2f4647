"""Which stored articles must be read again before they are judged anew.

An analysis holds what the configuration could name when the article came. Phrases, actors and topics of the owner's own
may be newer than that, or other words may stand behind them now: so articles count as read with other words that came
before the files in which these stand were last saved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Literal

from monitor.comprehend.analyse import analyse
from monitor.comprehend.lexicon import terms_alone
from monitor.comprehend.topics import PHRASE
from monitor.comprehend.words.tokens import tokenise
from monitor.decide.condition import Condition, leaves
from monitor.decide.profile import Profile
from monitor.model import Analysis
from monitor.ports import Archived
from monitor.settings.profiles import files_by_id
from monitor.settings.snapshot import Snapshot

#: "terms": articles older than own phrases and topics, where these stand in them · "actors": all articles that are
#: older than own actors · "all": every article
Rereading = Literal["none", "terms", "actors", "all"]
Reader = Callable[[Archived], Analysis]

_TOPIC = "topic/"


def needed(profiles: Iterable[Profile], snapshot: Snapshot) -> Rereading:
    """What these profiles need: an actor of the owner's own may go by its sound or its office, so that only reading
    tells whether it is there; phrases and topics go by their words."""
    own = {one.id for one in snapshot.own.actors} | {one.id for one in snapshot.own.topics}
    named = {term for profile in profiles for term in _named(profile) if term.startswith(PHRASE) or term in own}
    if any(not term.startswith((PHRASE, _TOPIC)) for term in named):
        return "actors"
    return "terms" if named else "none"


def reader(rereading: Rereading, profiles: Sequence[Profile], snapshot: Snapshot) -> Reader:
    """A function that gives an article's analysis: the stored one, or that of a new reading."""
    if rereading == "none":
        return lambda one: one.analysis
    if rereading == "all":
        return lambda one: analyse(one.article, snapshot.lexicon)
    saved = _saved(profiles, snapshot)
    again = _by_terms(profiles, snapshot) if rereading == "terms" else reader("all", profiles, snapshot)
    return lambda one: one.analysis if saved is not None and one.stored_at > saved else again(one)


def _saved(profiles: Iterable[Profile], snapshot: Snapshot) -> datetime | None:
    """When the files with own words were last saved; None where one of them is not in its place."""
    home, files = snapshot.home, files_by_id(snapshot.home.profiles)
    own = [path for path in (home.actors, home.topics) if path.exists()]
    try:
        times = [path.stat().st_mtime for path in (*own, *(files[profile.id] for profile in profiles))]
    except (KeyError, OSError):
        return None
    return datetime.fromtimestamp(max(times), UTC) if times else None


def _by_terms(profiles: Sequence[Profile], snapshot: Snapshot) -> Reader:
    lexicon = snapshot.lexicon
    named = {term for profile in profiles for term in _named(profile)}
    topics = {topic.id: topic for topic in snapshot.own.topics if topic.id in named}
    phrases = {phrase: words for profile in profiles for phrase, words in profile.phrases.items()}
    terms = terms_alone(lexicon, topics.values(), phrases)

    def read(one: Archived) -> Analysis:
        stored = one.analysis
        if any(terms.walk(tokenise(one.article.document), stored.language)):
            return analyse(one.article, lexicon)
        # nor do the words stand there that were behind them once
        return replace(stored, phrases=(), topics=tuple(hit for hit in stored.topics if hit.topic not in topics))

    return read


def _named(profile: Profile) -> Iterator[str]:
    conditions: Iterable[Condition] = (*(term.when or term.id for term in profile.watch), *profile.require)
    for condition in (*conditions, *profile.exclude):
        yield from leaves(condition)
