"""Which bots listen follows the channels, whatever a reload makes of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace

import pytest
from doubles.bot_api import BotApi, Refuse

from monitor.bot import bots as bots_module
from monitor.bot.bots import Bots
from monitor.decide.delivery import ChannelSettings, Console, Telegram
from monitor.ports import Clock, Store
from monitor.settings.snapshot import Snapshot

Until = Callable[[Callable[[], object], str], Awaitable[None]]


@pytest.fixture
async def channels(
    store: Store, clock: Clock, watched: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[list[ChannelSettings]]:
    """The channels in force, to be changed; the bots listen to them."""
    monkeypatch.setattr(bots_module, "LOOK_S", 0.01)
    listed: list[ChannelSettings] = [Console()]
    bots = Bots(lambda: replace(watched, channels=tuple(listed)), store=store, clock=clock)
    bots.start()
    yield listed
    await bots.stop()


async def test_a_bot_listens_once_for_all_its_channels(
    api: BotApi, channels: list[ChannelSettings], channel: Telegram, until: Until
) -> None:
    channels += [channel, replace(channel, name="telegram/desk", chat_id=43)]
    await until(lambda: api.updates.asked, "it listens")
    for chat in (42, 43):
        api.updates.press_data("feedback:up:AAAAAAAA", chat=chat)
    await until(lambda: len(api.updates.answers) == 2, "presses in both chats are answered")
    assert all("no longer known" in answer.text for answer in api.updates.answers)


async def test_once_deals_with_what_waits_for_every_bot_and_is_done(
    api: BotApi, store: Store, clock: Clock, watched: Snapshot
) -> None:
    for _ in range(101):  # one more than an answer brings
        api.updates.press_data("feedback:up:AAAAAAAA")
    await Bots(lambda: watched, store=store, clock=clock).once()
    assert (len(api.updates.answers), api.updates.unconfirmed) == (101, 0)


async def test_once_tells_trouble_and_leaves_what_it_held_up_for_the_next_time(
    api: BotApi, store: Store, clock: Clock, watched: Snapshot, caplog: pytest.LogCaptureFixture
) -> None:
    api.updates.press_data("feedback:up:AAAAAAAA")
    api.script(Refuse(502, "Bad Gateway"), method="getUpdates")
    bots = Bots(lambda: watched, store=store, clock=clock)
    await bots.once()
    assert (caplog.text.count("it is tried next time"), api.updates.unconfirmed) == (1, 1)
    await bots.once()
    assert api.updates.unconfirmed == 0


async def test_a_channel_without_a_token_stays_silent_until_it_has_one(
    api: BotApi, channels: list[ChannelSettings], channel: Telegram, until: Until
) -> None:
    channels.append(replace(channel, token=None, missing="the environment variable X is not set"))
    channels.append(replace(channel, token="no token"))
    api.updates.press_data("feedback:up:AAAAAAAA")
    channels[1:] = [channel]
    await until(lambda: api.updates.answers, "it listens")


async def test_a_chat_that_a_reload_takes_away_is_a_stranger_at_once(
    api: BotApi, channels: list[ChannelSettings], channel: Telegram, until: Until
) -> None:
    channels.append(channel)
    await until(lambda: api.updates.asked, "it listens")
    channels[1:] = [replace(channel, chat_id=43)]
    api.updates.press_data("feedback:up:AAAAAAAA", chat=42)
    await until(lambda: api.updates.answers, "an answer")
    assert "only in the chats" in api.updates.answers[0].text


async def test_a_bot_without_channels_stops_listening_and_begins_again(
    api: BotApi, channels: list[ChannelSettings], channel: Telegram, until: Until
) -> None:
    channels.append(channel)
    await until(lambda: api.updates.asked, "it listens")
    del channels[1:]
    await until(lambda: not [task for task in asyncio.all_tasks() if "Poller.run" in repr(task)], "it is silent")
    channels.append(channel)
    api.updates.press_data("feedback:up:AAAAAAAA")
    await until(lambda: api.updates.answers, "it listens again")
