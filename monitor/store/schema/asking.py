"""What people ask and say.

`notices` to whoever asks how the watch stands; `codes`, what a code in a message stands for; `feedback`; `bots`, how
far each has read; mutes <- held_back, what was not told for them.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, Integer, Table, Text

from monitor.model import Evidence
from monitor.store.columns import Coded, Instant, Words
from monitor.store.schema.base import metadata

notices = Table(
    "notices",
    metadata,
    #: "reload" or "seed"
    Column("kind", Text, primary_key=True),
    #: file name of a seed; empty for a reload
    Column("subject", Words, primary_key=True),
    Column("lines", Coded(tuple[str, ...]), nullable=False),
    Column("at", Instant, nullable=False),
)

codes = Table(
    "codes",
    metadata,
    Column("code", Text, primary_key=True),
    Column("profile", Text, nullable=False),
    Column("story_id", Text, nullable=False),
)

feedback = Table(
    "feedback",
    metadata,
    #: one row for each person: a later word takes an earlier one's place
    Column("profile", Text, primary_key=True),
    #: the story, or the article where it belongs to none; either may be gone by now
    Column("subject", Text, primary_key=True),
    Column("who", Words, primary_key=True),
    Column("story_id", Text),
    Column("article_id", Text, nullable=False),
    Column("title", Words, nullable=False),
    Column("opinion", Text, nullable=False),
    Column("way", Text, nullable=False),
    Column("note", Words, nullable=False),
    Column("said_at", Instant, nullable=False, index=True),
    Column("version", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("evidence", Coded(tuple[Evidence, ...]), nullable=False),
)

bots = Table(
    "bots",
    metadata,
    #: the number before the colon of its token, which is no secret
    Column("id", Text, primary_key=True),
    #: the first update that it has not dealt with
    Column("next_update", BigInteger, nullable=False),
)

mutes = Table(
    "mutes",
    metadata,
    Column("id", Integer, primary_key=True),
    #: "story", "actor", "outlet" or "profile"
    Column("kind", Text, nullable=False),
    Column("subject", Words, nullable=False),
    Column("name", Words, nullable=False),
    #: empty for all
    Column("profile", Text, nullable=False),
    #: null: until changed
    Column("until", Instant),
    Column("at", Instant, nullable=False),
    Column("who", Words, nullable=False),
    Column("way", Text, nullable=False),
    Column("note", Words, nullable=False),
    Index("mutes_by_end", "until"),
)

held_back = Table(
    "held_back",
    metadata,
    Column("mute_id", Integer, ForeignKey("mutes.id"), primary_key=True),
    Column("profile", Text, primary_key=True),
    #: story and article may be gone by now
    Column("article_id", Text, primary_key=True),
    Column("story_id", Text, nullable=False),
    Column("title", Words, nullable=False),
    Column("at", Instant, nullable=False),
    Index("held_back_by_time", "at"),
)
