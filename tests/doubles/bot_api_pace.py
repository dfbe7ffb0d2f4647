"""How many messages the Bot API takes: core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field

#: messages in so many seconds: to a chat, to a group, to all
CHAT, GROUP, ALL = (1, 1.0), (20, 60.0), (30, 1.0)


@dataclass(slots=True)
class Pace:
    """Counts what was sent, and says when there was too much of it."""

    #: seconds of a clock that does not go back
    now: Callable[[], float] = time.monotonic
    #: chat and moment of each message that was taken
    taken: list[tuple[int | str, float]] = field(default_factory=list)
    #: chat -> nothing is taken for it before
    resting: dict[int | str, float] = field(default_factory=dict)
    #: how often it had to say no
    refused: int = 0

    def wait(self, chat: int | str) -> int | None:
        """Seconds to wait before the next message to this chat; None: it is taken. Whoever asks early waits on."""
        now = self.now()
        wait = max(self.resting.get(chat, now) - now, *(self._left(chat, rule, now) for rule in (CHAT, GROUP, ALL)))
        if wait <= 0:
            self.taken.append((chat, now))
            return None
        self.refused += 1
        self.resting[chat] = now + math.ceil(wait)
        return math.ceil(wait)

    def _left(self, chat: int | str, rule: tuple[int, float], now: float) -> float:
        most, span = rule
        if rule == GROUP and not (isinstance(chat, int) and chat < 0):
            return 0.0
        times = [at for where, at in self.taken if rule == ALL or where == chat]
        return times[-most] + span - now if len(times) >= most else 0.0
