"""Who may speak with a bot: by code, by role, by both numbers; what everybody else is told, and how often."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from doubles.bot_api import BotApi
from doubles.outcomes import CHANNEL, NOW
from doubles.snapshots import snapshot
from telegram import Chat

from monitor.bot.bots import Bots
from monitor.bot.chats import STRANGER, STRANGERS, Chats
from monitor.decide.delivery import Telegram
from monitor.model import Person, Quiet
from monitor.people.acts import invite, pairing
from monitor.people.tries import PEOPLE, Tries
from monitor.ports import Store
from monitor.settings.snapshot import Snapshot

Begin = Callable[[], asyncio.Task[None]]
Until = Callable[[Callable[[], object], str], Awaitable[None]]
Say = Callable[..., Awaitable[list[str]]]
NEW = "telegram/new"


@pytest.fixture
def watched(tmp_path: Path, channel: Telegram) -> Snapshot:
    return snapshot(tmp_path, channels=[channel, replace(channel, name=NEW, chat_id=None)])


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def say(api: BotApi, store: Store, watched: Snapshot, said: list[str], clock: Clock) -> Say:
    """Writes to the bot; what it answers. The chats of all who write are there."""

    bots = Bots(lambda: watched, store=store, clock=clock, say=said.append)

    async def written(text: str, *, chat: int = 42, user: int = 5551) -> list[str]:
        before = len(api.sent)
        api.chats.add(chat)
        api.updates.say(text, chat=chat, user=user)
        await bots.once()
        return [message.text for message in api.sent[before:]]

    return written


class Clock:
    """A clock that is put forward by hand."""

    def __init__(self) -> None:
        self.at = NOW

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


async def test_whoever_shows_the_code_first_pairs_the_channel_and_owns_it(say: Say, store: Store) -> None:
    code = pairing(store, NEW, NOW).text
    (welcome,) = await say(f"/start {code[:4].lower()}-{code[4:]}", chat=900, user=900)
    assert NEW in welcome
    assert store.chat(NEW) == 900
    assert [(one.number, one.role) for one in store.people() if one.channel == NEW] == [(900, "owner")]
    assert await say(f"/start {code}", chat=901, user=901) == [STRANGER]
    (listed,) = await say("/people", chat=900, user=900)
    assert "900" in listed


async def test_a_group_is_paired_as_well(say: Say, store: Store) -> None:
    assert await say(f"/start {pairing(store, NEW, NOW).text}", chat=-100, user=900)
    assert store.chat(NEW) == -100
    assert "No mute" in (await say("/mutes", chat=-100, user=901))[0]


async def test_an_expired_code_and_another_bot_s_open_nothing(say: Say, store: Store, clock: Clock) -> None:
    code, foreign = pairing(store, NEW, NOW).text, pairing(store, "telegram/of-another-bot", NOW).text
    assert await say(f"/start {foreign}", chat=900, user=900) == [STRANGER]
    clock.at += timedelta(minutes=15)
    assert await say(f"/start {code}", chat=901, user=901) == [STRANGER]
    assert store.chat(NEW) is None


async def test_five_wrong_codes_and_then_silence_even_for_the_right_one(say: Say, store: Store, clock: Clock) -> None:
    for _ in range(5):
        assert await say("/start AAAAAAAA", chat=900, user=900) == [STRANGER]
    code = invite(store, CHANNEL, "editor", NOW).text
    assert await say(f"/start {code}", chat=900, user=900) == []
    clock.at += timedelta(hours=1)
    assert len(await say(f"/start {code}", chat=900, user=900)) == 1
    assert (CHANNEL, 900, "editor") in {(one.channel, one.number, one.role) for one in store.people()}


async def test_each_role_may_what_it_may(say: Say, store: Store) -> None:
    assert await say("/quiet", user=6000) == [
        "Editors and owners of this chat may ask that; an owner can invite you: /invite editor"
    ]
    assert "/quiet" not in (await say("/help", user=6000))[0]
    assert "/quiet" in (await say("/help", user=77))[0]
    assert await say("/invite editor", user=77) == ["Owners of this chat may ask that."]
    (given,) = await say("/invite editor", user=5551)
    code = given.splitlines()[1].removeprefix("/start ")
    assert f"https://t.me/watch_bot?start={code.replace('-', '')}" in given
    await say(f"/start {code}", chat=6000, user=6000)
    assert "No quiet" in (await say("/quiet", user=6000))[0]
    assert "No quiet" in (await say("/quiet", chat=6000, user=6000))[0]


async def test_the_last_owner_cannot_be_removed_in_the_chat(say: Say, store: Store) -> None:
    assert "the last owner" in (await say("/people remove 5551"))[0]
    assert "known no more" in (await say("/people remove 77"))[0]
    assert "Editors and owners" in (await say("/quiet", user=77))[0]
    for wrong in ("/people remove", "/people remove x", f"/people remove {'9' * 4000}"):
        assert "/people numbers them" in (await say(wrong))[0]


async def test_a_stranger_is_refused_once_and_learns_nothing(say: Say, store: Store) -> None:
    assert await say("hello", chat=900, user=900) == [STRANGER]
    for text in ("/help", "/people", "/start", "\0\u202e/mutes", "/language " + "x" * 4085):
        assert await say(text, chat=900, user=900) == []


async def test_numbers_that_do_not_belong_together_open_nothing(channel: Telegram, store: Store) -> None:
    chats = Chats(lambda: [channel], store)
    await chats.refresh()
    private = Chat(id=42, type="private")
    assert chats.role(channel, private, 42) == "owner"
    assert chats.role(channel, private, 666) is None
    assert chats.role(channel, private, 5551) is None
    assert chats.role(channel, Chat(id=666, type="private"), 666) is None
    assert chats.role(channel, Chat(id=5551, type="private"), 5551) == "owner"
    assert chats.role(channel, Chat(id=42, type="group"), 666) == "reader"


async def test_ten_thousand_strangers_are_not_remembered_for_ever(channel: Telegram) -> None:
    chats, tries = Chats(lambda: [channel]), Tries()
    for number in range(10_000):
        chats.first_of(number, "a command was written")
        tries.note(number, NOW)
    assert len(chats._strangers) == STRANGERS
    assert len(tries._wrong) == PEOPLE


async def test_an_unknown_command_gets_the_nearest_and_in_a_group_nothing(say: Say, store: Store) -> None:
    assert await say("/langauge", chat=5551) == ["There is no /langauge. Did you mean /language?"]
    assert await say("/langauge") == []


async def test_a_language_is_chosen_by_a_button_and_used_from_then_on(api: BotApi, say: Say, store: Store) -> None:
    await say("/language")
    (number,) = [one.message_id for one in api.sent]
    api.updates.press(number, "فارسی")
    await say("/mutes")
    assert [one.language for one in store.chats() if one.channel == CHANNEL] == ["fa"]
    assert "زبان" in api.sent[0].text
    assert "no language" in (await say("/language xx"))[0]
    await say("/language auto")
    assert [one.language for one in store.chats() if one.channel == CHANNEL] == [None]


async def test_quiet_is_set_told_and_ended(say: Say, store: Store) -> None:
    assert "22:00 to 07:00" in (await say("/quiet 22:00-07:00"))[0]
    assert "Quiet now" in (await say("/quiet 3h"))[0]
    (state,) = [one for one in store.chats() if one.channel == CHANNEL]
    assert state.quiet == Quiet(daily=(time(22), time(7)), until=NOW + timedelta(hours=3))
    assert store.quiet_until(CHANNEL, NOW) == NOW + timedelta(hours=3)
    for slip in ("/quiet 25:00-07:00", "/quiet 07:00-07:00", "/quiet 400d", "/quiet \u0661h", "/quiet " + "9" * 4000):
        assert "for instance" in (text := (await say(slip))[0]) or "at most" in text
    assert "No quiet" in (await say("/quiet off"))[0]
    assert store.quiet_until(CHANNEL, NOW) is None


async def test_a_channel_without_a_chat_is_offered_a_code_and_a_new_one_when_that_expires(
    api: BotApi,
    store: Store,
    watched: Snapshot,
    clock: Clock,
    said: list[str],
    until: Until,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("monitor.bot.bots.LOOK_S", 0.01)
    bots = Bots(lambda: watched, store=store, clock=clock, say=said.append)
    bots.start()
    try:
        await until(lambda: said, "a code")
        assert said[0].startswith(f"{NEW}: write /start ")
        assert "@watch_bot (valid 15 minutes), or open https://t.me/watch_bot?start=" in said[0]
        clock.at += timedelta(minutes=15)
        await until(lambda: len(said) == 2, "another")
        assert said[0] != said[1]
        await until(lambda: len(api.updates.commands) > 4, "the menus of the chat and its people")
        menus = [
            {one["command"] for one in menu}
            for (scope, _), menu in api.updates.commands.items()
            if sorted(scope.split(":")) == ["42", "chat"]
        ]
        assert [("mutes" in menu, "quiet" in menu, "invite" in menu) for menu in menus] == [(True, True, True)]
    finally:
        await bots.stop()


async def test_removed_from_the_command_line_is_a_stranger_at_the_next_word(say: Say, store: Store) -> None:
    store.add_person(Person(channel=CHANNEL, number=900, role="reader", name="", since=NOW))
    assert await say("/mutes", chat=900, user=900)
    store.remove_person(CHANNEL, 900)
    assert await say("/mutes", chat=900, user=900) == [STRANGER]
