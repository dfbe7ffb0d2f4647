"""A press of "Why?" is answered once, in reply, with the evidence that was stored."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from doubles.bot_api import BotApi, Received, Refuse
from doubles.outcomes import NOW, PROFILE, entry, match, outcome, story
from doubles.sending import LABELS, labels, tell

from monitor.bot.buttons import AGAIN, Buttons
from monitor.bot.chats import Chats
from monitor.bot.poller import Poller
from monitor.decide.code import code_of
from monitor.decide.delivery import Telegram
from monitor.model import Missing
from monitor.ports import Clock, Store
from monitor.settings.snapshot import Snapshot
from monitor.testing import FixedClock

Begin = Callable[[], asyncio.Task[None]]
Until = Callable[[Callable[[], object], str], Awaitable[None]]


@pytest.fixture
async def told(channel: Telegram, clock: Clock, listening: Begin) -> None:
    """The alert is sent, as message 1, and the bot listens."""
    await tell(channel, clock)
    listening()


def replies(api: BotApi) -> list[Received]:
    return api.sent[1:]


@pytest.mark.usefixtures("told")
async def test_it_names_the_evidence_what_was_not_there_the_decision_and_who_tells_it(
    api: BotApi, store: Store, until: Until
) -> None:
    query = api.updates.press(1, "Why?")
    await until(lambda: replies(api) and api.updates.unconfirmed == 0, "a reply")
    (reply,) = replies(api)
    assert (reply.reply_to, reply.silent, reply.preview) == (1, True, False)
    for words in (
        "Why? The Caucasus · 0.80",
        "Baku and Yerevan, day 1",
        "+3.00 Ilham Aliyev · 6×, in the headline: Əliyev, \u2068علی‌اف\u2069",
        *(str(missing) for missing in match().missing),
        "send: first",
        "1 outlet: News 1",
    ):
        assert words in reply.text
    assert [(one.query_id, one.text) for one in api.updates.answers] == [(query, "")]
    assert (labels(api), store.feedback(), store.mutes(NOW)) == (LABELS, (), ())


@pytest.mark.usefixtures("told")
async def test_whoever_presses_again_is_told_that_it_was_said(api: BotApi, until: Until) -> None:
    for user in (1, 1, 2):
        api.updates.press(1, "Why?", user=user)
    await until(lambda: len(api.updates.answers) == 3, "all are answered")
    assert len(replies(api)) == 1
    assert [bool(answer.text) for answer in api.updates.answers] == [False, True, True]


async def test_after_a_while_it_may_be_asked_again(
    api: BotApi, store: Store, channel: Telegram, watched: Snapshot, until: Until
) -> None:
    clock = FixedClock(NOW)
    await tell(channel, clock)
    buttons = Buttons(Chats(lambda: [channel]), lambda: watched, store, clock)
    poller = Poller(api.token, api.url, store=store, pressed=buttons, written=lambda bot, message: asyncio.sleep(0))
    listening = asyncio.create_task(poller.run())
    for moment in (NOW, NOW + AGAIN - timedelta(seconds=1), NOW + AGAIN):
        clock.advance(moment - clock.now())
        api.updates.press(1, "Why?")
        await until(lambda: api.updates.unconfirmed == 0, "it is dealt with")
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)
    assert len(replies(api)) == 2


@pytest.mark.usefixtures("told")
async def test_a_press_of_long_ago_is_answered_in_reply_all_the_same(api: BotApi, until: Until) -> None:
    """Three days old: its query takes no answer any more, and its message comes without words and buttons."""
    data = api.updates.keyboards[1][1][1][0]["callback_data"]
    api.updates.press_data(data, old=True)
    await until(lambda: replies(api) and api.updates.unconfirmed == 0, "a reply")
    assert (replies(api)[0].reply_to, api.updates.answers, labels(api)) == (1, [], LABELS)


@pytest.mark.usefixtures("told")
async def test_a_message_that_was_deleted_meanwhile_is_no_hindrance(api: BotApi, until: Until) -> None:
    data = api.updates.keyboards[1][1][1][0]["callback_data"]
    api.delete(1)
    api.updates.keyboards.pop(1)
    api.updates.press_data(data)
    await until(lambda: replies(api) and api.updates.unconfirmed == 0, "a message of its own")
    assert replies(api)[0].reply_to is None


async def test_it_is_said_in_the_topic_of_its_message(
    api: BotApi, channel: Telegram, clock: Clock, listening: Begin, until: Until
) -> None:
    api.topics[42] = {7: True}
    await tell(replace(channel, thread_id=7), clock)
    listening()
    api.updates.press(1, "Why?")
    await until(lambda: replies(api), "a reply")
    assert [received.thread_id for received in api.sent] == [7, 7]


@pytest.mark.usefixtures("told")
async def test_a_stranger_learns_nothing(api: BotApi, until: Until) -> None:
    for _ in range(2):
        api.updates.press(1, "Why?", chat=666)
    await until(lambda: api.updates.unconfirmed == 0, "both are dealt with")
    assert (replies(api), len(api.updates.answers)) == ([], 1)
    assert "Ilham" not in api.updates.answers[0].text


@pytest.mark.usefixtures("told")
async def test_of_a_story_that_is_gone_it_says_so_and_no_more(api: BotApi, until: Until) -> None:
    api.updates.press_data("why:told:AAAAAAAA")
    await until(lambda: api.updates.answers, "an answer")
    assert ("no longer known" in api.updates.answers[0].text, replies(api)) == (True, [])


async def test_flood_control_in_between_delays_the_reply_and_repeats_none(
    api: BotApi, channel: Telegram, clock: Clock, listening: Begin, until: Until, pauses: object
) -> None:
    await tell(channel, clock)
    api.script(Refuse(429, "Too Many Requests: retry after 9", retry_after=9), method="sendMessage")
    listening()
    api.updates.press(1, "Why?")
    await until(lambda: api.updates.unconfirmed == 0, "it is dealt with")
    assert (len(replies(api)), pauses.taken) == (1, [9.0])  # type: ignore[attr-defined]


@pytest.mark.usefixtures("told")
async def test_hostile_words_stay_words(api: BotApi, store: Store, until: Until) -> None:
    evil = '<b>&amp;</b>"\u202e\r\n[x](javascript:alert(1))' + "😀" * 3000
    terms = tuple(replace(match().evidence[0], name=f"{evil}{n}", surfaces=(evil, "<i>")) for n in range(40))
    absent = tuple(Missing(kind="absent", what=evil) for _ in range(40))
    told_by = replace(story(2).members[0], outlet=evil, title=evil, url='https://a.example/"><b>')
    second = outcome(
        2, matches=(match(evidence=terms, missing=absent),), story=story(2, members=(told_by,)), entry=entry(2)
    )
    store.commit(second, NOW)
    api.updates.press_data(f"why:told:{code_of(PROFILE, 'story-2')}")
    await until(lambda: api.updates.unconfirmed == 0 and replies(api), "replies, which the server takes")
    assert all("\u202e" not in reply.text for reply in replies(api))
    assert "<b>&amp;</b>" in replies(api)[0].text
