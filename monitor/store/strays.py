"""What waits for a channel, or is held by a profile, that is no longer in the configuration.

It goes to the channels that its profile has now, to each once; where there is none, it ends as a dead letter.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, select, update

from monitor.decide.readers import of_channel
from monitor.model import LOST_SLOT, HeldFor
from monitor.store import deliveries
from monitor.store.insert import insert_new
from monitor.store.schema import held, outbox

#: what of a line goes with it to another reader
_CARRIED = ("profile", "story_id", "number", "reason", "held_at", "before")


# ---------------------------------------------------------------- messages


def forward(
    connection: Connection, delivery_id: int, holder: str, channels: Sequence[str], now: datetime, *, lost: str
) -> None:
    """The message goes to these channels instead, but for those that have it, or a later telling. The lines of a digest
    wait again. Nothing happens where the claim has passed to somebody else."""
    mine = (outbox.c.id == delivery_id) & (outbox.c.holder == holder) & outbox.c.state.in_(deliveries.IN_HAND)
    row = connection.execute(select(outbox).where(mine)).first()
    if row is None:
        return
    if row.kind == "digest":
        _take_back(connection, row, now)
    elif channels:
        _queue_for(connection, row, channels, now)
    else:
        deliveries.dead(connection, delivery_id, holder, error=lost, ambiguous=False)
        return
    unsent = outbox.c.state.in_(("pending", *deliveries.IN_HAND))
    connection.execute(delete(outbox).where(*_same(row), outbox.c.channel == row.channel, unsent))


def _queue_for(connection: Connection, row: Row[Any], channels: Sequence[str], now: datetime) -> None:
    telling = (outbox.c.kind == row.kind) & (outbox.c.profile == row.profile) & (outbox.c.subject == row.subject)
    had = select(outbox.c.channel).where(telling, outbox.c.revision >= row.revision, outbox.c.channel.in_(channels))
    knowing = set(connection.scalars(had))
    deliveries.queue(
        connection,
        kind=row.kind,
        profile=row.profile,
        subject=row.subject,
        revision=row.revision,
        channels=[channel for channel in channels if channel not in knowing],
        not_before=row.not_before,
        reason=row.reason,
        now=now,
        article_id=row.article_id,
        before=row.before,
        about=row.about,
    )


def _take_back(connection: Connection, row: Row[Any], now: datetime) -> None:
    """The lines of a digest that would have gone to the channel wait for it again; other channels keep theirs."""
    for line in connection.execute(select(held).where(held.c.reader == row.profile, held.c.slot == row.subject)).all():
        others = tuple(channel for channel in line.channels if channel != row.channel)
        if others == line.channels:
            continue
        if others:
            _narrow(connection, line, others)
            _insert(connection, line, HeldFor(reader=of_channel(row.channel), due=now, channels=(row.channel,)))
        else:
            connection.execute(update(held).where(_at(line, line.reader)).values(slot=None))


# ---------------------------------------------------------------- lines of digests to come


def waited_for(connection: Connection) -> Mapping[str, frozenset[str]]:
    """Profile -> the channels for which it holds something."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in connection.execute(select(held.c.profile, held.c.channels).where(held.c.slot.is_(None)).distinct()):
        found[row.profile].update(row.channels)
    return {profile: frozenset(channels) for profile, channels in found.items()}


def redirect(
    connection: Connection, profile: str, to: Sequence[HeldFor], known: Collection[str], now: datetime, *, lost: str
) -> None:
    """What the profile holds for channels that are not `known` waits for these digests, but for channels that have it;
    where nobody is left it ends."""
    waits = select(held).where(held.c.profile == profile, held.c.slot.is_(None))
    over: list[Row[Any]] = []
    for found in connection.execute(waits.order_by(held.c.held_at, held.c.story_id, held.c.reader)).all():
        # another line of the same telling may have changed it meanwhile
        line = connection.execute(select(held).where(_at(found, found.reader))).one()
        if set(line.channels) <= set(known):
            continue
        having = {
            channel for row in connection.execute(select(held.c.channels).where(_telling(line))) for channel in row[0]
        }
        if not to and not having & set(known):
            over.append(line)
            continue
        _narrow(connection, line, tuple(channel for channel in line.channels if channel in known))
        for one in to:
            if new := tuple(channel for channel in one.channels if channel not in having):
                _join(connection, line, HeldFor(reader=one.reader, due=one.due, channels=new))
    _end(connection, profile, over, now, lost)


def give_up(connection: Connection, profile: str, now: datetime, *, lost: str) -> None:
    """What the profile holds and is due is told to nobody."""
    due = select(held).where(held.c.profile == profile, held.c.slot.is_(None), held.c.until <= now)
    _end(connection, profile, connection.execute(due).all(), now, lost)


def _end(connection: Connection, profile: str, lines: Sequence[Row[Any]], now: datetime, lost: str) -> None:
    """A dead letter for each reader and channel, as if it had been a digest."""
    slot = f"{LOST_SLOT} {now:%Y-%m-%d %H:%M} {profile}"
    for line in lines:
        connection.execute(update(held).where(_at(line, line.reader)).values(slot=slot))
    for (reader, channel), count in Counter((line.reader, line.channels[0]) for line in lines).items():
        letter = {"kind": "digest", "profile": reader, "subject": slot, "revision": 0, "channel": channel}
        error = f"{lost}: {count} {'story that it held is' if count == 1 else 'stories that it held are'} not told"
        deliveries.bury(connection, letter, error, now)


# ---------------------------------------------------------------- one line


def _narrow(connection: Connection, line: Row[Any], channels: tuple[str, ...]) -> None:
    """The line is for these channels only; for none of them it is gone."""
    change = update(held).values(channels=channels) if channels else delete(held)
    connection.execute(change.where(_at(line, line.reader)))


def _join(connection: Connection, line: Row[Any], to: HeldFor) -> None:
    """The line waits for a digest; where that has told it to others already, for one of each channel's own."""
    there = connection.execute(select(held).where(_at(line, to.reader))).first()
    if there is None:
        _insert(connection, line, to)
    elif there.slot is None:
        _narrow(connection, there, (*there.channels, *to.channels))
    else:
        for channel in to.channels:
            _insert(connection, line, HeldFor(reader=of_channel(channel), due=line.until, channels=(channel,)))


def _insert(connection: Connection, line: Row[Any], to: HeldFor) -> None:
    carried = {name: getattr(line, name) for name in _CARRIED}
    insert_new(connection, held, carried | {"reader": to.reader, "until": to.due, "channels": to.channels})


def _at(line: Row[Any], reader: str) -> ColumnElement[bool]:
    """The row of a reader that holds the same telling."""
    return (held.c.reader == reader) & _telling(line)


def _telling(line: Row[Any]) -> ColumnElement[bool]:
    return and_(*(held.c[name] == getattr(line, name) for name in ("profile", "story_id", "number")))


def _same(row: Row[Any]) -> tuple[ColumnElement[bool], ...]:
    return tuple(outbox.c[name] == getattr(row, name) for name in ("kind", "profile", "subject", "revision"))
