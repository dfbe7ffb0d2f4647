"""What the store remembers of sources, as values: how each fares, and what its polls brought."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from monitor.model import NO_WISHES, Entry, Validators, Wishes

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
