"""The tables. `migrations/` makes them, a test holds the two together.

sources <- entries          what a feed is owed, and what it brought
hosts, robots               who wants to be left alone, and what each site lets us read
stories <- articles <- matches, verdicts
search_terms                as what `full_text` keeps the articles' words
told                        what each profile was told of each story, or will be
readers <- digests <- held  a held row waits until a digest of its reader takes it
outbox                      one row for each part of each message to each channel
volume, volume_days         how much each profile and actor is told of, by hour, and by day once that is long ago
watched_hours               when somebody watched
surges, silences            which of them were told
notices                     what the daemon has to say to whoever asks how it stands
codes                       what a code in a message stands for
feedback                    what readers say of what they were told
bots                        how far each bot has read what is sent to it
mutes <- held_back          what readers want to hear nothing of, and what was not told for it
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from monitor.model import Analysis, Evidence, Extent, Member, Message, Missing, Silence, Surge, Wishes
from monitor.store.columns import Coded, Instant, Packed, Words

metadata = MetaData()

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
