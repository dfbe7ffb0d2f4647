"""The face of the store for those who ask: notices, what readers say, figures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from monitor.model import Feedback
from monitor.ports import Counts, Notice, NoticeKind, Telling, ToldTo, Undelivered
from monitor.store import feedback, figures, notices, told_to
from monitor.store.part import Part


class AskPart(Part):
    """`ports.AskStore`."""

    # -- notices
    def post(self, notice: Notice) -> None:
        with self._database.write() as connection:
            notices.post(connection, notice)

    def withdraw(self, kind: NoticeKind, subject: str = "") -> None:
        with self._database.write() as connection:
            notices.withdraw(connection, kind, subject)

    def notices(self) -> tuple[Notice, ...]:
        with self._database.read() as connection:
            return notices.standing(connection)

    # -- what readers say
    def telling(self, code: str) -> Telling | None:
        with self._database.read() as connection:
            return feedback.telling(connection, code)

    def save_feedback(self, said: Feedback) -> None:
        with self._database.write() as connection:
            feedback.save(connection, said)

    def feedback(self, *, profile: str | None = None, since: datetime | None = None) -> tuple[Feedback, ...]:
        with self._database.read() as connection:
            return feedback.said(connection, profile, since)

    def bot_offset(self, bot: str) -> int | None:
        with self._database.read() as connection:
            return feedback.next_update(connection, bot)

    def save_bot_offset(self, bot: str, offset: int) -> None:
        with self._database.write() as connection:
            feedback.save_next_update(connection, bot, offset)

    # -- the whole
    def counts(self, since: datetime) -> Counts:
        with self._database.read() as connection:
            return figures.counts(connection, since)

    def told_to(self, channel: str, limit: int) -> tuple[ToldTo, ...]:
        with self._database.read() as connection:
            return told_to.told_to(connection, channel, limit)

    def alerts_told(self, since: datetime) -> Mapping[str, int]:
        with self._database.read() as connection:
            return told_to.alerts_told(connection, since)

    def undelivered(self, limit: int) -> tuple[Undelivered, ...]:
        with self._database.read() as connection:
            return figures.undelivered(connection, limit)
