"""A channel that cannot change what it sent: said once for the terminal, letters, folders and other services."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable

from monitor.model import Message, Receipt


class Unchanging(ABC):
    """What was sent stays as it is; a change is a new message."""

    @abstractmethod
    async def send(self, message: Message, *, request_written: Callable[[], Awaitable[None]]) -> Receipt:
        """As `ports.Channel` has it."""

    @property
    def edits(self) -> bool:
        """Never."""
        return False

    async def edit(
        self, remote_id: str, message: Message, *, request_written: Callable[[], Awaitable[None]]
    ) -> Receipt:
        """Not here: a new message."""
        return await self.send(message, request_written=request_written)

    async def close(self) -> None:  # noqa: B027  most have nothing to close
        """Nothing is kept open."""
