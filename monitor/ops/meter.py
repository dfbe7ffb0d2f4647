"""Counts what happens, in memory."""

from __future__ import annotations

import threading
from collections import Counter


class Tally:
    """A `ports.Meter` that can be read."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, tuple[tuple[str, str], ...]]] = Counter()
        self._lock = threading.Lock()

    def count(self, name: str, n: int = 1, **labels: str) -> None:
        """Add `n` to the counter of that name and those labels."""
        with self._lock:
            self._counts[name, tuple(sorted(labels.items()))] += n

    def total(self, name: str, **labels: str) -> int:
        """The sum of all counters of that name that have these labels."""
        wanted = set(labels.items())
        with self._lock:
            return sum(n for (known, has), n in self._counts.items() if known == name and wanted <= set(has))
