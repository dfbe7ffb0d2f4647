"""Who may speak with the bots, by which codes; what is known of their chats."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "people",
        sa.Column("channel", sa.Text, primary_key=True),
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("since", _INSTANT, nullable=False),
    )
    op.create_table(
        "invitations",
        sa.Column("seal", sa.Text, primary_key=True),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("pairs", sa.Boolean, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("expires", _INSTANT, nullable=False),
    )
    op.create_table(
        "chats",
        sa.Column("channel", sa.Text, primary_key=True),
        sa.Column("number", sa.BigInteger),
        sa.Column("configured", sa.Text),
        sa.Column("language", sa.Text),
        sa.Column("quiet_daily", sa.Text),
        sa.Column("quiet_until", _INSTANT),
    )
    op.create_table(
        "menus",
        sa.Column("bot", sa.Text, primary_key=True),
        sa.Column("scope", sa.Text, primary_key=True),
        sa.Column("seal", sa.Text, nullable=False),
    )
