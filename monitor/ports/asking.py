"""The store, as those need it who ask and answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from monitor.model import Feedback
from monitor.ports.states import Counts, Notice, NoticeKind, Telling, ToldTo, Undelivered


class AskStore(Protocol):
    """What people ask and say, and how the watch stands."""

    # -- notices
    def post(self, notice: Notice) -> None:
        """Keep a notice, in place of an older one on the same subject."""
        ...

    def withdraw(self, kind: NoticeKind, subject: str = "") -> None:
        """Take a notice back; nothing happens where there is none."""
        ...

    def notices(self) -> tuple[Notice, ...]:
        """All that stand, the oldest first."""
        ...

    # -- what readers say
    def telling(self, code: str) -> Telling | None:
        """What a code (`decide.code`) stands for; None where nothing was told under it, or its story is gone."""
        ...

    def save_feedback(self, said: Feedback) -> None:
        """Keep a reader's word, in place of what the same person said of the same subject and profile before."""
        ...

    def feedback(self, *, profile: str | None = None, since: datetime | None = None) -> tuple[Feedback, ...]:
        """What readers said, the oldest first; of one profile, or since an instant."""
        ...

    def bot_offset(self, bot: str) -> int | None:
        """The first update that a bot has not dealt with; None for a new one. `bot` is the number in its token."""
        ...

    def save_bot_offset(self, bot: str, offset: int) -> None:
        """All updates before this one are dealt with."""
        ...

    # -- the whole
    def counts(self, since: datetime) -> Counts:
        """Figures for people."""
        ...

    def told_to(self, channel: str, limit: int) -> tuple[ToldTo, ...]:
        """The alerts that reached a channel, each story of a profile once, the newest first."""
        ...

    def alerts_told(self, since: datetime) -> Mapping[str, int]:
        """Profile -> stories that it was alerted of since then."""
        ...

    def undelivered(self, limit: int) -> tuple[Undelivered, ...]:
        """What did not arrive, by channel and reason: the newest first, at most so many."""
        ...
