"""Who may speak with the bots, and the invitations by which they came."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from monitor.model import Invitation, Person, allowed
from monitor.store import chats
from monitor.store.insert import Excluded, insert_or_replace
from monitor.store.schema import invitations, people


def known(connection: Connection) -> tuple[Person, ...]:
    """All of them, channel by channel, whoever came first first."""
    rows = connection.execute(select(people).order_by(people.c.channel, people.c.since, people.c.number))
    return tuple(
        Person(channel=row.channel, number=row.number, role=row.role, name=row.name, since=row.since) for row in rows
    )


def add(connection: Connection, person: Person) -> None:
    """Keep them, in place of what was known of them."""
    row = {
        "channel": person.channel,
        "number": person.number,
        "role": person.role,
        "name": person.name,
        "since": person.since,
    }
    insert_or_replace(connection, people, [row], _newer)


def remove(connection: Connection, channel: str, number: int, *, spare_owner: bool) -> bool:
    """False where they are not known, or the last owner, who is spared."""
    role = _role(connection, channel, number)
    if role is None:
        return False
    if spare_owner and role == "owner" and _owners(connection, channel) == 1:
        return False
    connection.execute(delete(people).where(people.c.channel == channel, people.c.number == number))
    if chats.number(connection, channel) == number:  # a private chat has the number of its person
        chats.forget(connection, channel)
    return True


def invite(connection: Connection, invitation: Invitation, now: datetime) -> None:
    """Keep it; what has expired goes, and so does an older pairing code of the channel."""
    connection.execute(delete(invitations).where(invitations.c.expires <= now))
    if invitation.pairs:
        connection.execute(delete(invitations).where(_of(invitation.channel), invitations.c.pairs))
    connection.execute(
        insert(invitations).values(
            seal=invitation.seal,
            channel=invitation.channel,
            role=invitation.role,
            pairs=invitation.pairs,
            by=invitation.by,
            expires=invitation.expires,
        )
    )


def open_ones(connection: Connection, channels: Collection[str], now: datetime) -> tuple[Invitation, ...]:
    """Those of these channels that can be used."""
    usable = invitations.c.channel.in_(channels) & (invitations.c.expires > now)
    return tuple(map(_invitation, connection.execute(select(invitations).where(usable).order_by(invitations.c.seal))))


def redeem(connection: Connection, seal: str, person: Person, chat_id: int, now: datetime) -> bool:
    """The row is gone for whoever comes second: this transaction is alone from its first statement."""
    usable = (invitations.c.seal == seal) & (invitations.c.expires > now)
    found = connection.execute(delete(invitations).where(usable).returning(invitations)).first()
    if found is None:
        return False
    given, before = _invitation(found), _role(connection, found.channel, person.number)
    if before is None:
        add(connection, person)
    elif not allowed(before, given.role):
        same = (people.c.channel == given.channel) & (people.c.number == person.number)
        connection.execute(update(people).where(same).values(role=given.role))
    if given.pairs:
        chats.pair(connection, given.channel, chat_id, now)
    return True


def _owners(connection: Connection, channel: str) -> int:
    owners = (people.c.channel == channel) & (people.c.role == "owner")
    return connection.scalar(select(func.count()).select_from(people).where(owners)) or 0


def _role(connection: Connection, channel: str, number: int) -> Any:
    return connection.scalar(select(people.c.role).where(people.c.channel == channel, people.c.number == number))


def _of(channel: str) -> ColumnElement[bool]:
    return invitations.c.channel == channel


def _invitation(row: Any) -> Invitation:
    return Invitation(
        seal=row.seal, channel=row.channel, role=row.role, pairs=row.pairs, by=row.by, expires=row.expires
    )


def _newer(excluded: Excluded) -> dict[str, ColumnElement[Any]]:
    return {"role": excluded.role, "name": excluded.name}
