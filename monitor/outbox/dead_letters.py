"""What did not arrive is told to whoever looks after the watch: for each channel at once, then at most hourly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

#: between two words about the same channel
EVERY: Final = timedelta(hours=1)
#: reasons that one word gives
_REASONS: Final = 3


class DeadLetters:
    """Counts them until they are told. In memory: a restart tells the next one at once."""

    def __init__(self) -> None:
        self._waiting: dict[str, Counter[str]] = {}
        self._told: dict[str, datetime] = {}

    def note(self, channel: str, why: str) -> None:
        """One more."""
        self._waiting.setdefault(channel, Counter())[why.removeprefix(f"{channel}: ")] += 1

    def due(self, now: datetime) -> Iterator[tuple[str, list[str]]]:
        """Each channel of which there is something to tell, and the lines; they are told with that."""
        for channel in list(self._waiting):
            told = self._told.get(channel)
            if told is None or not told <= now < told + EVERY:
                self._told[channel] = now
                yield channel, _lines(channel, self._waiting.pop(channel))


def _lines(channel: str, reasons: Counter[str]) -> list[str]:
    count = reasons.total()
    head = f"{channel} did not take {'a message' if count == 1 else f'{count} messages'}"
    lines = [f"{number} × {why}" if count > 1 else why for why, number in reasons.most_common(_REASONS)]
    others = len(reasons) - _REASONS
    return [head, *lines, *([f"and {others} reasons more"] if others > 0 else []), "See `monitor outbox list`."]
