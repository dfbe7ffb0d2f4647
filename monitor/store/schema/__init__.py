"""The tables, a module a concern. `migrations/` makes them, a test holds the two together."""

from monitor.store.schema.access import chats, invitations, menus, people
from monitor.store.schema.asking import bots, codes, feedback, held_back, mutes, notices
from monitor.store.schema.base import metadata
from monitor.store.schema.collecting import entries, hosts, robots, sources
from monitor.store.schema.counting import silences, surges, volume, volume_days, watched_hours
from monitor.store.schema.deciding import articles, matches, search_terms, stories, verdicts
from monitor.store.schema.telling import digests, held, outbox, readers, rests, told

__all__ = [
    "articles",
    "bots",
    "chats",
    "codes",
    "digests",
    "entries",
    "feedback",
    "held",
    "held_back",
    "hosts",
    "invitations",
    "matches",
    "menus",
    "metadata",
    "mutes",
    "notices",
    "outbox",
    "people",
    "readers",
    "rests",
    "robots",
    "search_terms",
    "silences",
    "sources",
    "stories",
    "surges",
    "told",
    "verdicts",
    "volume",
    "volume_days",
    "watched_hours",
]
