"""Inviting somebody, and letting in who shows a code."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from monitor.errors import ConfigError, Fault
from monitor.model import Invitation, Person, Role
from monitor.people.codes import new_code, opens, sealed
from monitor.ports import AccessStore

#: how long a code is good for: that of a new channel, which stands on a terminal, and one that is passed on
PAIRING: Final = timedelta(minutes=15)
INVITING: Final = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A code as whoever made it may see it, once."""

    text: str
    expires: datetime


def pairing(store: AccessStore, channel: str, now: datetime) -> Code:
    """A code by which a chat becomes the channel's, and whoever shows it its owner. Raises `StoreError`."""
    return _invite(store, channel, "owner", now + PAIRING, now, pairs=True)


def invite(store: AccessStore, channel: str, role: Role, now: datetime, by: str = "") -> Code:
    """A code by which somebody is known to a channel. Raises `StoreError`."""
    return _invite(store, channel, role, now + INVITING, now, by=by)


def let_in(
    store: AccessStore, typed: str, channels: Collection[str], *, number: int, name: str, chat_id: int, now: datetime
) -> Invitation | None:
    """Use up the invitation to one of these channels that a typed code opens; None where none does, or somebody else
    was quicker. Raises `StoreError`."""
    found = None
    for one in store.invitations(channels, now):  # all of them, so that the time says nothing
        if opens(typed, one.seal, one.channel):
            found = one
    if found is None:
        return None
    person = Person(channel=found.channel, number=number, role=found.role, name=name, since=now)
    return found if store.redeem(found.seal, person, chat_id, now) else None


def remove(store: AccessStore, channel: str, number: int, *, spare_owner: bool = False) -> Person:
    """They are known no more; the person. Raises `ConfigError` where they are not known, or the last owner, who is
    spared; `StoreError`."""
    person = next((one for one in store.people() if (one.channel, one.number) == (channel, number)), None)
    if person is None:
        raise ConfigError(Fault(file=f"`{number}`", what=f"nobody of this number is known to {channel}"))
    if not store.remove_person(channel, number, spare_owner=spare_owner):
        hint = "`monitor people remove` can do it"
        raise ConfigError(Fault(file=f"`{number}`", what=f"the last owner of {channel} stays", hint=hint))
    return person


def _invite(
    store: AccessStore, channel: str, role: Role, expires: datetime, now: datetime, *, pairs: bool = False, by: str = ""
) -> Code:
    code = new_code()
    seal = sealed(code, channel)
    store.invite(Invitation(seal=seal, channel=channel, role=role, pairs=pairs, by=by, expires=expires), now)
    return Code(text=code, expires=expires)
