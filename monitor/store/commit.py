"""All that one article leads to, in one transaction."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from monitor.errors import StoreError
from monitor.model import Extent, Outcome, Story, Told, Verdict
from monitor.ports import Parted, Waiting
from monitor.store import articles, deliveries, digests, entries, feedback, mutes, stories, tellings, volume


def commit(connection: Connection, outcome: Outcome, now: datetime) -> None:
    """Story, article, matches, verdicts and what the verdicts ask for; the entry is done.

    Raises `StoryConflict` where somebody else changed the story first, `StoreError` for a verdict that tells
    nothing or nobody. The caller's transaction is rolled back by either.
    """
    if outcome.story:
        stories.write(connection, outcome.story)
    articles.write(connection, outcome, now)
    for verdict in outcome.verdicts:
        _do(connection, verdict, outcome.story, outcome.article.id, now)
    volume.count(connection, outcome, now)
    if outcome.entry:
        entries.done(connection, outcome.entry, outcome.article.id)


def settle(connection: Connection, parted: Parted, verdict: Verdict, now: datetime) -> None:
    """What was decided again of an article whose story was part of another one."""
    story, article_id = parted.story, parted.article_id
    articles.decided(connection, article_id, verdict, now)
    _do(connection, verdict, story, article_id, now)


def _do(connection: Connection, verdict: Verdict, story: Story | None, article_id: str, now: datetime) -> None:
    if verdict.mute and story:
        kept = Waiting(profile=verdict.profile, story_id=story.id, article_id=article_id)
        mutes.hold_back(connection, verdict.mute, kept, now)
    if verdict.action != "drop":
        _carry_out(connection, verdict, story, article_id, now)
    if verdict.told:
        tellings.write(connection, verdict.told)


def _carry_out(connection: Connection, verdict: Verdict, story: Story | None, article_id: str, now: datetime) -> None:
    if story is None:
        raise StoreError(f"a verdict for {verdict.profile!r} wants to tell of article {article_id}, which has no story")
    feedback.give_code(connection, verdict.profile, story.id)
    if verdict.action == "hold" and verdict.digest:
        digests.hold(connection, verdict, story.id, now)
        return
    if not verdict.channels:
        raise StoreError(f"a verdict for {verdict.profile!r} names no channel")
    known = tellings.of_story(connection, story.id).get(verdict.profile)
    let_go = digests.let_go(connection, verdict.profile, story.id)
    number = verdict.told.alerts if verdict.told else 1
    deliveries.queue(
        connection,
        kind="alert",
        profile=verdict.profile,
        subject=story.id,
        revision=number - 1,
        channels=verdict.channels,
        not_before=verdict.until or now,
        reason=verdict.reason,
        now=now,
        article_id=article_id,
        before=_told_before(known, number, let_go),
    )


def _told_before(known: Told | None, number: int, let_go: Extent | None) -> Extent | None:
    """What the profile will have been told when it is told for that time by itself: an alert that waits goes out before
    this one, what waited for its digest does not. `let_go`: what was told before that."""
    if known is None or (known.waits and known.kind == "digest"):
        return let_go
    return known.extent if not known.waits or 0 < known.alerts < number else None
