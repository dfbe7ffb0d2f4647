"""The face of the store: each method of `ports.Store` is one transaction around one function of this room."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from monitor.errors import StoreError
from monitor.model import Article, Delivery, Entry, Feedback, Match, Message, Outcome, Receipt, Source, Story
from monitor.ports import (
    Archived,
    Counts,
    Held,
    KeptRobots,
    Notice,
    NoticeKind,
    Pending,
    PollOutcome,
    SourceFigures,
    SourceState,
    StoredArticle,
    Telling,
)
from monitor.store import (
    archive,
    articles,
    brought,
    deliveries,
    digests,
    entries,
    feedback,
    figures,
    hosts,
    leases,
    migrate,
    notices,
    sources,
    stories,
)
from monitor.store.commit import commit
from monitor.store.sqlite import WAIT_S, Database

_SQLITE = "sqlite:///"


def open_store(place: str | Path, *, wait_s: float = WAIT_S) -> SqlStore:
    """Open a database, made or migrated if need be. `place` is a path or `sqlite:///path`.

    `wait_s`: how long to wait for another process that writes. Raises `StoreError`.
    """
    text = str(place).removeprefix(_SQLITE)
    if "://" in text:
        raise StoreError(f"{text.split('://')[0]}: no such database here (write a path, or {_SQLITE} and a path)")
    path = Path(text)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{path}: its folder cannot be made ({error.strerror})") from error
    database = Database(path, wait_s=wait_s)
    try:
        migrate.bring_up_to_date(database)
    except BaseException:
        database.close()
        raise
    return SqlStore(database)


class SqlStore:
    """`ports.Store` on one database. Safe to call from several threads, and beside other processes."""

    def __init__(self, database: Database) -> None:
        self._database = database
        #: whose claims in the outbox are ours: another process, or this one after a restart, is somebody else
        self._holder = uuid4().hex

    # -- sources
    def sync_sources(self, wanted: Sequence[Source], now: datetime, edited: Collection[str] = ()) -> None:
        with self._database.write() as connection:
            sources.sync(connection, wanted, now, edited)

    def due_sources(self, now: datetime, limit: int = 1000) -> tuple[SourceState, ...]:
        with self._database.read() as connection:
            return sources.due(connection, now, limit)

    def source_states(self) -> tuple[SourceState, ...]:
        with self._database.read() as connection:
            return sources.states(connection)

    def unseen(self, source_id: str, listed: Sequence[Entry]) -> tuple[Entry, ...]:
        with self._database.read() as connection:
            return entries.unseen(connection, source_id, listed)

    def save_poll(self, outcome: PollOutcome, now: datetime) -> None:
        with self._database.write() as connection:
            sources.save_poll(connection, outcome, now)

    def source_figures(self, since: datetime, now: datetime) -> Mapping[str, SourceFigures]:
        with self._database.read() as connection:
            return brought.figures(connection, since, now)

    # -- hosts
    def resting(self, now: datetime) -> Mapping[str, datetime]:
        with self._database.read() as connection:
            return hosts.resting(connection, now)

    def rest(self, host: str, until: datetime) -> None:
        with self._database.write() as connection:
            hosts.rest(connection, host, until)

    def robots(self, origin: str, now: datetime) -> KeptRobots | None:
        with self._database.read() as connection:
            return hosts.read_robots(connection, origin, now)

    def keep_robots(self, kept: KeptRobots, now: datetime) -> None:
        with self._database.write() as connection:
            hosts.keep_robots(connection, kept, now)

    # -- entries and articles
    def pending(self, now: datetime, limit: int = 100) -> tuple[Pending, ...]:
        with self._database.read() as connection:
            return entries.pending(connection, now, limit)

    def entry_failed(self, entry: Entry, error: str, *, give_up: bool, not_before: datetime | None = None) -> None:
        with self._database.write() as connection:
            entries.failed(connection, entry, error, give_up=give_up, not_before=not_before)

    def open_stories(self, since: datetime) -> tuple[Story, ...]:
        with self._database.read() as connection:
            return stories.open_since(connection, since)

    def told(self, story_id: str) -> frozenset[str]:
        with self._database.read() as connection:
            return stories.told(connection, story_id)

    def known_copy(self, article: Article) -> StoredArticle | None:
        with self._database.read() as connection:
            return articles.known_copy(connection, article)

    def commit(self, outcome: Outcome, now: datetime) -> None:
        with self._database.write() as connection:
            commit(connection, outcome, now)

    def find_article(self, wanted: str) -> StoredArticle | None:
        with self._database.read() as connection:
            return articles.find(connection, wanted)

    def articles_read(self, since: datetime) -> int:
        with self._database.read() as connection:
            return articles.count_since(connection, since)

    def archive(self, since: datetime, batch: int = archive.BATCH) -> Iterator[Archived]:
        last: Archived | None = None
        while True:
            with self._database.read() as connection:
                found = archive.read(connection, since, last, batch)
            yield from found
            if len(found) < batch:
                return
            last = found[-1]

    # -- digests
    def held(self, profile: str, due: datetime) -> tuple[Held, ...]:
        with self._database.read() as connection:
            return digests.waiting(connection, profile, due)

    def open_digest(self, profile: str, slot: str, channels: Collection[str], due: datetime, now: datetime) -> bool:
        with self._database.write() as connection:
            return digests.open_slot(connection, profile, slot, channels, due, now)

    def digest_stories(self, profile: str, slot: str) -> tuple[tuple[Story, Match, str], ...]:
        with self._database.read() as connection:
            return digests.told_in(connection, profile, slot)

    # -- outbox
    def lease(self, now: datetime, lease_s: float, limit: int = 20) -> tuple[Delivery, ...]:
        with self._database.write() as connection:
            return leases.lease(connection, self._holder, now, lease_s, limit)

    def add_parts(self, delivery: Delivery, parts: Sequence[Message]) -> None:
        with self._database.write() as connection:
            deliveries.add_parts(connection, delivery, parts)

    def request_written(self, delivery_id: int) -> None:
        with self._database.write() as connection:
            deliveries.request_written(connection, delivery_id, self._holder)

    def sent(self, delivery_id: int, receipt: Receipt) -> None:
        with self._database.write() as connection:
            deliveries.sent(connection, delivery_id, receipt)

    def put_back(self, delivery_id: int, *, not_before: datetime, error: str, ambiguous: bool = False) -> None:
        with self._database.write() as connection:
            deliveries.put_back(
                connection, delivery_id, self._holder, not_before=not_before, error=error, ambiguous=ambiguous
            )

    def dead(self, delivery_id: int, *, error: str, ambiguous: bool = False) -> None:
        with self._database.write() as connection:
            deliveries.dead(connection, delivery_id, self._holder, error=error, ambiguous=ambiguous)

    def alert_of(self, delivery: Delivery) -> tuple[Story, Match] | None:
        with self._database.read() as connection:
            story = stories.read(connection, delivery.subject)
            match = stories.best_match(connection, delivery.subject, delivery.profile)
            return (story, match) if story and match else None

    # -- notices
    def post(self, notice: Notice) -> None:
        with self._database.write() as connection:
            notices.post(connection, notice)

    def withdraw(self, kind: NoticeKind, subject: str = "") -> None:
        with self._database.write() as connection:
            notices.withdraw(connection, kind, subject)

    def notices(self) -> tuple[Notice, ...]:
        with self._database.read() as connection:
            return notices.standing(connection)

    # -- what readers say
    def telling(self, code: str) -> Telling | None:
        with self._database.read() as connection:
            return feedback.telling(connection, code)

    def save_feedback(self, said: Feedback) -> None:
        with self._database.write() as connection:
            feedback.save(connection, said)

    def feedback(self, *, profile: str | None = None, since: datetime | None = None) -> tuple[Feedback, ...]:
        with self._database.read() as connection:
            return feedback.said(connection, profile, since)

    def bot_offset(self, bot: str) -> int | None:
        with self._database.read() as connection:
            return feedback.next_update(connection, bot)

    def save_bot_offset(self, bot: str, offset: int) -> None:
        with self._database.write() as connection:
            feedback.save_next_update(connection, bot, offset)

    # -- the whole
    def counts(self, since: datetime) -> Counts:
        with self._database.read() as connection:
            return figures.counts(connection, since)

    def close(self) -> None:
        self._database.close()
