"""Surges and silences that were told: each is once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, select

from monitor.model import Silence, Surge
from monitor.ports import SurgeState
from monitor.store import deliveries
from monitor.store.insert import Excluded, insert_new, insert_or_replace
from monitor.store.schema import silences, surges


def of_profile(connection: Connection, profile: str) -> tuple[SurgeState, ...]:
    """The surges of a profile, the oldest first."""
    query = select(surges).where(surges.c.profile == profile).order_by(surges.c.since, surges.c.subject)
    return tuple(SurgeState(**row._mapping) for row in connection.execute(query))


def save(connection: Connection, state: SurgeState) -> None:
    """Keep how a surge goes on."""
    row = {column.name: getattr(state, column.name) for column in surges.c}
    insert_or_replace(connection, surges, [row], _onward)


def tell_surge(connection: Connection, surge: Surge, channels: Collection[str], due: datetime, now: datetime) -> bool:
    """Queue it and remember it."""
    row = {"profile": surge.profile, "subject": surge.subject, "since": surge.since, "ratio": surge.ratio}
    if not insert_new(connection, surges, row | {"told_at": now}):
        return False
    return deliveries.queue_about(connection, surge, channels, due, now)


def knows_silence(connection: Connection, profile: str, since: datetime) -> bool:
    """Was it told? The one told after the last telling is it; its begin blurs to a day once that is long ago."""
    query = select(silences.c.told_at).where(silences.c.profile == profile, silences.c.told_at > since).limit(1)
    return connection.scalar(query) is not None


def tell_silence(
    connection: Connection, silence: Silence, channels: Collection[str], due: datetime, now: datetime
) -> bool:
    """Queue it and remember it."""
    if not insert_new(connection, silences, {"profile": silence.profile, "since": silence.since, "told_at": now}):
        return False
    return deliveries.queue_about(connection, silence, channels, due, now)


def _onward(excluded: Excluded) -> dict[str, ColumnElement[datetime]]:
    return {"calm_since": excluded.calm_since, "ended_at": excluded.ended_at}
