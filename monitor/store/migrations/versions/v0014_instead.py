"""What a fallback tells remembers whose place it takes; a closed receiver, since when it is closed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Make the columns. Those that are closed by now are so since their last word."""
    op.add_column("outbox", sa.Column("instead", sa.Text))
    op.add_column("rests", sa.Column("closed_at", sa.DateTime(timezone=True)))
    rests = sa.table("rests", sa.column("since"), sa.column("refusals"), sa.column("closed_at"))
    op.execute(sa.update(rests).where(rests.c.refusals > 0).values(closed_at=rests.c.since))
