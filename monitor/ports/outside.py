"""The world outside: time, the web, documents, people."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Literal, Protocol

from monitor.model import Fetched, Message, News, Pace, Page, ParsedFeed, Receipt, SourceKind, Validators


class Clock(Protocol):
    """The only way to know what time it is."""

    def now(self) -> datetime:
        """The present instant, timezone-aware, UTC."""
        ...


class Fetcher(Protocol):
    """Reads one address within a deadline and a size cap."""

    async def fetch(
        self,
        url: str,
        *,
        kind: Literal["feed", "page"],
        validators: Validators = ...,
        allow_private: bool = False,
        headers: Sequence[tuple[str, str]] = (),
        gap_s: float = 0.0,
    ) -> Fetched:
        """A 200 with its body, or a 304 without. `headers` go to the origin of `url` alone, redirects or not; `gap_s`
        is how long a host wants to rest between two requests, where that is longer than the usual.

        Raises `FetchError` for everything else.
        """
        ...


class Extractor(Protocol):
    """Reads hostile documents away from the event loop. Raises `DocumentError`."""

    async def parse_feed(
        self,
        body: bytes,
        *,
        source_id: str,
        url: str,
        content_type: str,
        now: datetime,
        kind: SourceKind = "feed",
        selector: str = "",
    ) -> ParsedFeed:
        """Entries of a feed, or of what stands in for one; dates that cannot be believed are None."""
        ...

    async def extract_page(self, body: bytes, *, url: str) -> Page:
        """Title, text and metadata of an article's page."""
        ...


class Meter(Protocol):
    """Counts what happens."""

    def count(self, name: str, n: int = 1, **labels: str) -> None:
        """Add `n` to the counter of that name and those labels."""
        ...


class Progress(Protocol):
    """Is told how far long work has come."""

    def begin(self, what: str, total: int | None) -> None:
        """A kind of work starts; `total` where it is known."""
        ...

    def step(self, text: str = "") -> None:
        """One piece of it is done."""
        ...


class Channel(Protocol):
    """A way to a person."""

    @property
    def name(self) -> str:
        """As in `config/channels.yaml`, for instance "telegram/me"."""
        ...

    @property
    def edits(self) -> bool:
        """Can it change a message that it has sent?"""
        ...

    @property
    def pace(self) -> Pace:
        """How fast it may be written to, and with which others it shares that."""
        ...

    def render(self, what: News) -> tuple[Message, ...]:
        """One message, or the parts of a long one, each within the channel's limits."""
        ...

    async def send(self, message: Message, *, request_written: Callable[[], Awaitable[None]]) -> Receipt:
        """Hand over one message.

        Awaits `request_written` once the request may have reached the receiver: a failure before is
        safe to retry, a failure after it is ambiguous. Raises `DeliveryError`.
        """
        ...

    async def edit(
        self, remote_id: str, message: Message, *, request_written: Callable[[], Awaitable[None]]
    ) -> Receipt:
        """Put a message in place of the one that has this id, where `edits`. As `send` otherwise."""
        ...

    async def close(self) -> None:
        """Release connections."""
        ...


class ChatBook(Protocol):
    """Which chats are whose, where the configuration does not say, or says what is no longer so. Both may block."""

    def chat(self, channel: str) -> int | None:
        """Telegram's number of the chat of this channel; None where none is known."""
        ...

    def remember_chat(self, channel: str, chat_id: int) -> None:
        """From now on this is the channel's chat."""
        ...
