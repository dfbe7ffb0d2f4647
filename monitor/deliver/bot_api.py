"""A connection to the Bot API, for whoever sends, listens or looks at a chat."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from typing import Final, TypeAlias

import httpx
from telegram import Bot
from telegram.error import RetryAfter
from telegram.request import HTTPXRequest

RequestHook: TypeAlias = Callable[[httpx.Request], Awaitable[None]]

# Without it, every RetryAfter that is asked how long raises a deprecation warning (22.8, `_utils/datetime.py`).
os.environ.setdefault("PTB_TIMEDELTA", "true")

#: Seconds. A long wait for the answer keeps "sent or not?" rare; the library's own 5 s make it common.
READ_TIMEOUT_S: Final = 30.0
CONNECT_TIMEOUT_S: Final = 10.0


def seconds_of(flood: RetryAfter) -> float:
    """How long the server wants to be left alone."""
    wait = flood.retry_after
    return float(wait if isinstance(wait, int) else wait.total_seconds())


def bot_of(token: str, api_url: str | None, *, on_request: RequestHook | None = None) -> Bot:
    """A bot that is never asked who it is: `initialize` would call getMe."""
    request = HTTPXRequest(
        read_timeout=READ_TIMEOUT_S,
        connect_timeout=CONNECT_TIMEOUT_S,
        httpx_kwargs={
            "event_hooks": {"request": [on_request] if on_request else []},
            "trust_env": api_url is None,  # a proxy leads to Telegram, not to a server of the owner's
        },
    )
    root = _root(api_url)
    return Bot(
        token,
        base_url=f"{root}/bot",
        base_file_url=f"{root}/file/bot",
        request=request,
        get_updates_request=request,
    )


def _root(api_url: str | None) -> str:
    """What the library puts paths and the token behind: "https://host" and "https://host/bot" mean the same."""
    return (api_url or "https://api.telegram.org").rstrip("/").removesuffix("/bot")
