"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table."""
    _collecting()
    _reading()
    _digesting()
    _delivering()


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _count(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean, nullable=False)


def _packed(name: str) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary, nullable=False)


def _instant(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _collecting() -> None:
    op.create_table(
        "sources",
        sa.Column("id", sa.Text, primary_key=True),
        _text("url"),
        _flag("listed"),
        _instant("next_check_at"),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.Column("digest", sa.Text),
        _count("failures"),
        _instant("last_success_at", nullable=True),
        _instant("last_entry_at", nullable=True),
        _text("error"),
        _count("interval_s"),
    )


def _reading() -> None:
    op.create_table(
        "stories",
        sa.Column("id", sa.Text, primary_key=True),
        _count("revision"),
        _instant("first_seen"),
        _instant("last_seen"),
        _packed("members"),
    )
    op.create_index("ix_stories_last_seen", "stories", ["last_seen"])
    op.create_table(
        "articles",
        sa.Column("id", sa.Text, primary_key=True),
        *(_text(name) for name in ("url", "canonical_url", "source_id", "title")),
        _packed("text"),
        _text("author"),
        _instant("published", nullable=True),
        _instant("fetched_at"),
        *(_text(name) for name in ("fingerprint", "method", "language_hint")),
        _packed("analysis"),
        sa.Column("story_id", sa.Text, sa.ForeignKey("stories.id")),
        _instant("stored_at"),
    )
    for name in ("url", "canonical_url", "fingerprint", "story_id", "stored_at"):
        op.create_index(f"ix_articles_{name}", "articles", [name])
    op.create_table(
        "entries",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("source_id", sa.Text, sa.ForeignKey("sources.id"), nullable=False),
        *(_text(name) for name in ("key", "url", "title", "summary")),
        _instant("published", nullable=True),
        _instant("first_seen_at"),
        _flag("backlog"),
        _text("state"),
        _count("attempts"),
        _text("error"),
        sa.Column("article_id", sa.Text, sa.ForeignKey("articles.id")),
        sa.UniqueConstraint("source_id", "key", name="entries_once"),
    )
    op.create_index("entries_by_state", "entries", ["state", "attempts", "first_seen_at"])
    op.create_table(
        "matches",
        sa.Column("article_id", sa.Text, sa.ForeignKey("articles.id"), primary_key=True),
        sa.Column("profile", sa.Text, primary_key=True),
        _text("version"),
        sa.Column("score", sa.Float, nullable=False),
        *(_text(name) for name in ("decision", "evidence", "missing")),
    )
    op.create_table(
        "verdicts",
        sa.Column("article_id", sa.Text, sa.ForeignKey("articles.id"), primary_key=True),
        sa.Column("profile", sa.Text, primary_key=True),
        *(_text(name) for name in ("action", "reason")),
        _instant("until", nullable=True),
        _flag("digest"),
        _text("channels"),
        _instant("decided_at"),
    )


def _digesting() -> None:
    op.create_table(
        "digests",
        sa.Column("profile", sa.Text, primary_key=True),
        sa.Column("slot", sa.Text, primary_key=True),
        _instant("due"),
        _instant("opened_at"),
    )
    op.create_table(
        "held",
        sa.Column("profile", sa.Text, primary_key=True),
        sa.Column("story_id", sa.Text, sa.ForeignKey("stories.id"), primary_key=True),
        _text("reason"),
        _instant("until"),
        _text("channels"),
        _instant("held_at"),
        sa.Column("slot", sa.Text),
    )
    op.create_index("held_by_slot", "held", ["profile", "slot"])
    op.create_index("held_by_story", "held", ["story_id"])


def _delivering() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer, primary_key=True),
        *(_text(name) for name in ("kind", "profile", "subject")),
        _count("revision"),
        _text("channel"),
        _count("part"),
        sa.Column("head", sa.Integer, sa.ForeignKey("outbox.id")),
        _text("state"),
        _count("attempts"),
        _instant("not_before"),
        _text("reason"),
        sa.Column("message", sa.LargeBinary),
        sa.Column("article_id", sa.Text, sa.ForeignKey("articles.id")),
        _instant("queued_at"),
        sa.Column("holder", sa.Text),
        _instant("lease_until", nullable=True),
        _flag("possible_repeat"),
        _text("error"),
        _instant("sent_at", nullable=True),
        _text("remote_id"),
        sa.UniqueConstraint("kind", "profile", "subject", "revision", "channel", "part", name="outbox_once"),
    )
    op.create_index("outbox_by_state", "outbox", ["state", "not_before"])
    op.create_index("outbox_by_subject", "outbox", ["subject", "profile"])
