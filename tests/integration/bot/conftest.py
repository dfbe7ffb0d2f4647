"""A Bot API on loopback, a store on a file, and one alert that was told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import pytest
from doubles.bot_api import BotApi
from doubles.conversation import Conversation
from doubles.outcomes import CHANNEL, NOW, PROFILE, outcome, source
from doubles.snapshots import snapshot

from monitor.bot.buttons import Buttons
from monitor.bot.chats import Chats
from monitor.bot.commands import Commands
from monitor.bot.poller import Poller
from monitor.bot.presses import Presses
from monitor.decide.delivery import Telegram
from monitor.decide.profile import AlertPolicy, Profile, Term
from monitor.deliver.bot_api import bot_of
from monitor.model import Person, Role
from monitor.ports import Store
from monitor.settings.snapshot import Snapshot
from monitor.store import open_store

#: seconds
PATIENCE = 20.0
#: Telegram's number of a person -> what they may
KNOWN: dict[int, Role] = {5551: "owner", 1: "editor", 2: "editor", 77: "editor"}


class Standing:
    """A clock that stands."""

    def now(self) -> datetime:
        return NOW


@dataclass(slots=True)
class Pauses:
    """Waits for nothing, and remembers for how long it should have. More of them than `most` end the poller."""

    most: int = 50
    taken: list[float] = field(default_factory=list)

    async def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)
        assert len(self.taken) < self.most, f"it never comes to rest: {self.taken}"
        await asyncio.sleep(0)


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi() as running:
        yield running


@pytest.fixture
def clock() -> Standing:
    return Standing()


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """With one story, told by the profile `caucasus`, and those who are known to its channel."""
    opened = open_store(tmp_path / "watch.db", wait_s=0.05)
    opened.sync_sources([source(1)], NOW)
    opened.commit(outcome(1), NOW)
    for number, role in KNOWN.items():
        opened.add_person(Person(channel=CHANNEL, number=number, role=role, name="Ana", since=NOW))
    yield opened
    opened.close()


@pytest.fixture
def channel(api: BotApi) -> Telegram:
    return Telegram(name=CHANNEL, token=api.token, chat_id=42, api_url=api.url)


@pytest.fixture
def watched(tmp_path: Path, channel: Telegram) -> Snapshot:
    """The profile `caucasus` on Hanoi's clock, and two sources, all told to the chat 42."""
    policy = AlertPolicy(timezone="Asia/Ho_Chi_Minh")
    profile = Profile(id=PROFILE, name="The Caucasus", watch=(Term(id="country/AZ", weight=1.0),), alert=policy)
    return snapshot(tmp_path, channels=[channel], profiles=[profile], sources=[source(1), source(2)])


@pytest.fixture
async def listening(
    api: BotApi, store: Store, channel: Telegram, clock: Standing, pauses: Pauses, watched: Snapshot
) -> AsyncIterator[Callable[[], asyncio.Task[None]]]:
    """Begins to listen; as often as it is called, with what the store remembers."""
    tasks: list[asyncio.Task[None]] = []

    def begin() -> asyncio.Task[None]:
        chats = Chats(lambda: [channel], store)
        commands = Commands(chats, lambda: watched, store, clock)
        buttons = Buttons(chats, lambda: watched, store, clock, may_mute=chats.may_mute)
        presses = Presses(chats, commands, buttons)
        poller = Poller(api.token, api.url, store=store, pressed=presses, written=commands, pause=pauses)
        tasks.append(asyncio.create_task(poller.run()))
        return tasks[-1]

    yield begin
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


@pytest.fixture
def until() -> Callable[[Callable[[], object], str], Awaitable[None]]:
    """Wait until a condition holds; fail past the deadline with what was waited for."""

    async def wait(condition: Callable[[], object], what: str) -> None:
        end = asyncio.get_running_loop().time() + PATIENCE
        while not condition():
            assert asyncio.get_running_loop().time() < end, f"not within {PATIENCE:.0f} s: {what}"
            await asyncio.sleep(0.01)

    return wait


@pytest.fixture
async def conversation(api: BotApi, store: Store, channel: Telegram, watched: Snapshot) -> AsyncIterator[Conversation]:
    """Ana's, in her own chat."""
    bot = bot_of(api.token, api.url)
    told_here = {name: replace(one, deliver=(channel.name,)) for name, one in watched.profiles.items()}
    here = replace(watched, profiles=told_here)
    yield Conversation(api=api, bot=bot, store=store, snapshot=here, channel=channel)
    await bot.request.shutdown()
