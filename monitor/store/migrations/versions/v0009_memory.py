"""Full-text search, and what says which entries a feed no longer lists.

Articles that are there already are indexed by the daemon, or by the first search, a batch at a time.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the index, empty, and the columns, without a word on what was before."""
    op.add_column("articles", sa.Column("number", sa.BigInteger))
    op.create_index("ix_articles_number", "articles", ["number"], unique=True)
    op.create_table("search_terms", sa.Column("version", sa.Text, primary_key=True))
    op.execute("CREATE VIRTUAL TABLE article_words USING fts5(title, body, marks, content='', tokenize='ascii')")
    op.add_column("entries", sa.Column("listed_at", _INSTANT))
    op.add_column("sources", sa.Column("away_before", _INSTANT))
    # what is let go asks for these for each row
    op.create_index("ix_outbox_article_id", "outbox", ["article_id"])
    op.create_index("ix_outbox_head", "outbox", ["head"])
