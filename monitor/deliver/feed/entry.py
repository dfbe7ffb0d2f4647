"""What stands in a feed: a message as blocks, and what feed readers ask to know of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from pydantic import TypeAdapter

from monitor.deliver.blocks import Document
from monitor.deliver.telling import address_of, document, headline, message_key
from monitor.deliver.telling.words import name_of
from monitor.deliver.text import clean
from monitor.model import Alert, Digest, News
from monitor.translation import Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One message of a feed."""

    #: that of the message; of one that takes another's place, the other's
    key: str
    #: empty for a recipient's digest
    profile: str
    profile_name: str
    title: str
    #: ISO 639-1 of the title; empty where nobody knows it
    language: str = ""
    #: who tells it: the outlet; empty: we do
    author: str = ""
    #: where the story can be read, or empty
    url: str = ""
    published: datetime
    updated: datetime
    body: Document


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a feed is called, and known by."""

    #: a URN, given once: it stays when the folder moves to another address (RFC 4287, 4.2.6)
    id: str
    title: str
    updated: datetime
    entries: int


ENTRY: Final[TypeAdapter[Entry]] = TypeAdapter(Entry)
ENTRIES: Final[TypeAdapter[tuple[Entry, ...]]] = TypeAdapter(tuple[Entry, ...])
ABOUT: Final[TypeAdapter[About]] = TypeAdapter(About)


def entry_of(what: News, channel: str, now: datetime, voice: Voice) -> Entry:
    """The entry that tells it; `now` is when it is told. What readers answer with has no place in public."""
    silent = _unanswerable(what)
    body = document(replace(silent, instead=None), voice)
    title, language, author = headline(what, voice) if isinstance(what, Alert) else (body.title, body.language, "")
    return Entry(
        key=message_key(what, channel),
        profile=clean(what.profile),
        profile_name=name_of(voice, what) if what.profile else "",
        title=title,
        language=language,
        author=author,
        url=address_of(what),
        published=now,
        updated=now,
        body=body,
    )


def in_place(new: Entry, old: Entry | None, key: str) -> Entry:
    """The new entry in the place of the old one that has this key: known by it, published when it was."""
    return replace(new, key=key, published=min(old.published, new.published) if old else new.published)


def _unanswerable(what: News) -> News:
    match what:
        case Alert():
            return replace(what, answerable=False)
        case Digest():
            return replace(what, alerts=tuple(replace(alert, answerable=False) for alert in what.alerts))
        case _:
            return what
