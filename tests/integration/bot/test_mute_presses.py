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

from monitor.bot.buttons import Buttons
from monitor.bot.chats import Chats
from monitor.bot.poller import Poller
from monitor.decide.delivery import Telegram
from monitor.ports import Clock, Store
from monitor.settings.snapshot import Snapshot

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


@pytest.mark.usefixtures("told")
async def test_of_two_who_press_at_once_the_first_mutes_and_both_see_whose_mute_it_is(
    api: BotApi, store: Store, until: Until
) -> None:
    api.updates.names |= {1: "Bảo", 2: "علی"}
    data = api.updates.keyboards[1][1][1][1]["callback_data"]
    api.updates.press_data(data, user=1)
    api.updates.press_data(data, user=2)
    await until(lambda: len(api.updates.answers) == 2, "both are answered")
    (made,) = store.mutes(NOW)
    assert (made.who, len(api.updates.edits)) == ("telegram:1", 1)
    assert labels(api)[-1] == "muted by Bảo until 28 Nov · Unmute"
    api.updates.press(1, "👍", user=2)
    await until(lambda: "✓" in labels(api)[0], "a press of the other is marked")
    assert labels(api)[-1] == "muted by Bảo until 28 Nov · Unmute"


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("علی", "muted by \u2068علی\u2069 until 28 Nov · Unmute"),
        ("\u202e\u2066", "muted until 28 Nov · Unmute"),
        ("<b>" + "x" * 60, f"muted by <b>{'x' * 16}… until 28 Nov · Unmute"),
        ("👩‍👩‍👧" * 9, "muted by 👩‍👩‍👧👩‍👩‍👧… until 28 Nov · Unmute"),
    ],
)
async def test_a_name_is_anybody_s_word_for_themselves(api: BotApi, until: Until, name: str, shown: str) -> None:
    api.updates.names[77] = name
    api.updates.press(1, "Mute", user=77)
    await until(lambda: api.updates.edits, "the button says so")
    assert labels(api)[-1] == shown


@pytest.mark.usefixtures("told")
async def test_a_button_of_long_ago_shortens_no_mute_that_stands(api: BotApi, store: Store, until: Until) -> None:
    data = api.updates.keyboards[1][1][1][1]["callback_data"]
    standing = store.add_mute(mute(profile=PROFILE, until=None))
    api.updates.press_data(data)
    await until(lambda: api.updates.edits, "it is marked")
    assert store.mutes(NOW) == (standing,)
    assert labels(api)[-1] == "muted until changed · Unmute"
    assert "Muted until changed" in api.updates.answers[0].text


async def test_whoever_may_not_mute_is_told_so_and_may_say_what_they_like(
    api: BotApi, store: Store, channel: Telegram, clock: Clock, watched: Snapshot, until: Until
) -> None:
    await tell(channel, clock)
    asked: list[tuple[str, int]] = []

    def may_mute(channel: Telegram, person: int) -> bool:
        asked.append((channel.name, person))
        return person == 1

    buttons = Buttons(Chats(lambda: [channel]), lambda: watched, store, clock, may_mute=may_mute)
    poller = Poller(api.token, api.url, store=store, pressed=buttons, written=lambda bot, message: asyncio.sleep(0))
    listening = asyncio.create_task(poller.run())
    for label, user in (("Mute", 2), ("👎", 2), ("Mute", 1), (BADGE, 2)):
        api.updates.press(1, label, user=user)
        await until(lambda: api.updates.unconfirmed == 0, "it is dealt with")
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)
    assert [one.who for one in store.mutes(NOW)] == ["telegram:1"]
    assert [said.who for said in store.feedback()] == ["telegram:2"]
    assert ["Only an editor" in answer.text for answer in api.updates.answers] == [True, False, False, True]
    assert asked == [(CHANNEL, 2), (CHANNEL, 1), (CHANNEL, 2)]


@pytest.mark.usefixtures("told")
async def test_a_forwarded_message_does_nothing_where_it_came_to(api: BotApi, store: Store, until: Until) -> None:
    data = [button.get("callback_data") for row in api.updates.keyboards[1][1] for button in row]
    for one in filter(None, data):
        api.updates.press_data(one, chat=666, message_id=5)
    await until(lambda: api.updates.unconfirmed == 0, "all are dealt with")
    assert (store.mutes(NOW), store.feedback(), len(api.sent), labels(api)) == ((), (), 1, LABELS)


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    "forge",
    [lambda data: data[:-1], lambda data: data + "A", lambda data: data.upper(), lambda data: data.replace(":", ""),
     lambda data: f"mute:on:{data}", lambda data: data.replace("on", "for ever"), lambda data: data[::-1]],
)  # fmt: skip
async def test_forged_and_truncated_data_do_nothing(
    api: BotApi, store: Store, until: Until, forge: Callable[[str], str]
) -> None:
    api.updates.press_data(forge(api.updates.keyboards[1][1][1][1]["callback_data"]))
    await until(lambda: api.updates.answers, "an answer")
    assert (store.mutes(NOW), store.feedback(), labels(api)) == ((), (), LABELS)
