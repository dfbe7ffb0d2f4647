"""What speaks against a match has a kind: it was one line of text."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

#: how the lines of the first version began -> kind
_KINDS = {
    "required, not there: ": "required",
    "excluded, and there: ": "excluded",
    "not there: ": "absent",
}


def upgrade() -> None:
    """Rewrite the lines that are stored."""
    matches = sa.table("matches", *(sa.column(name) for name in ("article_id", "profile", "missing")))
    connection = op.get_bind()
    for article, profile, written in connection.execute(sa.select(matches)).all():
        missing = [_kind_of(line) for line in json.loads(written) if isinstance(line, str)]
        if missing:
            row = (matches.c.article_id == article) & (matches.c.profile == profile)
            connection.execute(sa.update(matches).where(row).values(missing=json.dumps(missing, ensure_ascii=False)))


def _kind_of(line: str) -> dict[str, str]:
    for beginning, kind in _KINDS.items():
        if line.startswith(beginning):
            return {"kind": kind, "what": line.removeprefix(beginning)}
    return {"kind": "absent", "what": line}
