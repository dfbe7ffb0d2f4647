"""What the store remembers, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from monitor.model import (
    NO_WISHES,
    Analysis,
    Article,
    Entry,
    Extent,
    Match,
    Story,
    Validators,
    Verdict,
    Wishes,
)

#: so many answers "410 Gone" in a row are believed
GONE_AFTER = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """What the store remembers of a source between polls."""

    source_id: str
    next_check_at: datetime
    validators: Validators
    #: polls that failed in a row
    failures: int = 0
    last_success_at: datetime | None = None
    last_entry_at: datetime | None = None
    #: the last failure in words; empty after a success
    error: str = ""
    #: seconds between polls, as adapted to the feed
    interval_s: int = 3600
    #: not to be asked before, by the server's own word; no edit undercuts it
    not_before: datetime | None = None
    #: what the feed itself asks for, as it was read last
    wishes: Wishes = NO_WISHES
    #: where it says that it lives for good, how often it said so without a break, and since when
    moved_to: str = ""
    moved_times: int = 0
    moved_since: datetime | None = None
    #: answers "410 Gone" in a row
    gone: int = 0
    #: what is wrong with the document for which the validators stand; empty where it was read
    unreadable: str = ""
    #: entries a day that it usually brings; 0 until it is known
    daily: float = 0.0

    @property
    def polled_before(self) -> bool:
        """False until the first success: what it then brings is backlog, not news."""
        return self.last_success_at is not None

    @property
    def stopped(self) -> bool:
        """It said twice that it is gone, and is asked no more."""
        return self.gone >= GONE_AFTER


@dataclass(frozen=True, slots=True, kw_only=True)
class PollOutcome:
    """What one poll leads to, written in one transaction."""

    state: SourceState
    #: entries never seen before
    new: tuple[Entry, ...] = ()
    #: they are no news: the source's first success, or a flood
    backlog: bool = False
    #: the address that was asked; where the source has another by now, nothing of this is kept. Empty: whichever it has
    url: str = ""
    #: all that it lists now, where it could be read and lists all that it has; None where that is not known
    listed: tuple[Entry, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """An entry whose article is not read yet."""

    entry: Entry
    first_seen_at: datetime
    backlog: bool
    attempts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFigures:
    """What a source brought in a span of time."""

    #: entries first seen in it
    entries: int = 0
    #: the last time that it brought something new, whenever that was
    last_new_at: datetime | None = None
    #: from its first entry in the span to the end, in days
    span_days: float = 0.0
    #: the longest time without anything new within the span, in seconds; None until there were two
    longest_gap_s: float | None = None
    #: articles whose page was read, and those whose page was wanted and could not be
    pages_read: int = 0
    pages_unread: int = 0
    #: the commonest reason of the latter, in words
    unread: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRobots:
    """A site's robots.txt as it was asked for last."""

    #: scheme and authority
    origin: str
    #: the file; empty where there is none
    body: bytes
    #: why its rules could not be read, in words, and the status that said so; then no page of the site is
    unreadable: str = ""
    status: int | None = None
    #: asking again would not have helped: the file is too large, for instance
    permanent: bool = False
    good_until: datetime


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
    """A story that was part of another one, of which a profile was told nothing, and its best article."""

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
