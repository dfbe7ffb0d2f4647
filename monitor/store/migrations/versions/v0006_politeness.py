"""What a source asks for and where it went, hosts that rest, robots.txt across restarts, entries that wait."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add columns with what they mean for a row of before, and two tables."""
    for column in (
        sa.Column("validators_url", sa.Text),
        sa.Column("not_before", _INSTANT),
        sa.Column("wishes", sa.Text, nullable=False, server_default="{}"),
        sa.Column("moved_to", sa.Text, nullable=False, server_default=sa.text("''")),
        sa.Column("moved_times", sa.Integer, nullable=False, server_default="0"),
        sa.Column("moved_since", _INSTANT),
        sa.Column("gone", sa.Integer, nullable=False, server_default="0"),
        sa.Column("unreadable", sa.Text, nullable=False, server_default=sa.text("''")),
        sa.Column("daily", sa.Float, nullable=False, server_default="0"),
    ):
        op.add_column("sources", column)
    op.add_column("entries", sa.Column("not_before", _INSTANT))
    op.create_index("entries_by_url", "entries", ["source_id", "url"])
    op.add_column("articles", sa.Column("unread", sa.Text, nullable=False, server_default=sa.text("''")))
    op.create_table(
        "hosts",
        sa.Column("host", sa.Text, primary_key=True),
        sa.Column("rests_until", _INSTANT, nullable=False),
    )
    op.create_table(
        "robots",
        sa.Column("origin", sa.Text, primary_key=True),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("unreadable", sa.Text, nullable=False),
        sa.Column("status", sa.Integer),
        sa.Column("permanent", sa.Boolean, nullable=False),
        sa.Column("good_until", _INSTANT, nullable=False),
    )
