"""A request and its reply, as a server sees them; all times are seconds on the server's clock, from `EPOCH` on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

#: when the second 0 was: a Wednesday; on the following Sunday at 01:00 UTC summer time ends in Europe
EPOCH = datetime(2026, 10, 21, tzinfo=UTC)
DAY_S = 86400.0

Kind = Literal["feed", "page", "robots"]
Address = tuple[str, str]
#: how an exchange ended: whole; cut by the server, or never answered; the client left before it had the answer
End = Literal["whole", "cut", "left"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asks:
    """What a feed's own text asks of those who poll it."""

    ttl_s: float = 0.0
    #: GMT
    skip_hours: frozenset[int] = frozenset()
    #: 0 is Monday
    skip_days: frozenset[int] = frozenset()
    update_s: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a robots.txt says to this reader."""

    disallow: tuple[str, ...] = ()
    crawl_delay_s: float = 0.0


NO_ASKS, NO_RULES = Asks(), Rules()


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What came in."""

    at: float
    host: str
    path: str
    kind: Kind
    #: names in lower case
    headers: Mapping[str, str]

    @property
    def address(self) -> Address:
        return self.host, self.path


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What was answered; `status` 0 where nothing was."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    asks: Asks = NO_ASKS
    #: with a robots.txt
    rules: Rules = NO_RULES
    #: where a redirect leads
    target: Address | None = None

    def header(self, name: str) -> str | None:
        """A header's value, whatever the case of its name."""
        return next((value for key, value in self.headers.items() if key.lower() == name), None)
