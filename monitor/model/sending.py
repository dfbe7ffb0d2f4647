"""Deliver: what is told -> Receipt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from monitor.model.deciding import Extent
from monitor.model.telling import Instead, Silence, Surge

#: "alert" is one story, "digest" many, "surge" unusual volume, "silence" its opposite
DeliveryKind = Literal["alert", "digest", "surge", "silence"]
#: how much a message presses: that of a story which breaks through quiet hours, else what its delivery is
Level = Literal["critical", "alert", "digest", "surge", "silence"]
DeliveryState = Literal["pending", "claimed", "written", "sent", "unknown", "dead"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A row of the outbox. Unique: (kind, profile, subject, revision, channel, part)."""

    id: int
    kind: DeliveryKind
    #: of a recipient's digest, its reader
    profile: str
    #: story id of an alert, slot of a digest, what a surge or a silence is known by
    subject: str
    #: 0 for the first telling of a story, 1 for the next; 0 for everything else
    revision: int
    channel: str
    part: int
    state: DeliveryState
    #: sends begun so far
    attempts: int
    not_before: datetime
    #: the named reason of its verdict
    reason: str
    #: rendered earlier (parts after the first); None until rendered
    message: Message | None = None
    #: of a further telling: what the one before it said
    before: Extent | None = None
    #: an earlier send of it may have arrived
    possible_repeat: bool = False
    #: of an alert: the article whose verdict queued it
    article_id: str = ""
    #: of a surge or a silence: what it says
    about: Surge | Silence | None = None
    #: the channel that it was for at first; None: this one
    instead: Instead | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A PNG that goes with a message."""

    #: bytes are no text: as JSON they are base64 (pydantic, by which the store writes JSON, would take them for UTF-8)
    __pydantic_config__: ClassVar[Mapping[str, str]] = {"ser_json_bytes": "base64", "val_json_bytes": "base64"}

    #: file name
    name: str
    png: bytes
    #: what it shows, in words
    alt: str
    #: pixels
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What goes to one channel in one piece."""

    #: for e-mail; empty elsewhere
    subject: str = ""
    #: plain text
    text: str
    #: the channel's own HTML, or empty
    html: str = ""
    #: what a machine reads in place of both: JSON; empty where people read
    payload: str = ""
    #: stable across retries: Message-ID, webhook-id
    key: str
    level: Level = "alert"
    #: whose it is; empty for a recipient's digest, and for a word of the watch's own
    profile: str = ""
    #: where the story can be read; empty for what is no single story
    url: str = ""
    #: it may have come before: the reader is told so where the receiver cannot tell a repetition by its key
    repeated: bool = False
    #: what a reader answers to with buttons: a code of `decide.code`; empty where there are none
    code: str = ""
    #: the receiver's id of the message whose place it takes where the channel `edits`
    replaces: str = ""
    #: the same of the message that it answers
    answers: str = ""
    pictures: tuple[Picture, ...] = ()
    #: it goes on with the message before it, which has made its sound
    continued: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How fast a channel may be written to. Channels that write to the same receiver share its lane."""

    #: what order is kept in, and what a pause counts for: "telegram/123456789/42"; for most the channel's name
    lane: str
    #: seconds between two messages of the lane
    gap_s: float = 0.0
    #: what several lanes share, such as the bot; empty: nothing
    whole: str = ""
    #: seconds between two messages of all these lanes
    whole_gap_s: float = 0.0
    #: changes with what opens a closed lane: a hash of the channel's secret
    stamp: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """A lane that is left alone for a time, over restarts and by every process."""

    lane: str
    #: when it was said; one that lies in the future is from before the clock was set back, and void
    since: datetime
    until: datetime
    #: the receiver's word; empty: no more than the pace
    why: str = ""
    #: it takes nothing any more until somebody looks: how often that was said in a row. 0: a pause
    refusals: int = 0
    #: as `Pace.stamp` when it was closed
    stamp: str = ""
    #: when the first of these refusals was said; None for a pause
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The receiver's word that it has the message."""

    sent_at: datetime
    #: the receiver's id for it: Telegram's message id, the SMTP answer
    remote_id: str = ""
