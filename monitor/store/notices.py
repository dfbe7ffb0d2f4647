"""What the daemon has to say to whoever asks how it stands: the command line meets it only here."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, select

from monitor.ports import Notice, NoticeKind
from monitor.store.insert import Excluded, insert_or_replace
from monitor.store.schema import notices


def post(connection: Connection, notice: Notice) -> None:
    """Keep a notice, in place of an older one on the same subject."""
    row = {"kind": notice.kind, "subject": notice.subject, "lines": notice.lines, "at": notice.at}
    insert_or_replace(connection, notices, [row], _newer)


def withdraw(connection: Connection, kind: NoticeKind, subject: str) -> None:
    """Take a notice back, if it is there."""
    connection.execute(delete(notices).where(notices.c.kind == kind, notices.c.subject == subject))


def standing(connection: Connection) -> tuple[Notice, ...]:
    """All of them, the oldest first."""
    rows = connection.execute(select(notices).order_by(notices.c.at, notices.c.kind, notices.c.subject))
    return tuple(Notice(kind=row.kind, subject=row.subject, lines=row.lines, at=row.at) for row in rows)


def _newer(excluded: Excluded) -> dict[str, ColumnElement[Any]]:
    return {"lines": excluded.lines, "at": excluded.at}
