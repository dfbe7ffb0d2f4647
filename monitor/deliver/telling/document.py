"""News -> Document: the words a reader gets, in the order in which they are read; and the key of a message."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import Any

from monitor.deliver.blocks import Document, Section
from monitor.deliver.telling.alert import alert_document
from monitor.deliver.telling.digest import digest_document
from monitor.deliver.telling.instead import instead_line
from monitor.deliver.telling.silence import silence_document
from monitor.deliver.telling.surge import surge_document
from monitor.deliver.telling.words import headline_of, short
from monitor.deliver.text import web_address
from monitor.model import Alert, DeliveryKind, Digest, Level, Message, News, Silence, Surge
from monitor.translation import ENGLISH, Voice


def document(what: News, voice: Voice = ENGLISH) -> Document:
    """The whole message, before any channel's limits, its own words in the reader's language."""
    told = _told(what, voice)
    return replace(told, sections=_noting(told.sections, what, voice)) if what.instead else told


def _told(what: News, voice: Voice) -> Document:
    match what:
        case Alert():
            return alert_document(what, voice)
        case Digest():
            return digest_document(what, voice)
        case Surge():
            return surge_document(what, voice)
        case Silence():
            return silence_document(what, voice)


def _noting(sections: tuple[Section, ...], what: News, voice: Voice) -> tuple[Section, ...]:
    """With the line under the title that says whose place the channel takes."""
    first, *others = sections
    return ((first[0], instead_line(what, voice), *first[1:]), *others)


def message(what: News, channel: str, part: int = 1, **written: Any) -> Message:
    """A part of what a channel sends, with what is known of it whatever the channel; `written`: what it says."""
    return Message(
        key=message_key(what, channel, part),
        level=level_of(what),
        profile=what.profile,
        url=address_of(what),
        **written,
    )


def message_key(what: News, channel: str, part: int = 1) -> str:
    """Stable across retries, different for each story revision, slot, channel and part: "alert-…", "digest-…"."""
    kind, subject = _identity(what)
    digest = sha256("\0".join((what.profile, *subject, channel)).encode("utf-8", "replace")).hexdigest()
    return f"{kind}-{digest[:24]}-{part}"


def placed(what: News, parts: tuple[Message, ...]) -> tuple[Message, ...]:
    """The parts of a further telling, the first of which knows the message whose place it takes, or that it answers.

    Several parts take no place: they answer.
    """
    update = what.update if isinstance(what, Alert) else None
    if update is None or not update.message or not parts:
        return parts
    if update.changed_at and len(parts) == 1:
        return (replace(parts[0], replaces=update.message),)
    return (replace(parts[0], answers=update.message), *parts[1:])


def level_of(what: News) -> Level:
    """How much it presses."""
    return "critical" if isinstance(what, Alert) and what.critical else _identity(what)[0]


def address_of(what: News) -> str:
    """Where the story can be read that an alert tells; empty for all else, and for what is no address of the web."""
    return web_address(what.story.lead.url) if isinstance(what, Alert) else ""


def headline(alert: Alert, voice: Voice) -> tuple[str, str, str]:
    """Its headline, the language of that, and the outlet; a language that CLDR does not know is none."""
    lead = alert.story.lead
    block = headline_of(voice, lead)
    return block.runs[0].text, block.language, short(lead.outlet) or short(lead.source_id)


def _identity(what: News) -> tuple[DeliveryKind, tuple[str, ...]]:
    match what:
        case Alert():
            return "alert", (what.story.id, str(what.story.revision))
        case Digest():
            return "digest", (what.slot,) if what.profile else (what.reader, what.slot)
        case Surge():
            return "surge", (what.subject, what.since.isoformat())
        case Silence():
            return "silence", (what.since.isoformat(),)
