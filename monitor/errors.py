"""Every error that this package raises on purpose.

MonitorError
  ConfigError            what a person wrote is wrong: file, line, column, hint      (exit status 2)
  FetchError             an address did not answer as it should
    ForbiddenAddress     the guard refused to connect
    HostResting          its host asked to be left alone, so it was not asked
    RobotsDenied         the site's robots.txt asks us to stay away
    TooLarge             the body is over the cap
  DocumentError          a feed or page that cannot be read
    WorkerKilled         its worker overran the deadline or the memory limit
  Postponed              an article whose host asks to come back soon: not yet
  StoreError             the database refused
    StoryConflict        somebody else changed the story first: decide again
  InUse                  another process watches from this home
  DeliveryError          a message that was not delivered: permanent, ambiguous, retry after
    SecretMissing        the channel's secret is not where the configuration says
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


class MonitorError(Exception):
    """Base of every error below; its text is one line fit for a person."""


class ConfigError(MonitorError):
    """A file of the owner's is wrong.

    `file`, `line` and `column` (both from 1) say where, `hint` what to do. Several faults of
    one load are raised together as `faults`.
    """

    def __init__(self, *faults: Fault) -> None:
        if not faults:
            raise ValueError("a ConfigError names at least one fault")
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong in one place of one file."""

    #: path as the person would type it
    file: str
    #: line, from 1; 0 when the whole file is meant
    line: int = 0
    #: column, from 1; 0 when the whole line is meant
    column: int = 0
    #: what is wrong, without a full stop
    what: str
    #: what to do about it; empty when there is nothing to say
    hint: str = ""

    def __str__(self) -> str:
        where = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        return f"{where}: {self.what}" + (f" ({self.hint})" if self.hint else "")


class FetchError(MonitorError):
    """An address did not answer as it should.

    `permanent` means that asking again will not help; `retry_after_s` is what the server asked
    for, in seconds; `status` the HTTP status where there was one. `reached`: the server may have
    seen the request.
    """

    def __init__(
        self,
        text: str,
        *,
        url: str,
        status: int | None = None,
        permanent: bool = False,
        retry_after_s: float | None = None,
        reached: bool = True,
    ) -> None:
        self.url = url
        self.status = status
        self.permanent = permanent
        self.retry_after_s = retry_after_s
        self.reached = reached
        super().__init__(text)


class ForbiddenAddress(FetchError):
    """The guard refused to connect to this address. `private`: with `allow_private` it would not have."""

    def __init__(self, text: str, *, url: str, private: bool = False) -> None:
        self.private = private
        super().__init__(text, url=url, permanent=True, reached=False)


class HostResting(FetchError):
    """The host asked to be left alone for `retry_after_s` more seconds, so it was not asked."""


class RobotsDenied(FetchError):
    """The site's robots.txt asks us not to read this page."""


class TooLarge(FetchError):
    """The body is larger than the cap for its kind."""


class DocumentError(MonitorError):
    """A feed or a page that cannot be read."""


class WorkerKilled(DocumentError):
    """The worker process overran its deadline or memory and was killed."""


class Postponed(MonitorError):
    """An article is not read yet, because its host asks to come back soon: at `until`, UTC."""

    def __init__(self, text: str, *, until: datetime) -> None:
        self.until = until
        super().__init__(text)


class StoreError(MonitorError):
    """The database refused; the text says what and which file."""


class StoryConflict(StoreError):
    """The story was changed by somebody else since it was read."""


class InUse(MonitorError):
    """Another process watches from this home."""


class DeliveryError(MonitorError):
    """A message was not delivered, or nobody knows whether it was.

    `permanent`: never retry. `ambiguous`: the request was written, the answer was not read.
    `retry_after_s`: the receiver's own word on when to come back, in seconds. `closes`: it takes nothing any more until
    somebody looks: the bot was thrown out, the token or password is refused.
    """

    def __init__(
        self,
        text: str,
        *,
        permanent: bool = False,
        ambiguous: bool = False,
        retry_after_s: float | None = None,
        closes: bool = False,
    ) -> None:
        self.permanent = permanent
        self.ambiguous = ambiguous
        self.retry_after_s = retry_after_s
        self.closes = closes
        super().__init__(text)


class SecretMissing(DeliveryError):
    """A channel's secret is not where the configuration says; only that channel stands still."""

    def __init__(self, text: str) -> None:
        super().__init__(text, permanent=True)
