"""How much each profile and each watched actor is told of, by hour, and the hours that were watched.

An article counts once, in the hour of its publication, for each profile that it matches and each actor by which it
does: no wire copy, nothing that a source's first poll brought, nothing that is too old to be news. The hours are kept
for as long as a surge is judged by, the days after that for a year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Connection, delete, func, select

from monitor.decide.alert import too_old
from monitor.decide.baseline import DAY, HISTORY, HOUR, RECENT, hour_of, watched
from monitor.decide.volume import actor_of, profile_subject
from monitor.model import Hours, Outcome, Story
from monitor.store import stories
from monitor.store.insert import Excluded, insert_or_replace
from monitor.store.schema import entries, volume, volume_days, watched_hours

#: what is judged, what it is judged by, and what a look at the chart needs
HOURLY: Final = HISTORY + RECENT + 7 * DAY
#: gaps of a rare profile need a long memory
DAILY: Final = timedelta(days=400)
#: the hour at which a day stands whose hours are gone
_NOON: Final = timedelta(hours=12)


def count(connection: Connection, outcome: Outcome, now: datetime) -> None:
    """Count an article that is being committed, where it is one that counts."""
    published = min(outcome.article.published or outcome.article.fetched_at, now)
    if outcome.story is None or too_old(published, False, now) or _copied(outcome) or _backlog(connection, outcome):
        return
    row = {"hour": hour_of(published), "source_id": outcome.article.source_id, "story_id": outcome.story.id, "count": 1}
    rows = [{"subject": subject, **row} for subject in sorted(set(_subjects(outcome)))]
    insert_or_replace(connection, volume, rows, _one_more)


def polled(connection: Connection, last_success_at: datetime | None, now: datetime) -> None:
    """A source was asked, or was to be; it answered if its last success is of this hour."""
    answered = last_success_at is not None and hour_of(last_success_at) == hour_of(now)
    row = {"hour": hour_of(now), "answered": int(answered), "failed": int(not answered)}
    insert_or_replace(connection, watched_hours, [row], _polls)


def tellings(connection: Connection, subject: str, since: datetime, now: datetime) -> Hours:
    """What each outlet told, by hour; only hours of which something is known."""
    asked = select(watched_hours.c.hour).where(
        watched_hours.c.hour >= since - HOUR, watched_hours.c.hour <= now, watched_hours.c.answered > 0
    )
    hours: dict[datetime, dict[str, int]] = {hour: {} for hour in sorted(watched(list(connection.scalars(asked))))}
    query = (
        select(volume.c.hour, volume.c.source_id, func.sum(volume.c.count))
        .where(volume.c.subject == subject, volume.c.hour >= since, volume.c.hour <= now)
        .group_by(volume.c.hour, volume.c.source_id)
    )
    for hour, source_id, number in connection.execute(query):
        if hour in hours:
            hours[hour][source_id] = number
    return hours


def counts(connection: Connection, subject: str, since: datetime, now: datetime) -> Mapping[datetime, int]:
    """Tellings by hour, with 0 for an hour in which somebody watched in vain, whether or not any source answered."""
    running = select(watched_hours.c.hour).where(watched_hours.c.hour >= since - HOUR, watched_hours.c.hour <= now)
    found: dict[datetime, int] = defaultdict(int)
    found.update(dict.fromkeys(watched(list(connection.scalars(running))), 0))
    for table in (volume, volume_days):
        query = (
            select(table.c.hour, func.sum(table.c.count))
            .where(table.c.subject == subject, table.c.hour >= since, table.c.hour <= now)
            .group_by(table.c.hour)
        )
        for hour, number in connection.execute(query):
            found[hour] += number
    return dict(sorted(found.items()))


def busy(connection: Connection, since: datetime, at_least: int) -> frozenset[str]:
    """Subjects with so many tellings since then."""
    query = select(volume.c.subject).where(volume.c.hour >= since).group_by(volume.c.subject)
    return frozenset(connection.scalars(query.having(func.sum(volume.c.count) >= at_least)))


def last_told(connection: Connection, subject: str) -> datetime | None:
    """The hour of the last telling."""
    last: datetime | None = connection.scalar(select(func.max(volume.c.hour)).where(volume.c.subject == subject))
    return last


def behind(connection: Connection, subject: str, since: datetime, limit: int) -> tuple[Story, ...]:
    """The stories that made it since then, the most told first."""
    query = (
        select(volume.c.story_id)
        .where(volume.c.subject == subject, volume.c.hour >= since)
        .group_by(volume.c.story_id)
        .order_by(func.sum(volume.c.count).desc(), func.min(volume.c.hour), volume.c.story_id)
        .limit(limit)
    )
    found = (stories.read(connection, story_id) for story_id in connection.scalars(query).all())
    return tuple(_shown(story) for story in found if story is not None)


def renamed(connection: Connection, old: str, new: str) -> None:
    """What was counted for a story was told of another one."""
    rows = [
        {**{name: getattr(row, name) for name in ("subject", "hour", "source_id", "count")}, "story_id": new}
        for row in connection.execute(select(volume).where(volume.c.story_id == old))
    ]
    insert_or_replace(connection, volume, rows, _one_more)
    connection.execute(delete(volume).where(volume.c.story_id == old))


def _shown(story: Story) -> Story:
    """The story without what only grouping needs: it goes into a message as it is."""
    return replace(story, members=tuple(replace(member, features=()) for member in story.members))


def compact(connection: Connection, now: datetime) -> None:
    """What is older than the hours are kept becomes one row for each day and subject; what is older than that goes."""
    until = hour_of(now - HOURLY).replace(hour=0)
    old = select(volume.c.subject, volume.c.hour, func.sum(volume.c.count)).where(volume.c.hour < until)
    days: dict[tuple[str, datetime], int] = defaultdict(int)
    for subject, hour, number in connection.execute(old.group_by(volume.c.subject, volume.c.hour)):
        days[subject, hour.replace(hour=0) + _NOON] += number
    rows = [{"subject": subject, "hour": noon, "count": number} for (subject, noon), number in days.items()]
    insert_or_replace(connection, volume_days, rows, _more)
    connection.execute(delete(volume).where(volume.c.hour < until))
    for table in (volume_days, watched_hours):
        connection.execute(delete(table).where(table.c.hour < now - DAILY))


# ---------------------------------------------------------------- what counts


def _subjects(outcome: Outcome) -> Iterator[str]:
    """The profiles that the article matches, and the actors by which it does."""
    deaf = {verdict.profile for verdict in outcome.verdicts if verdict.reason == "source"}
    for match in outcome.matches:
        if match.decision == "match" and match.profile not in deaf:
            yield profile_subject(match.profile)
            yield from (one.term for one in match.evidence if one.points > 0 and actor_of(one.term))


def _copied(outcome: Outcome) -> bool:
    members = outcome.story.members if outcome.story else ()
    return any(one.article_id == outcome.article.id and one.copy_of for one in members)


def _backlog(connection: Connection, outcome: Outcome) -> bool:
    if outcome.entry is None:
        return False
    its = (entries.c.source_id == outcome.entry.source_id) & (entries.c.key == outcome.entry.key)
    return bool(connection.scalar(select(entries.c.backlog).where(its)))


def _one_more(excluded: Excluded) -> dict[str, ColumnElement[int]]:
    return {"count": volume.c.count + excluded.count}


def _more(excluded: Excluded) -> dict[str, ColumnElement[int]]:
    return {"count": volume_days.c.count + excluded.count}


def _polls(excluded: Excluded) -> dict[str, ColumnElement[int]]:
    return {
        "answered": watched_hours.c.answered + excluded.answered,
        "failed": watched_hours.c.failed + excluded.failed,
    }
