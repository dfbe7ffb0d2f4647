"""Whoever wrote /watch and nothing else: what they send next may be the article."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta
from threading import Lock
from typing import Final

#: how long it is waited for
LASTS: Final = timedelta(minutes=10)
#: people who are waited for at a time; the oldest make room
MOST: Final = 500

_lock: Final = Lock()
#: channel and reader -> until when
_awaited: Final[OrderedDict[tuple[str, str], datetime]] = OrderedDict()


def await_article(channel: str, reader: str, now: datetime) -> None:
    """From this reader, in the chat of this channel."""
    with _lock:
        _awaited.pop((channel, reader), None)
        while len(_awaited) >= MOST:
            _awaited.popitem(last=False)
        _awaited[channel, reader] = now + LASTS


def is_awaited(channel: str, reader: str, now: datetime) -> bool:
    """Is it waited for still?"""
    with _lock:
        return now < _awaited.get((channel, reader), now)


def no_longer(channel: str, reader: str) -> None:
    """It is there."""
    with _lock:
        _awaited.pop((channel, reader), None)
