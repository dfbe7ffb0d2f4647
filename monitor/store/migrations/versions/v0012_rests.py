"""Receivers that are left alone for a time: what they asked for, and those that take nothing any more."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the table; nobody rests yet."""
    op.create_table(
        "rests",
        sa.Column("lane", sa.Text, primary_key=True),
        sa.Column("since", _INSTANT, nullable=False),
        sa.Column("until", _INSTANT, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("refusals", sa.Integer, nullable=False),
        sa.Column("stamp", sa.Text, nullable=False),
    )
