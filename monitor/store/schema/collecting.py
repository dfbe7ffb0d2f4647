"""What a feed is owed, and what it brought.

sources <- entries; hosts and robots, who wants to be left alone and what each site lets us read.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from monitor.model import Wishes
from monitor.store.columns import Coded, Instant, Words
from monitor.store.schema.base import metadata

sources = Table(
    "sources",
    metadata,
    Column("id", Text, primary_key=True),
    Column("url", Words, nullable=False),
    #: false for a source that the configuration no longer names: its row sleeps
    Column("listed", Boolean, nullable=False),
    Column("next_check_at", Instant, nullable=False),
    Column("etag", Words),
    Column("last_modified", Words),
    Column("digest", Text),
    Column("failures", Integer, nullable=False),
    Column("last_success_at", Instant),
    Column("last_entry_at", Instant),
    Column("error", Words, nullable=False),
    Column("interval_s", Integer, nullable=False),
    #: the address that gave etag and last_modified; null: the source's own
    Column("validators_url", Words),
    Column("not_before", Instant),
    Column("wishes", Coded(Wishes), nullable=False, server_default="{}"),
    Column("moved_to", Words, nullable=False, server_default=text("''")),
    Column("moved_times", Integer, nullable=False, server_default="0"),
    Column("moved_since", Instant),
    Column("gone", Integer, nullable=False, server_default="0"),
    Column("unreadable", Words, nullable=False, server_default=text("''")),
    Column("daily", Float, nullable=False, server_default="0"),
    #: what it did not list since then, it will not list again; null: nobody knows
    Column("away_before", Instant),
)

hosts = Table(
    "hosts",
    metadata,
    Column("host", Text, primary_key=True),
    Column("rests_until", Instant, nullable=False),
)

robots = Table(
    "robots",
    metadata,
    #: scheme and authority
    Column("origin", Text, primary_key=True),
    Column("body", LargeBinary, nullable=False),
    #: why the rules could not be read; empty where they could
    Column("unreadable", Words, nullable=False),
    Column("status", Integer),
    Column("permanent", Boolean, nullable=False),
    Column("good_until", Instant, nullable=False),
)

entries = Table(
    "entries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source_id", Text, ForeignKey("sources.id"), nullable=False),
    Column("key", Words, nullable=False),
    Column("url", Words, nullable=False),
    Column("title", Words, nullable=False),
    #: emptied once the article is read
    Column("summary", Words, nullable=False),
    Column("published", Instant),
    Column("first_seen_at", Instant, nullable=False),
    Column("backlog", Boolean, nullable=False),
    #: "pending", "done" or "given up"
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("error", Words, nullable=False),
    #: the article that it became
    Column("article_id", Text, ForeignKey("articles.id"), index=True),
    #: its page is not asked for before; null: at once
    Column("not_before", Instant),
    #: when its feed listed it last, to a day; null: not since it was first seen
    Column("listed_at", Instant),
    UniqueConstraint("source_id", "key", name="entries_once"),
    Index("entries_by_state", "state", "attempts", "first_seen_at"),
    Index("entries_by_url", "source_id", "url"),
)
