"""A profile whose file has another name by now goes on under it: what it told, holds and learnt stays its own.

It is known by its version, which says what it means and not what it is called.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Column, Connection, select, update

from monitor.decide.readers import of_profile
from monitor.decide.volume import profile_subject
from monitor.store.schema import (
    articles,
    codes,
    digests,
    feedback,
    held,
    held_back,
    matches,
    mutes,
    outbox,
    readers,
    silences,
    surges,
    told,
    verdicts,
    volume,
    volume_days,
)

#: where a profile is called by its id, as the reader of its digests, and as what volume is counted of
_BY_ID: tuple[Column[Any], ...] = (
    told.c.profile,
    held.c.profile,
    outbox.c.profile,
    matches.c.profile,
    verdicts.c.profile,
    codes.c.profile,
    feedback.c.profile,
    mutes.c.profile,
    held_back.c.profile,
    surges.c.profile,
    silences.c.profile,
)
_AS_READER: tuple[Column[Any], ...] = (held.c.reader, outbox.c.profile, readers.c.id, digests.c.reader)
_COUNTED: tuple[Column[Any], ...] = (volume.c.subject, volume_days.c.subject)


def heed(connection: Connection, versions: Mapping[str, str]) -> Mapping[str, str]:
    """`versions`: each profile that there is, by id. Of those that are no more, the ones that are there under a new id
    get it; old id -> new id. A new one that the store knows, or two that mean the same, are nobody's heirs."""
    known = set(connection.scalars(select(told.c.profile).distinct()))
    gone = known - versions.keys()
    new = [name for name in versions.keys() - known if gone and not _used(connection, name)]
    if not new:
        return {}
    last = {name: _last_version(connection, name) for name in gone}
    then, now = Counter(last.values()), Counter(versions.values())
    heirs = {
        old: name
        for old, version in last.items()
        for name in new
        if versions[name] == version and then[version] == now[version] == 1
    }
    for old, name in heirs.items():
        _rename(connection, old, name)
    return heirs


def _rename(connection: Connection, before: str, after: str) -> None:
    for column, old, new in _names(before, after):
        connection.execute(update(column.table).where(column == old).values({column.name: new}))
    connection.execute(update(mutes).where(mutes.c.kind == "profile", mutes.c.subject == before).values(subject=after))


def _names(before: str, after: str) -> list[tuple[Column[Any], str, str]]:
    """Each column, with what stands there and what is to."""
    return [
        *((column, before, after) for column in _BY_ID),
        *((column, of_profile(before), of_profile(after)) for column in _AS_READER),
        *((column, profile_subject(before), profile_subject(after)) for column in _COUNTED),
    ]


def _used(connection: Connection, name: str) -> bool:
    """Does anything in the store bear the name?"""
    found = (select(column).where(column == new).limit(1) for column, _, new in _names("", name))
    return any(connection.scalar(one) is not None for one in found)


def _last_version(connection: Connection, name: str) -> str:
    query = select(matches.c.version).join(articles, articles.c.id == matches.c.article_id)
    newest = query.where(matches.c.profile == name).order_by(articles.c.stored_at.desc()).limit(1)
    return connection.scalar(newest) or ""
