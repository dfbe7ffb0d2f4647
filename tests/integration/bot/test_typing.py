"""A bot that takes a while is seen writing, and one that answers at once is not."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from doubles.bot_api import BotApi, Refuse
from doubles.outcomes import NOW
from telegram import Chat, Message

from monitor.bot import typing as typing_module
from monitor.bot.answering import Place
from monitor.bot.chats import Chats
from monitor.bot.commands import Commands
from monitor.bot.typing import typing
from monitor.decide.delivery import Telegram
from monitor.deliver.bot_api import bot_of
from monitor.ports import Clock, Store
from monitor.settings.snapshot import Snapshot

Until = Callable[[Callable[[], object], str], Awaitable[None]]


@pytest.mark.parametrize("topic", [None, 7])
async def test_it_is_seen_writing_in_the_same_topic_until_it_is_done(
    api: BotApi, until: Until, monkeypatch: pytest.MonkeyPatch, topic: int | None
) -> None:
    monkeypatch.setattr(typing_module, "AFTER_S", 0.01)
    monkeypatch.setattr(typing_module, "AGAIN_S", 0.01)
    api.topics[42] = {7: True}
    bot = bot_of(api.token, api.url)
    chat = Chat(id=42, type=Chat.SUPERGROUP)
    message = Message(message_id=3, date=NOW, chat=chat, message_thread_id=topic, is_topic_message=bool(topic))
    async with typing(Place(bot=bot, message=message)):
        await until(lambda: len(api.typing) >= 2, "it writes, and still does")
    seen = len(api.typing)
    assert set(api.typing) == {topic}
    assert not _writing()
    api.script(Refuse(429, "Too Many Requests: retry after 9", retry_after=9), method="sendChatAction")
    before = api.requests
    async with typing(Place(bot=bot, message=message)):
        await until(lambda: api.requests > before, "it was refused")
        await until(
            lambda: not [task for task in asyncio.all_tasks() if "_shown" in repr(task)], "it insists on nothing"
        )
    assert len(api.typing) == seen
    await bot.request.shutdown()


async def test_an_answer_that_comes_at_once_shows_nothing(
    api: BotApi, store: Store, channel: Telegram, clock: Clock, watched: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typing_module, "AFTER_S", 60.0)
    bot = bot_of(api.token, api.url)
    said = {"message_id": 3, "date": 1, "chat": {"id": 42, "type": "private"}, "from": api.updates.person(42)}
    await Commands(Chats(lambda: [channel], store), lambda: watched, store, clock)(
        bot, Message.de_json(said | {"text": "/help"}, bot)
    )
    assert len(api.sent) == 1
    assert api.typing == []
    await bot.request.shutdown()


def _writing() -> list[asyncio.Task[object]]:
    return [task for task in asyncio.all_tasks() if "_shown" in repr(task)]
