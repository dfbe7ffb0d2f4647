"""Codes for what was told, what readers say of it, and how far each bot has read."""

from __future__ import annotations

from base64 import b32encode
from hashlib import sha256

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables, and give codes to what was told already."""
    op.create_table(
        "codes",
        sa.Column("code", sa.Text, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("profile", "story_id")),
    )
    _give_codes()
    op.create_table(
        "feedback",
        *(sa.Column(name, sa.Text, primary_key=True) for name in ("profile", "subject", "who")),
        sa.Column("story_id", sa.Text),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("article_id", "title", "opinion", "way", "note")),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("evidence", sa.Text, nullable=False),
    )
    op.create_index("ix_feedback_said_at", "feedback", ["said_at"])
    op.create_table(
        "bots",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("next_update", sa.BigInteger, nullable=False),
    )


def _give_codes() -> None:
    connection = op.get_bind()
    told = "SELECT profile, subject FROM outbox WHERE kind = 'alert' UNION SELECT profile, story_id FROM held"
    rows = [(_code(*row), *row) for row in connection.execute(sa.text(told))]
    by_code = {code: {"code": code, "profile": profile, "story_id": story} for code, profile, story in rows}
    if by_code:
        codes = sa.table("codes", *(sa.column(name) for name in ("code", "profile", "story_id")))
        connection.execute(sa.insert(codes), list(by_code.values()))


def _code(profile: str, story_id: str) -> str:
    """As `decide.code` made them then."""
    return b32encode(sha256("\0".join((profile, story_id)).encode("utf-8", "replace")).digest())[:8].decode()
