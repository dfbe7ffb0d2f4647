"""What readers want to hear nothing of, and what was held back for it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make both tables; a verdict names its mute."""
    op.create_table(
        "mutes",
        sa.Column("id", sa.Integer, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("kind", "subject", "name", "profile")),
        sa.Column("until", sa.DateTime(timezone=True)),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("who", "way", "note")),
    )
    op.create_index("mutes_by_end", "mutes", ["until"])
    op.create_table(
        "held_back",
        sa.Column("mute_id", sa.Integer, sa.ForeignKey("mutes.id"), primary_key=True),
        sa.Column("profile", sa.Text, primary_key=True),
        sa.Column("article_id", sa.Text, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("story_id", "title")),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("held_back_by_time", "held_back", ["at"])
    op.add_column("verdicts", sa.Column("mute", sa.Text, nullable=False, server_default=sa.text("''")))
