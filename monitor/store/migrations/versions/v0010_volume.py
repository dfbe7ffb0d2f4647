"""How much each profile and actor is told of, when somebody watched, and which surges and silences were told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables. What is usual is learnt from now on: who was off watch before, nobody wrote down."""
    op.create_table(
        "volume",
        sa.Column("subject", sa.Text, primary_key=True),
        sa.Column("hour", _INSTANT, primary_key=True),
        sa.Column("source_id", sa.Text, primary_key=True),
        sa.Column("story_id", sa.Text, primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
    )
    op.create_index("volume_by_hour", "volume", ["hour"])
    op.create_table(
        "volume_days",
        sa.Column("subject", sa.Text, primary_key=True),
        sa.Column("hour", _INSTANT, primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
    )
    op.create_table(
        "watched_hours",
        sa.Column("hour", _INSTANT, primary_key=True),
        sa.Column("answered", sa.Integer, nullable=False),
        sa.Column("failed", sa.Integer, nullable=False),
    )
    op.create_table(
        "surges",
        sa.Column("profile", sa.Text, primary_key=True),
        sa.Column("subject", sa.Text, primary_key=True),
        sa.Column("since", _INSTANT, primary_key=True),
        sa.Column("ratio", sa.Float, nullable=False),
        sa.Column("told_at", _INSTANT, nullable=False),
        sa.Column("calm_since", _INSTANT),
        sa.Column("ended_at", _INSTANT),
    )
    op.create_table(
        "silences",
        sa.Column("profile", sa.Text, primary_key=True),
        sa.Column("since", _INSTANT, primary_key=True),
        sa.Column("told_at", _INSTANT, nullable=False),
    )
