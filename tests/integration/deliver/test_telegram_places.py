"""Where a message goes in Telegram, whether it is heard, and what shows beside it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any, get_args

import pytest
from doubles.bot_api import BotApi, Refuse
from doubles.bot_api_pace import Pace
from doubles.told import WEEK, alert, digest

from monitor.decide import delivery
from monitor.deliver.telegram import TelegramChannel
from monitor.errors import DeliveryError, StoreError
from monitor.model import DeliveryKind, Level, Message
from monitor.ports import Clock

Hello = Message(text="Hello", html="<b>Hello</b>", key="alert-0-1")
Written = Callable[[], Awaitable[None]]


@dataclass(slots=True)
class Book:
    """A book of chats; `broken`: nothing can be written into it."""

    chats: dict[str, int] = field(default_factory=dict)
    broken: bool = False

    def chat(self, channel: str) -> int | None:
        return self.chats.get(channel)

    def remember_chat(self, channel: str, chat_id: int) -> None:
        if self.broken:
            raise StoreError("the disk is full")
        self.chats[channel] = chat_id


@asynccontextmanager
async def open_channel(
    api: BotApi, clock: Clock, *, book: Book | None = None, **changes: Any
) -> AsyncIterator[TelegramChannel]:
    settings = delivery.Telegram(name="telegram/me", token=api.token, chat_id=42, api_url=api.url)
    channel = TelegramChannel(replace(settings, **changes), clock=clock, chats=book)
    yield channel
    await channel.close()


# ---------------------------------------------------------------- the chat


async def test_a_group_that_became_a_supergroup_is_written_to_under_its_new_number_and_that_is_kept(
    api: BotApi, clock: Clock, boundary: Written, caplog: pytest.LogCaptureFixture
) -> None:
    api.migrated[42] = -100777
    api.chats.add(-100777)
    book = Book()
    for _ in range(2):
        async with open_channel(api, clock, book=book) as channel:
            await channel.send(Hello, request_written=boundary)
    assert [received.chat_id for received in api.sent] == [-100777, -100777]
    assert api.requests == 3, "the second message goes there at once, whoever sends it"
    assert (book.chats, "-100777" in caplog.text) == ({"telegram/me": -100777}, True)


@pytest.mark.parametrize("book", [None, Book(broken=True)], ids=["no book", "a book that takes nothing"])
async def test_without_a_book_the_new_number_holds_while_the_channel_does(
    api: BotApi, clock: Clock, boundary: Written, book: Book | None
) -> None:
    api.migrated[42] = -100777
    api.chats.add(-100777)
    async with open_channel(api, clock, book=book) as channel:
        for _ in range(2):
            await channel.send(Hello, request_written=boundary)
    assert ([received.chat_id for received in api.sent], api.requests) == ([-100777, -100777], 3)


async def test_a_chat_that_the_book_learns_is_written_to_with_the_next_message(
    api: BotApi, clock: Clock, boundary: Written
) -> None:
    api.chats.add(77)
    book = Book()
    async with open_channel(api, clock, book=book) as channel:
        await channel.send(Hello, request_written=boundary)
        book.remember_chat("telegram/me", 77)
        await channel.send(Hello, request_written=boundary)
    assert [received.chat_id for received in api.sent] == [42, 77]


async def test_a_channel_is_written_to_by_its_name(api: BotApi, clock: Clock, boundary: Written) -> None:
    api.chats.add("@coastwatch")
    async with open_channel(api, clock, chat_id="@coastwatch") as channel:
        for message in channel.render(alert()):
            await channel.send(message, request_written=boundary)
    assert [received.chat_id for received in api.sent] == ["@coastwatch"]


@pytest.mark.parametrize(
    "refusal",
    [
        Refuse(400, "Bad Request: chat not found"),
        Refuse(400, "Bad Request: not enough rights to send text messages to the chat"),
        Refuse(400, "Bad Request: need administrator rights in the channel chat"),
        Refuse(400, "Bad Request: CHAT_WRITE_FORBIDDEN"),
        Refuse(403, "Forbidden: bot was kicked from the supergroup chat"),
        Refuse(403, "Forbidden: user is deactivated"),
    ],
    ids=lambda refusal: refusal.description,
)
async def test_a_chat_that_takes_nothing_closes_and_a_message_that_is_refused_does_not(
    api: BotApi, clock: Clock, boundary: Written, refusal: Refuse
) -> None:
    async with open_channel(api, clock) as channel:
        for answer, closes in ((refusal, True), (Refuse(400, "Bad Request: message text is empty"), False)):
            api.script(answer)
            with pytest.raises(DeliveryError) as caught:
                await channel.send(Hello, request_written=boundary)
            assert (caught.value.closes, caught.value.permanent, caught.value.ambiguous) == (closes, True, False)


# ---------------------------------------------------------------- topics


async def test_everything_goes_to_the_topic_pictures_too(api: BotApi, clock: Clock, boundary: Written) -> None:
    api.topics[42] = {7: True}
    async with open_channel(api, clock, thread_id=7, api_url=api.url + "/bot") as channel:
        for message in channel.render(digest(volume=WEEK)):
            await channel.send(message, request_written=boundary)
    assert [(received.thread_id, bool(received.photo)) for received in api.sent] == [(7, False), (7, True)]


async def test_the_general_topic_goes_by_no_number(api: BotApi, clock: Clock, boundary: Written) -> None:
    async with open_channel(api, clock, thread_id=1) as channel:
        await channel.send(Hello, request_written=boundary)
    assert (api.sent[0].thread_id, api.requests) == (None, 1)


@pytest.mark.parametrize("topics", [{}, {7: False}], ids=["deleted", "closed"])
async def test_where_the_topic_is_no_more_it_goes_into_the_group(
    api: BotApi, clock: Clock, boundary: Written, topics: dict[int, bool], caplog: pytest.LogCaptureFixture
) -> None:
    api.topics[42] = topics
    async with open_channel(api, clock, thread_id=7) as channel:
        for message in channel.render(digest(volume=WEEK)):
            await channel.send(message, request_written=boundary)
    assert [(received.thread_id, bool(received.photo)) for received in api.sent] == [(None, False), (None, True)]
    assert "outside of the topic" in caplog.text


async def test_a_group_that_is_closed_as_a_whole_closes(api: BotApi, clock: Clock, boundary: Written) -> None:
    api.script(*[Refuse(400, "Bad Request: TOPIC_CLOSED")] * 2)
    async with open_channel(api, clock, thread_id=7) as channel:
        with pytest.raises(DeliveryError) as caught:
            await channel.send(Hello, request_written=boundary)
    assert (caught.value.closes, api.requests) == (True, 2)


# ---------------------------------------------------------------- sound and preview


@pytest.mark.parametrize("level", get_args(Level))
@pytest.mark.parametrize("silent", [frozenset(), frozenset({"alert", "surge"}), frozenset(get_args(DeliveryKind))])
async def test_what_is_named_comes_without_a_sound_and_what_is_critical_always_with_one(
    api: BotApi, clock: Clock, boundary: Written, level: Level, silent: frozenset[DeliveryKind]
) -> None:
    async with open_channel(api, clock, silent=silent) as channel:
        await channel.send(replace(Hello, level=level), request_written=boundary)
    assert api.sent[0].silent == (level in silent)


@pytest.mark.parametrize("level", get_args(Level))
@pytest.mark.parametrize("preview", [frozenset(), delivery.PREVIEWED, frozenset({"digest", "surge"})])
async def test_what_is_named_shows_a_preview_and_what_is_critical_as_alerts_do(
    api: BotApi, clock: Clock, boundary: Written, level: Level, preview: frozenset[DeliveryKind]
) -> None:
    async with open_channel(api, clock, preview=preview) as channel:
        await channel.send(replace(Hello, level=level), request_written=boundary)
    assert api.sent[0].preview == (("alert" if level == "critical" else level) in preview)


# ---------------------------------------------------------------- what is refused, and mended at once


async def test_a_button_that_the_server_does_not_take_goes_and_the_rest_arrives(
    api: BotApi, clock: Clock, boundary: Written
) -> None:
    api.script(Refuse(400, "Bad Request: inline keyboard button URL 'https://a.example/' is invalid: Wrong HTTP URL"))
    async with open_channel(api, clock) as channel:
        (message,) = channel.render(alert())
        await channel.send(message, request_written=boundary)
    labels = [button["text"] for row in api.updates.keyboards[1][1] for button in row]
    assert ("Open" in labels, "Why?" in labels, api.sent[0].parse_mode) == (False, True, "HTML")


async def test_what_is_too_long_after_all_is_sent_in_part(api: BotApi, clock: Clock, boundary: Written) -> None:
    api.script(Refuse(400, "Bad Request: message is too long"))
    async with open_channel(api, clock) as channel:
        await channel.send(replace(Hello, text="word " * 800), request_written=boundary)
    assert (api.sent[0].text[:9], len(api.sent[0].text) <= 2048, api.sent[0].parse_mode) == ("word word", True, "")


async def test_a_question_that_is_gone_is_no_hindrance(api: BotApi, clock: Clock, boundary: Written) -> None:
    api.script(Refuse(400, "Bad Request: message to be replied not found"))
    async with open_channel(api, clock) as channel:
        await channel.send(replace(Hello, answers="99"), request_written=boundary)
    assert (api.sent[0].reply_to, api.requests) == (None, 2)


async def test_whatever_is_refused_again_and_again_is_given_up(api: BotApi, clock: Clock, boundary: Written) -> None:
    api.topics[42] = {7: True}
    for refusal in ("message thread not found", "message is too long", "can't parse entities: who knows"):
        api.script(*[Refuse(400, f"Bad Request: {refusal}")] * 20)
        async with open_channel(api, clock, thread_id=7) as channel:
            for message in channel.render(digest(alert(), volume=WEEK)):
                with pytest.raises(DeliveryError) as caught:
                    await channel.send(replace(message, answers="1"), request_written=boundary)
                assert caught.value.permanent
        api.forget_script()
    assert api.sent == []


async def test_who_is_too_fast_is_told_when_to_come_back(api: BotApi, clock: Clock, boundary: Written) -> None:
    now = [100.0]
    api.pace = Pace(now=lambda: now[0])
    async with open_channel(api, clock) as channel:
        await channel.send(Hello, request_written=boundary)
        with pytest.raises(DeliveryError) as caught:
            await channel.send(Hello, request_written=boundary)
        assert (caught.value.retry_after_s, caught.value.closes, caught.value.permanent) == (1.0, False, False)
        now[0] += caught.value.retry_after_s or 0.0
        await channel.send(Hello, request_written=boundary)
    assert (len(api.sent), api.pace.refused) == (2, 1)
