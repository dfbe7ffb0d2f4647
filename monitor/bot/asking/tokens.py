"""What a button stands for, where its 64 bytes of data cannot hold it: kept for an hour, and no longer than we run."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from datetime import datetime, timedelta
from threading import Lock
from typing import Final, Generic, TypeVar

#: how long a button leads anywhere
LASTS: Final = timedelta(hours=1)
#: values that are remembered; the oldest make room
MOST: Final = 500

T = TypeVar("T")


class Tokens(Generic[T]):
    """Values by tokens that nobody can guess. Threads may share it."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: OrderedDict[str, tuple[T, str, datetime]] = OrderedDict()
        self._lock = Lock()

    def keep(self, value: T, channel: str, now: datetime) -> str:
        """A token for it, which holds in this channel's chat alone."""
        token = secrets.token_urlsafe(9)
        with self._lock:
            while len(self._kept) >= self._most:
                self._kept.popitem(last=False)
            self._kept[token] = (value, channel, now + LASTS)
        return token

    def find(self, token: str, channel: str, now: datetime) -> T | None:
        """What it stands for; None once it is over, or elsewhere."""
        with self._lock:
            value, where, until = self._kept.get(token, (None, "", now))
        return value if where == channel and now < until else None

    def take(self, token: str, channel: str, now: datetime) -> T | None:
        """The same, once: of two who press at the same moment one gets it."""
        with self._lock:
            value, where, until = self._kept.get(token, (None, "", now))
            if where != channel:
                return None
            del self._kept[token]
        return value if now < until else None
