"""Which times a reader's digests are due at, and which slots a late digest stood in for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add the columns: of a reader of before the times are not known, and each digest was told itself."""
    op.add_column("readers", sa.Column("plan", sa.Text, nullable=False, server_default=sa.text("''")))
    op.add_column("digests", sa.Column("told_by", sa.Text))
