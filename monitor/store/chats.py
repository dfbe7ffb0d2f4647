"""What is known of the channels' chats beside their configuration, and which menus were set in them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Connection, select, update

from monitor.decide.quiet import held_until
from monitor.model import IN_PEACE, ChatState, Quiet
from monitor.store.insert import Excluded, insert_or_replace
from monitor.store.schema import chats, menus, outbox


def states(connection: Connection) -> tuple[ChatState, ...]:
    """Each of them, by channel."""
    rows = connection.execute(select(chats).order_by(chats.c.channel))
    return tuple(
        ChatState(
            channel=row.channel,
            number=row.number,
            language=row.language,
            quiet=_quiet(row.quiet_daily, row.quiet_until),
        )
        for row in rows
    )


def number(connection: Connection, channel: str) -> int | None:
    """As it was learned; None where nothing was."""
    return connection.scalar(select(chats.c.number).where(chats.c.channel == channel))


def remember(connection: Connection, channel: str, chat_id: int) -> None:
    """Its chat has this number from now on."""
    _set(connection, channel, number=chat_id)


def pair(connection: Connection, channel: str, chat_id: int, now: datetime) -> None:
    """It has a chat now: what failed for want of one is due."""
    remember(connection, channel, chat_id)
    failed = (outbox.c.channel == channel) & (outbox.c.state == "pending") & (outbox.c.error != "")
    connection.execute(update(outbox).where(failed).values(not_before=now))


def forget(connection: Connection, channel: str) -> None:
    """No number was learned."""
    _set(connection, channel, number=None)


def heed(connection: Connection, configured: Mapping[str, str]) -> None:
    """What was learned while the configuration said something else is forgotten."""
    before = {row.channel: row.configured or "" for row in connection.execute(select(chats))}
    for channel, said in configured.items():
        if before.get(channel, "") != said:
            _set(connection, channel, number=None, configured=said)


def set_language(connection: Connection, channel: str, language: str | None) -> None:
    """None: as the configuration has it."""
    _set(connection, channel, language=language)


def set_quiet(connection: Connection, channel: str, quiet: Quiet, now: datetime) -> None:
    """In place of what was set before; what that held back is due now."""
    daily = "-".join(f"{hour:%H:%M}" for hour in quiet.daily) + f" {quiet.timezone}" if quiet.daily else None
    _set(connection, channel, quiet_daily=daily, quiet_until=quiet.until)
    held = (outbox.c.channel == channel) & (outbox.c.state == "pending") & (outbox.c.error == IN_PEACE)
    connection.execute(update(outbox).where(held).values(not_before=now))


def quiet_until(connection: Connection, channel: str, now: datetime) -> datetime | None:
    """When the quiet that holds now ends; None where none does."""
    row = connection.execute(select(chats).where(chats.c.channel == channel)).first()
    return held_until(_quiet(row.quiet_daily, row.quiet_until), now) if row else None


def menu(connection: Connection, bot: str, scope: str) -> str:
    """Hash of what was set; empty for nothing."""
    return connection.scalar(select(menus.c.seal).where(menus.c.bot == bot, menus.c.scope == scope)) or ""


def save_menu(connection: Connection, bot: str, scope: str, seal: str) -> None:
    """In place of what was set before."""
    insert_or_replace(connection, menus, [{"bot": bot, "scope": scope, "seal": seal}], _seal)


def _set(connection: Connection, channel: str, **values: Any) -> None:
    if not connection.execute(update(chats).where(chats.c.channel == channel).values(values)).rowcount:
        connection.execute(chats.insert().values(channel=channel, **values))


def _quiet(daily: str | None, until: datetime | None) -> Quiet:
    if not daily:
        return Quiet(until=until)
    hours, _, timezone = daily.partition(" ")
    begin, _, end = hours.partition("-")
    return Quiet(daily=(time.fromisoformat(begin), time.fromisoformat(end)), timezone=timezone, until=until)


def _seal(excluded: Excluded) -> dict[str, ColumnElement[Any]]:
    return {"seal": excluded.seal}
