"""A 429 of 40 s in mid-digest delays that chat alone and repeats nothing, a restart of the sender included.

The real outbox, database and Telegram channels against the imitation of the Bot API; only the clock is ours.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from doubles.bot_api import BotApi
from doubles.bot_api_pace import Pace
from doubles.outcomes import NOW, PROFILE, hold, outcome, story, tell
from doubles.told import alert, digest, member

from monitor.decide import delivery
from monitor.deliver.telegram import TelegramChannel
from monitor.model import Delivery, Message, News
from monitor.outbox import deliver_due
from monitor.store import SqlStore, open_store
from monitor.testing import CountingMeter, FixedClock

READER, OTHER = "telegram/reader", "telegram/other"
CHATS = {READER: 42, OTHER: 43}
FLOOD_S = 40
SLOT = "2026-11-21 07:30"
LONG = digest(*(alert(member(number)) for number in range(60)))


@dataclass(slots=True)
class Flood(Pace):
    """After its first message the reader's chat wants 40 s of peace, once."""

    floods: bool = True

    def wait(self, chat: int | str) -> int | None:
        if self.floods and any(where == CHATS[READER] for where, _ in self.taken) and chat == CHATS[READER]:
            self.floods = False
            self.resting[chat] = self.now() + FLOOD_S
        return Pace.wait(self, chat)


@dataclass
class Watch:
    """What sends, as it stands between two starts."""

    store: SqlStore
    clock: FixedClock
    channels: dict[str, TelegramChannel] = field(default_factory=dict)

    async def round(self) -> None:
        await deliver_due(self.store, self.channels, self.compose, self.clock, CountingMeter(), pause=self.pause)

    async def pause(self, seconds: float) -> None:
        self.clock.advance(timedelta(seconds=seconds))
        await asyncio.sleep(0)

    def compose(self, row: Delivery) -> News:
        if row.kind == "digest":
            return LONG
        return replace(alert(), profile=PROFILE, story=story(int(row.subject.removeprefix("story-"))))

    def tell_the_other(self, number: int) -> None:
        self.store.commit(outcome(number, tell(channels=(OTHER,)), entry=None), self.clock.now())

    def arrived(self, channel: str) -> list[float]:
        """Seconds from the beginning at which each of its messages arrived."""
        letters = self.store.letters(1_000, states=["sent"], channels=[channel])
        return [(letter.sent_at - NOW).total_seconds() for letter in letters if letter.sent_at]


@asynccontextmanager
async def started(api: BotApi, database: Path, clock: FixedClock) -> AsyncIterator[Watch]:
    """A sender as a process has it; it ends with the block."""
    watch = Watch(open_store(database), clock)
    for name, chat in CHATS.items():
        settings = delivery.Telegram(name=name, token=api.token, chat_id=chat, api_url=api.url)
        watch.channels[name] = TelegramChannel(settings, clock=clock)
    yield watch
    for channel in watch.channels.values():
        await channel.close()
    watch.store.close()


def texts(api: BotApi, channel: str) -> list[str]:
    return [received.raw for received in api.sent if received.chat_id == CHATS[channel]]


def parts(watch: Watch) -> tuple[Message, ...]:
    return watch.channels[READER].render(LONG)


async def test_a_flood_in_mid_digest_delays_that_chat_alone_and_repeats_nothing(tmp_path: Path) -> None:
    clock = FixedClock(NOW)
    flood = Flood(now=lambda: (clock.now() - NOW).total_seconds())
    async with BotApi(chats=set(CHATS.values()), pace=flood) as api:
        async with started(api, tmp_path / "watch.db", clock) as watch:
            watch.store.commit(outcome(100, hold(NOW, channels=(READER,)), entry=None), NOW)
            watch.store.open_digest(f"profile/{PROFILE}", SLOT, [READER], NOW, NOW)
            for number in (1, 5, 9):
                watch.tell_the_other(number)
            await watch.round()
            assert (flood.refused, len(texts(api, READER)), len(texts(api, OTHER))) == (1, 1, 3)
            assert max(watch.arrived(OTHER)) < 5, "the other chat waits for its own pace and no more"

            clock.advance(NOW + timedelta(seconds=15) - clock.now())
            watch.tell_the_other(13)
            await watch.round()
            assert watch.arrived(OTHER)[3] < 16

        async with started(api, tmp_path / "watch.db", clock) as watch:
            clock.advance(NOW + timedelta(seconds=30) - clock.now())
            watch.tell_the_other(17)
            await watch.round()
            assert watch.arrived(OTHER)[4] < 31
            assert (flood.refused, len(texts(api, READER))) == (1, 1), "nobody asked the chat that rests"

            clock.advance(timedelta(seconds=FLOOD_S))
            await watch.round()
            expected = parts(watch)

    assert len(expected) == 3
    assert texts(api, READER) == [part.html for part in expected]
    assert watch.arrived(READER)[1] >= FLOOD_S
    assert flood.refused == 1
    assert len(texts(api, OTHER)) == 5
