"""What the store remembers of articles and of what was told, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from monitor.model import (
    Analysis,
    Article,
    Extent,
    Match,
    Story,
    Verdict,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredArticle:
    """An article with everything the pipeline decided about it."""

    article: Article
    analysis: Analysis
    matches: tuple[Match, ...]
    story: Story | None
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """A stored article as a look back over many of them needs it: with its story's id alone."""

    article: Article
    analysis: Analysis
    matches: tuple[Match, ...]
    verdicts: tuple[Verdict, ...]
    #: None where no profile cared
    story_id: str | None
    stored_at: datetime
    #: it came with its source's first poll
    backlog: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A story that waits for a digest."""

    #: as `model.HeldFor.reader`
    reader: str
    profile: str
    story_id: str
    reason: str
    until: datetime
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestLine:
    """A story in a digest, with the best match of its members."""

    profile: str
    story: Story
    match: Match
    #: why it is told
    reason: str
    #: what the profile was told of it before; None where this is the first telling
    before: Extent | None
    #: what it amounts to for the profile by now; None where that is not known
    now: Extent | None = None
    #: to whom the profile wanted it told
    channels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedDigest:
    """A digest that was opened."""

    due: datetime
    opened_at: datetime
    #: when this reader's digest before it was opened; None for the first
    before: datetime | None
    #: the slots that it stands in for, in order
    missed: tuple[str, ...] = ()
    #: the later slot that stood in for it; empty: it was told itself
    told_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A story that a profile is to be told of."""

    profile: str
    story_id: str
    #: the member that fits the profile best
    article_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parted:
    """An article of which a profile was told as part of another affair, and the story that it is in."""

    story: Story
    article_id: str
    source_id: str
    #: the article's own date, else when it was stored
    published: datetime
    analysis: Analysis
    match: Match


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A story as one profile tells it: what a code in a message stands for."""

    profile: str
    story_id: str
    #: the member that fits the profile best, and its headline
    article_id: str
    title: str
    match: Match


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldTo:
    """An alert that reached a channel."""

    profile: str
    #: as it stands now
    story: Story
    #: when its last message went out
    sent_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SurgeState:
    """A surge that was told, and how it goes on."""

    profile: str
    #: an actor's id; empty: the profile itself
    subject: str
    since: datetime
    #: how many times the usual when it was told
    ratio: float
    told_at: datetime
    #: since when the volume is near the usual again; None while it is not
    calm_since: datetime | None = None
    #: None while it stands
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The figures behind `monitor status`."""

    entries_pending: int
    articles: int
    #: articles read since the instant asked for
    articles_since: int
    stories: int
    #: deliveries by state
    deliveries: Mapping[str, int]
    held: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Undelivered:
    """Messages that a channel did not take, or of which nobody knows whether it did, for one reason."""

    channel: str
    #: why, in words
    error: str
    count: int
    #: when the newest of them was queued
    newest: datetime


NoticeKind = Literal["reload", "seed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What the daemon has to say to whoever asks how it stands; a new one on the same subject takes its place."""

    #: "reload": an edit that is not taken; "seed": what became of a new seed
    kind: NoticeKind
    #: the seed's file name; empty for a reload
    subject: str
    lines: tuple[str, ...]
    at: datetime
