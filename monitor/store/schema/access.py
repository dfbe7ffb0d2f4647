"""Who may speak with the bots: invitations -> people; chats, what is known of each; menus, what was set in them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Table, Text

from monitor.store.columns import Instant, Words
from monitor.store.schema.base import metadata

people = Table(
    "people",
    metadata,
    Column("channel", Text, primary_key=True),
    #: Telegram's, which has up to 52 bits
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    #: "reader", "editor" or "owner"
    Column("role", Text, nullable=False),
    Column("name", Words, nullable=False),
    Column("since", Instant, nullable=False),
)

invitations = Table(
    "invitations",
    metadata,
    #: of a code, which itself is nowhere kept
    Column("seal", Text, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("role", Text, nullable=False),
    #: the chat becomes the channel's
    Column("pairs", Boolean, nullable=False),
    Column("by", Words, nullable=False),
    Column("expires", Instant, nullable=False),
)

chats = Table(
    "chats",
    metadata,
    Column("channel", Text, primary_key=True),
    #: as it was learned; null: as the configuration has it
    Column("number", BigInteger),
    #: what the configuration said when it was; null: nothing
    Column("configured", Text),
    #: ISO 639-1; null: as the configuration has it
    Column("language", Text),
    #: "22:00-07:00 Asia/Baku"; null: at no hour
    Column("quiet_daily", Text),
    Column("quiet_until", Instant),
)

menus = Table(
    "menus",
    metadata,
    #: as in `bots`
    Column("bot", Text, primary_key=True),
    #: whose menu: "default", "chat 42", "member -100 42", with its language behind it
    Column("scope", Text, primary_key=True),
    #: hash of what was set
    Column("seal", Text, nullable=False),
)
