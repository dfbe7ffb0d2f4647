"""What the pipeline needs from the outside, as protocols. Doubles for tests are in `monitor.testing`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from monitor.model import (
    NO_WISHES,
    Alert,
    Analysis,
    Article,
    Delivery,
    Digest,
    Entry,
    Feedback,
    Fetched,
    Match,
    Message,
    Outcome,
    Page,
    ParsedFeed,
    Receipt,
    Source,
    SourceKind,
    Story,
    Validators,
    Verdict,
    Wishes,
)


class Clock(Protocol):
    """The only way to know what time it is."""

    def now(self) -> datetime:
        """The present instant, timezone-aware, UTC."""
        ...


class Fetcher(Protocol):
    """Reads one address within a deadline and a size cap."""

    async def fetch(
        self,
        url: str,
        *,
        kind: Literal["feed", "page"],
        validators: Validators = ...,
        allow_private: bool = False,
        headers: Sequence[tuple[str, str]] = (),
        gap_s: float = 0.0,
    ) -> Fetched:
        """A 200 with its body, or a 304 without. `headers` go to the origin of `url` alone, redirects or not; `gap_s`
        is how long a host wants to rest between two requests, where that is longer than the usual.

        Raises `FetchError` for everything else.
        """
        ...


class Extractor(Protocol):
    """Reads hostile documents away from the event loop. Raises `DocumentError`."""

    async def parse_feed(
        self,
        body: bytes,
        *,
        source_id: str,
        url: str,
        content_type: str,
        now: datetime,
        kind: SourceKind = "feed",
        selector: str = "",
    ) -> ParsedFeed:
        """Entries of a feed, or of what stands in for one; dates that cannot be believed are None."""
        ...

    async def extract_page(self, body: bytes, *, url: str) -> Page:
        """Title, text and metadata of an article's page."""
        ...


class Meter(Protocol):
    """Counts what happens."""

    def count(self, name: str, n: int = 1, **labels: str) -> None:
        """Add `n` to the counter of that name and those labels."""
        ...


class Progress(Protocol):
    """Is told how far long work has come."""

    def begin(self, what: str, total: int | None) -> None:
        """A kind of work starts; `total` where it is known."""
        ...

    def step(self, text: str = "") -> None:
        """One piece of it is done."""
        ...


class Channel(Protocol):
    """A way to a person."""

    @property
    def name(self) -> str:
        """As in `config/channels.yaml`, for instance "telegram/me"."""
        ...

    def render(self, what: Alert | Digest) -> tuple[Message, ...]:
        """One message, or the parts of a long one, each within the channel's limits."""
        ...

    async def send(self, message: Message, *, request_written: Callable[[], Awaitable[None]]) -> Receipt:
        """Hand over one message.

        Awaits `request_written` once the request may have reached the receiver: a failure before is
        safe to retry, a failure after it is ambiguous. Raises `DeliveryError`.
        """
        ...

    async def close(self) -> None:
        """Release connections."""
        ...


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
    """A verdict that waits for its digest."""

    profile: str
    story_id: str
    reason: str
    until: datetime
    channels: tuple[str, ...]


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


class Store(Protocol):
    """The database. Every method is one transaction, blocks, and raises `StoreError`.

    Callers on the event loop go through `asyncio.to_thread`.
    """

    # -- sources
    def sync_sources(self, sources: Sequence[Source], now: datetime, edited: Collection[str] = ()) -> None:
        """Make a due row for each new source; rows of sources no longer listed are left asleep. What is `edited`
        in the way it is asked is due, however long it had to wait after a failure."""
        ...

    def due_sources(self, now: datetime, limit: int = 1000) -> tuple[SourceState, ...]:
        """Listed sources whose `next_check_at` has come, the longest overdue first."""
        ...

    def source_states(self) -> tuple[SourceState, ...]:
        """Every listed source, by id."""
        ...

    def unseen(self, source_id: str, listed: Sequence[Entry]) -> tuple[Entry, ...]:
        """Those that are news to this source, in their order.

        An entry is known by its key, or by its address where the key is new: some feeds make up new guids for old
        entries. A known key with another address and another title is news, and gets a key of its own.
        """
        ...

    def save_poll(self, outcome: PollOutcome, now: datetime) -> None:
        """Validators, due time and new entries together: never validators without what they stand for."""
        ...

    def source_figures(self, since: datetime, now: datetime) -> Mapping[str, SourceFigures]:
        """What each listed source brought since then, by id; one that brought nothing may be left out."""
        ...

    # -- hosts
    def resting(self, now: datetime) -> Mapping[str, datetime]:
        """Hosts that asked to be left alone, each with the end of it."""
        ...

    def rest(self, host: str, until: datetime) -> None:
        """Leave a host alone until then; a longer rest that stands is kept."""
        ...

    def robots(self, origin: str, now: datetime) -> KeptRobots | None:
        """What is still good of a site's robots.txt."""
        ...

    def keep_robots(self, kept: KeptRobots, now: datetime) -> None:
        """In place of what was kept of this site."""
        ...

    # -- entries and articles
    def pending(self, now: datetime, limit: int = 100) -> tuple[Pending, ...]:
        """Entries not read yet whose time has come, oldest first."""
        ...

    def entry_failed(self, entry: Entry, error: str, *, give_up: bool, not_before: datetime | None = None) -> None:
        """Count an attempt; a given-up entry is never pending again, another one not before then."""
        ...

    def open_stories(self, since: datetime) -> tuple[Story, ...]:
        """Stories with news since then."""
        ...

    def told(self, story_id: str) -> frozenset[str]:
        """Profiles that were told of this story, or will be: sent, queued or held."""
        ...

    def known_copy(self, article: Article) -> StoredArticle | None:
        """A stored article with the same canonical URL or the same fingerprint, from any source."""
        ...

    def commit(self, outcome: Outcome, now: datetime) -> None:
        """Article, matches, story, held rows and outbox rows together, and the entry marked done.

        Raises `StoryConflict` when the story's stored revision is not `story.revision - 1`.
        """
        ...

    def find_article(self, wanted: str) -> StoredArticle | None:
        """By article id, URL, a code in a message (`decide.code`), or delivery id written "alert-17"."""
        ...

    def articles_read(self, since: datetime) -> int:
        """How many articles were stored since then."""
        ...

    def archive(self, since: datetime, batch: int = ...) -> Iterator[Archived]:
        """Every article stored since then, the oldest first. Each batch is a transaction of its own, so that a long
        look back holds nobody up; what is stored meanwhile comes too."""
        ...

    # -- digests
    def held(self, profile: str, due: datetime) -> tuple[Held, ...]:
        """What waits for a digest of this profile that is due by then, oldest first."""
        ...

    def open_digest(self, profile: str, slot: str, channels: Collection[str], due: datetime, now: datetime) -> bool:
        """Move what is held and due into this digest and queue it; False if the slot was used already
        or nothing is held."""
        ...

    def digest_stories(self, profile: str, slot: str) -> tuple[tuple[Story, Match, str], ...]:
        """The stories of a digest, each with the best match of its members and its reason."""
        ...

    # -- outbox
    def lease(self, now: datetime, lease_s: float, limit: int = 20) -> tuple[Delivery, ...]:
        """Claim deliveries that are due, in order within a channel; a claim lapses after `lease_s`."""
        ...

    def add_parts(self, delivery: Delivery, parts: Sequence[Message]) -> None:
        """Freeze the rendered parts: the first into the row itself, the others into rows of their own."""
        ...

    def request_written(self, delivery_id: int) -> None:
        """From here on a failure is ambiguous."""
        ...

    def sent(self, delivery_id: int, receipt: Receipt) -> None:
        """The receiver has it."""
        ...

    def put_back(self, delivery_id: int, *, not_before: datetime, error: str, ambiguous: bool = False) -> None:
        """Try again, not before then."""
        ...

    def dead(self, delivery_id: int, *, error: str, ambiguous: bool = False) -> None:
        """Never try again; an ambiguous one is kept as "unknown"."""
        ...

    def alert_of(self, delivery: Delivery) -> tuple[Story, Match] | None:
        """What an alert is about, as it stands now."""
        ...

    # -- notices
    def post(self, notice: Notice) -> None:
        """Keep a notice, in place of an older one on the same subject."""
        ...

    def withdraw(self, kind: NoticeKind, subject: str = "") -> None:
        """Take a notice back; nothing happens where there is none."""
        ...

    def notices(self) -> tuple[Notice, ...]:
        """All that stand, the oldest first."""
        ...

    # -- what readers say
    def telling(self, code: str) -> Telling | None:
        """What a code (`decide.code`) stands for; None where nothing was told under it, or its story is gone."""
        ...

    def save_feedback(self, said: Feedback) -> None:
        """Keep a reader's word, in place of what the same person said of the same subject and profile before."""
        ...

    def feedback(self, *, profile: str | None = None, since: datetime | None = None) -> tuple[Feedback, ...]:
        """What readers said, the oldest first; of one profile, or since an instant."""
        ...

    def bot_offset(self, bot: str) -> int | None:
        """The first update that a bot has not dealt with; None for a new one. `bot` is the number in its token."""
        ...

    def save_bot_offset(self, bot: str, offset: int) -> None:
        """All updates before this one are dealt with."""
        ...

    # -- the whole
    def counts(self, since: datetime) -> Counts:
        """Figures for people."""
        ...

    def close(self) -> None:
        """Give the file back."""
        ...
