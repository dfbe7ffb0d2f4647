"""A press of 👍 or 👎 is kept once, answered, and marked, whatever else happens."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from doubles.bot_api import TOKEN, BotApi, Cut, Garble, Refuse
from doubles.outcomes import CHANNEL, NOW, PROFILE, match, outcome, story
from doubles.sending import BADGE, DOWN, LABELS, UP, labels, tell
from telegram import Chat

from monitor.bot.buttons import Buttons
from monitor.bot.chats import Chats
from monitor.bot.poller import Poller
from monitor.bot.trouble import MENDING_S, PAUSES_S
from monitor.decide.delivery import Telegram
from monitor.model import Receipt, Regrouping
from monitor.ports import Clock, Store
from monitor.settings.snapshot import Snapshot

Begin = Callable[[], asyncio.Task[None]]
Until = Callable[[Callable[[], object], str], Awaitable[None]]


async def test_a_press_is_kept_with_its_evidence_answered_and_marked(
    api: BotApi, store: Store, channel: Telegram, clock: Clock, listening: Begin, until: Until
) -> None:
    await tell(channel, clock)
    assert labels(api) == LABELS
    listening()
    query = api.updates.press(1, "👎", user=77)
    await until(lambda: api.updates.edits, "the button is marked")
    (said,) = store.feedback()
    assert (said.profile, said.story_id, said.opinion, said.who, said.way, said.at) == (
        PROFILE,
        "story-1",
        "down",
        "telegram:77",
        CHANNEL,
        NOW,
    )
    assert (said.version, said.score, said.evidence) == (match().version, match().score, match().evidence)
    assert labels(api) == DOWN
    assert [(answer.query_id, "Noted" in answer.text) for answer in api.updates.answers] == [(query, True)]


async def test_the_last_press_counts_and_pressing_again_changes_nothing(
    api: BotApi, store: Store, channel: Telegram, clock: Clock, listening: Begin, until: Until
) -> None:
    await tell(channel, clock)
    listening()
    for label in ("👎", "👍", "✓ More"):
        api.updates.press(1, label)
        await until(lambda: api.updates.unconfirmed == 0, "it is dealt with")
    assert [said.opinion for said in store.feedback()] == ["up"]
    assert labels(api) == UP
    assert len(api.updates.edits) == 2


async def test_two_people_of_one_chat_have_a_word_each(
    api: BotApi, store: Store, channel: Telegram, clock: Clock, listening: Begin, until: Until
) -> None:
    await tell(channel, clock)
    api.updates.press(1, "👍", user=1)
    api.updates.press(1, "👎", user=2)
    listening()
    await until(lambda: len(store.feedback()) == 2, "both are kept")
    assert {said.who: said.opinion for said in store.feedback()} == {"telegram:1": "up", "telegram:2": "down"}


async def test_a_press_of_long_ago_is_kept_although_it_takes_no_answer(
    api: BotApi, store: Store, listening: Begin, until: Until, channel: Telegram, clock: Clock
) -> None:
    await tell(channel, clock)
    data = api.updates.keyboards[1][1][0][0]["callback_data"]
    listening()
    api.updates.press_data(data, old=True)
    await until(lambda: api.updates.unconfirmed == 0 and store.feedback(), "it is kept")
    assert (api.updates.answers, labels(api)) == ([], UP)


async def test_a_message_that_was_deleted_does_not_matter(
    api: BotApi, store: Store, listening: Begin, until: Until, channel: Telegram, clock: Clock
) -> None:
    await tell(channel, clock)
    data = api.updates.keyboards.pop(1)[1][0][0]["callback_data"]
    listening()
    api.updates.press_data(data)
    await until(lambda: api.updates.unconfirmed == 0 and store.feedback(), "it is kept")


@pytest.mark.parametrize(
    "data", ["feedback:up:AAAAAAAA", "feedback:up:", "feedback", "snooze:1h", "", "\0" * 64, "x" * 64]
)
async def test_what_is_not_known_is_answered_and_nothing_is_kept(
    api: BotApi, store: Store, listening: Begin, until: Until, data: str
) -> None:
    listening()
    api.updates.press_data(data)
    await until(lambda: api.updates.answers, "an answer")
    assert store.feedback() == ()


async def test_a_stranger_is_answered_and_logged_once(
    api: BotApi, store: Store, listening: Begin, until: Until, channel: Telegram, clock: Clock,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    await tell(channel, clock)
    listening()
    for chat in (666, 666, 666, 777):
        api.updates.press(1, "👍", chat=chat)
    await until(lambda: len(api.updates.answers) == 2, "both chats are answered")
    assert store.feedback() == ()
    assert labels(api) == LABELS
    assert [record.getMessage().split()[6] for record in caplog.records if "no channel's" in record.getMessage()] == [
        "666,",
        "777,",
    ]


async def test_messages_and_other_updates_are_passed_over(
    api: BotApi, store: Store, listening: Begin, until: Until, channel: Telegram, clock: Clock
) -> None:
    await tell(channel, clock)
    api.updates.say("/start")
    api.updates.press(1, "👍")
    listening()
    await until(lambda: store.feedback(), "the press behind the message is kept")


async def test_nothing_is_lost_or_asked_for_again_over_a_restart(
    api: BotApi, store: Store, channel: Telegram, clock: Clock, listening: Begin, until: Until
) -> None:
    await tell(channel, clock)
    first = listening()
    api.updates.press(1, "👎")
    await until(lambda: api.updates.unconfirmed == 0, "the first is dealt with")
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)
    api.updates.press(1, "👍")
    asked = len(api.updates.asked)
    listening()
    await until(lambda: store.bot_offset("123456789") == 700_000_003, "what was pressed meanwhile is dealt with")
    assert api.updates.asked[asked] == 700_000_002
    assert [said.opinion for said in store.feedback()] == ["up"]


async def test_a_press_that_is_repeated_after_a_stop_in_between_counts_once(
    api: BotApi, store: Store, channel: Telegram, clock: Clock, listening: Begin, until: Until,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """It was kept and answered; what was not kept any more is that it was."""
    await tell(channel, clock)
    with monkeypatch.context() as broken:
        broken.setattr(store, "save_bot_offset", lambda bot, offset: None)
        first = listening()
        api.updates.press(1, "👎")
        await until(lambda: api.updates.edits, "it is kept, answered and marked")
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)
    assert (store.bot_offset("123456789"), api.updates.unconfirmed) == (None, 1)
    listening()
    await until(lambda: store.bot_offset("123456789"), "it came again")
    assert [said.opinion for said in store.feedback()] == ["down"]
    assert (len(api.updates.edits), len(api.updates.answers)) == (1, 1)


async def test_a_press_comes_again_as_long_as_it_cannot_be_kept(
    api: BotApi, store: Store, channel: Telegram, clock: Clock, listening: Begin, until: Until, tmp_path: Path,
    pauses: object,
) -> None:  # fmt: skip
    await tell(channel, clock)
    with closing(sqlite3.connect(tmp_path / "watch.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        listening()
        api.updates.press(1, "👍")
        await until(lambda: pauses.taken, "it could not be kept")  # type: ignore[attr-defined]
        assert (store.feedback(), api.updates.answers, api.updates.unconfirmed) == ((), [], 1)
        other.execute("ROLLBACK")
    await until(lambda: api.updates.answers, "it is kept after all")
    assert len(store.feedback()) == 1


@pytest.mark.parametrize(
    ("fault", "pause"),
    [
        (Refuse(429, "Too Many Requests: retry after 37", retry_after=37), 37.0),
        (Refuse(409, "Conflict: can't use getUpdates method while webhook is active"), MENDING_S),
        (Refuse(401, "Unauthorized"), MENDING_S),
        (Refuse(502, "Bad Gateway"), PAUSES_S[0]),
        (Cut(), PAUSES_S[0]),
        (Garble(), PAUSES_S[0]),
        (Garble(200), PAUSES_S[0]),
    ],
    ids=repr,
)
async def test_trouble_is_waited_out_and_told_without_the_token(
    api: BotApi, store: Store, channel: Telegram, clock: Clock, listening: Begin, until: Until, pauses: object,
    fault: Refuse | Cut | Garble, pause: float, caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    await tell(channel, clock)
    api.script(fault, method="getUpdates")
    listening()
    api.updates.press(1, "👍")
    await until(lambda: store.feedback(), "it is heard afterwards")
    assert pauses.taken == [pause]  # type: ignore[attr-defined]
    told = [record for record in caplog.records if record.name == "monitor.bot.trouble"]
    assert len(told) == 1
    assert TOKEN not in caplog.text


async def test_a_server_that_counts_from_elsewhere_is_followed(
    api: BotApi, store: Store, channel: Telegram, clock: Clock, listening: Begin, until: Until
) -> None:
    """After a week of silence: what the store remembers is refused, and everything that waits is asked for."""
    await tell(channel, clock)
    store.save_bot_offset("123456789", 999_000_000)
    api.script(Refuse(400, "Bad Request: specified offset is in the future"), method="getUpdates")
    listening()
    api.updates.press(1, "👍", user=1)
    await until(lambda: store.bot_offset("123456789") == 700_000_002, "the press is dealt with")
    api.updates.press(1, "👎", user=2)
    await until(lambda: store.bot_offset("123456789") == 700_000_003, "and the next")
    assert len(store.feedback()) == 2
    assert api.updates.asked[:2] == [0, 700_000_002]


async def test_pauses_grow_while_the_trouble_lasts_and_it_is_told_once(
    api: BotApi, listening: Begin, until: Until, pauses: object, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    api.script(*[Refuse(502, "Bad Gateway")] * 7, method="getUpdates")
    listening()
    await until(lambda: len(api.updates.asked) == 1, "all goes well again")
    assert pauses.taken == [*PAUSES_S, PAUSES_S[-1]]  # type: ignore[attr-defined]
    assert caplog.text.count("does not hear") == 1


@pytest.mark.parametrize("method", ["answerCallbackQuery", "editMessageReplyMarkup"])
async def test_flood_control_on_the_way_back_is_obeyed_and_the_press_answered_afterwards(
    api: BotApi, store: Store, channel: Telegram, clock: Clock, listening: Begin, until: Until, pauses: object,
    method: str,
) -> None:  # fmt: skip
    await tell(channel, clock)
    api.script(Refuse(429, "Too Many Requests: retry after 9", retry_after=9), method=method)
    listening()
    api.updates.press(1, "👎")
    await until(lambda: api.updates.unconfirmed == 0, "it is dealt with")
    assert pauses.taken == [9.0]  # type: ignore[attr-defined]
    assert len(api.updates.answers) == 1
    assert (labels(api), len(store.feedback())) == (DOWN, 1)


@pytest.mark.parametrize("fault", [Cut(), Refuse(500, "Internal"), Refuse(403, "Forbidden: bot was blocked")], ids=repr)
async def test_an_answer_that_does_not_arrive_holds_nothing_up(
    api: BotApi, store: Store, channel: Telegram, clock: Clock, listening: Begin, until: Until, fault: Refuse | Cut
) -> None:
    await tell(channel, clock)
    api.script(fault, method="answerCallbackQuery")
    listening()
    api.updates.press(1, "👎", user=1)
    api.updates.press(1, "👎", user=2)
    await until(lambda: api.updates.unconfirmed == 0, "both are dealt with")
    assert len(store.feedback()) == 2


async def test_a_fault_of_ours_passes_over_one_press_and_hears_the_next(
    api: BotApi, store: Store, channel: Telegram, clock: Clock, until: Until, watched: Snapshot,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    await tell(channel, clock)
    buttons = Buttons(Chats(lambda: [channel]), lambda: watched, store, clock)
    calls = 0

    async def breaks_once(bot: object, query: object) -> None:
        nonlocal calls
        calls += 1
        if calls == 1:
            raise RuntimeError("a fault")
        await buttons(bot, query)  # type: ignore[arg-type]

    polling = Poller(api.token, api.url, store=store, pressed=breaks_once, written=breaks_once)
    poller = asyncio.create_task(polling.run())
    api.updates.press(1, "👍", user=1)
    api.updates.press(1, "👍", user=2)
    await until(lambda: api.updates.unconfirmed == 0, "both are dealt with")
    poller.cancel()
    await asyncio.gather(poller, return_exceptions=True)
    assert [said.who for said in store.feedback()] == ["telegram:2"]
    assert "passed over" in caplog.text


def test_a_channel_named_by_its_handle_is_known(channel: Telegram) -> None:
    by_handle = replace(channel, chat_id="@CoastWatch")
    chats = Chats(lambda: [channel, by_handle])
    assert chats.channel(Chat(id=-1001, type="channel", username="coastwatch")) is by_handle
    assert chats.channel(Chat(id=-1001, type="channel", username="another")) is None
    assert chats.channel(Chat(id=-1001, type="group")) is None
    assert chats.channel(Chat(id=42, type="private")) is channel


async def test_a_story_that_became_part_of_another_is_answered_as_that(
    api: BotApi, store: Store, channel: Telegram, clock: Clock, listening: Begin, until: Until
) -> None:
    """The message of three days ago stands for what the story is now."""
    await tell(channel, clock)
    store.commit(outcome(2), NOW)
    one, other = story(1), story(2)
    whole = replace(other, members=(*other.members, *one.members), revision=other.revision + 1)
    moved = {one.members[0].article_id: (one.id, other.id)}
    store.regroup(Regrouping(stories=(whole,), moves=moved, gone=(one,), into={one.id: other.id}))
    listening()
    for label in ("👎", "Mute", "Why?"):
        api.updates.press(1, label)
        await until(lambda: api.updates.unconfirmed == 0, "it is dealt with")
    assert [said.story_id for said in store.feedback()] == ["story-2"]
    assert [(made.kind, made.subject) for made in store.mutes(NOW)] == [("story", "story-2")]
    assert "1 outlet: News 1" in api.sent[1].text
    assert labels(api) == [*DOWN[:3], "Open", BADGE]


async def test_of_what_is_no_longer_kept_every_press_says_so_and_changes_nothing(
    api: BotApi, store: Store, channel: Telegram, clock: Clock, listening: Begin, until: Until
) -> None:
    await tell(channel, clock)
    for row in store.lease(NOW, 60.0):
        store.request_written(row.id)
        store.sent(row.id, Receipt(sent_at=NOW, remote_id="1"))
    assert store.prune(NOW + timedelta(days=400)).articles == 1
    listening()
    for label in ("👍", "👎", "Why?", "Mute"):
        api.updates.press(1, label)
    await until(lambda: len(api.updates.answers) == 4, "all are answered")
    assert all("no longer known" in answer.text for answer in api.updates.answers)
    assert (store.feedback(), store.mutes(NOW), len(api.sent), labels(api)) == ((), (), 1, LABELS)
