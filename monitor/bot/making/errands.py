"""Work that takes a while: answered at once with what is being done, and told when it is done."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Final

from telegram.error import TelegramError

from monitor.bot.asked import Answer, Asked
from monitor.errors import MonitorError, StoreError

#: seconds for one; a site that answers slowly is asked for a feed after the other
DEADLINE_S: Final = 180.0

_log = logging.getLogger(__name__)
#: channel -> what is being done in its chat
_running: Final[dict[str, asyncio.Task[None]]] = {}


def errand(asked: Asked, doing: str, work: Callable[[], Awaitable[Answer]]) -> Answer:
    """Begin it, and say so; one chat has one at a time. Needs a running event loop."""
    chat = asked.channel.name
    if chat in _running:
        return Answer(text=asked.voice.say("One thing at a time: the last one is not done yet."))
    _running[chat] = task = asyncio.create_task(_told(asked, work), name=f"errand of {chat}")
    task.add_done_callback(lambda _: _running.pop(chat, None))
    return Answer(text=doing)


async def idle() -> None:
    """Wait until nothing runs any more."""
    await asyncio.gather(*_running.values(), return_exceptions=True)


async def _told(asked: Asked, work: Callable[[], Awaitable[Answer]]) -> None:
    try:
        await asked.say(await _done(asked, work))
    except TelegramError as error:
        _log.warning("%s: what was asked for cannot be told: %s", asked.channel.name, type(error).__name__)


async def _done(asked: Asked, work: Callable[[], Awaitable[Answer]]) -> Answer:
    """What came of it; trouble is told, too."""
    try:
        async with asyncio.timeout(DEADLINE_S), asked.busy():
            return await work()
    except TimeoutError:
        return Answer(text=asked.voice.say("That takes too long; it was given up."))
    except StoreError:
        _log.exception("%s: an errand", asked.channel.name)
        return Answer(text=asked.voice.say("The store does not answer just now; ask again in a minute."))
    except MonitorError as error:
        return Answer(text=str(error))
    except Exception:
        _log.exception("%s: an errand", asked.channel.name)
        return Answer(text=asked.voice.say("That went wrong; the log says how."))
