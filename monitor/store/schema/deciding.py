"""What was read, and what was decided.

stories <- articles <- matches, verdicts; search_terms, as what `full_text` keeps the articles' words.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Float, ForeignKey, Index, Integer, Table, Text, text

from monitor.model import Analysis, Evidence, Member, Missing
from monitor.store.columns import Coded, Instant, Packed, Words
from monitor.store.schema.base import metadata

stories = Table(
    "stories",
    metadata,
    Column("id", Text, primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("first_seen", Instant, nullable=False),
    Column("last_seen", Instant, nullable=False, index=True),
    Column("members", Packed(tuple[Member, ...]), nullable=False),
)

articles = Table(
    "articles",
    metadata,
    Column("id", Text, primary_key=True),
    Column("url", Words, nullable=False, index=True),
    Column("canonical_url", Words, nullable=False, index=True),
    Column("source_id", Text, nullable=False),
    Column("title", Words, nullable=False),
    Column("text", Packed(str), nullable=False),
    Column("author", Words, nullable=False),
    Column("published", Instant),
    Column("fetched_at", Instant, nullable=False),
    Column("fingerprint", Text, nullable=False, index=True),
    Column("method", Text, nullable=False),
    Column("language_hint", Text, nullable=False),
    Column("analysis", Packed(Analysis), nullable=False),
    Column("story_id", Text, ForeignKey("stories.id"), index=True),
    Column("stored_at", Instant, nullable=False, index=True),
    #: why its page could not be read though it was wanted
    Column("unread", Words, nullable=False, server_default=text("''")),
    #: by which the index of words knows it, see `indexing`: of published ones the second, or the next that is free;
    #: below 0 where it cannot be read; null: not indexed yet
    Column("number", BigInteger),
    Index("ix_articles_number", "number", unique=True),
)

#: as what the index was made: one row, none before the first article

search_terms = Table(
    "search_terms",
    metadata,
    Column("version", Text, primary_key=True),
)

matches = Table(
    "matches",
    metadata,
    Column("article_id", Text, ForeignKey("articles.id"), primary_key=True),
    Column("profile", Text, primary_key=True),
    Column("version", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("decision", Text, nullable=False),
    Column("evidence", Coded(tuple[Evidence, ...]), nullable=False),
    Column("missing", Coded(tuple[Missing, ...]), nullable=False),
)

verdicts = Table(
    "verdicts",
    metadata,
    Column("article_id", Text, ForeignKey("articles.id"), primary_key=True),
    Column("profile", Text, primary_key=True),
    Column("action", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("until", Instant),
    Column("digest", Boolean, nullable=False),
    Column("channels", Coded(tuple[str, ...]), nullable=False),
    Column("decided_at", Instant, nullable=False),
    #: number of the mute that holds it back
    Column("mute", Text, nullable=False, server_default=text("''")),
)
