"""From an article to the entries that became it: looking back asks that of each."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the index."""
    op.create_index("ix_entries_article_id", "entries", ["article_id"])
