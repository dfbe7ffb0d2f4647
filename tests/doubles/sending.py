"""The alert about the story of `doubles.outcomes`, in a chat, and the buttons under it."""

from __future__ import annotations

from dataclasses import replace

from doubles.bot_api import BotApi
from doubles.outcomes import PROFILE, story
from doubles.told import alert

from monitor.decide.delivery import Telegram
from monitor.deliver.telegram import TelegramChannel
from monitor.ports import Clock

#: the buttons under an alert as it was sent, and once one of the opinions was pressed
LABELS = ["👍 More like this", "👎 Less like this", "Why?", "Mute story", "Open"]
UP = ["✓ More like this", *LABELS[1:]]
DOWN = [LABELS[0], "✓ Less like this", *LABELS[2:]]
#: what takes the place of "Mute story"
BADGE = "muted by Ana until 28 Nov · Unmute"
MUTED = [*LABELS[:3], "Open", BADGE]


async def nothing() -> None:
    """Nobody notes the boundary."""


async def tell(channel: Telegram, clock: Clock) -> None:
    """Send the alert about the story that the store holds: message 1, or the next."""
    told = replace(alert(), profile=PROFILE, story=story(1))
    sender = TelegramChannel(channel, clock=clock)
    for message in sender.render(told):
        await sender.send(message, request_written=nothing)
    await sender.close()


def labels(api: BotApi, message: int = 1) -> list[str]:
    """What the buttons under a message say."""
    return [button["text"] for row in api.updates.keyboards[message][1] for button in row]
