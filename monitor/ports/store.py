"""The database, as the pipeline needs it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from monitor.model import (
    Article,
    Delivery,
    Entry,
    Feedback,
    Match,
    Message,
    Outcome,
    Receipt,
    Silence,
    Slot,
    Source,
    Story,
    Surge,
    Told,
)
from monitor.ports.keeping import KeepStore
from monitor.ports.muting import MuteStore
from monitor.ports.states import (
    Archived,
    Counts,
    DigestLine,
    Held,
    KeptRobots,
    Notice,
    NoticeKind,
    OpenedDigest,
    Pending,
    PollOutcome,
    SourceFigures,
    SourceState,
    StoredArticle,
    Telling,
)
from monitor.ports.volume import VolumeStore


class CollectStore(Protocol):
    """What is asked of sources, and what they brought."""

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

    # -- entries
    def pending(self, now: datetime, limit: int = 100) -> tuple[Pending, ...]:
        """Entries not read yet whose time has come, oldest first."""
        ...

    def entry_failed(self, entry: Entry, error: str, *, give_up: bool, not_before: datetime | None = None) -> None:
        """Count an attempt; a given-up entry is never pending again, another one not before then."""
        ...


class DecideStore(Protocol):
    """Articles, their stories, and who was told of them."""

    def open_stories(self, since: datetime) -> tuple[Story, ...]:
        """Stories with news since then."""
        ...

    def told(self, story_id: str) -> Mapping[str, Told]:
        """What each profile was told of this story, or will be."""
        ...

    def alerts_since(self, profile: str, since: datetime) -> int:
        """How many stories the profile was alerted of since then, for the first time; those that wait count."""
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


class TellStore(Protocol):
    """Digests and the outbox."""

    # -- digests
    def since(self, reader: str, now: datetime, *, plan: str = "") -> datetime:
        """The instant after which a reader's slots (`HeldFor.reader`) are still to be opened: when its last one was
        due, and not before it was first asked for with this plan. Another plan, or a clock that was ahead, begins
        anew: what was due before by other times is not due again."""
        ...

    def waiting_readers(self, now: datetime) -> tuple[str, ...]:
        """Readers for whom something is held that is due, by id."""
        ...

    def held(self, reader: str, due: datetime) -> tuple[Held, ...]:
        """What waits for a digest of this reader that is due by then, the longest held first."""
        ...

    def open_digest(
        self,
        reader: str,
        slot: str,
        channels: Collection[str],
        due: datetime,
        now: datetime,
        *,
        even_empty: bool = False,
        missed: Sequence[Slot] | None = None,
        known: Collection[str] = (),
    ) -> bool:
        """Move what is held and due into this digest and queue it; False if the slot was used already, or nothing is
        held and it need not be told that there is nothing.

        `missed`: it is the slot of a schedule and stands in for these; it is used from now on, even with nothing in
        it, and takes what is held for a later hour too, since the times may have changed. `channels` are the reader's
        now, `known` all that there are: each gets it for which a line was held, and an empty one goes to the former.
        """
        ...

    def digest_lines(self, reader: str, slot: str) -> tuple[DigestLine, ...]:
        """The stories of a digest, the highest score first."""
        ...

    def digest_to_come(self, reader: str) -> tuple[DigestLine, ...]:
        """The stories that wait for the reader's next digest, the highest score first."""
        ...

    def digest_slots(self, reader: str, limit: int) -> tuple[str, ...]:
        """The slots of a reader's digests that were told, the newest first."""
        ...

    def digest_opened(self, reader: str, slot: str) -> OpenedDigest | None:
        """When it was due and opened, the one before it, and the slots that it stood in for."""
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

    def queue_about(self, about: Surge | Silence, channels: Collection[str], due: datetime, now: datetime) -> bool:
        """Queue what is told of a profile as a whole; False where that was queued before, or a mute keeps it back."""
        ...

    def standing(self, delivery: Delivery) -> tuple[str, ...]:
        """The receiver's ids of the message that tells the same story to the same channel, an id for each part: what
        was changed last, else what was sent first. Empty where nothing is known to have arrived."""
        ...

    def alert_of(self, delivery: Delivery) -> tuple[Story, Match] | None:
        """What an alert is about, as it stands now."""
        ...


class AskStore(Protocol):
    """What people ask and say, and how the watch stands."""

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


class Store(CollectStore, DecideStore, TellStore, VolumeStore, AskStore, KeepStore, MuteStore, Protocol):
    """The database. Every method is one transaction, blocks, and raises `StoreError`.

    Callers on the event loop go through `asyncio.to_thread`.
    """

    def close(self) -> None:
        """Give the file back."""
        ...
