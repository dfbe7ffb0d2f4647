"""Deliver: Verdict -> Receipt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple

from monitor.model.deciding import Extent, Match, Member, Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What people call an actor or a topic."""

    text: str
    #: ISO 639-1 of the words; English where the catalogue has none in the language that was asked for
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gist:
    """What a story is about, for a recipient who may not read the language of its headline."""

    #: ISO 639-1, the recipient's
    language: str
    #: the most central first
    actors: tuple[Label, ...]
    topics: tuple[Label, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What came to a story since it was told."""

    #: how many outlets more tell it
    outlets: int = 0
    #: ISO 639-1, those in which nobody told it before
    languages: tuple[str, ...] = ()
    #: watched actors who were not in it; as ids, until somebody names them for a reader
    actors: tuple[str, ...] = ()
    #: figures that nobody gave before, as they are written
    figures: tuple[str, ...] = ()
    #: figures that took another's place in headlines, with what they count: "12 → 19 killed"
    tolls: tuple[str, ...] = ()
    #: an outlet denies what was told
    denied: bool = False

    def __bool__(self) -> bool:
        return bool(self.outlets or self.languages or self.actors or self.figures or self.tolls or self.denied)


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """What a further telling of a story has to say, and where it goes."""

    #: outlets and languages of the telling before it
    outlets: int
    languages: int
    #: who gave the reason, for instance the outlet that denies; None where its article is gone
    cause: Member | None = None
    #: names of watched actors that the telling before it had not
    actors: tuple[str, ...] = ()
    #: how long nothing had been heard of the story before its cause
    silence: timedelta = timedelta(0)
    #: it takes the place of what was sent, at this moment; None: a message of its own
    changed_at: datetime | None = None
    #: the receiver's id of the message whose place it takes, or that it answers; empty where none is known
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instead:
    """Whose place the channel takes that tells something: it is the fallback of another."""

    #: the channel that the message was for
    channel: str
    #: since when that one takes nothing; None where it takes others, and did not take this one
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One story for one profile, as a reader is told of it."""

    profile: str
    profile_name: str
    story: Story
    match: Match
    reason: str
    #: the sentence of the lead article that holds most of the evidence; may be empty
    quote: str = ""
    #: IANA zone in which times are shown
    timezone: str = "UTC"
    #: None where the channel has no language, or the lead article is written in it
    gist: Gist | None = None
    #: ISO 3166 of the country of the outlet that leads the story; empty where nobody says it
    country: str = ""
    #: a reader's answer leads somewhere; not that to a sample, or to what a demo told
    answerable: bool = True
    #: its score breaks through quiet hours
    critical: bool = False
    #: 1 for the first telling of the story, 2 for the next
    number: int = 1
    #: what the telling before this one said; None for the first
    told: Extent | None = None
    #: None for the first telling that reaches this reader
    update: Update | None = None
    #: sentences of the lead article, in its language and order; may be empty
    summary: tuple[str, ...] = ()
    #: what came since, in a digest that tells it again
    change: Change = Change()
    #: names of the other profiles that hold it for the same digest
    also: tuple[str, ...] = ()
    #: None where it goes where it should
    instead: Instead | None = None


class Slot(NamedTuple):
    """One digest of one local date."""

    #: local date and time, such as "2026-11-21 07:30": unique for a reader
    name: str
    #: in UTC
    due: datetime


#: the slot of a digest that ends a first pass begins with this; the local date follows
FIRST_SLOT = "first"
#: the slot of a digest out of turn, of what no schedule would tell, begins with this
EXTRA_SLOT = "extra"
#: the slot of what no digest tells, since its channel or profile is no more, begins with this
LOST_SLOT = "lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCount:
    """How much there was on a day."""

    #: in the reader's zone
    day: date
    count: int
    #: false where nobody watched all that day: its count says nothing
    watched: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class MutesInForce:
    """How the mutes stand."""

    count: int = 0
    #: those of them that have no end
    endless: int = 0
    #: stories that they held back
    stories: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """Many stories in one message: of one profile, or all that a recipient reads."""

    #: empty for a recipient's digest
    profile: str
    #: empty for a recipient's digest
    profile_name: str
    #: as `HeldFor.reader`
    reader: str = ""
    #: "2026-11-21 07:30", or "first 2026-11-21" for the digest that ends a first pass
    slot: str
    #: in the order in which they are told, those of one profile together
    alerts: tuple[Alert, ...]
    articles_read: int
    #: sources that were asked since the digest before, and those of them whose last answer was none, or no good one
    sources_asked: int
    sources_failed: int
    #: sources that bring nothing until somebody looks; one that only waits is none
    sources_failing: int
    timezone: str = "UTC"
    #: when it was due; None where it is out of turn
    due: datetime | None = None
    #: it could not be told when it was due
    late: bool = False
    #: alerts within an hour that its profile wants, of which what overflowed is told here; 0 where that is not known
    at_most: int = 0
    #: the slots before it that it stands in for, in order: the watch was down
    missed: tuple[str, ...] = ()
    #: when the digest before this one was opened; None for the first
    since: datetime | None = None
    #: articles that matched on each of the last days, the last one today
    volume: tuple[DayCount, ...] = ()
    #: stories that mutes held back since the digest before
    muted: int = 0
    #: how the mutes stand that concern it
    mutes: MutesInForce = MutesInForce()
    #: as in `Alert`
    instead: Instead | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Surge:
    """Far more news than usual."""

    profile: str
    profile_name: str
    #: an actor's id; empty: the profile itself
    subject: str = ""
    #: what people call the subject
    name: str
    #: how many times the usual
    ratio: float
    count: int
    usual: float
    since: datetime
    #: the stories that made it, the largest first
    because: tuple[Story, ...] = ()
    timezone: str = "UTC"
    #: as in `Alert`
    instead: Instead | None = None


#: the world is quiet, the sources fail, articles cannot be read, or the profile asks for too much
SilenceCause = Literal["quiet", "sources", "extraction", "narrow"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """Nothing for unusually long, and the likeliest cause."""

    profile: str
    profile_name: str
    #: the last match, or when the watch began
    since: datetime
    #: the longest that is usual; None where the profile never matched
    usual: timedelta | None
    cause: SilenceCause
    #: what speaks for it: name of the figure -> value
    figures: tuple[tuple[str, float], ...] = ()
    #: what kept articles from matching, in words, the commonest first; how often
    kept_out: tuple[tuple[str, int], ...] = ()
    #: since when none of the sources that fail answered; None where none fails
    failing_since: datetime | None = None
    timezone: str = "UTC"
    #: as in `Alert`
    instead: Instead | None = None


#: what a channel tells
News = Alert | Digest | Surge | Silence
