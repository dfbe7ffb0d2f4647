"""What is told.

`told`, what each profile was told of each story, or will be; readers <- digests <- held, which waits until a digest
of its reader takes it; `outbox`, one row for each part of each message to each channel; `rests`, the receivers that are
left alone for a time.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint, text

from monitor.model import Extent, Instead, Message, Silence, Surge
from monitor.store.columns import Coded, Instant, Packed, Words
from monitor.store.schema.base import metadata

told = Table(
    "told",
    metadata,
    #: what a profile was told of a story, or will be
    Column("profile", Text, primary_key=True),
    Column("story_id", Text, ForeignKey("stories.id"), primary_key=True),
    Column("alerts", Integer, nullable=False),
    Column("digests", Integer, nullable=False),
    Column("due", Instant, nullable=False),
    #: "alert" or "digest"
    Column("kind", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("extent", Coded(Extent), nullable=False),
    Index("told_by_story", "story_id"),
)

readers = Table(
    "readers",
    metadata,
    #: whose digest it is: "profile/<id>" or "channel/<name>"
    Column("id", Text, primary_key=True),
    #: its slots until then were opened, or came before it was known
    Column("since", Instant, nullable=False),
    #: its times and zone in words; empty: not known
    Column("plan", Text, nullable=False, server_default=text("''")),
)

digests = Table(
    "digests",
    metadata,
    Column("reader", Text, primary_key=True),
    #: local date and time such as "2026-11-21 07:30", or "first 2026-11-21"
    Column("slot", Text, primary_key=True),
    Column("due", Instant, nullable=False),
    Column("opened_at", Instant, nullable=False),
    #: of a slot that was missed: the later one that stood in for it; null: it was told itself
    Column("told_by", Text),
)

held = Table(
    "held",
    metadata,
    #: one row for each line of a reader's digests, ever
    Column("reader", Text, primary_key=True),
    Column("profile", Text, primary_key=True),
    Column("story_id", Text, ForeignKey("stories.id"), primary_key=True),
    #: which of the profile's tellings of the story in digests it is, from 1
    Column("number", Integer, primary_key=True),
    Column("reason", Text, nullable=False),
    Column("until", Instant, nullable=False),
    Column("channels", Coded(tuple[str, ...]), nullable=False),
    Column("held_at", Instant, nullable=False),
    #: what was told before; null for a first telling
    Column("before", Coded(Extent)),
    #: the digest that took it; null while it waits
    Column("slot", Text),
    Index("held_by_slot", "reader", "slot"),
    Index("held_by_story", "story_id"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("profile", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("channel", Text, nullable=False),
    Column("part", Integer, nullable=False),
    #: row of the message's first part; null there
    Column("head", Integer, ForeignKey("outbox.id"), index=True),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("not_before", Instant, nullable=False),
    Column("reason", Text, nullable=False),
    Column("message", Packed(Message)),
    #: of an alert that is not the first about its story: what was told before
    Column("before", Coded(Extent)),
    #: what a surge or a silence says
    Column("about", Packed(Surge | Silence)),
    #: the channel that it was for, where this one is its fallback; null elsewhere
    Column("instead", Coded(Instead)),
    #: the article whose verdict queued it; null for a digest
    Column("article_id", Text, ForeignKey("articles.id"), index=True),
    Column("queued_at", Instant, nullable=False),
    #: which open store holds the claim, and until when
    Column("holder", Text),
    Column("lease_until", Instant),
    #: an earlier send of it was ambiguous: the receiver may get it twice
    Column("possible_repeat", Boolean, nullable=False),
    Column("error", Words, nullable=False),
    Column("sent_at", Instant),
    Column("remote_id", Words, nullable=False),
    UniqueConstraint("kind", "profile", "subject", "revision", "channel", "part", name="outbox_once"),
    Index("outbox_by_state", "state", "not_before"),
    Index("outbox_by_subject", "subject", "profile"),
)

rests = Table(
    "rests",
    metadata,
    Column("lane", Text, primary_key=True),
    Column("since", Instant, nullable=False),
    Column("until", Instant, nullable=False),
    Column("why", Words, nullable=False),
    Column("refusals", Integer, nullable=False),
    Column("stamp", Text, nullable=False),
    #: when the first of the refusals was said; null for a pause
    Column("closed_at", Instant),
)
