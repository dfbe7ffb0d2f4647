"""A plain word of the daemon's own to whoever looks after it: no alert, no digest."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime

from monitor.deliver.text import cap, clean
from monitor.errors import DeliveryError
from monitor.model import Message
from monitor.ports import Channel

#: UTF-16 units of a line, lines of a message: together well under the 4,096 that Telegram takes
_LINE, _LINES = 280, 12
#: seconds for the whole of it
_SEND_S = 60.0


def word(lines: Sequence[str], channel: str, now: datetime) -> Message:
    """The message that says these lines, the first of them as an e-mail's subject."""
    shown = [cap(clean(line), _LINE) for line in lines[:_LINES]]
    if len(lines) > _LINES:
        shown.append(f"… and {len(lines) - _LINES} more: `monitor status` has them all")
    return Message(subject=cap(shown[0], 180), text="\n".join(shown), key=f"word-{channel}-{now.timestamp():.6f}")


async def send_word(lines: Sequence[str], channel: Channel, now: datetime) -> None:
    """Hand the lines over, once: what is late is of no use. Raises `DeliveryError`."""

    async def written() -> None:
        """Nothing is repeated, so nothing need be remembered."""

    try:
        async with asyncio.timeout(_SEND_S):
            await channel.send(word(lines, channel.name, now), request_written=written)
    except TimeoutError as error:
        raise DeliveryError(f"{channel.name}: no answer within {_SEND_S:.0f} s") from error
