"""How much there is.

`volume`, for each profile and actor by hour, and `volume_days` by day once that is long ago; `watched_hours`, when
somebody watched; surges and silences that were told.
"""

from __future__ import annotations

from sqlalchemy import Column, Float, Index, Integer, Table, Text

from monitor.store.columns import Instant
from monitor.store.schema.base import metadata

volume = Table(
    "volume",
    metadata,
    #: "profile/<id>", or an actor's id
    Column("subject", Text, primary_key=True),
    #: its begin
    Column("hour", Instant, primary_key=True),
    Column("source_id", Text, primary_key=True),
    #: the story may be gone by now
    Column("story_id", Text, primary_key=True),
    Column("count", Integer, nullable=False),
    Index("volume_by_hour", "hour"),
)

volume_days = Table(
    "volume_days",
    metadata,
    Column("subject", Text, primary_key=True),
    #: noon of the day, UTC
    Column("hour", Instant, primary_key=True),
    Column("count", Integer, nullable=False),
)

watched_hours = Table(
    "watched_hours",
    metadata,
    Column("hour", Instant, primary_key=True),
    #: polls in it, by their end
    Column("answered", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
)

surges = Table(
    "surges",
    metadata,
    Column("profile", Text, primary_key=True),
    #: an actor's id; empty: the profile itself
    Column("subject", Text, primary_key=True),
    Column("since", Instant, primary_key=True),
    Column("ratio", Float, nullable=False),
    Column("told_at", Instant, nullable=False),
    Column("calm_since", Instant),
    Column("ended_at", Instant),
)

silences = Table(
    "silences",
    metadata,
    Column("profile", Text, primary_key=True),
    Column("since", Instant, primary_key=True),
    Column("told_at", Instant, nullable=False),
)
