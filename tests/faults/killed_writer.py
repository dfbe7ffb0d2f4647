"""A watch in small that kills itself: reads entries, commits, delivers; run by `test_store_kill.py` as a process.

    killed_writer.py DATABASE RECEIVED RUN STATEMENT MESSAGE

Before the statement of that number, and after the receiver got the message of that number (0: never), the process
dies of SIGKILL. Each run begins ten minutes after the one before it. RECEIVED is the receiver's book: the key of
each message that reached it, a line each.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from doubles.outcomes import CHANNEL, NOW, entry, outcome, polled, source
from sqlalchemy import Engine, event

from monitor.model import Alert, Delivery, Digest, Message, Pace, Receipt
from monitor.outbox import deliver_due
from monitor.store import open_store
from monitor.testing import CountingMeter, FixedClock

STORIES = 6


@dataclass
class Book:
    """A receiver that writes down what reaches it before it answers."""

    path: Path
    #: the message after which the sender dies; 0: none
    last: int
    name: str = CHANNEL
    pace: Pace = field(default_factory=lambda: Pace(lane=CHANNEL))

    def render(self, what: Alert | Digest) -> tuple[Message, ...]:
        assert isinstance(what, Alert)
        return tuple(Message(text=what.story.lead.title, key=f"{what.story.id}/{part}") for part in (1, 2))

    async def send(self, message: Message, *, request_written: Callable[[], Awaitable[None]]) -> Receipt:
        await request_written()
        with self.path.open("a") as book:
            book.write(message.key + "\n")
        self.last -= 1
        if self.last == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return Receipt(sent_at=NOW)

    async def close(self) -> None: ...


def die_at(statement: int) -> None:
    """Die of SIGKILL before the statement of that number, or the commit in its place."""
    seen = 0

    def count(*_: Any) -> None:
        nonlocal seen
        seen += 1
        if seen == statement:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", count)
    event.listen(Engine, "commit", count)


def main(database: str, received: str, run: int, statement: int, message: int) -> None:
    die_at(statement)
    clock = FixedClock(NOW + run * timedelta(minutes=10))
    store = open_store(database)
    store.sync_sources([source(1)], clock.now())
    new = store.unseen("source-1", [entry(number) for number in range(STORIES)])
    store.save_poll(polled(*new), clock.now())
    for pending in store.pending(NOW):
        store.commit(outcome(int(pending.entry.key.rsplit("/", 1)[1])), clock.now())

    def compose(delivery: Delivery) -> Alert | Digest | None:
        found = store.alert_of(delivery)
        return found and Alert(
            profile=delivery.profile, profile_name="", story=found[0], match=found[1], reason="first"
        )

    asyncio.run(deliver_due(store, {CHANNEL: Book(Path(received), message)}, compose, clock, CountingMeter()))
    store.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:]))
