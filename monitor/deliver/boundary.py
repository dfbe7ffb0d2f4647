"""Before or after the first byte of a request: whether a send that failed is safe to repeat."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from contextvars import ContextVar
from typing import Any

import httpx


class Boundary:
    """Tells when a request's first byte is about to be written: httpcore's trace extension knows, the library does not.

    Until then the connection was being made, and a failure is safe to retry; None: it is, whenever it comes.
    """

    def __init__(self, request_written: Callable[[], Awaitable[None]] | None) -> None:
        self._request_written = request_written
        self.crossed = False

    async def __call__(self, event: str, info: Mapping[str, Any]) -> None:
        if event.endswith(".send_request_headers.started") and self._request_written and not self.crossed:
            await self._request_written()
            self.crossed = True


#: that of the send in hand
boundary: ContextVar[Boundary] = ContextVar("boundary")


async def attach(request: httpx.Request) -> None:
    """A hook of httpx's: the request tells the boundary of its send."""
    request.extensions["trace"] = boundary.get()
