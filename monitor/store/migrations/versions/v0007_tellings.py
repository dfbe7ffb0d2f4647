"""What each profile was told of each story; digests by reader, in which a story may come again."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the new tables, and fill them with what the old ones say."""
    op.add_column("outbox", sa.Column("before", sa.Text))
    op.add_column("outbox", sa.Column("about", sa.LargeBinary))
    op.create_table(
        "told",
        sa.Column("profile", sa.Text, primary_key=True),
        sa.Column("story_id", sa.Text, sa.ForeignKey("stories.id"), primary_key=True),
        sa.Column("alerts", sa.Integer, nullable=False),
        sa.Column("digests", sa.Integer, nullable=False),
        sa.Column("due", _INSTANT, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("extent", sa.Text, nullable=False),
    )
    op.create_index("told_by_story", "told", ["story_id"])
    op.create_table(
        "readers",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("since", _INSTANT, nullable=False),
    )
    _tellings()
    _digests()
    _held()


def _tellings() -> None:
    """One telling of each story that is in the outbox, or was held."""
    connection = op.get_bind()
    query = """
        SELECT o.profile, o.subject, 1, 0, MIN(o.not_before), 'alert', MIN(o.reason), s.members, s.last_seen
        FROM outbox AS o JOIN stories AS s ON s.id = o.subject WHERE o.kind = 'alert' GROUP BY o.profile, o.subject
        UNION ALL
        SELECT h.profile, h.story_id, 0, 1, h.until, 'digest', h.reason, s.members, s.last_seen
        FROM held AS h JOIN stories AS s ON s.id = h.story_id
        WHERE NOT EXISTS (SELECT 1 FROM outbox AS o
                          WHERE o.kind = 'alert' AND o.profile = h.profile AND o.subject = h.story_id)
    """
    insert = sa.text("INSERT INTO told VALUES (:profile, :story, :alerts, :digests, :due, :kind, :reason, :extent)")
    for profile, story, alerts, digests, due, kind, reason, members, last_seen in connection.execute(sa.text(query)):
        row = {"profile": profile, "story": story, "alerts": alerts, "digests": digests, "due": due, "kind": kind}
        connection.execute(insert, row | {"reason": reason, "extent": _extent(members, last_seen)})


def _extent(members: bytes, last_seen: str) -> str:
    told: list[dict[str, Any]] = json.loads(zlib.decompress(members))
    return json.dumps(
        {
            "outlets": sorted({member["outlet"] for member in told}),
            "languages": sorted({member["language"] for member in told}),
            # every actor of before counts as told of: that they are in the story is no news
            "actors": sorted(set(_actors(told))),
            "figures": [],
            "members": len(told),
            "last_seen": f"{last_seen.replace(' ', 'T')}Z",
        }
    )


def _actors(members: list[dict[str, Any]]) -> Iterator[str]:
    for member in members:
        yield from (name[2:] for name, _ in member.get("features", ()) if name.startswith("a:"))


def _digests() -> None:
    op.rename_table("digests", "digests_before")
    op.create_table(
        "digests",
        sa.Column("reader", sa.Text, primary_key=True),
        sa.Column("slot", sa.Text, primary_key=True),
        sa.Column("due", _INSTANT, nullable=False),
        sa.Column("opened_at", _INSTANT, nullable=False),
    )
    op.execute("INSERT INTO digests SELECT 'profile/' || profile, slot, due, opened_at FROM digests_before")
    op.execute("INSERT INTO readers SELECT reader, MIN(due) FROM digests GROUP BY reader")
    op.drop_table("digests_before")
    op.execute("UPDATE outbox SET profile = 'profile/' || profile WHERE kind = 'digest'")


def _held() -> None:
    op.drop_index("held_by_slot", "held")
    op.drop_index("held_by_story", "held")
    op.rename_table("held", "held_before")
    op.create_table(
        "held",
        sa.Column("reader", sa.Text, primary_key=True),
        sa.Column("profile", sa.Text, primary_key=True),
        sa.Column("story_id", sa.Text, sa.ForeignKey("stories.id"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("until", _INSTANT, nullable=False),
        sa.Column("channels", sa.Text, nullable=False),
        sa.Column("held_at", _INSTANT, nullable=False),
        sa.Column("before", sa.Text),
        sa.Column("slot", sa.Text),
    )
    op.execute(
        "INSERT INTO held"
        " SELECT 'profile/' || profile, profile, story_id, 1, reason, until, channels, held_at, NULL, slot"
        " FROM held_before"
    )
    op.create_index("held_by_slot", "held", ["reader", "slot"])
    op.create_index("held_by_story", "held", ["story_id"])
    op.drop_table("held_before")
