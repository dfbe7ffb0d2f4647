"""What a person can ask for, whatever they ask it with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitor.collect.discovery.candidates import Candidate
from monitor.decide.code import read_code
from monitor.decide.mute import in_force
from monitor.decide.profile import Profile
from monitor.deliver.telling import mutes_in_words
from monitor.errors import ConfigError, Fault, MonitorError
from monitor.explain import Explanation, explain_stored
from monitor.health import SPAN, SourceHealth, judge
from monitor.model import Feedback, Match, MuteRecord, Opinion, Rest, Source
from monitor.ports import Counts, Notice, SourceFigures, Store, StoredArticle, Telling, Undelivered
from monitor.search import Asked, Result, search
from monitor.settings.addition import Choice
from monitor.settings.snapshot import Snapshot

#: articles that one message shows
LOOKED_UP = 5
#: reasons why something did not arrive that a status gives
REASONS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The state of a watch."""

    at: datetime
    counts: Counts
    sources: tuple[SourceHealth, ...]
    profiles: tuple[Profile, ...]
    #: what the daemon has to say: an edit that it does not take, new seeds
    notices: tuple[Notice, ...] = ()
    #: those that stand
    mutes: tuple[MuteRecord, ...] = ()
    #: what did not arrive, the newest reasons
    undelivered: tuple[Undelivered, ...] = ()
    #: receivers that take nothing any more until somebody looks
    closed: tuple[Rest, ...] = ()

    @property
    def line(self) -> str:
        """The status in one line, as the daemon prints it every hour."""
        silent = sum(not health.answering for health in self.sources)
        sent, waiting = self.counts.deliveries.get("sent", 0), self.counts.deliveries.get("pending", 0)
        parts = [
            f"articles read in 24 h: {self.counts.articles_since}",
            f"sources: {len(self.sources)}" + (f" ({silent} not answering)" if silent else ""),
            f"stories: {self.counts.stories}",
            f"messages sent: {sent}" + (f" ({waiting} waiting)" if waiting else ""),
        ]
        if self.counts.held:
            parts.append(f"held for the next digest: {self.counts.held}")
        if dead := self.counts.deliveries.get("dead", 0) + self.counts.deliveries.get("unknown", 0):
            parts.append(f"not delivered: {dead}")
        if self.closed:
            parts.append(f"channels closed: {len(self.closed)}")
        if any(notice.kind == "reload" for notice in self.notices):
            parts.append("an edit is not taken")
        if muted := mutes_in_words(in_force(self.mutes)):
            parts.append(muted)
        return " · ".join(parts)


def status(store: Store, snapshot: Snapshot, now: datetime, *, closely: bool = False) -> Status:
    """How the watch stands; `closely`: with the figures of each source, which take a large store a moment. Raises
    `StoreError`."""
    return Status(
        at=now,
        counts=store.counts(now - timedelta(hours=24)),
        sources=healths(store, snapshot.sources.values(), now, closely=closely),
        profiles=tuple(snapshot.profiles.values()),
        notices=store.notices(),
        mutes=store.mute_records(now),
        undelivered=store.undelivered(REASONS),
        closed=tuple(rest for rest in store.rests() if rest.refusals and rest.since <= now),
    )


def healths(
    store: Store, sources: Iterable[Source], now: datetime, *, closely: bool = True
) -> tuple[SourceHealth, ...]:
    """How each source fares, in their order. Raises `StoreError`."""
    states = {state.source_id: state for state in store.source_states()}
    figures = store.source_figures(now - SPAN, now) if closely else {}
    nothing = SourceFigures() if closely else None
    return tuple(judge(source, states.get(source.id), figures.get(source.id, nothing), now) for source in sources)


def look_up(store: Store, snapshot: Snapshot, words: str, *, limit: int = LOOKED_UP) -> Result:
    """What is stored on something, the newest first: for whoever asks in a chat. Any words are a query. Raises
    `StoreError`."""
    return search(store, snapshot, Asked(words=words, limit=limit))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who says something, and how."""

    #: as `model.Feedback.who`
    name: str
    #: as `model.Feedback.way`
    way: str


def answer(store: Store, code: str, opinion: Opinion, reader: Reader, now: datetime) -> Feedback | None:
    """Keep a reader's word on what was told under a code; None where that is not known, or gone. Raises `StoreError`.

    Saying the same again changes nothing but the hour, saying something else takes its place.
    """
    telling = store.telling(code)
    if telling is None:
        return None
    said = Feedback(
        profile=telling.profile,
        story_id=telling.story_id,
        article_id=telling.article_id,
        title=telling.title,
        opinion=opinion,
        who=reader.name,
        way=reader.way,
        at=now,
    )
    return _keep(store, said, telling.match)


def why(store: Store, snapshot: Snapshot, telling: Telling) -> Explanation | None:
    """What was stored of the article by which a profile knows a story; None where it is gone. Raises `StoreError`."""
    stored = store.find_article(telling.article_id)
    if stored is None:
        return None
    found = explain_stored(stored, snapshot, anew=False, everyone=False)
    return replace(found, told=store.told(stored.story.id) if stored.story else {})


def judge_article(
    store: Store,
    wanted: str,
    opinion: Opinion,
    reader: Reader,
    now: datetime,
    *,
    profile: str = "",
    note: str = "",
    kept: str = "",
) -> Feedback:
    """Keep a reader's word on an article, by a code, id or address. `profile`: whose affair it is or is not; without
    one, that of the code, or the only profile that the article matched. `kept`: how long articles are, in words.

    Raises `MonitorError` where the article is not known, or the profile not clear; `StoreError`.
    """
    code = read_code(wanted)
    telling = store.telling(code) if code else None
    stored = store.find_article(wanted)
    if stored is None:
        what = "no message has this code, and no stored article this id or address"
        raise ConfigError(Fault(file=wanted, what=what, hint=kept))
    profile = profile or (telling.profile if telling else _only_profile(stored, wanted))
    said = Feedback(
        profile=profile,
        story_id=stored.story.id if stored.story else None,
        article_id=stored.article.id,
        title=stored.article.title,
        opinion=opinion,
        who=reader.name,
        way=reader.way,
        note=note,
        at=now,
    )
    return _keep(store, said, next((match for match in stored.matches if match.profile == profile), None))


def _only_profile(stored: StoredArticle, wanted: str) -> str:
    matched = [match for match in stored.matches if match.decision == "match"] or list(stored.matches)
    if len(matched) != 1:
        which = ", ".join(match.profile for match in matched) or "no profile matched it"
        raise MonitorError(f"{wanted}: say with --profile whose affair it is ({which})")
    return matched[0].profile


def _keep(store: Store, said: Feedback, match: Match | None) -> Feedback:
    """With what the profile went by; nothing where it did not match."""
    if match:
        said = replace(said, version=match.version, score=match.score, evidence=match.evidence)
    store.save_feedback(said)
    return said


def choice_of(found: Candidate, *, allow_private: bool) -> Choice:
    """What was found at an address, as the source that it becomes."""
    return Choice(
        url=found.url,
        kind=found.kind,
        title=found.title,
        language=found.language,
        selector=found.selector,
        allow_private=allow_private,
    )
