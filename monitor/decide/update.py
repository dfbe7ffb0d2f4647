"""A further telling of a story: what it says that the one before did not, and whether it takes that one's place.

    a message stands, the story grew, the channel edits     it takes its place
    a message stands, the story took a turn                 it answers it
    a message stands in several parts, or has no number     it answers the first part
    none is known to have arrived (dead, or nobody knows)   it is told as if for the first time

The last line would rather tell twice what nobody knows the end of than not at all, as the outbox does. A message that
still waits is never met: one about the same story goes out after it (`store.leases`).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from monitor.decide.extent import GROWTH, silence_before
from monitor.decide.profile import AlertPolicy
from monitor.model import Delivery, Extent, Story, Update


def takes_place(delivery: Delivery, policy: AlertPolicy, editing: frozenset[str], standing: tuple[str, ...]) -> bool:
    """Is it put in place of the message that stands? `editing` are channels, `standing` as `Store.standing` says."""
    grew = delivery.reason in GROWTH and policy.updates == "edit"
    return grew and delivery.channel in editing and len(standing) == 1 and bool(standing[0])


def update_of(
    delivery: Delivery,
    story: Story,
    before: Extent,
    *,
    standing: tuple[str, ...],
    actors: tuple[str, ...],
    changed_at: datetime | None,
) -> Update:
    """`actors` are the names of those whom its cause brought, `changed_at` is None where it takes nobody's place."""
    cause = next((member for member in story.members if member.article_id == delivery.article_id), None)
    return Update(
        outlets=len(before.outlets),
        languages=len(before.languages),
        cause=cause,
        actors=actors,
        silence=max(silence_before(story, cause), timedelta(0)) if cause else timedelta(0),
        changed_at=changed_at,
        message=standing[0],
    )
