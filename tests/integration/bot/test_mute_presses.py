"""A press of "Mute" under an alert keeps its story away for a week, and can be taken back where it was pressed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from doubles.bot_api import BotApi
from doubles.mutes import mute
from doubles.outcomes import CHANNEL, NOW, PROFILE
from doubles.sending import BADGE, LABELS, MUTED, UP, labels, tell

from monitor.decide.delivery import Telegram
from monitor.ports import Clock, Store

Begin = Callable[[], asyncio.Task[None]]
Until = Callable[[Callable[[], object], str], Awaitable[None]]
WEEK = NOW + timedelta(days=7)


@pytest.fixture
async def told(channel: Telegram, clock: Clock, listening: Begin) -> None:
    """The alert is sent, as message 1, and the bot listens."""
    await tell(channel, clock)
    listening()


@pytest.mark.usefixtures("told")
async def test_a_press_mutes_the_story_for_its_profile_and_offers_the_way_back(
    api: BotApi, store: Store, until: Until
) -> None:
    query = api.updates.press(1, "Mute", user=77)
    await until(lambda: api.updates.edits, "the button says so")
    (made,) = store.mutes(NOW)
    assert (made.kind, made.subject, made.profile, made.until) == ("story", "story-1", PROFILE, WEEK)
    assert (made.who, made.way, made.name) == ("telegram:77", CHANNEL, "Baku and Yerevan, day 1")
    assert labels(api) == MUTED
    (said,) = api.updates.answers
    assert (said.query_id, "Muted until 2026-11-28 06:00 UTC" in said.text) == (query, True)


@pytest.mark.usefixtures("told")
async def test_unmute_in_its_place_ends_the_mute_and_brings_the_button_back(
    api: BotApi, store: Store, until: Until
) -> None:
    api.updates.press(1, "Mute")
    await until(lambda: labels(api) == MUTED, "it is muted")
    api.updates.press(1, MUTED[-1])
    await until(lambda: labels(api) == LABELS, "it is not")
    assert store.mutes(NOW) == ()


@pytest.mark.usefixtures("told")
async def test_pressing_twice_is_pressing_once(api: BotApi, store: Store, until: Until) -> None:
    data = api.updates.keyboards[1][1][1][1]["callback_data"]
    api.updates.press_data(data)
    api.updates.press_data(data)
    await until(lambda: len(api.updates.answers) == 2, "both are answered")
    assert len(store.mutes(NOW)) == 1
    assert (len(api.updates.edits), labels(api)) == (1, MUTED)


@pytest.mark.usefixtures("told")
async def test_an_opinion_and_a_mute_leave_each_other_s_marks(api: BotApi, until: Until) -> None:
    for label in ("👎", "Mute", "👍"):
        api.updates.press(1, label)
        await until(lambda: api.updates.unconfirmed == 0, "it is dealt with")
    assert labels(api) == [*UP[:3], "Open", BADGE]
    api.updates.press(1, BADGE)
    await until(lambda: labels(api) == UP, "the opinion stays marked")


@pytest.mark.usefixtures("told")
async def test_a_press_of_long_ago_mutes_although_it_takes_no_answer(api: BotApi, store: Store, until: Until) -> None:
    data = api.updates.keyboards[1][1][1][1]["callback_data"]
    api.updates.press_data(data, old=True)
    await until(lambda: api.updates.unconfirmed == 0, "it is dealt with")
    assert len(store.mutes(NOW)) == 1


@pytest.mark.usefixtures("told")
async def test_a_stranger_mutes_nothing_and_ends_nothing(api: BotApi, store: Store, until: Until) -> None:
    standing = store.add_mute(mute(profile=PROFILE))
    code = api.updates.keyboards[1][1][1][1]["callback_data"].rpartition(":")[2]
    for act in ("on", "off"):
        api.updates.press_data(f"mute:{act}:{code}", chat=666)
    await until(lambda: api.updates.unconfirmed == 0, "both are dealt with")
    assert store.mutes(NOW) == (standing,)
    assert labels(api) == LABELS
    assert len(api.updates.answers) == 1


@pytest.mark.usefixtures("told")
async def test_a_story_that_is_gone_cannot_be_muted(api: BotApi, store: Store, until: Until) -> None:
    api.updates.press_data("mute:on:AAAAAAAA")
    await until(lambda: api.updates.answers, "an answer")
    assert "no longer known" in api.updates.answers[0].text
    assert store.mutes(NOW) == ()


@pytest.mark.usefixtures("told")
async def test_a_mute_made_elsewhere_shows_with_the_next_press_and_ends_by_the_button(
    api: BotApi, store: Store, until: Until
) -> None:
    store.add_mute(mute(until=None))
    api.updates.press(1, "👍")
    await until(lambda: api.updates.edits, "the buttons are marked")
    assert labels(api)[-1] == "muted until changed · Unmute"
    api.updates.press(1, labels(api)[-1])
    await until(lambda: not store.mutes(NOW), "it has ended")
